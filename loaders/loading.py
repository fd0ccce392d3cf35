"""Loads documents into a store: what they hold is added to the last snapshot, and the whole is published or nothing.

What was done is kept in the working folder of the store, so that a load that was killed can be gone on with; what the store holds already
is passed over. Neither changes what comes out.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol

import orjson

from loaders.base import Document, Loader, Rejected, Unknown
from loaders.configuration import Configuration
from loaders.engine import Engine, InProcess, batched
from loaders.gathering import Gathering
from loaders.host import Failure
from loaders.quarantine import Quarantine
from loaders.report import Account, Report
from loaders.work import Outcome, checksum, worked
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document as Row
from schema.errors import DatelineError
from schema.extraction import Extraction, written
from schema.store.base import Writer
from schema.store.shares import Held, Refused
from schema.store.snapshot import catalog_digest
from schema.store.working import Working, writable
from schema.version import installed_version

KEPT_S = 1.0
"""How often what was done is kept: so much is done again where a load is killed."""

_JOURNAL = "done.sqlite"


class OtherExtraction(DatelineError):
    """Articles were to be added to records that another analyzer, version or table has made."""

    code = "OTHER_EXTRACTION"


class Old(Protocol):
    """The snapshot that a load adds to."""

    @property
    def snapshot(self) -> str:
        """Its id."""

    @property
    def extraction(self) -> Extraction:
        """What made its records."""

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""

    def everything(self) -> Iterator[tuple[RecordSpec, Row]]:
        """Every record with all its fields."""

    def known(self, checksums: Sequence[str]) -> Collection[str]:
        """Those of some checksums that are of documents which were loaded."""

    def loaded(self) -> Iterator[str]:
        """The checksums of all documents that were loaded."""


@dataclass(frozen=True)
class Settings:
    """How a load is done; none of it changes what comes out."""

    engine: Engine | None = None
    """What works on the documents; this process where there is none."""
    progress: Callable[[int], None] = lambda _: None
    """Is told how many documents were read."""
    quarantine: Quarantine | None = None
    """Keeps what is rejected."""
    working: Path | None = None
    """The folder in which is kept what was done; nothing is, where there is none."""


DEFAULT = Settings()


def load(loader: Loader, configuration: Configuration, store: Writer, old: Old | None, settings: Settings = DEFAULT) -> Report:
    """Adds the loader's articles to the old snapshot, in the place of the same articles there, and publishes the whole."""
    if old is not None:
        _check_extraction(old, configuration)
    engine = settings.engine or InProcess(partial(worked, loader, configuration))
    with writable(), closing(_Load(old, configuration.extraction, settings)) as running:
        running.read(loader, engine)
        report = running.published(store)
    if settings.quarantine:
        settings.quarantine.write()
    if settings.working:
        shutil.rmtree(settings.working, ignore_errors=True)
    return report


class _Load:
    """A load while it goes on."""

    def __init__(self, old: Old | None, extraction: Extraction, settings: Settings) -> None:
        self._old = old
        self._extraction = extraction
        self._settings = settings
        self._working = _working(settings.working, extraction)
        self._gathering = Gathering(self._working)
        self._account = Account()
        self._kept = time.monotonic()
        self._told = 0

    def close(self) -> None:
        """Ends it. Where nothing is worth to be gone on with, nothing is left."""
        is_empty = not self._working.shares.documents()
        self._gathering.close()
        if is_empty and self._settings.working:
            shutil.rmtree(self._settings.working, ignore_errors=True)

    def read(self, loader: Loader, engine: Engine) -> None:
        """Works on the documents."""
        for outcome in engine.outcomes(batched(self._to_do(loader))):
            self._account.time(outcome)
            self._keep(outcome)
            self._tell()
            if time.monotonic() - self._kept >= KEPT_S:
                self._working.commit()
                self._kept = time.monotonic()
        self._working.commit()

    def _to_do(self, loader: Loader) -> Iterator[Document]:
        """The documents of a loader of which nothing is known yet."""
        for batch in batched(self._cut(loader)):
            checksums = {checksum(one): one for one in batch}
            self._account.repeated += len(batch) - len(checksums)
            before = self._old.known([*checksums]) if self._old else ()
            self._account.unchanged += len(before)
            yield from (one for key, one in checksums.items() if key not in before and self._is_new(key, one))
            self._tell()

    def _cut(self, loader: Loader) -> Iterator[Document]:
        """The documents of a loader; what could not be cut into documents is told."""
        for one in loader.documents():
            self._account.found += not isinstance(one, Unknown)
            if isinstance(one, Rejected):
                self._reject(one)
            else:
                if self._settings.quarantine:
                    self._settings.quarantine.see(one.name)
                yield one

    def _is_new(self, key: str, document: Document) -> bool:
        """Whether a document has to be worked on; what was done with it before is counted."""
        if not self._working.shares.want(key):
            self._account.repeated += 1
            return False
        known = self._working.shares.known(key)
        self._account.resumed += known is not None
        if isinstance(known, Held):
            notes = orjson.loads(known.notes)
            self._account.hold(tuple(Failure(*one) for one in notes["failures"]), partial=notes["partial"])
        elif known:
            self._reject(Rejected(document.name, *known))
        return known is None

    def _keep(self, outcome: Outcome) -> None:
        found = outcome.found
        if isinstance(found, Rejected):
            self._reject(found)
            self._working.shares.refuse(outcome.checksum, Refused(found.code, found.reason))
        else:
            self._account.hold(outcome.failures, partial=found.partial)
            notes = orjson.dumps({"failures": [astuple(one) for one in outcome.failures], "partial": found.partial})
            self._gathering.add(found, outcome.checksum, notes)

    def _reject(self, rejected: Rejected) -> None:
        self._account.reject(rejected)
        if self._settings.quarantine:
            self._settings.quarantine.reject(rejected)

    def _tell(self) -> None:
        if self._account.done > self._told:
            self._told = self._account.done
            self._settings.progress(self._told)

    def published(self, store: Writer) -> Report:
        """Publishes what was gathered, with what the old snapshot says of other articles; nothing where that is the old snapshot."""
        if self._old and not self._account.worked:
            return self._account.report(self._old.snapshot, self._old.counts())
        whole = self._gathering.whole(self._old)
        loaded = chain(self._working.shares.checksums(), self._old.loaded() if self._old else ())
        snapshot = store.publish(whole, self._extraction, loaded)
        return self._account.report(snapshot, whole.counts(), self._gathering.articles(), self._gathering.updated)


def _working(folder: Path | None, extraction: Extraction) -> Working:
    if folder is None:
        return Working()
    with suppress(FileExistsError):
        folder.mkdir(parents=True)
    made_by = f"{installed_version()} {catalog_digest(CATALOG)} {written(extraction).decode()}"
    return Working(folder / _JOURNAL, made_by)


def _check_extraction(old: Old, configuration: Configuration) -> None:
    """OtherExtraction where the records of a snapshot were made otherwise than those that come to them."""
    if old.extraction != configuration.extraction:
        parts = sorted({f"{tool.role} {tool.name} {tool.version}" for tool in {*old.extraction} ^ {*configuration.extraction}})
        hint = "Bring it up to date with `dateline extract --again STORE`, or load with the analyzer that it was loaded with."
        raise OtherExtraction(f"the records of the store were extracted otherwise: {', '.join(parts)}", hint=hint)
