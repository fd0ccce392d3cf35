"""A checked request: what to read, filtered how, in which order, from where. Past this border nobody checks again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

import orjson

from schema.catalog import FieldSpec, Link, RecordSpec, Reverse
from schema.errors import InvalidCursor, InvalidValue, StaleCursor
from schema.kinds import INTEGER, Stored
from schema.operators import Op
from schema.search import Search
from schema.shape import Shape

PAGE_SIZE = 20
INNER_SIZE = 10
"""How many records a list inside a record shows unless it is asked for others: three such lists in each other stay within the bounds."""
PAGE_LIMIT = 100
PACKED = PAGE_LIMIT + 1
"""How many records of a list lie packed beside the one that they refer to: a page of any size, and one that tells of more."""
CURSOR_LIMIT = 8192
CURSOR_PATTERN = rf"^[A-Za-z0-9_-]{{16,{CURSOR_LIMIT}}}$"


class Quantifier(StrEnum):
    """How many of a list must fit. Its value is its name in GraphQL."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Condition:
    """A column of the record at hand, an operator and a value of the column's kind (a tuple of them for IN)."""

    path: str
    op: Op
    value: Stored | tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Holds where every part holds; where there are none, always."""

    parts: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Holds where one part holds; where there are none, never."""

    parts: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where the part does not hold."""

    part: Where


@dataclass(frozen=True, slots=True)
class Related:
    """Holds where some, every or none of the rows that a link leads to fit."""

    link: Link
    quantifier: Quantifier
    where: Where


Where: TypeAlias = Condition | And | Or | Not | Related


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order. Absent values come last in both directions."""

    path: str
    descending: bool = False


Keys: TypeAlias = tuple[Stored | None, ...]
"""The values of a row that its list is ordered by."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the sort values and the id of a row, bound to a snapshot and to the request that gave it."""

    snapshot: str
    binding: str
    keys: Keys

    def __str__(self) -> str:
        payload = orjson.dumps([self.snapshot, self.binding, *self.keys])
        return base64.urlsafe_b64encode(_checksum(payload) + payload).rstrip(b"=").decode()

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor that `text` writes; InvalidCursor where it is damaged."""
        found = _payload(text)
        if found is None:
            raise InvalidCursor("the cursor is damaged", hint="Take cursors as they stand in the answer to the same request.")
        snapshot, binding, *keys = found
        return cls(snapshot, binding, tuple(keys))


def _payload(text: str) -> list[Any] | None:
    """What a cursor holds; None where it is damaged. The checksum has no key, so what it seals may still be anything."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = orjson.loads(raw[6:]) if raw[:6] == _checksum(raw[6:]) else None
    except ValueError:
        return None
    if not isinstance(found, list) or len(found) < 3 or not all(isinstance(name, str) for name in found[:2]):
        return None
    return found if all(_storable(key) for key in found[2:]) else None


def _storable(key: object) -> bool:
    """Whether a database can compare with a key."""
    return key is None or isinstance(key, str | float) or (isinstance(key, int) and abs(key) <= 2**63 - 1)


def _checksum(payload: bytes) -> bytes:
    return hashlib.sha256(payload).digest()[:6]


@dataclass(frozen=True, slots=True)
class Parts:
    """What is read of each record: its whole document or a light one, long fields, and lists of others that lie packed beside it.

    A packed list stands in the row under the name of its link: the light documents of the
    first PACKED records that refer to the row's, by id. A reader may make rows of the shape, where there is one, instead of documents.
    With `matches` a page says where in each record what is searched for stands.
    """

    whole: bool = True
    large: frozenset[str] = frozenset()
    packed: frozenset[str] = frozenset()
    matches: bool = False
    shape: Shape | None = field(default=None, compare=False)


WHOLE, LIGHT = Parts(), Parts(whole=False)


RELEVANCE, READING = "relevance", "reading"


def _ranked(name: str, doc: str) -> FieldSpec:
    return FieldSpec(name, name, doc, nullable=False, many=False, kind=INTEGER, sortable=True)


RANKS: Mapping[str, FieldSpec] = {
    RELEVANCE: _ranked(RELEVANCE, "How many of the terms that are searched for stand where they are prominent."),
    READING: _ranked(READING, "The place of the record among all of its type, as they lie in a store: the newest is the first."),
}
"""What records that were searched for can be ordered by besides their columns."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """One page of one list. `forward` reads from the start (or from `after`), otherwise from the end (or from `before`)."""

    spec: RecordSpec
    where: Where = And()
    order: tuple[Order, ...] = (Order("id"),)
    size: int = PAGE_SIZE
    forward: bool = True
    after: Cursor | None = None
    before: Cursor | None = None
    parts: Parts = WHOLE
    search: Search | None = None

    @property
    def binding(self) -> str:
        """A short name for the list that the page is of: its records, filter, search and order."""
        seen = self.spec.name, _shape(self.where), self.order, *([self.search] if self.search else [])
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

    def column(self, path: str) -> FieldSpec:
        """What the records can be ordered by under this name."""
        return RANKS[path] if path in RANKS else self.spec.columns[path]

    def cursors(self, keys: Iterable[Keys], snapshot: str) -> list[str]:
        """The cursors of rows of this list, which have these sort values."""
        binding = self.binding
        return [str(Cursor(snapshot, binding, one)) for one in keys]

    def checked(self, snapshot: str) -> ReadPlan:
        """The plan itself; StaleCursor or InvalidCursor where a cursor of it belongs elsewhere."""
        for cursor in (self.after, self.before):
            if cursor is None:
                continue
            if cursor.snapshot != snapshot:
                raise StaleCursor("the cursor was made from another snapshot of the data", hint="Start again without a cursor.")
            if cursor.binding != self.binding or len(cursor.keys) != len(self.order) or not self._fits(cursor):
                raise InvalidCursor("the cursor belongs to another list, filter or order", hint="Send it with the request that gave it.")
        return self

    def _fits(self, cursor: Cursor) -> bool:
        """Whether the keys of a cursor are what the columns of the order can hold, so that every database can compare them."""
        columns = [self.column(order.path) for order in self.order]
        return all(_holds(column, key) for column, key in zip(columns, cursor.keys, strict=True))

    def within(self, reverse: Reverse, parent: str) -> ReadPlan:
        """The same plan, only of the records that refer to `parent`."""
        return replace(self, where=And((scope(reverse, parent), self.where)))


def _holds(column: FieldSpec, key: Stored | None) -> bool:
    """Whether a column can hold a key."""
    assert column.kind  # noqa: S101  columns hold plain values
    match key:
        case None:
            return column.nullable
        case str():
            return column.kind.python not in _NUMBERS and "\0" not in key
        case _:
            return type(key) in _NUMBERS.get(column.kind.python, ())


_NUMBERS: Mapping[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (float, int)}
"""What a key may be, by the type of its column; elsewhere it is a text."""


def _shape(where: Where) -> object:
    """A filter as plain values, the same on every machine."""
    match where:
        case Condition(path, op, value):
            return (path, op.value, value)
        case Related(link, quantifier, inner):
            return (link.name, quantifier.value, _shape(inner))
        case Not(part):
            return ("not", _shape(part))
        case And(parts) | Or(parts):
            return (type(where).__name__, *map(_shape, parts))


def scope(reverse: Reverse, parent: str) -> Where:
    """The filter for the records that refer to `parent`."""
    where = Condition(reverse.column, Op.EQ, parent)
    return Related(reverse.via, Quantifier.SOME, where) if reverse.via else where


def ordered(spec: RecordSpec, orders: Sequence[Order], search: Search | None = None) -> tuple[Order, ...]:
    """The order, closed so that pages are stable; a key that stands twice counts once.

    It is closed by id in the direction of the last key. Where something is searched for, the newest come first among what is equally
    relevant, and without any order; where no words are wanted, relevance orders nothing.
    """
    wanted = [order for order in orders if (search and search.wanted) or order.path != RELEVANCE]
    newest = search is not None and (not wanted or wanted[-1].path == RELEVANCE)
    first: dict[str, Order] = {}
    for order in (*wanted, Order(READING) if newest else Order("id", wanted[-1].descending if wanted else False)):
        if order.path not in spec.sortable and order.path not in RANKS:
            raise InvalidValue(f"{spec.plural} cannot be ordered by {order.path}")
        first.setdefault(order.path, order)
        if order.path == "id":
            break
    return tuple(first.values())
