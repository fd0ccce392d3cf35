"""From a document to the records of its article: load, analyse, extract, check."""

from __future__ import annotations

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
