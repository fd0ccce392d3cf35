"""From documents to a snapshot: load, analyse, extract, merge, check, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from loaders.base import Analysis, Analyzer, Document, Loader, Rejected
from loaders.confidence import rated
from loaders.configuration import Configuration
from loaders.extract.segmentation import analyse
from loaders.extract.times import with_times
from loaders.gathering import BrokenRecords, Gathering, prepared
from loaders.host import Failure, attempted
from loaders.registry import EXTRACTORS
from loaders.text import parts
from schema.catalog import RecordSpec
from schema.documents import Document as Row
from schema.documents import documents
from schema.errors import DatelineError
from schema.extraction import Extraction
from schema.invariants import violations
from schema.records import Article, Record
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
class Extracted:
    """The records of one article, the article first, and the extractors that failed on it."""

    records: list[Record]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a load did: the articles it read, what it refused and why, what failed, and what the snapshot holds now."""

    snapshot: str
    articles: int
    rejected: tuple[Rejected, ...]
    failures: tuple[Failure, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def annotated(document: Document, loader: Loader, analyzer: Analyzer) -> list[Record] | Rejected:
    """The records that dateline's own extractors find in one document, its article first."""
    found = read(document, loader, Configuration(analyzer))
    return found if isinstance(found, Rejected) else found.records


def read(document: Document, loader: Loader, configuration: Configuration) -> Extracted | Rejected:
    """What a document holds."""
    article = loader.article(document)
    return article if isinstance(article, Rejected) else extracted(article, configuration)


def extracted(article: Article, configuration: Configuration) -> Extracted:
    """What all extractors find in an article."""
    analysis, found = analysed(article, configuration.analyzer)
    failures = []
    for extractor in configuration.added:
        made = attempted(extractor, analysis, found)
        if isinstance(made, Failure):
            failures.append(made)
        else:
            found += made
    return Extracted(found, tuple(failures))


def analysed(article: Article, analyzer: Analyzer) -> tuple[Analysis, list[Record]]:
    """An article's analysis, and what dateline's own extractors find in it."""
    analysis = analyse(article.id, article.text, article.published, analyzer, parts(article))
    found: list[Record] = [with_times(article, analysis)]
    for extractor in EXTRACTORS:
        found += extractor(analysis, tuple(found))
    return analysis, [rated(one) for one in found]


def load(
    loader: Loader, configuration: Configuration, store: Writer, old: Old | None, progress: Callable[[int], None] = lambda _: None
) -> Report:
    """Adds the loader's articles to the old snapshot, in the place of the same articles there, and publishes the whole."""
    rejected: list[Rejected] = []
    failures: dict[str, tuple[Failure, ...]] = {}
    if old is not None:
        _check_extraction(old, configuration)
    with closing(Gathering()) as gathering:
        for number, document in enumerate(loader.documents(), 1):
            found = document if isinstance(document, Rejected) else read(document, loader, configuration)
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                gathering.add(prepared(found.records))
                failures |= {found.records[0].id: found.failures} if found.failures else {}
            progress(number)
        loaded = gathering.articles()
        if old is not None:
            gathering.keep(old.everything())
        whole = gathering.whole()
        snapshot = store.publish(whole, configuration.extraction)
        return Report(snapshot, loaded, tuple(rejected), tuple(chain.from_iterable(failures.values())), whole.counts())


def _check_extraction(old: Old, configuration: Configuration) -> None:
    """OtherExtraction where the records of a snapshot were made otherwise than those that come to them."""
    if old.extraction != configuration.extraction:
        parts = sorted({f"{tool.role} {tool.name} {tool.version}" for tool in {*old.extraction} ^ {*configuration.extraction}})
        hint = "Bring it up to date with `dateline extract --again STORE`, or load with the analyzer that it was loaded with."
        raise OtherExtraction(f"the records of the store were extracted otherwise: {', '.join(parts)}", hint=hint)


def checked(records: list[Record]) -> list[Record]:
    """The records, which all hold. BrokenRecords where they do not."""
    broken = list(violations(documents(iter(records))))
    if broken:
        raise BrokenRecords.of(broken)
    return records
