"""Strawberry types made from the catalogue: scalars, enums, and a builder for types whose fields come later."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, NewType, Optional, TypeAlias

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition

from schema.catalog import Catalog, FieldSpec
from schema.errors import InvalidValue
from schema.kinds import BOOLEAN, DATE, DECIMAL, ID, INSTANT, INTEGER, WHOLE, Choice, Kind
from schema.operators import OPERATORS, Op, operators_of
from schema.plan import CURSOR_LIMIT, PAGE_LIMIT, Cursor
from schema.search import GRAMMAR, QUERY_LIMIT, read_search

Type: TypeAlias = Any
"""A type of the schema under construction: Strawberry makes them from classes that we make from the catalogue."""

Resolver: TypeAlias = Callable[..., Any]


def maybe(of: Type) -> Type:
    """The type with null."""
    return Optional[of]  # noqa: UP045  # a type held in a variable


def many(of: Type) -> Type:
    """The type of a list."""
    return list[of]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field: its type and its sentence. One that is not required may be left out."""

    type: Type
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A field that a function answers: it gets the row, the context and the arguments that were given."""

    resolver: Resolver
    arguments: Mapping[str, Argument] = field(default_factory=dict)

    def strawberry(self, of: Type) -> Resolver:
        """The function with the signature that Strawberry reads the field's type and arguments from."""
        parameters = [
            inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
            *(_parameter(name, argument) for name, argument in self.arguments.items()),
        ]

        def answer(root: Any, info: strawberry.Info[Any, Any], **given: Any) -> Any:  # noqa: ANN401  the signature below says more
            return self.resolver(root, info.context, **given)

        made: Any = answer
        made.__signature__ = inspect.Signature(parameters, return_annotation=of)
        made.__annotations__ = {p.name: p.annotation for p in parameters[1:]} | {"return": of}
        return answer


def _parameter(name: str, argument: Argument) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[argument.type, strawberry.argument(description=argument.doc, name=name)],
        default=inspect.Parameter.empty if argument.required else strawberry.UNSET,
    )


def _scalar(name: str, doc: str, parse: Callable[[Any], Any]) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=doc, specified_by_url=f"/scalars/{name}", parse_value=parse)


def _page_size(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= PAGE_LIMIT:
        raise InvalidValue(f"a page has 1 to {PAGE_LIMIT} records")
    return value


def _text_scalar(parse: Callable[[str], Any]) -> Callable[[object], Any]:
    def parsed(value: object) -> Any:  # noqa: ANN401  the parser decides
        if not isinstance(value, str):
            raise InvalidValue("written as text")
        try:
            return parse(value)
        except ValueError as error:
            raise InvalidValue(str(error)) from None

    return parsed


def _no_input(_: object) -> Any:  # noqa: ANN401  never
    raise InvalidValue("only written in answers")


PageSize = NewType("PageSize", int)
CursorText = NewType("CursorText", str)
Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
BigInt = NewType("BigInt", int)
FilterText = NewType("FilterText", str)
SearchText = NewType("SearchText", str)

SCALARS: Mapping[object, ScalarDefinition] = {
    PageSize: _scalar("PageSize", f"How many records a page has: a whole number from 1 to {PAGE_LIMIT}.", _page_size),
    CursorText: _scalar(
        "Cursor",
        f"A place in a list, taken from an earlier answer to the same request; at most {CURSOR_LIMIT} letters, digits, - and _.",
        _text_scalar(Cursor.parse),
    ),
    Date: _scalar("Date", "A calendar date, written as YYYY-MM-DD.", _text_scalar(DATE.parse)),
    DateTime: _scalar("DateTime", "An instant with its zone (RFC 3339), such as 2025-04-22T08:30:00Z.", _text_scalar(INSTANT.parse)),
    BigInt: _scalar("BigInt", "A sum: a whole number that may be larger than an Int, written as a JSON number.", _no_input),
    SearchText: _scalar("Search", f"What to search for, at most {QUERY_LIMIT} characters. {GRAMMAR}", _text_scalar(read_search)),
    FilterText: _scalar(
        "Filter",
        "A filter as a JSON object: send it as the value of a variable in the place of `where`.",
        _no_input,
    ),
}

TYPES: Mapping[str, Type] = {
    ID.name: strawberry.ID,
    INTEGER.name: int,
    DECIMAL.name: float,
    BOOLEAN.name: bool,
    DATE.name: Date,
    INSTANT.name: DateTime,
    WHOLE.name: BigInt,
}
"""The GraphQL types of the kinds that are no plain text."""


class Builder:
    """Makes the types, empty ones first and their fields after, so that they can name each other."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.types: dict[str, Type] = {}

    def object(self, name: str, doc: str, bases: tuple[type, ...] = (), *, interface: bool = False) -> Type:
        """A type without fields."""
        self.types[name] = strawberry.type(type(name, bases, {}), description=doc, is_interface=interface)
        return self.types[name]

    def input(self, name: str, doc: str) -> Type:
        """An input type without fields, whose values are plain dictionaries."""
        made: Any = strawberry.input(type(name, (dict,), {}), description=doc)
        del made.__init__  # a dictionary's own takes any field
        self.types[name] = made
        return made

    def enum(self, name: str, doc: str, values: Mapping[str, tuple[str, str]]) -> Type:
        """An enum: for each name its value in Python and its sentence."""
        members: Any = StrEnum(name, {key: value for key, (value, _) in values.items()})  # type: ignore[misc]  # made from data
        made: Any = strawberry.enum(members, description=doc)
        for value in made.__strawberry_definition__.values:
            value.description = values[value.name][1]
        self.types[name] = made
        return made

    def add(self, to: Type, name: str, of: Type, doc: str, answer: Answer | None = None) -> StrawberryField:
        """A field: read from the document under its name, answered by a function, or a field of an input."""
        made: Any
        if answer:
            made = strawberry.field(resolver=answer.strawberry(of), name=name, description=doc)
            made.python_name = name
        else:
            default = {"default": strawberry.UNSET} if to.__strawberry_definition__.is_input else {}
            made = StrawberryField(
                python_name=name, graphql_name=name, type_annotation=StrawberryAnnotation(of), description=doc, **default
            )
        made.origin = to
        to.__strawberry_definition__.fields.append(made)
        return made  # type: ignore[no-any-return]  # strawberry.field returns Any

    def choice(self, choices: type[Choice]) -> Type:
        """A closed list as an enum."""
        name = choices.__name__
        doc = " ".join((choices.__doc__ or "").split())
        return self.types.get(name) or self.enum(name, doc, {key: (key, member.value) for key, member in choices.__members__.items()})

    def plain(self, kind: Kind) -> Type:
        """The type of a kind."""
        return self.choice(kind.choices) if kind.choices else TYPES.get(kind.name, str)

    def of(self, spec: FieldSpec) -> Type:
        """The type of a field's value."""
        inner = self.plain(spec.kind) if spec.kind else self.types[spec.inner.type_name]
        whole = many(inner) if spec.many else inner
        return maybe(whole) if spec.nullable else whole

    def filter(self, kind: Kind) -> Type:
        """The input type of the conditions on one value of a kind."""
        name = f"{kind.choices.__name__ if kind.choices else _titled(kind)}Filter"
        if name not in self.types:
            made = self.input(name, "Conditions on one value; all that are set must hold. Null means that a condition is not set.")
            plain = maybe(self.plain(kind))
            for op in operators_of(kind):
                of = {Op.IN: maybe(many(plain)), Op.IS_NULL: maybe(bool)}.get(op, plain)
                self.add(made, op.value, of, f"The value {OPERATORS[op].doc}.")
        return self.types[name]


def _titled(kind: Kind) -> str:
    return "Id" if kind is ID else "Text" if kind.textual else kind.name.capitalize()
