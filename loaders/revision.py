"""Extracts the articles of a store again, without their sources, and says record by record what that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from loaders import text as layout
from loaders.configuration import Configuration
from loaders.host import Failure
from loaders.loading import Old
from loaders.merging import merged
from loaders.pipeline import checked, extracted
from schema.documents import EVIDENCE, documents, record
from schema.documents import Document as Row
from schema.records import Article, Record

SHOWN = 120
"""How many characters of a changed value are printed."""

Change = tuple[str, Any, Any]
"""A field's name, what it held and what it holds now."""


@dataclass(frozen=True)
class Revised:
    """A record that is added, that goes, or whose fields change."""

    id: str
    what: str
    fields: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Revision:
    """All records as they are extracted now, which of them differ from before and how, and the extractors that failed."""

    records: list[Record]
    changes: tuple[Revised, ...]
    failures: tuple[Failure, ...]

    def lines(self) -> Iterator[str]:
        """A line for each record that comes or goes and for each field that changes, and one that counts them."""
        for one in self.changes:
            yield from (f"changed {one.id}: {name}: {_short(old)} -> {_short(new)}" for name, old, new in one.fields)
            yield from () if one.fields else (f"{one.what} {one.id}",)
        counts = Counter(one.what for one in self.changes)
        yield ", ".join(f"{counts[what]} {what}" for what in ("added", "removed", "changed"))


def _short(value: object) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def revised(old: Old, configuration: Configuration, progress: Callable[[int], None] = lambda _: None) -> Revision:
    """What a store would hold were its articles loaded now. BrokenRecords where that does not hold."""
    before = {row["id"]: row for _, row in old.everything()}
    articles = [_article(record(row, spec)) for spec, row in old.everything() if spec.model is Article]
    records: list[Record] = []
    failures: list[Failure] = []
    for number, article in enumerate(articles, 1):
        found = extracted(article, configuration)
        records += found.records
        failures += found.failures
        progress(number)
    records = checked(merged(records))
    after = {row["id"]: row for _, row in documents(iter(records))}
    return Revision(records, tuple(changes(before, after)), tuple(failures))


def _article(article: Article) -> Article:
    """The article as its text gives it now; as it is where its loader knew more than the text."""
    if article.extractor != layout.NAME:
        return article
    made = layout.article(article.text, layout.given(article))
    return made.model_copy(update={"replaces_id": article.replaces_id, "duplicate_of_id": article.duplicate_of_id})


def changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Revised]:
    """What differs between records by their ids, in the order of these."""
    for identifier in sorted({*before, *after}):
        if identifier not in before:
            yield Revised(identifier, "added")
        elif identifier not in after:
            yield Revised(identifier, "removed")
        elif fields := tuple(_changed(before[identifier], after[identifier])):
            yield Revised(identifier, "changed", fields)


def _changed(before: Row, after: Row) -> Iterator[Change]:
    old, new = dict(_flat(before)), dict(_flat(after))
    yield from ((name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name))


def _flat(row: Row) -> Iterator[tuple[str, Any]]:
    """A record's values by name, with the places of the words that each rests on."""
    yield from ((name, value) for name, value in row.items() if name != EVIDENCE)
    for name, spans in row.get(EVIDENCE, {}).items():
        yield f"{EVIDENCE}.{name}", _places(spans)


def _places(spans: Iterable[Row]) -> list[str]:
    return [f"{span['start']}-{span['end']}" for span in spans]
