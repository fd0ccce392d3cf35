"""From documents to a snapshot: load, analyse, extract, merge, check, publish."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from loaders.base import Analyzer, Document, Loader, Rejected
from loaders.extract.segmentation import analyse
from loaders.extract.times import with_times
from loaders.registry import EXTRACTORS, MERGES
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document as Row
from schema.documents import documents, record
from schema.errors import DatelineError
from schema.invariants import violations
from schema.records import Annotation, Person, Place, Record
from schema.store.base import Writer


class BrokenRecords(DatelineError):
    """An extractor made records that do not hold; nothing was published."""

    code = "BROKEN_RECORDS"


class Old(Protocol):
    """The snapshot that a load adds to."""

    def everything(self) -> Iterator[tuple[RecordSpec, Row]]:
        """Every record with all its fields."""


@dataclass(frozen=True)
class Report:
    """What a load did: the articles it read, what it refused and why, and what the snapshot holds now."""

    snapshot: str
    articles: int
    rejected: tuple[Rejected, ...]
    counts: dict[str, int] = field(default_factory=dict)


def annotated(document: Document, loader: Loader, analyzer: Analyzer) -> list[Record] | Rejected:
    """The records of one document, its article first."""
    article = loader.article(document)
    if isinstance(article, Rejected):
        return article
    analysis = analyse(article.id, article.text, article.published, analyzer)
    found: list[Record] = [with_times(article, analysis)]
    for extractor in EXTRACTORS:
        found += extractor(analysis, tuple(found))
    return found


def load(loader: Loader, analyzer: Analyzer, store: Writer, old: Old | None, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Adds the loader's articles to the old snapshot, in the place of the same articles there, and publishes the whole."""
    new: dict[str, list[Record]] = {}
    rejected: list[Rejected] = []
    for number, document in enumerate(loader.documents(), 1):
        found = annotated(document, loader, analyzer)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            new[found[0].id] = found  # a text that came in twice is one article
        progress(number)
    kept = [] if old is None else _without([record(row, spec) for spec, row in old.everything()], set(new))
    whole = merged([*kept, *(one for found in new.values() for one in found)])
    broken = list(violations(documents(iter(whole))))
    if broken:
        raise BrokenRecords("\n".join(["nothing was published, because these records do not hold:", *broken[:20]]))
    counted = Counter(one.id.partition("-")[0] for one in whole)
    counts = {spec.plural: counted[spec.name] for spec in CATALOG}
    return Report(store.publish(whole), len(new), tuple(rejected), counts)


def _without(records: Iterable[Record], articles: set[str]) -> Iterator[Record]:
    """The records without what they say about some articles."""
    for one in records:
        if isinstance(one, Person | Place):
            mentions = tuple(mention for mention in one.mentions if mention.article_id not in articles)
            if mentions:
                yield one.model_copy(update={"mentions": mentions})
        elif (one.article_id if isinstance(one, Annotation) else one.id) not in articles:
            yield one


def merged(records: Sequence[Record]) -> list[Record]:
    """The records with those of one id made one."""
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        groups[one.id].append(one)
    return [MERGES[type(group[0])](group) if type(group[0]) in MERGES else one for group in groups.values() for one in _distinct(group)]


def _distinct(group: list[Record]) -> list[Record]:
    """One of each: a text that came in twice gives the same records twice."""
    return group[:1] if type(group[0]) in MERGES or all(one == group[0] for one in group) else group
