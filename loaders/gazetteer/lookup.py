"""Looks names up in the gazetteer: sorted lines held as bytes, so that nothing is parsed before it is asked for."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol, runtime_checkable

from loaders import plugins
from loaders.gazetteer.spelling import folded
from loaders.plugins import PluginBroken

STRIDE = 1024
"""How far apart, in bytes, the lines lie whose places are kept."""


class Level(Enum):
    """How large a place is."""

    COUNTRY = "C"
    REGION = "R"
    CITY = "P"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean. `usual` is false where the name is one of its less usual ones."""

    id: int
    level: Level
    name: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int
    usual: bool = True


@runtime_checkable
class Gazetteer(Protocol):
    """A plug-in's places: more names, or smaller places, than dateline's own. Numbers are those of GeoNames; names come in folded."""

    @property
    def name(self) -> str:
        """What the gazetteer is called."""

    @property
    def version(self) -> str:
        """Changes whenever it can give other places."""

    def candidates(self, name: str) -> Iterable[Candidate]:
        """The places that a name can mean."""

    def begins_name(self, words: str) -> bool:
        """Whether some name is these words or begins with them and goes on with another."""


@cache
def added() -> tuple[Gazetteer, ...]:
    """The gazetteers of plug-ins, asked behind dateline's own."""
    return tuple(_gazetteer(plugin) for plugin in plugins.installed(plugins.GAZETTEERS))


def _gazetteer(plugin: plugins.Plugin) -> Gazetteer:
    made = plugin.made()
    if not isinstance(made, Gazetteer):
        raise PluginBroken(f"the plug-in {plugin} makes no gazetteer")
    return made


@dataclass(frozen=True, slots=True)
class _Lines:
    """Sorted lines, and where some of them begin, so that one is found among a few."""

    content: bytes
    starts: tuple[int, ...]
    firsts: tuple[bytes, ...]

    @classmethod
    def of(cls, content: bytes) -> _Lines:
        """The lines of a text that begins and ends with a line break."""
        marks = {content.rfind(b"\n", 0, at + 1) for at in range(0, len(content) - 1, STRIDE)}
        starts = sorted(marks)
        return cls(content, tuple(starts), tuple(content[at + 1 : content.index(b"\n", at + 1)] for at in starts))

    def find(self, key: bytes) -> int:
        """Where the line break stands before the first line that begins with the key; -1 where there is none."""
        at = max(bisect_right(self.firsts, key) - 1, 0)
        end = self.starts[at + 2] if at + 2 < len(self.starts) else len(self.content)
        return self.content.find(b"\n" + key, self.starts[at], end + len(key) + 1)

    def follows(self, key: bytes, marks: bytes) -> bool:
        """Whether a line begins with the key and one of these marks, which sort before all that may stand in their place."""
        at = self.find(key)
        return at >= 0 and self.content[at + 1 + len(key)] in marks

    def line(self, key: bytes) -> str | None:
        """The first line that begins with the key."""
        at = self.find(key)
        return self.content[at + 1 : self.content.index(b"\n", at + 1)].decode() if at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Tables:
    places: _Lines
    names: _Lines


@cache
def _tables() -> _Tables:
    content = gzip.decompress((files("loaders.gazetteer") / "places.tsv.gz").read_bytes())
    places, _, names = content.partition(b"\n\n")
    return _Tables(_Lines.of(b"\n" + places + b"\n"), _Lines.of(b"\n" + names))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _candidate(line: str) -> Candidate:
    number, level, name, country, region, latitude, longitude, population, _ = line.split("\t")
    return Candidate(int(number), Level(level), name, country, region, _number(latitude), _number(longitude), int(population))


COUNTIES = ("County", "Parish", "Borough")
"""Last words of the names of counties in the United States."""
NATIONS = frozenset({"England", "Scotland", "Wales", "Northern Ireland"})


def is_county(one: Candidate) -> bool:
    """Whether a region is a part of that whose code it has; only those of the United States and the United Kingdom are listed."""
    county = one.name.endswith(COUNTIES) if one.country == "US" else one.name not in NATIONS and one.country == "GB"
    return one.level is Level.REGION and county


@lru_cache(maxsize=16384)
def place(number: int) -> Candidate | None:
    """The place with this GeoNames number."""
    line = _tables().places.line(f"{number:08d}\t".encode())
    return _candidate(line) if line else None


def _numbers(key: str) -> Iterator[tuple[int, bool]]:
    line = _tables().names.line(f"{key}\t".encode())
    for number in line.split("\t")[1].split() if line else ():
        yield int(number.rstrip("*")), not number.endswith("*")


@lru_cache(maxsize=1 << 16)
def _own(key: str) -> tuple[Candidate, ...]:
    """The places of dateline's own file that a folded name can mean, the most populous first."""
    found = ((place(number), usual) for number, usual in _numbers(key))
    named = (one if usual else replace(one, usual=False) for one, usual in found if one)
    return tuple(sorted(named, key=_order))


def _order(one: Candidate) -> tuple[int, int]:
    return -one.population, one.id


@lru_cache(maxsize=16384)
def candidates(name: str) -> tuple[Candidate, ...]:
    """The places that a name can mean, the most populous first."""
    key = folded(name)
    own = _own(key)
    if not added():
        return own
    known = {one.id for one in own}
    return tuple(sorted((*own, *(one for one in _added(key) if one.id not in known)), key=_order))


def _added(key: str) -> Iterator[Candidate]:
    """What the gazetteers of plug-ins say; PluginBroken where it is no place of a country that there is."""
    for gazetteer in added():
        for one in gazetteer.candidates(key):
            if not isinstance(one, Candidate) or one.country not in countries():
                raise PluginBroken(f"the gazetteer {gazetteer.name} gives {one!r:.80} for {key}, which is no place in a country")
            yield one


@lru_cache(maxsize=1 << 16)
def begins_name(words: str) -> bool:
    """Whether some name in the gazetteer is these words or begins with them and goes on with another."""
    key = folded(words)
    own = _tables().names.follows(key.encode(), b"\t ")
    return own or any(gazetteer.begins_name(key) for gazetteer in added())


@cache
def countries() -> Mapping[str, Candidate]:
    """All countries by their ISO code."""
    lines = re.findall(rb"^\d+\tC\t.*$", _tables().places.content, re.MULTILINE)
    return {one.country: one for one in (_candidate(line.decode()) for line in lines)}


@cache
def capitals() -> Mapping[int, str]:
    """The GeoNames numbers of capitals, with the code of their country."""
    lines = (line.decode().split("\t") for line in re.findall(rb"^\d+\tC\t.*$", _tables().places.content, re.MULTILINE))
    return {int(fields[8]): fields[3] for fields in lines if fields[8]}
