"""Loads documents into a store: what they hold is added to the last snapshot, and the whole is published or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Protocol

from loaders.base import Document, Loader, Rejected
from loaders.configuration import Configuration
from loaders.engine import Engine, InProcess, batched
from loaders.gathering import Gathering
from loaders.host import Failure
from loaders.work import worked
from schema.catalog import RecordSpec
from schema.documents import Document as Row
from schema.errors import DatelineError
from schema.extraction import Extraction
from schema.store.base import Writer


class OtherExtraction(DatelineError):
    """Articles were to be added to records that another analyzer, version or table has made."""

    code = "OTHER_EXTRACTION"


class Old(Protocol):
    """The snapshot that a load adds to."""

    @property
    def extraction(self) -> Extraction:
        """What made its records."""

    def everything(self) -> Iterator[tuple[RecordSpec, Row]]:
        """Every record with all its fields."""


@dataclass(frozen=True)
class Report:
    """What a load did: the articles it read, what it refused and why, what failed, and what the snapshot holds now."""

    snapshot: str
    articles: int
    rejected: tuple[Rejected, ...]
    failures: tuple[Failure, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """How a load is done; none of it changes what comes out."""

    engine: Engine | None = None
    """What works on the documents; this process where there is none."""
    progress: Callable[[int], None] = lambda _: None
    """Is told how many documents were read."""


DEFAULT = Settings()


def load(loader: Loader, configuration: Configuration, store: Writer, old: Old | None, settings: Settings = DEFAULT) -> Report:
    """Adds the loader's articles to the old snapshot, in the place of the same articles there, and publishes the whole."""
    rejected: list[Rejected] = []
    failures: dict[str, tuple[Failure, ...]] = {}
    if old is not None:
        _check_extraction(old, configuration)
    engine = settings.engine or InProcess(partial(worked, loader, configuration))
    with closing(Gathering()) as gathering:
        found = engine.outcomes(batched(_cut(loader, rejected)))
        for number, outcome in enumerate(found, 1):
            if isinstance(outcome.found, Rejected):
                rejected.append(outcome.found)
            else:
                gathering.add(outcome.found)
                failures |= {outcome.found.article: outcome.failures} if outcome.failures else {}
            settings.progress(number)
        loaded = gathering.articles()
        if old is not None:
            gathering.keep(old.everything())
        whole = gathering.whole()
        snapshot = store.publish(whole, configuration.extraction)
        return Report(snapshot, loaded, tuple(rejected), tuple(chain.from_iterable(failures.values())), whole.counts())


def _cut(loader: Loader, rejected: list[Rejected]) -> Iterator[Document]:
    """The documents of a loader; what could not be cut into documents goes to the rejected."""
    for one in loader.documents():
        if isinstance(one, Rejected):
            rejected.append(one)
        else:
            yield one


def _check_extraction(old: Old, configuration: Configuration) -> None:
    """OtherExtraction where the records of a snapshot were made otherwise than those that come to them."""
    if old.extraction != configuration.extraction:
        parts = sorted({f"{tool.role} {tool.name} {tool.version}" for tool in {*old.extraction} ^ {*configuration.extraction}})
        hint = "Bring it up to date with `dateline extract --again STORE`, or load with the analyzer that it was loaded with."
        raise OtherExtraction(f"the records of the store were extracted otherwise: {', '.join(parts)}", hint=hint)
