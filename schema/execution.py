"""Selections as answers: reads what a selection needs, one step for each of its links, and cuts it to what is shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeAlias

from schema.catalog import RecordSpec
from schema.plan import ReadPlan
from schema.selection import Constant, Edges, Found, Info, Link, Many, Nodes, One, PageMember, PageSelection, PageValue, Selection
from schema.store.base import Page, Reader
from schema.totals import ADDENDS, TotalsPlan

Plan: TypeAlias = ReadPlan | TotalsPlan


def summed(reader: Reader, plan: TotalsPlan, addends: Callable[[Mapping[str, Any]], object], deadline: float) -> Page:
    """A page of the groups that records are added up in, each with what says where its records are listed."""
    page = reader.totals(plan, deadline)
    return replace(page, rows=tuple({**row, ADDENDS: addends(row)} for row in page.rows)) if plan.needs(ADDENDS) else page


@dataclass(frozen=True, slots=True)
class Execution:
    """One answer in the making: everything in it comes from one reader, before one deadline. `plans` holds the page of each list."""

    reader: Reader
    plans: Mapping[Any, ReadPlan]
    deadline: float = math.inf

    def records(self, selection: Selection, spec: RecordSpec, ids: Sequence[str]) -> dict[str | None, Any]:
        """The records with these ids that there are, as they are shown."""
        rows = self.reader.get(spec, ids, selection.parts, self.deadline)
        found = {identifier: row for identifier, row in zip(ids, rows, strict=True) if row is not None}
        return dict(zip(found, self.rows(selection, list(found.values())), strict=True))

    def rows(self, selection: Selection, rows: Sequence[Any]) -> Sequence[Any]:
        """Rows as they are shown, with what their links lead to. They are of the selection's shape, or documents."""
        if not rows:
            return []
        if isinstance(rows[0], dict):
            rows = selection.shape.of(rows)
        selection.prepare(rows)
        sizes = [self.plans[member].size for member in selection.sizes]
        selection.fill(rows, *sizes, *[self._linked(link, link.ids(rows, *sizes)) for link in selection.links])
        return rows

    def _linked(self, link: Link, found: Sequence[str | None]) -> Mapping[str | None, Any]:
        """What a link leads to, by the ids that lead there."""
        ids = dict.fromkeys(found)
        if isinstance(member := link.member, One):
            ids.pop(None, None)
            records = self.records(member.selection, member.link.target, list(ids))  # type: ignore[arg-type]  # None is gone
            return {**records, None: None} if member.nullable else records
        return self._lists(member, list(ids))  # type: ignore[arg-type]  # a record has an id

    def _lists(self, member: Many, parents: Sequence[str]) -> dict[str | None, Any]:
        """For each record the page of those that refer to it."""
        plan, link = self.plans[member], member.link
        pages = self.reader.pages(plan, link, parents, self.deadline)
        lists = [(partial(plan.within, link, parent), page) for parent, page in zip(parents, pages, strict=True)]
        return dict(zip(parents, self._pages(member.page, lists), strict=True))

    def page(self, selection: PageSelection, plan: ReadPlan) -> dict[str, Any]:
        """A page of a list, as it is shown."""
        return self._pages(selection, [(lambda: plan, self.reader.page(plan, self.deadline))])[0]

    def sums(self, selection: PageSelection, plan: TotalsPlan, addends: Callable[[Mapping[str, Any]], object]) -> dict[str, Any]:
        """A page of the groups that records are added up in, as it is shown; `addends` says where the records of a group are listed."""
        page = summed(self.reader, plan, addends, self.deadline)
        return self._pages(selection, [(lambda: plan, page)])[0]

    def _pages(self, selection: PageSelection, lists: Sequence[tuple[Callable[[], Plan], Page]]) -> list[dict[str, Any]]:
        """Pages of lists as they are shown. A list's own plan is made only where a cursor or a total needs it."""
        rows = [row for _, page in lists for row in page.rows]
        shown = [(nodes, iter(self.rows(nodes.selection, rows))) for nodes in selection.lists]
        return [
            _page(selection.members, _Shown(self, plan, page, {nodes: list(islice(one, len(page.rows))) for nodes, one in shown}))
            for plan, page in lists
        ]


@dataclass(frozen=True)
class _Shown:
    """A page with its records as they are shown."""

    execution: Execution
    plan: Callable[[], Plan]
    page: Page
    records: Mapping[Nodes, list[Any]]

    @cached_property
    def cursors(self) -> list[str]:
        """The cursor of each record."""
        return self.plan().cursors(self.page.keys, self.execution.reader.snapshot)

    @cached_property
    def ends(self) -> list[str]:
        """The cursors of the first and the last record; empty where there is none."""
        return self.plan().cursors([*self.page.keys[:1], *self.page.keys[-1:]], self.execution.reader.snapshot)

    def matches(self, member: Found, number: int) -> list[dict[str, Any]]:
        """Where in a record what is searched for stands, as it is shown."""
        found = self.page.matches[number] if self.page.matches else ()
        return [{key: _of_match(part, one) for key, part in member.members.items()} for one in found]

    def value(self, name: str) -> object:
        """What the page has by itself."""
        match name:
            case "snapshot":
                return self.execution.reader.snapshot
            case "totalCount":
                plan = self.plan()
                assert isinstance(plan, ReadPlan)  # noqa: S101  groups are not counted
                return self.execution.reader.total(plan, self.execution.deadline)
            case "startCursor":
                return self.ends[0] if self.ends else None
            case "endCursor":
                return self.ends[-1] if self.ends else None
        return self.page.has_next if name == "hasNextPage" else self.page.has_previous


def _page(members: Mapping[str, PageMember], shown: _Shown) -> dict[str, Any]:
    return {key: _member(member, shown) for key, member in members.items()}


def _member(member: PageMember, shown: _Shown) -> Any:  # noqa: ANN401  any JSON
    match member:
        case Nodes():
            return shown.records[member]
        case Constant(value):
            return value
        case PageValue(name):
            return shown.value(name)
        case Found():
            return [shown.matches(member, number) for number in range(len(shown.page.rows))]
        case Info(members):
            return _page(members, shown)
        case Edges(members):
            return [{key: _edge(inner, shown, number) for key, inner in members.items()} for number in range(len(shown.page.rows))]


def _of_match(member: PageValue | Constant, match: Mapping[str, Any]) -> object:
    return match[member.name] if isinstance(member, PageValue) else member.value


def _edge(member: Nodes | Found | PageValue | Constant, shown: _Shown, number: int) -> object:
    if isinstance(member, Nodes):
        return shown.records[member][number]
    if isinstance(member, Found):
        return shown.matches(member, number)
    return member.value if isinstance(member, Constant) else shown.cursors[number]
