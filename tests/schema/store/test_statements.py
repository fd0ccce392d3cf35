"""Every filter and every order that can be quick searches an index, whatever the catalogue holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schema.catalog import CATALOG, RecordSpec, Values
from schema.filters import filterable
from schema.kinds import PROSE
from schema.operators import Op, operators_of
from schema.plan import LIGHT, RELEVANCE, Condition, Cursor, Order, Quantifier, ReadPlan, Related, ordered
from schema.search import parse_search
from schema.store import ddl
from schema.store.dialect import SQLITE
from schema.store.sql import Sql, compile_page, compile_total
from tests.seeds import seed_store

SCANNING = {Op.NE}
"""Negations: the deadline bounds them."""


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to the seeds without statistics, so that what an index serves shows also where there are few rows."""
    path: Path = tmp_path_factory.mktemp("statements") / "store.sqlite"
    seed_store(path)
    with closing(sqlite3.connect(path)) as found:
        found.execute("DROP TABLE sqlite_stat1")
        found.commit()
    with closing(sqlite3.connect(path)) as found:  # which has not read the statistics
        yield found


def explained(connection: sqlite3.Connection, statement: Sql) -> list[str]:
    """What SQLite would do."""
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.text}", statement.values)]


def value(op: Op) -> bool | str | tuple[str, ...]:
    """Some value to compare a column with."""
    if op is Op.IS_NULL:
        return True
    return ("a", "b") if op is Op.IN else "abc"


FILTERS = [
    (spec, path, op)
    for spec in CATALOG
    for path, field in spec.columns.items()
    if field.filterable and field.kind
    for op in operators_of(field.kind)
    if op not in SCANNING and (field.kind is not PROSE or op is Op.CONTAINS)
]


@pytest.mark.parametrize(("spec", "path", "op"), FILTERS, ids=lambda part: getattr(part, "plural", str(part)))
def test_a_filter_searches_an_index(connection: sqlite3.Connection, spec: RecordSpec, path: str, op: Op) -> None:
    found = explained(connection, compile_total(ReadPlan(spec, Condition(path, op, value(op))), SQLITE))
    assert all(step.startswith("SEARCH") or is_index(step) for step in found), found


def is_index(step: str) -> bool:
    """Whether a step reads from an index of words or trigrams what was asked for, or keeps what it read there."""
    return bool(re.fullmatch(r"SCAN \S+(search|trigrams) VIRTUAL TABLE INDEX \d+:M\d.*|LIST SUBQUERY \d+", step))


LISTS = [values for spec in CATALOG for values in spec.lists.values() if ddl.textual(values.target)]


@pytest.mark.parametrize("values", LISTS, ids=lambda values: f"{values.owner.plural}.{values.name}")
def test_what_a_value_of_a_list_contains_searches_an_index(connection: sqlite3.Connection, values: Values) -> None:
    for path in ddl.textual(values.target):
        where = Related(values, Quantifier.SOME, Condition(path, Op.CONTAINS, "abc"))
        found = explained(connection, compile_total(ReadPlan(values.owner, where), SQLITE))
        assert all(step.startswith("SEARCH") or is_index(step) for step in found), found


def test_two_letters_in_a_text_are_looked_for_in_all_texts(connection: sqlite3.Connection) -> None:
    plan = ReadPlan(CATALOG["quote"], Condition("cue", Op.CONTAINS, "sa"))
    assert any(step.startswith("SCAN a") for step in explained(connection, compile_total(plan, SQLITE)))


CHOSEN = {"CO-ROUTINE s", "MATERIALIZE s", "SCAN s"}
"""The rows that are chosen by their ranks before anything is read of their records."""

SEARCHES = [(spec, text) for spec in CATALOG if spec.searched for text in ("drone", 'a "b c" d* -e')]


@pytest.mark.parametrize(("spec", "text"), SEARCHES, ids=lambda part: getattr(part, "plural", str(part)))
@pytest.mark.parametrize("relevance", [True, False])
def test_a_search_reads_an_index(connection: sqlite3.Connection, spec: RecordSpec, text: str, *, relevance: bool) -> None:
    search = parse_search(text)
    orders = ordered(spec, [Order(RELEVANCE, descending=True)] if relevance else [], search)
    for cursor in (None, Cursor("s", "b", (1, 1)[: len(orders)])):
        [statement] = compile_page(ReadPlan(spec, order=orders, search=search, after=cursor), SQLITE)
        found = explained(connection, statement)
        assert ("USE TEMP B-TREE FOR ORDER BY" in found) is relevance, found
        assert all(step.startswith(("SEARCH", "USE TEMP")) or is_index(step) or step in CHOSEN for step in found), found


ORDERS = [(spec, Order(path, descending)) for spec in CATALOG for path in spec.sortable for descending in (False, True)]


@pytest.mark.parametrize(("spec", "order"), ORDERS, ids=lambda part: getattr(part, "plural", str(part)))
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("key", ["a", None])
def test_a_page_of_an_order_is_read_off_an_index(
    connection: sqlite3.Connection, spec: RecordSpec, order: Order, *, forward: bool, key: str | None
) -> None:
    orders = ordered(spec, [order])
    if key is None and not spec.columns[order.path].nullable:
        key = "b"
    cursor = Cursor("s", "b", (key, "x")[: len(orders)])
    for plan in (
        ReadPlan(spec, order=orders, forward=forward, parts=LIGHT),
        ReadPlan(spec, order=orders, forward=forward, parts=LIGHT, after=cursor if forward else None, before=None if forward else cursor),
    ):
        found = [step for statement in compile_page(plan, SQLITE) for step in explained(connection, statement)]
        assert not any("TEMP B-TREE" in step for step in found), found
        assert all("USING" in step for step in found if step.startswith(("SEARCH", "SCAN a"))), found


def test_filters_that_may_scan_are_known() -> None:
    prose = [f"{spec.plural}.{path}" for spec in CATALOG for path, field in spec.columns.items() if field.kind is PROSE]
    assert prose == ["quotes.text", "refusals.printed"]
    assert all(filterable(spec) for spec in CATALOG)
