"""From a document to the records of its article: load, analyse, extract, check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.base import Analysis, Analyzer, Document, Loader, Rejected
from loaders.confidence import rated
from loaders.configuration import Configuration
from loaders.extract.segmentation import analyse
from loaders.extract.times import with_times
from loaders.gathering import BrokenRecords
from loaders.host import Failure, attempted
from loaders.registry import EXTRACTORS
from loaders.text import parts
from schema.catalog import CATALOG
from schema.documents import Document as Row
from schema.documents import document as row_of
from schema.documents import documents
from schema.invariants import violations
from schema.records import Article, Record


@dataclass(frozen=True)
class Extracted:
    """The records of one article, the article first, and the extractors that failed on it."""

    records: list[Record]
    failures: tuple[Failure, ...] = ()


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


def checked(records: list[Record]) -> list[Record]:
    """The records, which all hold. BrokenRecords where they do not."""
    broken = list(violations(documents(iter(records))))
    if broken:
        raise BrokenRecords.of(broken)
    return records


def nested(records: Sequence[Record]) -> Row:
    """An article as one document, with its other records in lists by their plural, and casualties in their incidents."""
    rows = {one.id: row_of(one, spec) for one in records if (spec := CATALOG.of_id(one.id))}
    article, *others = rows.values()
    lists: dict[str, list[Row]] = {spec.plural: [] for spec in CATALOG if spec.name != "article"}
    for row in others:
        spec = CATALOG.of_id(row["id"])
        assert spec is not None  # noqa: S101  rows are keyed by the ids that have one
        lists[spec.plural].append(row)
    casualties = lists.pop("casualties")
    for incident in lists["incidents"]:
        incident["casualties"] = [row for row in casualties if row["incidentId"] == incident["id"]]
    return {**article, **lists}
