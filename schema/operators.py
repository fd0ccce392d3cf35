"""The filter operators, one row each: its SQL, its meaning in Python, and its words for the docs."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schema.kinds import Kind


class Op(StrEnum):
    """A filter operator. Its value is its name in both faces."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    CONTAINS = "contains"
    STARTS_WITH = "startsWith"
    IS_NULL = "isNull"


@dataclass(frozen=True, slots=True)
class Operator:
    """A row. `sql` gives the condition for a value, with `{c}` for the column and `{p}` for what is bound; so that an index can find it.

    `{position}` is the database's function that finds a text in another.

    `holds` gets the column's value (never None) and the value.
    """

    sql: Callable[[Any], str]
    holds: Callable[[Any, Any], bool]
    doc: str
    of_absent: Callable[[Any], bool] = lambda _: False
    """Whether it holds where the column is null."""
    bound: Callable[[Any], tuple[Any, ...]] = lambda value: (value,)
    """What is bound for a value."""


def _always(text: str) -> Callable[[Any], str]:
    return lambda _: text


_LAST = "\U0010ffff"
"""The last character: no text of an article holds it."""


def _prefixed(prefix: str) -> tuple[str, str]:
    """The first text that starts with a prefix, and one behind the last."""
    return prefix, prefix + _LAST


OPERATORS: Mapping[Op, Operator] = {
    Op.EQ: Operator(_always("{c} = {p}"), operator.eq, "equals this"),
    Op.NE: Operator(_always("({c} = {p}) IS NOT TRUE"), operator.ne, "differs from this, or is absent", of_absent=lambda _: True),
    Op.IN: Operator(
        lambda among: "{c} IN ({p})" if among else "FALSE", lambda value, among: value in among, "is one of these", bound=tuple
    ),
    Op.LT: Operator(_always("{c} < {p}"), operator.lt, "is below this"),
    Op.LTE: Operator(_always("{c} <= {p}"), operator.le, "is this or below"),
    Op.GT: Operator(_always("{c} > {p}"), operator.gt, "is above this"),
    Op.GTE: Operator(_always("{c} >= {p}"), operator.ge, "is this or above"),
    Op.CONTAINS: Operator(
        _always("{position}({c}, {p}) > 0"), lambda value, part: part in value, "contains this, with the same letter case"
    ),
    Op.STARTS_WITH: Operator(
        _always("{c} BETWEEN ? AND ?"),
        lambda value, part: value.startswith(part),
        "starts with this, with the same letter case",
        bound=_prefixed,
    ),
    Op.IS_NULL: Operator(
        lambda wanted: "{c} IS NULL" if wanted else "{c} IS NOT NULL",
        lambda _, wanted: not wanted,
        "is absent (true) or present (false)",
        of_absent=bool,
        bound=lambda _: (),
    ),
}

_EVERY = (Op.EQ, Op.NE, Op.IN)
_ORDERED = (Op.LT, Op.LTE, Op.GT, Op.GTE)
_TEXTUAL = (Op.CONTAINS, Op.STARTS_WITH)


def operators_of(kind: Kind) -> tuple[Op, ...]:
    """The operators that a kind can be filtered with."""
    if kind.python is bool:
        return (Op.EQ, Op.IS_NULL)
    return _EVERY + (_ORDERED if kind.ordered else ()) + (_TEXTUAL if kind.textual else ()) + (Op.IS_NULL,)
