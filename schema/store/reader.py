"""Reading the tables of a snapshot: what is the same for every database that holds them."""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from time import perf_counter
from typing import Any, TypeAlias

import orjson

from schema.catalog import Catalog, RecordSpec, Reverse
from schema.documents import Document, light
from schema.errors import DeadlineExceeded, Unavailable
from schema.extraction import extraction_of
from schema.kinds import BOOLEAN
from schema.plan import LIGHT, WHOLE, Keys, Parts, ReadPlan
from schema.search import Search
from schema.searched import matches
from schema.shape import Shape
from schema.store import ddl
from schema.store.base import Matches, Page
from schema.store.dialect import Dialect
from schema.store.folding import unfold
from schema.store.snapshot import catalog_digest, record_digest, snapshot_id
from schema.store.sql import Bound, Sql, compile_columns, compile_get, compile_page, compile_total, compile_values
from schema.store.sums import compile_totals, sums_agree
from schema.store.trace import current
from schema.totals import TotalsPlan, totals_of

Cells: TypeAlias = Sequence[Any]
"""What a statement finds of one row: its document, the long fields, the packed lists, and the columns of its order or its id."""

Rows: TypeAlias = list[Cells]

KNOWN = 4000
"""How many light records of a type that were read by id are kept, since people and places come again and again."""


BRIEF = 250_000
"""In how many records words are looked for, once for each word, before one step of an index may take long. In 100,000 records, all of which
have some of the words and none has all, two to four words took 10 ms; phrases took 20, and beginnings of words 90."""


class _Parent(str):
    """Stands for the id of a record in a statement that is made once for many records."""

    __slots__ = ()


_PARENT = _Parent()

_ALL = 2**62
"""A page of everything."""


class TableReader(ABC):
    """Reads a snapshot whose tables a database holds. Unavailable where it was written with another catalogue."""

    local = True
    """Whether what is read comes without waiting for another process."""

    def __init__(self, meta: Mapping[str, str], catalog: Catalog, dialect: Dialect) -> None:
        if meta.get("catalog") != catalog_digest(catalog):
            raise Unavailable("the store was written by another version of dateline", hint="Load it again.")
        try:
            self.snapshot: str = meta["id"]
            self.extraction = extraction_of(orjson.loads(meta["extraction"]))
        except (LookupError, TypeError, ValueError) as error:
            raise Unavailable("the store is damaged") from error
        self._catalog = catalog
        self._dialect = dialect
        self._sizes: dict[str, int] = {}
        self._known: dict[str, dict[str, Cells]] = {spec.name: {} for spec in catalog}

    @abstractmethod
    def read(self, text: str, values: Sequence[Bound], deadline: float) -> list[Rows]:
        """What one statement finds for several sets of values."""

    @abstractmethod
    def streamed(self, statements: Iterable[Sql]) -> Iterator[Iterator[Sequence[Any]]]:
        """What each of some statements finds, row by row."""

    @abstractmethod
    def damages(self) -> Iterator[str]:
        """What the database finds wrong with what it holds."""

    def rows(self, statement: Sql, deadline: float = math.inf) -> Rows:
        """What a statement finds."""
        return self.each(statement.text, [statement.values], deadline)[0]

    def each(self, text: str, values: Sequence[Bound], deadline: float = math.inf) -> list[Rows]:
        """What one statement finds for several sets of values, added to the trace of the answer."""
        trace = current()
        if trace is None or not values:
            return self.read(text, values, deadline)
        began = perf_counter()
        found = self.read(text, values, deadline)
        trace.add(text, found, perf_counter() - began, lambda: self._steps(text, values, deadline))
        return found

    def _steps(self, text: str, values: Sequence[Bound], deadline: float) -> list[str]:
        """How the database finds the rows of a statement, in its own words."""
        [found] = self.read(f"{self._dialect.explain} {text}", values[:1], deadline)
        return [str(cells[-1]) for cells in found]

    def obvious_damages(self) -> Iterator[str]:
        """Those of them that show in a moment, so that a server need not start on them."""
        return iter(())

    def meta(self, dialect: Dialect) -> dict[str, str]:
        """What the store says of its snapshot."""
        [found] = self.read(f"SELECT key, value FROM {dialect.table(ddl.META)}", [()], math.inf)
        return {key: value for key, value in found}  # noqa: C416  rows have no type

    def known(self, checksums: Sequence[str]) -> Collection[str]:
        """Those of some checksums that are of documents which were loaded."""
        found = self.each(f"SELECT checksum FROM {self._dialect.table(ddl.LOADED)} WHERE checksum = ?", [(one,) for one in checksums])
        return {str(checksum) for rows in found for (checksum,) in rows}

    def loaded(self) -> Iterator[str]:
        """The checksums of all documents that were loaded."""
        for found in self.streamed([Sql(f"SELECT checksum FROM {self._dialect.table(ddl.LOADED)}")]):
            yield from (str(checksum) for (checksum,) in found)

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""
        return {spec.plural: self.total(ReadPlan(spec)) for spec in self._catalog}

    def is_brief(self, plan: ReadPlan) -> bool:
        """Whether a page of a list is read in steps so short that a deadline is kept to a few milliseconds."""
        terms = (*plan.search.wanted, *plan.search.unwanted) if plan.search else ()
        plain = not any(term.prefix or len(term.words) > 1 for term in terms)
        return plain and (not terms or len(terms) * self._size(plan.spec) <= BRIEF)

    def _size(self, spec: RecordSpec) -> int:
        """How many records of a type there are."""
        if spec.name not in self._sizes:
            self._sizes[spec.name] = self.total(ReadPlan(spec))
        return self._sizes[spec.name]

    def page(self, plan: ReadPlan, deadline: float = math.inf) -> Page:
        """A page of a list."""
        found: Rows = []
        for statement in compile_page(plan.checked(self.snapshot), self._dialect):
            if len(found) <= plan.size:
                found += self.rows(statement, deadline)
        page = _page(plan, found)
        if not plan.parts.matches or not plan.search:
            return page
        ids = [cells[-len(plan.order) - 1] for cells in _own(plan, found)]
        return replace(page, matches=tuple(self._matches(plan.search, plan.spec, ids, deadline)))

    def _matches(self, search: Search, spec: RecordSpec, ids: Sequence[str], deadline: float) -> Iterator[Matches]:
        """Where in each of these records what is searched for stands."""
        for row in self._searched(spec, ids, deadline):
            if time.monotonic() >= deadline:
                raise DeadlineExceeded("the answer took too long", hint="Ask for fewer records at once.")
            yield matches(search, spec, row)

    def _searched(self, spec: RecordSpec, ids: Sequence[str], deadline: float) -> Iterator[Mapping[str, Any]]:
        """What is searched of each of these records: the text, where all is in it, else the document."""
        if spec.text is None:
            yield from self.get(spec, ids, WHOLE, deadline)
            return
        name = spec.text.name
        shape = Shape((name,), {name: Any}, late=frozenset({name}))
        for row in self.get(spec, ids, Parts(whole=False, large=shape.late, shape=shape), deadline):
            yield {name: getattr(row, shape.attributes[name])}

    def pages(self, plan: ReadPlan, link: Reverse, parents: Sequence[str], deadline: float = math.inf) -> list[Page]:
        """For each parent the plan's page of those records only that refer to it by the link."""
        if plan.after or plan.before:  # a cursor belongs to the list of one parent
            return [self.page(plan.within(link, parent), deadline) for parent in parents]
        found: dict[int, Rows] = {number: [] for number in range(len(parents))}
        for statement in _of_any_parent(plan, link, self._dialect):
            missing = [number for number, rows in found.items() if len(rows) <= plan.size]
            values = [_of_parent(statement, parents[number]) for number in missing]
            for number, rows in zip(missing, self.each(statement.text, values, deadline), strict=True):
                found[number] += rows
        return [_page(plan, rows) for rows in found.values()]

    def total(self, plan: ReadPlan, deadline: float = math.inf) -> int:
        """How many rows the whole list has of which the plan reads a page."""
        return int(self.rows(compile_total(plan, self._dialect), deadline)[0][0])

    def totals(self, plan: TotalsPlan, deadline: float = math.inf) -> Page:
        """A page of the groups that records are added up in."""
        plan = plan.checked(self.snapshot)
        statement, names = compile_totals(plan, self._dialect)
        found = self.rows(statement, deadline)
        absent = {dimension.key: None for dimension in plan.spec.dimensions.values()}
        rows = tuple({**absent, **dict(zip(names, cells, strict=True))} for cells in found[: plan.size])
        return Page(rows, plan.keys(rows), has_previous=plan.offset > 0, has_next=len(found) > plan.size)

    def get(self, spec: RecordSpec, ids: Sequence[str], parts: Parts = WHOLE, deadline: float = math.inf) -> list[Any]:
        """These parts of the records with these ids, in their order; None where there is none."""
        known = self._known[spec.name] if parts == LIGHT else {}
        have = {identifier: cells for identifier in ids if (cells := known.get(identifier))}
        if missing := [identifier for identifier in dict.fromkeys(ids) if identifier not in have]:
            new = {cells[-1]: cells for cells in self.rows(compile_get(spec, missing, parts, self._dialect), deadline)}
            if len(known) > KNOWN:
                known.clear()
            known.update(new)
            have |= new
        rows = dict(zip(have, _rows(have.values(), spec, parts), strict=True))
        return [rows.get(identifier) for identifier in ids]

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Every record with all its fields, by type and id."""
        parts = [Parts(large=frozenset(spec.large)) for spec in self._catalog]
        plans = [ReadPlan(spec, size=_ALL, parts=one) for spec, one in zip(self._catalog, parts, strict=True)]
        statements = [statement for plan in plans for statement in compile_page(plan, self._dialect)]  # one each: an id is never absent
        for plan, found in zip(plans, self.streamed(statements), strict=True):
            yield from ((plan.spec, _rows([cells], plan.spec, plan.parts)[0]) for cells in found)

    def violations(self) -> Iterator[str]:
        """Where the columns of the store disagree with its documents, and where the database itself is damaged."""
        yield from self.damages()
        for spec in self._catalog:
            for found in self.streamed([compile_columns(spec, self._dialect)]):
                yield from (
                    f"{identifier}: its columns do not say what its document says"
                    for identifier, small, whole, *cells in found
                    if not self._agrees(spec, small, whole, cells)
                )
            if (totals := totals_of(spec)) and self.rows(sums_agree(totals, self._dialect)):
                yield f"the {totals.plural} are not those of the {spec.plural}"
        if not self._is_whole():
            yield f"the content is not that of snapshot {self.snapshot}"

    def _agrees(self, spec: RecordSpec, small: str, whole: bytes, cells: list[Any]) -> bool:
        owner = dict(zip(spec.columns, cells, strict=True))
        try:
            found = orjson.loads(unfold(small, whole, spec))
            wanted = ddl.cells(spec, found), [ddl.value_cells(values, found) for values in spec.lists.values()], light(found, spec)
            lists = [self.rows(compile_values(values, owner, self._dialect)) for values in spec.lists.values()]
            has = cells, [list(map(list, rows)) for rows in lists], orjson.loads(small)
        except (ValueError, KeyError, TypeError):
            return False
        return wanted == has

    def _is_whole(self) -> bool:
        try:
            digests = (record_digest(spec, found) for spec, found in self.everything())
            return snapshot_id(digests, self.extraction) == self.snapshot
        except Unavailable:
            return False


def _of_parent(statement: Sql, parent: str) -> Bound:
    """The values of a statement that was compiled for the parent _PARENT, for another."""
    return tuple(parent if value is _PARENT else value for value in statement.values)


@lru_cache(1000)
def _of_any_parent(plan: ReadPlan, link: Reverse, dialect: Dialect) -> tuple[Sql, ...]:
    """The statements for the records that refer to the parent _PARENT."""
    return compile_page(plan.within(link, _PARENT), dialect)


def _page(plan: ReadPlan, found: Sequence[Cells]) -> Page:
    """The page of a plan among what its statements found, which is one row more where there are more."""
    more = len(found) > plan.size
    own = _own(plan, found)
    return Page(
        rows=tuple(_rows(own, plan.spec, plan.parts)),
        keys=_keys(own, plan),
        has_previous=plan.after is not None or (more and not plan.forward),
        has_next=plan.before is not None or (more and plan.forward),
    )


def _own(plan: ReadPlan, found: Sequence[Cells]) -> Sequence[Cells]:
    """The rows of the page itself, in its order."""
    return found[: plan.size] if plan.forward else found[: plan.size][::-1]


def _keys(found: Sequence[Cells], plan: ReadPlan) -> tuple[Keys, ...]:
    """The sort values of rows, which are the last of their cells. SQLite has numbers for what is true or false."""
    keys = tuple(tuple(cells[-len(plan.order) :]) for cells in found)
    truths = [plan.column(order.path).kind is BOOLEAN for order in plan.order]
    if not any(truths):
        return keys
    return tuple(tuple(bool(v) if truth and v is not None else v for v, truth in zip(one, truths, strict=True)) for one in keys)


def _rows(found: Collection[Cells], spec: RecordSpec, parts: Parts) -> list[Any]:
    """Rows of their cells: of the parts' shape, or documents."""
    shape = parts.shape
    decoded: Callable[[str | bytes], Any] = shape.decoded if shape else _document
    try:
        rows = [decoded(unfold(cells[0], cells[1], spec) if parts.whole else cells[0]) for cells in found]
        for number, name in enumerate([*sorted(parts.large), *sorted(parts.packed)], 2 if parts.whole else 1):
            values: Iterable[Any] = (cells[number] for cells in found)
            if name in parts.packed:
                late = shape.late_decoded(name) if shape else orjson.loads
                values = (late(value) if value else [] for value in values)
            for row, value in zip(rows, values, strict=True):
                if shape:
                    setattr(row, shape.attributes[name], value)
                else:
                    row[name] = value
    except (ValueError, TypeError) as error:
        raise Unavailable("the store is damaged") from error
    return rows


def _document(text: str | bytes) -> Document:
    found = orjson.loads(text)
    if not isinstance(found, dict):
        raise TypeError("a document is an object")
    return found
