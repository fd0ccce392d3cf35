"""The same answers in plain Python, slowly and plainly: the oracle of the tests."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, cmp_to_key
from typing import Any

from schema.catalog import CATALOG, Catalog, RecordSpec, Reverse, ToOne, Values
from schema.documents import Document, column, documents, light
from schema.extraction import Extraction
from schema.operators import OPERATORS
from schema.plan import (
    LIGHT,
    PACKED,
    READING,
    RELEVANCE,
    WHOLE,
    And,
    Condition,
    Cursor,
    Not,
    Or,
    Order,
    Parts,
    Quantifier,
    ReadPlan,
    Related,
    Where,
)
from schema.records import Record
from schema.search import Search
from schema.searched import matches, prominent_line, searched_line
from schema.store.base import Page
from schema.store.snapshot import record_digest, snapshot_id
from schema.totals import RECORDS, TotalsPlan, Way


class MemoryReader:
    """Reads records that it was given."""

    local = True

    def __init__(self, records: Iterable[Record], catalog: Catalog = CATALOG, extraction: Extraction = ()) -> None:
        self._tables: dict[str, dict[str, Document]] = {spec.name: {} for spec in catalog}
        self._catalog = catalog
        for spec, found in documents(iter(records), catalog):
            self._tables[spec.name][found["id"]] = found
        self.extraction = extraction
        self.snapshot = snapshot_id((record_digest(spec, found) for spec, found in self.everything()), extraction)

    def known(self, checksums: Sequence[str]) -> Collection[str]:
        """Those of some checksums that are of documents which were loaded: none, since records were given."""
        return {*checksums} & {*self.loaded()}

    def loaded(self) -> Iterator[str]:
        """The checksums of all documents that were loaded."""
        return iter(())

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""
        return {spec.plural: len(self._tables[spec.name]) for spec in self._catalog}

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Every record, by type and id."""
        for spec in self._catalog:
            yield from ((spec, found) for _, found in sorted(self._tables[spec.name].items()))

    def get(self, spec: RecordSpec, ids: Sequence[str], parts: Parts = WHOLE, deadline: float = math.inf) -> list[Document | None]:
        """These parts of the records with these ids, in their order; None where there is none."""
        del deadline
        rows = [self._tables[spec.name].get(identifier) for identifier in ids]
        return [row and self._shown(row, spec, parts) for row in rows]

    def is_brief(self, plan: ReadPlan) -> bool:
        """Whether a deadline is kept: none is."""
        del plan
        return True

    def page(self, plan: ReadPlan, deadline: float = math.inf) -> Page:
        """A page of a list."""
        del deadline
        plan = plan.checked(self.snapshot)
        keys: dict[str, tuple[Any, ...]] = {row["id"]: self._keys(plan, row) for row in self._listed(plan)}
        rows = [self._tables[plan.spec.name][identifier] for identifier in keys]
        rows.sort(key=cmp_to_key(lambda a, b: _compared(keys[a["id"]], keys[b["id"]], plan.order)))
        inside = [row for row in rows if _between(plan, keys[row["id"]])]
        more = len(inside) > plan.size
        chosen = inside[: plan.size] if plan.forward else inside[-plan.size :]
        return Page(
            rows=tuple(self._shown(row, plan.spec, plan.parts) for row in chosen),
            keys=tuple(keys[row["id"]] for row in chosen),
            has_previous=plan.after is not None or (more and not plan.forward),
            has_next=plan.before is not None or (more and plan.forward),
            matches=tuple(matches(plan.search, plan.spec, row) for row in chosen) if plan.search and plan.parts.matches else (),
        )

    def _listed(self, plan: ReadPlan) -> list[Document]:
        """The rows of a list."""
        search = plan.search or Search()
        rows = self._tables[plan.spec.name].values()
        return [row for row in rows if self._holds(plan.where, row) and search.holds(searched_line(plan.spec, row))]

    def _keys(self, plan: ReadPlan, row: Document) -> tuple[Any, ...]:
        """The sort values of a row of a list."""
        search = plan.search or Search()
        ranks: dict[str, Callable[[], int]] = {
            RELEVANCE: lambda: search.relevance(prominent_line(plan.spec, row)),
            READING: lambda: self._readings[plan.spec.name][row["id"]],
        }
        return tuple(ranks[order.path]() if order.path in ranks else column(row, order.path) for order in plan.order)

    @cached_property
    def _readings(self) -> dict[str, dict[str, int]]:
        """The place of each record among all of its type, as they lie in a store, by type and id."""
        return {spec.name: {row["id"]: number for number, row in enumerate(self._in_reading_order(spec), 1)} for spec in self._catalog}

    def _in_reading_order(self, spec: RecordSpec) -> list[Document]:
        reading, ref = spec.reading.name, spec.reading.ref
        rows = sorted(self._tables[spec.name].values(), key=lambda row: (row[reading] if ref else "", row["id"]))
        if ref:
            times = {identifier: row[self._catalog[ref.record].reading.name] for identifier, row in self._tables[ref.record].items()}
            return sorted(rows, key=lambda row: times.get(row[reading]) or "", reverse=True)
        return rows if reading == "id" else sorted(rows, key=lambda row: row[reading] or "", reverse=True)

    def pages(self, plan: ReadPlan, link: Reverse, parents: Sequence[str], deadline: float = math.inf) -> list[Page]:
        """For each parent the plan's page of those records only that refer to it by the link."""
        return [self.page(plan.within(link, parent), deadline) for parent in parents]

    def total(self, plan: ReadPlan, deadline: float = math.inf) -> int:
        """How many rows the whole list has of which the plan reads a page."""
        del deadline
        return len(self._listed(plan))

    def totals(self, plan: TotalsPlan, deadline: float = math.inf) -> Page:
        """A page of the groups that records are added up in."""
        del deadline
        plan = plan.checked(self.snapshot)
        groups: dict[tuple[Any, ...], list[Document]] = {}
        for row in self._tables[plan.spec.spec.name].values():
            if self._holds(plan.where, row) and self._holds(plan.spec.addends, row):
                groups.setdefault(tuple(self._end(dimension.way, row) for dimension in plan.dimensions), []).append(row)
        rows = [self._group(plan, keys, found) for keys, found in groups.items()]
        rows.sort(key=cmp_to_key(lambda a, b: _compared(_keys(a, plan.orders), _keys(b, plan.orders), plan.orders)))
        end = plan.offset + plan.size
        shown = tuple(rows[plan.offset : end])
        return Page(shown, plan.keys(shown), has_previous=plan.offset > 0, has_next=len(rows) > end)

    def _end(self, way: Way, row: Document) -> Any:  # noqa: ANN401  a column's value
        for link in way.links:
            found = self._linked(link, row)
            if not found:
                return None
            row = found[0]
        return column(row, way.column)

    def _group(self, plan: TotalsPlan, keys: Sequence[Any], rows: Sequence[Document]) -> dict[str, Any]:
        spec = plan.spec
        group: dict[str, Any] = {dimension.key: None for dimension in spec.dimensions.values()}
        group |= {dimension.key: key for dimension, key in zip(plan.dimensions, keys, strict=True)}
        for measure, without in spec.measures.items():
            values = [row[measure] for row in rows if row[measure] is not None]
            group |= {measure: sum(values) if len(values) == len(rows) else None, without: len(rows) - len(values)}
        group |= {name: sum(self._holds(where, row) for row in rows) for name, where in spec.marked.items()}
        group |= {name: len({row[path] for row in rows} - {None}) for name, path in spec.sources.items()}
        return {**group, RECORDS: len(rows)}

    def _shown(self, row: Document, spec: RecordSpec, parts: Parts) -> Document:
        shown = {name: value for name, value in row.items() if name not in spec.large} if parts.whole else light(row, spec)
        shown |= {name: row[name] for name in parts.large}
        for name in parts.packed:
            plan = ReadPlan(spec.packed[name].target, size=PACKED, parts=LIGHT)
            shown[name] = list(self.page(plan.within(spec.packed[name], row["id"])).rows)
        return shown

    def _holds(self, where: Where, row: Document) -> bool:
        match where:
            case Condition(path, op, value):
                found = column(row, path)
                return OPERATORS[op].of_absent(value) if found is None else OPERATORS[op].holds(found, value)
            case And(parts):
                return all(self._holds(part, row) for part in parts)
            case Or(parts):
                return any(self._holds(part, row) for part in parts)
            case Not(part):
                return not self._holds(part, row)
            case Related(link, quantifier, inner):
                held = [self._holds(inner, other) for other in self._linked(link, row)]
                return {Quantifier.SOME: any(held), Quantifier.EVERY: all(held), Quantifier.NONE: not any(held)}[quantifier]

    def _linked(self, link: ToOne | Values | Reverse, row: Document) -> list[Document]:
        match link:
            case ToOne():
                return [found for found in self.get(link.target, [row[link.column]]) if found]
            case Values():
                return list(row[link.name])
            case Reverse():
                others = self._tables[link.target.name].values()
                return [other for other in others if any(holder[link.column] == row["id"] for holder in self.holders(link, other))]

    def holders(self, link: Reverse, row: Document) -> list[Document]:
        """What of a record, or beside it, holds the column of a link."""
        return self._linked(link.via, row) if link.via else [row]


def _keys(row: Document, orders: Sequence[Order]) -> tuple[Any, ...]:
    return tuple(column(row, order.path) for order in orders)


def _compared(left: Sequence[Any], right: Sequence[Any], orders: Sequence[Order]) -> int:
    for a, b, order in zip(left, right, orders, strict=True):
        if a != b:
            if a is None or b is None:
                return 1 if a is None else -1
            return -1 if (a < b) is not order.descending else 1
    return 0


def _between(plan: ReadPlan, keys: Sequence[Any]) -> bool:
    def past(cursor: Cursor) -> int:
        return _compared(keys, cursor.keys, plan.order)

    return (plan.after is None or past(plan.after) > 0) and (plan.before is None or past(plan.before) < 0)
