"""What must hold for every set of records: ids, references, and spans that quote their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schema.catalog import CATALOG, Catalog, FieldSpec, RecordSpec, StructSpec
from schema.documents import EVIDENCE, Document

ARTICLE, TEXT = "articleId", "text"


def violations(rows: Iterable[tuple[RecordSpec, Document]], catalog: Catalog = CATALOG) -> Iterator[str]:
    """One sentence for each thing that does not hold, beginning with the id of the record."""
    listed = list(rows)
    texts = {row["id"]: row["text"] for spec, row in listed if TEXT in spec.fields}
    known: set[str] = set()
    for _, row in listed:
        if row["id"] in known:
            yield f"{row['id']}: the id is not unique"
        known.add(row["id"])
    among = Among(catalog, texts.get, known.__contains__)
    for spec, row in listed:
        yield from among.violations(spec, row)


@dataclass(frozen=True)
class Among:
    """The records that others stand among: the text of an article, and whether there is a record of an id."""

    catalog: Catalog
    text: Callable[[str], str | None]
    known: Callable[[str], bool]

    def violations(self, spec: RecordSpec, row: Document) -> Iterator[str]:
        """What does not hold in one record."""
        if self.catalog.of_id(row["id"]) is not spec:
            yield f"{row['id']}: the id does not begin with {spec.name}"
        for complaint in _struct(spec, row, row.get(TEXT), self):
            yield f"{row['id']}: {complaint}"


def _struct(spec: StructSpec, row: Mapping[str, Any], text: str | None, among: Among) -> Iterator[str]:
    """What does not hold in a record or a value; `text` is what its spans are places in, unless it names an article itself."""
    text = among.text(row[ARTICLE]) if ARTICLE in spec.fields else text
    for name, field in spec.fields.items():
        value = row[name]
        if field.ref and value is not None and not (value.startswith(f"{field.ref.record}-") and among.known(value)):
            yield f"{name} names {value}, and there is no such {field.ref.record}"
        limit = field.kind.json_schema.get("maxLength") if field.kind else None
        if limit and isinstance(value, str) and len(value) > limit:
            yield f"{name} has more than {limit} characters"
        if field.struct and value is not None:
            for inner in value if field.many else [value]:
                yield from (f"{name}: {complaint}" for complaint in _struct(field.struct, inner, text, among))
    for field in spec.spanned:
        yield from _spans(field, row, text)


def _spans(field: FieldSpec, row: Mapping[str, Any], text: str | None) -> Iterator[str]:
    spans, value = row[EVIDENCE][field.name], row[field.name]
    if field.many and len(spans) != len(value):
        yield f"{field.name} has {len(value)} items and {len(spans)} spans"
    elif not field.many and bool(spans) != (value is not None):
        yield f"{field.name} is {'absent and has a span' if spans else 'there and has no span'}"
    for span in spans:
        start, end = span["start"], span["end"]
        if text is None or text[start:end] != span["exact"] or not span["exact"]:
            yield f"{field.name}: the span from {start} to {end} does not quote the text"
        elif not _stands_so(text, span):
            yield f"{field.name}: what stands around the span from {start} to {end} is not what the text says"


def _stands_so(text: str, span: Mapping[str, Any]) -> bool:
    """Whether the text says around a span what the span says. Only the text near it is looked at: texts may have many spans."""
    start, prefix, sentence = span["start"], span["prefix"], span["sentence"]
    before = text[max(0, start - len(prefix)) : start] == prefix
    holds = text.find(sentence, max(0, start - len(sentence)), start + len(sentence)) >= 0
    return before and holds and text.startswith(span["suffix"], span["end"])
