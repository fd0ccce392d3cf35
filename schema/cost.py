"""What an operation costs, in points, worked out before anything is read."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from schema.compiler import Bound, ById, Listed, Operation, Root, Summed
from schema.errors import TooCostly
from schema.selection import (
    Constant,
    Edges,
    Found,
    Info,
    Inside,
    Link,
    Many,
    Member,
    PageMember,
    PageSelection,
    PageValue,
    Plain,
    Selection,
)

POINT_LIMIT = 1000
NODE_LIMIT = 10_000

NODES_A_POINT = 100
VALUES_A_POINT = 250

SUMS_PAGES = 10
"""How many pages a page of sums counts for, since many records are read for it."""

SEARCH_PAGES = 5
"""How many pages one counts for of records that are searched for, since most of those that are found may be looked at."""

LIST_SIZE = 2
"""How many values a list inside a record is taken to hold."""


@dataclass(slots=True)
class Cost:
    """What an answer can hold at most: pages of lists, records, and plain values of those."""

    pages: int = 0
    nodes: int = 0
    values: int = 0

    @property
    def points(self) -> int:
        """One for each page, each 100 records and each 250 values, rounded up."""
        return math.ceil(self.pages + self.nodes / NODES_A_POINT + self.values / VALUES_A_POINT)

    def checked(self) -> Cost:
        """The cost itself; TooCostly where it is out of bounds."""
        for found, limit, what in ((self.nodes, NODE_LIMIT, "records"), (self.points, POINT_LIMIT, "points")):
            if found > limit:
                raise TooCostly(f"the answer may cost {found} {what}; the limit is {limit}", hint="Ask for less at once, or page.")
        return self


def cost_of(operation: Operation, bound: Bound) -> Cost:
    """What an operation costs with its arguments."""
    counter = _Counter(bound)
    for root in operation.roots.values():
        counter.root(root)
    return counter.cost


@dataclass(frozen=True, slots=True)
class _Rows:
    """How many rows are shown, and how many different ones are read at most: what those of a list refer back to is read once for all.

    `back` is the column by which the rows refer to those in whose lists they stand, and how many those are.
    """

    shown: int
    read: int
    back: tuple[str, int] | None = None

    def times(self, number: int) -> _Rows:
        """So many for each."""
        return replace(self, shown=self.shown * number, read=self.read * number)


class _Counter:
    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self.cost = Cost()

    def root(self, root: Root) -> None:
        match root:
            case Listed():
                plan = self._bound.plans[root]
                self.cost.pages += SEARCH_PAGES - 1 if plan.search else 0
                self._page(root.page, plan.size, _Rows(1, 1))
            case Summed():
                self.cost.pages += SUMS_PAGES - 1
                self._page(root.page, self._bound.sums[root].size, _Rows(1, 1))
            case ById():
                ids = self._bound.ids[root]
                self.cost.nodes += len(ids)
                for spec, selection in root.selections.items():
                    number = len(root.of(spec, ids))
                    self._selection(selection, _Rows(number, number))
            case Selection():
                self._selection(root, _Rows(1, 1))
            case Constant():
                self.cost.values += 1

    def _selection(self, selection: Selection, rows: _Rows) -> None:
        """Adds what rows hold, and what their links lead to."""
        self.cost.values += rows.shown * _values(selection)
        for many in selection.sizes:
            self._list(many, rows)
        for link in selection.links:
            if not any(isinstance(step, Many) for step in link.way):  # else its list has counted it
                inside = [step.many for step in link.way if isinstance(step, Inside)]
                self._link(link, replace(rows.times(LIST_SIZE ** sum(inside)), back=None) if inside else rows)

    def _link(self, link: Link, rows: _Rows) -> None:
        if isinstance(member := link.member, Many):
            self._list(member, rows)
        else:
            self.cost.nodes += rows.shown
            column, holders = rows.back or (None, 0)
            self._selection(member.selection, _Rows(rows.shown, holders if column == member.link.column else rows.read))

    def _list(self, many: Many, rows: _Rows) -> None:
        """Adds a page of a list for each row."""
        back = None if many.link.via else (many.link.column, rows.read)
        self._page(many.page, self._bound.plans[many].size, rows, back)

    def _page(self, page: PageSelection, size: int, rows: _Rows, back: tuple[str, int] | None = None) -> None:
        """Adds a page of a size for each row; one whose list is counted too is two."""
        self.cost.pages += rows.read * (2 if page.total else 1)
        self.cost.nodes += rows.shown * size
        self.cost.values += rows.shown * sum(_member_values(member, size) for member in page.members.values())
        for nodes in page.lists:
            self._selection(nodes.selection, replace(rows.times(size), back=back))


@lru_cache(2048)
def _values(selection: Selection) -> int:
    """How many plain values a row shows, without those of the records that it leads to."""
    return sum(_member_values(member) for member in selection.members.values())


def _member_values(member: Member | PageMember, size: int = 1) -> int:
    match member:
        case Plain() | Constant() | PageValue():
            return 1
        case Inside(_, many, selection):
            return _values(selection) * (LIST_SIZE if many else 1)
        case Edges(members):
            return size * sum(_member_values(inner) for inner in members.values())
        case Info(members):
            return len(members)
        case Found(members):
            return LIST_SIZE * len(members)
    return 0
