"""Records as JSON documents and back: the form in which they are stored, exported and served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from schema.catalog import CATALOG, Catalog, FieldSpec, RecordSpec, StructSpec
from schema.kinds import Stored
from schema.records import Record
from schema.records.base import Span, Struct

Document: TypeAlias = dict[str, Any]
"""A record or a value by the names of its fields, with its evidence; JSON types only."""

EVIDENCE = "evidence"


def document(record: Struct, spec: StructSpec) -> Document:
    """The record as a document."""
    found = {name: _dumped(getattr(record, field.python), field) for name, field in spec.fields.items()}
    if spec.spanned:
        evidence = getattr(record, EVIDENCE)
        found[EVIDENCE] = {f.name: [span.model_dump() for span in evidence.get(f.python, ())] for f in spec.spanned}
    return found


def _dumped(value: Any, field: FieldSpec) -> Any:  # noqa: ANN401  a field's value has the type that its spec says
    if value is None:
        return None
    if field.many:
        return [_one(item, field) for item in value]
    return _one(value, field)


def _one(value: Any, field: FieldSpec) -> Any:  # noqa: ANN401  as above
    return field.kind.dump(value) if field.kind else document(value, field.inner)


def record(found: Mapping[str, Any], spec: StructSpec) -> Any:  # noqa: ANN401  the spec's model decides
    """The record that a document stands for. Raises pydantic.ValidationError where it breaks an invariant of its model."""
    values = {field.python: _loaded(found[name], field) for name, field in spec.fields.items()}
    if spec.spanned:
        values[EVIDENCE] = {
            field.python: tuple(Span(**span) for span in found[EVIDENCE][field.name])
            for field in spec.spanned
            if found[EVIDENCE][field.name]
        }
    return spec.model(**values)


def _loaded(value: Any, field: FieldSpec) -> Any:  # noqa: ANN401  as above
    if value is None:
        return None
    load = field.kind.load if field.kind else lambda item: record(item, field.inner)
    return tuple(load(item) for item in value) if field.many else load(value)


def column(found: Mapping[str, Any], path: str) -> Stored | None:
    """The plain value at a dotted path of a document; None where a part of the path is absent."""
    if "." not in path:
        return found[path]  # type: ignore[no-any-return]  # as below
    value: Any = found
    for name in path.split("."):
        value = value[name] if value is not None else None
    return value  # type: ignore[no-any-return]  # the catalogue names paths of plain values only


def light(found: Document, spec: RecordSpec) -> Document:
    """A document without its evidence, and without what grows with the number of articles."""
    return {
        name: found[name] if field.struct is None else _bare(found[name], field)
        for name, field in spec.fields.items()
        if name in spec.light
    }


def _bare(value: Any, field: FieldSpec) -> Any:  # noqa: ANN401  as above
    if value is None or field.struct is None:
        return value
    if field.many:
        return [_bare_struct(item, field.struct) for item in value]
    return _bare_struct(value, field.struct)


def _bare_struct(found: Document, spec: StructSpec) -> Document:
    return {name: _bare(found[name], field) for name, field in spec.fields.items()}


def line(found: Document, spec: RecordSpec) -> bytes:
    """A document as one line of an export."""
    return orjson.dumps({"record": spec.name, **found}, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def documents(records: Iterator[Record], catalog: Catalog = CATALOG) -> Iterator[tuple[RecordSpec, Document]]:
    """Every record with its type, as a document."""
    for item in records:
        spec = catalog.of_id(item.id)
        if spec is None:
            raise ValueError(f"the id {item.id} belongs to no record type")
        yield spec, document(item, spec)
