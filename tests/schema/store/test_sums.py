"""Sums are the same in every store, and are of exactly the records that their own filters list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.catalog import CATALOG
from schema.filters import parse_where
from schema.plan import Cursor, Order, ReadPlan
from schema.store.base import Page, Reader, WritableStore
from schema.store.dialect import SQLITE
from schema.store.memory import MemoryReader
from schema.store.sqlite import SqliteStore
from schema.store.sums import compile_totals
from schema.totals import RECORDS, TotalsPlan, totals_of, totals_plan
from tests.seeds import seed_records, seed_store
from tests.strategies import FEWER, Records, Summing, datasets, summings

FOUND = totals_of(CATALOG["casualty"])
assert FOUND
TOTALS = FOUND


def by(*names: str, **given: Any) -> TotalsPlan:  # noqa: ANN401  fields of a plan
    """A plan for sums of casualties."""
    return totals_plan(TOTALS, by=TOTALS.by(names), **given)


def pages(reader: Reader, plan: TotalsPlan) -> list[Page]:
    """All pages of a list of groups."""
    found = [reader.totals(plan)]
    while found[-1].has_next:
        last = plan.cursors(found[-1].keys, reader.snapshot)[-1]
        plan = replace(plan, after=Cursor.parse(last))
        found.append(reader.totals(plan))
    return found


def listed(reader: Reader, plan: TotalsPlan, row: dict[str, Any]) -> list[dict[str, Any]]:
    """What the filter of a group lists."""
    spec = plan.spec.spec
    return list(reader.page(ReadPlan(spec, parse_where(spec, plan.filters()(row)), size=1000)).rows)


@given(datasets(), st.lists(summings(), min_size=3, max_size=3))
@settings(max_examples=FEWER)
def test_a_store_adds_up_as_plain_python_does(one_store: WritableStore, records: Records, asked: list[Summing]) -> None:
    one_store.publish(records)
    reader, memory = one_store.reader(), MemoryReader(records)
    for one in asked:
        whole = memory.totals(replace(one.plan, size=1000)).rows
        found = pages(reader, one.plan)
        assert found == pages(memory, one.plan)
        assert tuple(row for page in found for row in page.rows) == whole
        assert all(page.has_previous is (page is not found[0]) for page in found)


@given(datasets(), summings())
def test_the_filter_of_a_group_lists_what_is_added_up_and_nothing_else(records: Records, asked: Summing) -> None:
    reader, plan = MemoryReader(records), replace(asked.plan, size=1000)
    seen: list[str] = []
    for row in reader.totals(plan).rows:
        found = listed(reader, plan, row)
        assert row[RECORDS] == len(found) > 0
        for measure, without in plan.spec.measures.items():
            values = [one[measure] for one in found]
            assert row[without] == values.count(None)
            assert row[measure] == (None if None in values else sum(values))
        for name, path in plan.spec.sources.items():
            assert row[name] == len({one[path] for one in found})
        assert all(one["counted"] for one in found)
        seen += [one["id"] for one in found]
    spec = plan.spec.spec
    every = reader.page(ReadPlan(spec, plan.where, size=1000)).rows
    assert sorted(seen) == sorted(one["id"] for one in every if one["counted"])


def test_numbers_of_different_effects_are_never_added() -> None:
    reader = MemoryReader(seed_records())
    for names in ((), ("COUNTRY",), ("ARTICLE", "TYPE")):
        assert all(row["effect"] for row in reader.totals(by(*names)).rows)
    assert by("EFFECT", "PLACE", "EFFECT").by == ("EFFECT", "PLACE")
    assert TOTALS.by(None) == ("ARTICLE", "EFFECT")


def test_the_seeds_add_up_to_what_their_articles_say() -> None:
    rows = MemoryReader(seed_records()).totals(by("ARTICLE")).rows
    shown = [[row[name] for name in ("effect", "min", "max", "records", "withoutMax", "vague", "incidents")] for row in rows]
    assert shown == [["INJURED", 33, None, 3, 1, 0, 3], ["KILLED", 1, 1, 1, 0, 0, 1], ["INJURED", 2, None, 1, 1, 1, 1]]
    [odesa] = [row for row in MemoryReader(seed_records()).totals(by("PLACE")).rows if row["placeId"].startswith("place-odesa")]
    assert (odesa["min"], odesa["articles"], odesa["incidents"]) == (5, 2, 2)


def test_groups_come_by_their_numbers_where_that_is_asked_for() -> None:
    rows = MemoryReader(seed_records()).totals(by("ARTICLE", order=(Order("max"), Order("min", descending=True)))).rows
    assert [(row["max"], row["min"]) for row in rows] == [(1, 1), (None, 33), (None, 2)]


# -- statements --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to the seeds, whose statistics are those of many records."""
    path: Path = tmp_path_factory.mktemp("sums") / "store.sqlite"
    seed_store(path)
    with closing(sqlite3.connect(path)) as found:
        found.execute("UPDATE sqlite_stat1 SET stat = '150000 ' || iif(idx LIKE 'sqlite_autoindex%', '1', '100 1')")
        found.execute("ANALYZE sqlite_schema")
        yield found


def explained(connection: sqlite3.Connection, where: dict[str, Any]) -> list[str]:
    """What SQLite would do to add casualties up by place."""
    statement, _ = compile_totals(by("PLACE", where=parse_where(TOTALS.spec, where)), SQLITE)
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.text}", statement.values) if "B-TREE" not in row[3]]


NEAR: list[dict[str, Any]] = [
    {"incident": {"occurred": {"earliest": {"gte": "2025-01-01", "lt": "2025-02-01"}}}},
    {"incident": {"occurred": {"latest": {"lt": "2025-02-01"}}}},
    {"incident": {"placeId": {"eq": "place-a"}, "type": {"in": ["FIRE", "FLOOD"]}}},
    {"incident": {"place": {"country": {"eq": "UA"}}}, "effect": {"eq": "KILLED"}},
    {"articleId": {"in": ["article-a", "article-b"]}},
]


@pytest.mark.parametrize("where", NEAR, ids=str)
def test_sums_of_what_they_can_go_by_search_an_index_and_read_no_other_table(connection: sqlite3.Connection, where: dict[str, Any]) -> None:
    [step] = explained(connection, where)
    assert step.startswith("SEARCH a USING"), step


def test_sums_over_a_range_of_dates_read_the_index_alone(connection: sqlite3.Connection) -> None:
    [step] = explained(connection, NEAR[0])
    assert "COVERING INDEX" in step, step


FAR: list[dict[str, Any]] = [
    {"group": {"eq": "children"}},
    {"article": {"publisher": {"eq": "The Post"}}},
    {"incident": {"place": {"name": {"eq": "Odesa"}}}},
]


@pytest.mark.parametrize("where", FAR, ids=str)
def test_sums_of_other_filters_find_their_addends_by_id(connection: sqlite3.Connection, where: dict[str, Any]) -> None:
    found = explained(connection, where)
    assert all(step.startswith(("SEARCH", "LIST SUBQUERY")) for step in found), found


def test_a_store_whose_sums_were_changed_is_told(tmp_path: Path) -> None:
    store = seed_store(tmp_path / "store.sqlite")
    assert list(store.reader().violations()) == []
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        connection.execute('UPDATE "casualties.addends" SET "min" = 100 WHERE "min" = 23')
        connection.commit()
    assert list(SqliteStore(tmp_path / "store.sqlite").reader().violations()) == ["the casualty totals are not those of the casualties"]
