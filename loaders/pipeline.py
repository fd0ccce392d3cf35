"""From documents to a snapshot: load, analyse, extract, merge, check, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from loaders.base import Analysis, Analyzer, Document, Loader, Rejected
from loaders.confidence import rated
from loaders.configuration import Configuration
from loaders.extract.segmentation import analyse
from loaders.extract.times import with_times
from loaders.host import Failure, attempted
from loaders.merging import merged
from loaders.registry import EXTRACTORS
from loaders.text import parts
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document as Row
from schema.documents import documents, record
from schema.errors import DatelineError
from schema.extraction import Extraction
from schema.invariants import violations
from schema.records import Annotation, Article, Person, Place, Record
from schema.store.base import Writer


class BrokenRecords(DatelineError):
    """An extractor made records that do not hold; nothing was published."""

    code = "BROKEN_RECORDS"


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
    counts: dict[str, int] = field(default_factory=dict)


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
    new: dict[str, Extracted] = {}
    rejected: list[Rejected] = []
    for number, document in enumerate(loader.documents(), 1):
        found = document if isinstance(document, Rejected) else read(document, loader, configuration)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            new[found.records[0].id] = found  # a text that came in twice is one article
        progress(number)
    kept = [] if old is None else _without(_records(old, configuration), set(new))
    whole = checked(merged([*kept, *(one for found in new.values() for one in found.records)]))
    failures = tuple(failure for found in new.values() for failure in found.failures)
    return Report(store.publish(whole, configuration.extraction), len(new), tuple(rejected), failures, counted(whole))


def _records(old: Old, configuration: Configuration) -> list[Record]:
    """The records of a snapshot. OtherExtraction where they were made otherwise than those that come to them."""
    if old.extraction != configuration.extraction:
        parts = sorted({f"{tool.role} {tool.name} {tool.version}" for tool in {*old.extraction} ^ {*configuration.extraction}})
        hint = "Bring it up to date with `dateline extract --again STORE`, or load with the analyzer that it was loaded with."
        raise OtherExtraction(f"the records of the store were extracted otherwise: {', '.join(parts)}", hint=hint)
    return [record(row, spec) for spec, row in old.everything()]


def checked(records: list[Record]) -> list[Record]:
    """The records, which all hold. BrokenRecords where they do not."""
    broken = list(violations(documents(iter(records))))
    if broken:
        raise BrokenRecords("\n".join(["nothing was published, because these records do not hold:", *broken[:20]]))
    return records


def counted(records: Iterable[Record]) -> dict[str, int]:
    """How many records of each type there are, by plural."""
    numbers = Counter(one.id.partition("-")[0] for one in records)
    return {spec.plural: numbers[spec.name] for spec in CATALOG}


def _without(records: Iterable[Record], articles: set[str]) -> Iterator[Record]:
    """The records without what they say about some articles."""
    for one in records:
        if isinstance(one, Person | Place):
            mentions = tuple(mention for mention in one.mentions if mention.article_id not in articles)
            if mentions:
                yield one.model_copy(update={"mentions": mentions})
        elif (one.article_id if isinstance(one, Annotation) else one.id) not in articles:
            yield one
