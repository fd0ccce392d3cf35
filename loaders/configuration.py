"""What extracts, as one value: it runs the load, and it is written into the snapshot with versions and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loaders import gazetteer
from loaders import text as layout
from loaders.base import Analyzer, Extractor
from loaders.registry import EXTRACTORS
from schema.extraction import Extraction, Tool

LEXICON = "loaders.extract.lexicon"
GAZETTEER = "loaders.gazetteer"
SUFFIXES = (".txt", ".gz")
"""How the names of data files end."""


@dataclass(frozen=True)
class Configuration:
    """What extracts: the analyzer, and the extractors of plug-ins behind dateline's own."""

    analyzer: Analyzer
    added: tuple[Extractor, ...] = ()

    @property
    def extraction(self) -> Extraction:
        """Its parts, sorted."""
        return tuple(sorted(self._tools(), key=lambda tool: (tool.role, tool.name)))

    def _tools(self) -> Iterator[Tool]:
        yield Tool("analyzer", self.analyzer.name, self.analyzer.version, getattr(self.analyzer, "checksum", None))
        yield Tool("layout", layout.NAME, layout.VERSION)
        yield Tool("confidence", "fitted", "1", checksum("loaders"))
        yield Tool("lexicon", "english", "1", checksum(LEXICON))
        yield Tool("gazetteer", "geonames", "1", checksum(GAZETTEER))
        yield from (Tool("gazetteer", one.name, one.version) for one in gazetteer.added())
        yield from (Tool("extractor", one.name, one.version) for one in (*EXTRACTORS, *self.added))


@cache
def checksum(package: str) -> str:
    """A digest of the names and contents of a package's data files."""
    digest = hashlib.sha256()
    for file in sorted(files(package).iterdir(), key=lambda one: one.name):
        if file.name.endswith(SUFFIXES):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
