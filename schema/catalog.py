"""The catalogue: the declared record types as specifications, built once and read by everyone."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schema.fields import Deprecated, Derived, Filter, Given, Large, Provenance, Ref, Searched, Sort, Spanned
from schema.kinds import Kind, kind_of
from schema.records import RECORDS, Record
from schema.records.base import Match, Span, Struct, fields_of

T = TypeVar("T")


class CatalogError(Exception):
    """A record type is declared wrongly; the message names the field and what it lacks."""


def camel(name: str) -> str:
    """A Python name as the name that both faces use: article_id becomes articleId."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True, eq=False)
class FieldSpec:
    """One declared field. It holds either a `kind` (a plain value) or a `struct` (a value with fields of its own)."""

    name: str
    python: str
    doc: str
    nullable: bool
    many: bool
    kind: Kind | None = None
    struct: StructSpec | None = None
    provenance: Provenance | None = None
    filterable: bool = False
    sortable: bool = False
    large: bool = False
    searched: Searched | None = None
    ref: Ref | None = None
    deprecated: Deprecated | None = None

    @property
    def scalar(self) -> bool:
        """Whether the field holds at most one plain value, and so can be a column."""
        return self.kind is not None and not self.many

    @property
    def inner(self) -> StructSpec:
        """The struct that the field holds."""
        if self.struct is None:
            raise CatalogError(f"{self.name} holds plain values")
        return self.struct


@dataclass(frozen=True, eq=False, repr=False)
class StructSpec:
    """Anything with declared fields."""

    model: type[Struct]
    fields: Mapping[str, FieldSpec]
    links: dict[str, Link] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self.type_name}>"

    @property
    def type_name(self) -> str:
        """The name of the type in both faces."""
        return self.model.__name__

    @property
    def doc(self) -> str:
        """The sentences that explain it."""
        return " ".join((self.model.__doc__ or "").split())

    @cached_property
    def spanned(self) -> tuple[FieldSpec, ...]:
        """The fields whose words the evidence holds."""
        return tuple(f for f in self.fields.values() if isinstance(f.provenance, Spanned))

    @cached_property
    def columns(self) -> Mapping[str, FieldSpec]:
        """The plain values that can be filtered or ordered by, by dotted path, also those of single values inside."""
        found: dict[str, FieldSpec] = {}
        for spec in self.fields.values():
            if spec.scalar and (spec.filterable or spec.sortable):
                found[spec.name] = spec
            elif spec.struct and not spec.many:
                found |= {f"{spec.name}.{path}": inner for path, inner in spec.struct.columns.items()}
        return found

    @property
    def lists(self) -> Mapping[str, Values]:
        """The ways to the lists of values with fields of their own."""
        return {name: link for name, link in self.links.items() if isinstance(link, Values)}


@dataclass(frozen=True, eq=False)
class ToOne:
    """The way from a row to the one record that its column names."""

    name: str
    column: str
    target: RecordSpec
    doc: str


@dataclass(frozen=True, eq=False)
class Values:
    """The way from a record to the values of one of its lists."""

    name: str
    owner: RecordSpec
    target: StructSpec
    doc: str


@dataclass(frozen=True, eq=False)
class Reverse:
    """The way from a record to those of one type that name it in a column of theirs, or of a list or of records of theirs (`via`)."""

    name: str
    owner: RecordSpec
    target: RecordSpec
    column: str
    via: Values | Reverse | None = None

    @property
    def doc(self) -> str:
        """The sentence that explains the list."""
        return f"The {self.target.plural} whose {f'{self.via.name}.' if self.via else ''}{self.column} is the id of this record."


Link: TypeAlias = ToOne | Values | Reverse


@dataclass(frozen=True, eq=False, repr=False)
class RecordSpec(StructSpec):
    """A record type."""

    model: type[Record]

    @property
    def name(self) -> str:
        """The name of one, as ids begin with it."""
        return self.model.__name__.lower()

    @property
    def plural(self) -> str:
        """The name of many: the GraphQL root field, the REST path and the table."""
        irregular = {"person": "people"}
        name = self.name
        return irregular.get(name) or (f"{name[:-1]}ies" if name.endswith("y") else f"{name}s")

    @cached_property
    def reading(self) -> FieldSpec:
        """The field by which the records lie together where they are stored."""
        return self.fields[camel(self.model.reading)]

    @cached_property
    def light(self) -> frozenset[str]:
        """The fields that are not long."""
        return frozenset(name for name, spec in self.fields.items() if not spec.large)

    @cached_property
    def large(self) -> tuple[str, ...]:
        """The fields that are long, which stand outside the document."""
        return tuple(sorted(name for name, spec in self.fields.items() if spec.large))

    @cached_property
    def packed(self) -> Mapping[str, Reverse]:
        """The lists of records that lie packed beside each of these: those inside one article, which alone are short."""
        inside = self.name == "article" or "articleId" in self.fields
        return {name: link for name, link in self.reverses.items() if inside and link.via is None}

    @cached_property
    def searched(self) -> Mapping[str, FieldSpec]:
        """The fields whose words can be searched for."""
        return {name: spec for name, spec in self.fields.items() if spec.searched}

    @cached_property
    def prominent(self) -> tuple[FieldSpec, ...]:
        """Those in which what is found makes the record more relevant."""
        return tuple(spec for spec in self.searched.values() if spec.searched and spec.searched.prominent)

    @cached_property
    def text(self) -> FieldSpec | None:
        """The one that is the whole text in which all others stand; None where there is none."""
        return next((spec for spec in self.searched.values() if not isinstance(spec.provenance, Spanned)), None)

    @cached_property
    def reverses(self) -> Mapping[str, Reverse]:
        """The lists of records that refer to one of these."""
        return {name: link for name, link in self.links.items() if isinstance(link, Reverse)}

    @cached_property
    def sortable(self) -> Mapping[str, FieldSpec]:
        """What lists can be ordered by, by dotted path."""
        return {path: f for path, f in self.columns.items() if f.sortable}


def _unwrapped(annotation: Any) -> tuple[type, bool, bool]:  # noqa: ANN401  annotations have no common type
    """The type inside an annotation, whether it can be null, and whether there are many."""
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = [arm for arm in get_args(annotation) if arm is not type(None)]
        python, _, many = _unwrapped(inner[0])
        return python, True, many
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], False, True
    return annotation, False, False


def _marker(info: FieldInfo, kind: type[T]) -> T | None:
    return next((marker for marker in info.metadata if isinstance(marker, kind)), None)


class Catalog:
    """Specifications of the given record types. Refuses a field without a sentence, a kind or a provenance."""

    def __init__(self, models: tuple[type[Record], ...]) -> None:
        self._structs: dict[type[Struct], StructSpec] = {}
        self._records = {spec.name: spec for spec in (RecordSpec(model, self._fields(model)) for model in models)}
        for spec in self._records.values():
            self._link(spec)

    def __getitem__(self, name: str) -> RecordSpec:
        """The record type of that name, in the singular."""
        return self._records[name]

    def __iter__(self) -> Iterator[RecordSpec]:
        """The record types in their declared order."""
        return iter(self._records.values())

    @property
    def values(self) -> tuple[StructSpec, ...]:
        """The types of values inside records, each once."""
        return tuple(self._structs.values())

    @cached_property
    def span(self) -> StructSpec:
        """The type of a span."""
        return StructSpec(Span, self._fields(Span))

    @cached_property
    def match(self) -> StructSpec:
        """The type of words that were searched for."""
        return StructSpec(Match, self._fields(Match))

    def of_id(self, identifier: str) -> RecordSpec | None:
        """The record type that an id belongs to; None when it belongs to none."""
        return self._records.get(identifier.partition("-")[0])

    def _fields(self, model: type[Struct]) -> dict[str, FieldSpec]:
        return {camel(name): self._field(model, name, info) for name, info in fields_of(model).items()}

    def _struct(self, model: type[Struct]) -> StructSpec:
        if model not in self._structs:
            self._structs[model] = StructSpec(model, self._fields(model))
        return self._structs[model]

    def _field(self, model: type[Struct], name: str, info: FieldInfo) -> FieldSpec:
        where = f"{model.__name__}.{name}"
        python, nullable, many = _unwrapped(info.annotation)
        struct = self._struct(python) if issubclass(python, Struct) else None
        kind = None if struct else _marker(info, Kind) or kind_of(python)
        provenance = _marker(info, Spanned) or _marker(info, Derived) or _marker(info, Given)
        if not info.description:
            raise CatalogError(f"{where} has no sentence; write one below the field")
        if not struct and not kind:
            raise CatalogError(f"{where} has a type without a kind: {python.__name__}; add a row to schema/kinds.py")
        if not struct and not provenance:
            raise CatalogError(f"{where} does not say what it rests on; mark it SPANNED, derived(...) or GIVEN")
        return FieldSpec(
            name=camel(name),
            python=name,
            doc=" ".join(info.description.split()),
            nullable=nullable,
            many=many,
            kind=kind,
            struct=struct,
            provenance=provenance,
            filterable=_marker(info, Filter) is not None,
            sortable=_marker(info, Sort) is not None,
            large=_marker(info, Large) is not None,
            searched=_marker(info, Searched),
            ref=_marker(info, Ref),
            deprecated=_marker(info, Deprecated),
        )

    def _link(self, owner: RecordSpec) -> None:
        """Gives the record type its ways to others, and those to it."""
        for spec in owner.fields.values():
            if spec.ref:
                self._refer(owner, spec, owner)
            elif spec.struct and spec.many:
                values = Values(spec.name, owner, spec.struct, spec.doc)
                _add(owner, values)
                for inner in spec.struct.fields.values():
                    if inner.ref:
                        self._refer(spec.struct, inner, owner, values)

    def _refer(self, holder: StructSpec, spec: FieldSpec, owner: RecordSpec, via: Values | None = None) -> None:
        assert spec.ref is not None  # noqa: S101  the callers pass references only
        target = self._records.get(spec.ref.record)
        if target is None:
            raise CatalogError(f"{holder.type_name}.{spec.name} refers to {spec.ref.record}, which is no record type")
        _add(holder, ToOne(spec.name.removesuffix("Id"), spec.name, target, spec.doc))
        back = Reverse(spec.ref.reverse or owner.plural, target, owner, spec.name, via)
        _add(target, back)
        beside = holder.fields[camel(spec.ref.beside)] if spec.ref.beside else None
        if beside and beside.ref:
            other = self._records[beside.ref.record]
            _add(other, Reverse(target.plural, other, target, beside.name, back))


def _add(holder: StructSpec, link: Link) -> None:
    if link.name in holder.links or (link.name in holder.fields and not isinstance(link, Values)):
        raise CatalogError(f"{holder.type_name} would have {link.name} twice; give the reference another reverse name")
    holder.links[link.name] = link


CATALOG = Catalog(RECORDS)
