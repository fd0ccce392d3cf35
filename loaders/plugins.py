"""Parts that other distributions bring: found by entry points, listed without loading them, made when they are asked for.

    [project.entry-points."dateline.extractors"]
    transcripts = "dateline_transcripts:Transcripts"

Each group names what makes its part: a loader from paths, an analyzer (which may take a `pipeline`), an extractor, a gazetteer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from schema.errors import DatelineError

LOADERS = "dateline.loaders"
ANALYZERS = "dateline.analyzers"
EXTRACTORS = "dateline.extractors"
GAZETTEERS = "dateline.gazetteers"
GROUPS = (LOADERS, ANALYZERS, EXTRACTORS, GAZETTEERS)


class PluginBroken(DatelineError):
    """An installed plug-in cannot be loaded, or is not what its group promises."""

    code = "PLUGIN_BROKEN"
    title = "A plug-in cannot be used"


@dataclass(frozen=True)
class Plugin:
    """One entry point: its group and name, and the distribution that brings it."""

    group: str
    name: str
    distribution: str
    version: str
    entry: EntryPoint

    def load(self) -> Callable[..., Any]:
        """What makes the part. PluginBroken where it cannot be loaded."""
        with self._blamed():
            found: Callable[..., Any] = self.entry.load()
            return found

    def made(self, *given: object, **named: object) -> Any:  # noqa: ANN401  another's code: its caller checks what it is
        """The part itself. PluginBroken where it cannot be made."""
        make = self.load()
        with self._blamed():
            return make(*given, **named)

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        try:
            yield
        except (DatelineError, OSError):
            raise
        except Exception as error:
            raise PluginBroken(f"the plug-in {self} cannot be loaded: {type(error).__name__}: {error}") from error

    def __str__(self) -> str:
        return f"{self.name} of {self.distribution} {self.version}"


def installed(group: str) -> tuple[Plugin, ...]:
    """The plug-ins of a group, by name."""
    found = (Plugin(group, entry.name, *_distribution(entry), entry) for entry in entry_points(group=group))
    return tuple(sorted(found, key=lambda one: (one.name, one.distribution)))


def _distribution(entry: EntryPoint) -> tuple[str, str]:
    return (entry.dist.name, entry.dist.version) if entry.dist else ("an unknown distribution", "?")
