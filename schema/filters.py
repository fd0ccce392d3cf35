"""Filters as both faces write them, nested by name, turned into a checked `Where`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from schema.catalog import FieldSpec, StructSpec, ToOne
from schema.errors import TooCostly, UnknownParameter, near
from schema.operators import Op
from schema.plan import And, Condition, Not, Or, Quantifier, Related, Where

AND, OR, NOT = "and", "or", "not"

VALUE_LIMIT = 800
"""How many values one filter may compare with: below what a database binds."""

DEPTH_LIMIT = 20
"""How many levels one filter may have, where a step to related records counts as three: below what a database parses."""

_STEP = 3


def parse_where(spec: StructSpec, given: Mapping[str, Any] | None) -> Where:
    """The filter that `given` writes over rows of `spec`. Null anywhere means: no such condition. TooCostly where it is out of bounds."""
    return bounded(_struct(spec, given or {}, spec, ""))


def bounded(where: Where) -> Where:
    """The filter itself; TooCostly where it is out of bounds."""
    values, depth = _measured(where)
    if values > VALUE_LIMIT or depth > DEPTH_LIMIT:
        raise TooCostly(
            f"the filter has {values} values, {depth} levels deep; the limits are {VALUE_LIMIT} and {DEPTH_LIMIT}",
            hint="Split the request.",
        )
    return where


def _measured(where: Where) -> tuple[int, int]:
    """How many values a filter compares with, and how many levels it has."""
    match where:
        case Condition(_, _, value):
            return len(value) if isinstance(value, tuple) else 1, 1
        case Not(part):
            values, depth = _measured(part)
            return values, depth + 1
        case Related(_, _, part):
            values, depth = _measured(part)
            return values, depth + _STEP
        case And(parts) | Or(parts):
            measured = [_measured(part) for part in parts]
            return sum(values for values, _ in measured), 1 + max((depth for _, depth in measured), default=0)


def _struct(spec: StructSpec, given: Mapping[str, Any], row: StructSpec, path: str) -> Where:
    """`spec` is what the names belong to: the row itself, or a single value inside it, whose columns start with `path`."""
    parts = [_named(spec, name, value, row, path) for name, value in sorted(given.items()) if value is not None]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _named(spec: StructSpec, name: str, value: Any, row: StructSpec, path: str) -> Where:  # noqa: ANN401  names decide the type
    if name == NOT:
        return Not(_struct(spec, value, row, path))
    if name in {AND, OR}:
        parts = tuple(_struct(spec, part, row, path) for part in value if part is not None)
        return And(parts) if name == AND else Or(parts)
    if name in spec.links:
        return _linked(spec, name, value)
    field = spec.fields.get(name)
    if field and field.struct:
        return _struct(field.struct, value, row, f"{path}{name}.")
    if field and f"{path}{name}" in row.columns:
        return _column(f"{path}{name}", value)
    raise UnknownParameter(f"{spec.type_name} cannot be filtered by {name}", hint=near(name, [*spec.columns, *spec.links]))


def _linked(spec: StructSpec, name: str, value: Mapping[str, Any]) -> Where:
    link = spec.links[name]
    if isinstance(link, ToOne):
        return Related(link, Quantifier.SOME, _struct(link.target, value, link.target, ""))
    return And(
        tuple(Related(link, Quantifier(q), parse_where(link.target, inner)) for q, inner in sorted(value.items()) if inner is not None)
    )


def _column(path: str, given: Mapping[str, Any]) -> Where:
    return And(tuple(Condition(path, Op(name), _value(value)) for name, value in sorted(given.items()) if value is not None))


def _value(value: Any) -> Any:  # noqa: ANN401  a column's value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_value(item) for item in value if item is not None)
    return value.value if isinstance(value, Enum) else value


def filterable(spec: StructSpec) -> dict[str, FieldSpec]:
    """The fields of a struct that a filter can name: plain ones, and single values that hold such."""
    return {
        name: field
        for name, field in spec.fields.items()
        if (field.scalar and field.filterable) or (field.struct and not field.many and field.struct.columns)
    }


def written_where(where: Where) -> dict[str, Any]:
    """A filter as a request writes it, so that `parse_where` reads one that means the same and is no deeper."""
    match where:
        case And((part,)) | Or((part,)):
            return written_where(part)
        case And(parts) | Or(parts):
            return {AND if isinstance(where, And) else OR: [written_where(part) for part in parts]}
        case Not(part):
            return {NOT: written_where(part)}
        case Related(ToOne() as link, _, part):
            return {link.name: written_where(part)}
        case Related(link, quantifier, part):
            return {link.name: {quantifier.value: written_where(part)}}
        case Condition(path, op, value):
            return _nested(path, {op.value: list(value) if isinstance(value, tuple) else value})


def _nested(path: str, value: dict[str, Any]) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    return value
