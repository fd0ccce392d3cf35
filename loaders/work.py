"""What is done with one document, in whatever process: its article, the records of it, and how long that took."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from loaders.base import Document, Loader, Rejected
from loaders.configuration import Configuration
from loaders.gathering import Prepared, prepared
from loaders.host import Failure
from loaders.pipeline import read
from loaders.registry import PLAIN, added_extractors, analyzer, loader
from loaders.sources.base import Options
from schema.errors import DatelineError

logger = logging.getLogger(__name__)

LONGEST = 300
"""How many characters of an unforeseen error are told."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: the records of its article, or why it is none; it can be sent to another process."""

    document: str
    checksum: str
    found: Prepared | Rejected
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0


Work: TypeAlias = Callable[[Document], Outcome]
"""Works on a document; pure but for the clock."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The names of what loads and extracts: so it is made again in another process."""

    paths: Sequence[str | Path]
    options: Options = PLAIN
    loader: str = "files"
    analyzer: str = "light"
    pipeline: str | None = None

    def made(self) -> tuple[Loader, Configuration]:
        """The loader, and what extracts."""
        return loader(self.loader, self.paths, self.options), Configuration(analyzer(self.analyzer, self.pipeline), added_extractors())

    def work(self) -> Work:
        """What works on documents."""
        return partial(worked, *self.made())


def worked(source: Loader, configuration: Configuration, document: Document) -> Outcome:
    """What becomes of a document. What nobody foresaw costs this document only; BrokenRecords where an extractor has a mistake."""
    begin = time.perf_counter()
    failures: tuple[Failure, ...] = ()
    found: Prepared | Rejected
    try:
        whole = read(document, source, configuration)
        if isinstance(whole, Rejected):
            found = whole
        else:
            found, failures = prepared(whole.records), whole.failures
    except DatelineError:
        raise
    except Exception as error:
        logger.debug("a document could not be worked on", exc_info=True, extra={"document": document.name})
        found = Rejected(document.name, "FAILED", f"{document.name} raised {type(error).__name__}: {error}"[:LONGEST])
    return Outcome(document.name, checksum(document), found, failures, time.perf_counter() - begin)


def checksum(document: Document) -> str:
    """A digest of a document and of what was said about it, whatever it is called."""
    said = astuple(replace(document, name="", content=b""))
    return hashlib.sha256(repr(said).encode() + b"\0" + document.content).hexdigest()
