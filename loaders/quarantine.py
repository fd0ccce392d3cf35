"""The inputs of a store that were rejected: kept beside it as lines of JSON, so that they can be listed, and loaded again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import orjson

from loaders.base import Rejected, Unknown
from loaders.sources.base import Options
from loaders.sources.web import is_address
from loaders.work import Recipe

MOST = 100_000
"""How many rejected documents are kept; further ones are only counted."""

_PLACE = re.compile(r"(?:[#:]\d+)+(?: \S*)?$")
"""Where in an input a document stands, at the end of its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rejected document, the input that holds it, and what tried to load it."""

    document: str
    code: str
    reason: str
    input: str
    loader: str
    map: tuple[str, ...]
    network: bool
    analyzer: str
    pipeline: str | None

    @property
    def recipe(self) -> Recipe:
        """What loads its input again."""
        options = Options(self.map, self.network)
        return Recipe((self.input,), options, self.loader, self.analyzer, self.pipeline)


class Quarantine:
    """What a load rejects, in the place of what earlier loads rejected of the same inputs."""

    def __init__(self, path: Path, recipe: Recipe) -> None:
        self._path = path
        self._recipe = recipe
        self._rejected: list[Rejected] = []
        self._before = {one.input for one in entries(path)}
        self._read: set[str] = set()

    def see(self, document: str) -> None:
        """Notes that the input of a document was read."""
        if self._before:
            self._read |= {_absolute(name) for name in (document, _PLACE.sub("", document))} & self._before

    def reject(self, rejected: Rejected) -> None:
        """Keeps a rejected document."""
        self.see(rejected.document)
        if len(self._rejected) < MOST and not isinstance(rejected, Unknown):
            self._rejected.append(rejected)

    def write(self) -> None:
        """Writes what is rejected now; no file is left where nothing is."""
        stay = [one for one in entries(self._path) if one.input not in self._read]
        found = [*stay, *(self._entry(one) for one in sorted(self._rejected, key=lambda one: one.document))][:MOST]
        if not found:
            self._path.unlink(missing_ok=True)
        elif self._read or self._rejected:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new = self._path.with_name(f"{self._path.name}.new")
            new.write_bytes(b"".join(orjson.dumps(asdict(one), option=orjson.OPT_APPEND_NEWLINE) for one in found))
            new.replace(self._path)

    def _entry(self, rejected: Rejected) -> Entry:
        name = rejected.document if Path(rejected.document).exists() else _PLACE.sub("", rejected.document)
        recipe, options = self._recipe, self._recipe.options
        made = (recipe.loader, options.paths, options.network, recipe.analyzer, recipe.pipeline)
        return Entry(rejected.document, rejected.code, rejected.reason, _absolute(name), *made)


def _absolute(name: str) -> str:
    return name if is_address(name) else str(Path(name).absolute())


def entries(path: Path) -> Iterator[Entry]:
    """What is kept in a file; nothing where there is none."""
    if path.exists():
        with path.open("rb") as file:
            yield from (Entry(**{**found, "map": tuple(found["map"])}) for found in map(orjson.loads, file))


def recipes(found: Iterable[Entry]) -> Iterator[Recipe]:
    """What loads the inputs of rejected documents again: those together that were loaded in the same way, without those that are gone."""
    there = [one for one in found if is_address(one.input) or Path(one.input).exists()]
    for _, group in groupby(sorted(there, key=_way), key=_way):
        alike = list(group)
        inputs: Collection[str] = dict.fromkeys(one.input for one in alike)
        first = alike[0].recipe
        yield Recipe(tuple(inputs), first.options, first.loader, first.analyzer, first.pipeline)


def _way(entry: Entry) -> str:
    return repr((entry.loader, entry.map, entry.network, entry.analyzer, entry.pipeline))
