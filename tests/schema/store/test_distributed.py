"""Statements hold nothing but plain SQL, and children are joined to what lies beside them: what a distributed PostgreSQL can run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given

from schema.catalog import CATALOG, RecordSpec
from schema.operators import Op
from schema.plan import RELEVANCE, And, Condition, Cursor, Order, Parts, Quantifier, ReadPlan, Related, ordered
from schema.search import parse_search
from schema.store import ddl
from schema.store.dialect import POSTGRES, primary_key
from schema.store.sql import Sql, compile_columns, compile_get, compile_page, compile_total, compile_values
from tests.strategies import Asked, requests

READING = """
SELECT FROM JOIN LEFT ON WHERE AND OR NOT IN IS NULL TRUE FALSE BETWEEN ORDER BY ASC DESC NULLS FIRST LAST LIMIT count strpos
"""
"""Every word and function of the statements that read. All of them are in SQL-92 but for LIMIT, NULLS and strpos."""

SEARCHING = f"""{READING}
AS CASE WHEN THEN ELSE END CAST TSQUERY @@ + s vector words prominent reading relevance
"""
"""The same for those that search."""

WRITING = f"""{READING}
CREATE TABLE INDEX PRIMARY KEY TEXT BYTEA BIGINT INTEGER BOOLEAN DOUBLE PRECISION INSERT INTO AS GROUP PARTITION OVER
row_number string_agg min TSVECTOR
"""
"""The same for those that make, fill and index the tables of a snapshot. No foreign key, trigger, type, function or extension but for
the vectors that are searched, which those of the distributed ones that lack them must do without."""

_NAMES = r"""\w+\.(?:"[^"]+"|\w+)|"[^"]+"|'[^']*'|[?(),=<>|;*]|\b\d+\b|\b(?:a|w|v?t\d+|p\d+)\b"""
_COLUMNS = {"parent", "number", "own", "id", "document", "documents", "owner", "position", "key", "value"}


def words(text: str) -> set[str]:
    """The words of a statement that are no names, texts, marks or numbers."""
    return set(re.sub(_NAMES, " ", text.replace('COLLATE "C"', "")).split()) - _COLUMNS


def inner(text: str) -> Iterator[str]:
    """The statements inside a statement."""
    for start in (match.start() for match in re.finditer(r"\(SELECT ", text)):
        depth = 0
        for end in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if not depth:
                yield text[start : end + 1]
                break


def borrowed(text: str) -> set[str]:
    """The tables that a statement inside another takes from it."""
    own = re.findall(r'(?:FROM|JOIN) "[^"]+" (\w+)', text)
    return set(re.findall(r"\b(a|w|v?t\d+|p\d+)\.", text)) - set(own)


def reading() -> Iterator[Sql]:
    """A statement of every shape, for every type: by id, as lists in each order from each kind of cursor, of each part, by each link."""
    for spec in CATALOG:
        large = frozenset(spec.large)
        for parts in (Parts(), Parts(whole=False), Parts(large=large), Parts(whole=False, packed=frozenset(spec.packed))):
            yield compile_get(spec, ["a", "b"], parts, POSTGRES)
            yield from compile_page(ReadPlan(spec, parts=parts), POSTGRES)
        yield compile_columns(spec, POSTGRES)
        yield from (compile_values(values, dict.fromkeys(spec.columns, "a"), POSTGRES) for values in spec.lists.values())
        for path in spec.sortable:
            yield from _pages(spec, path)
        related = [Related(link, quantifier, And()) for link in spec.links.values() for quantifier in Quantifier]
        yield from (compile_total(ReadPlan(spec, where), POSTGRES) for where in related)


def _pages(spec: RecordSpec, path: str) -> Iterator[Sql]:
    for descending in (True, False):
        plan = ReadPlan(spec, order=ordered(spec, [Order(path, descending)]))
        for key in ("a", None) if spec.columns[path].nullable else ("a",):
            cursor = Cursor("s", "b", (key, "x")[: len(plan.order)])
            yield from compile_page(replace(plan, after=cursor), POSTGRES)
            yield from compile_page(replace(plan, before=cursor, forward=False), POSTGRES)


def test_what_reads_is_plain_sql() -> None:
    for statement in reading():
        assert words(statement.text) <= set(READING.split()), statement.text


@given(requests())
def test_what_random_requests_read_is_plain_sql(asked: Asked) -> None:
    for statement in (*compile_page(asked.plan, POSTGRES), compile_total(asked.plan, POSTGRES)):
        assert words(statement.text) <= set(READING.split()), statement.text
        assert not any(borrowed(one) for one in inner(statement.text)), statement.text


@pytest.mark.parametrize("text", ["drone", '"a b" c* -d -"e f"', "-a", ""])
def test_what_searches_is_plain_sql_but_for_its_vectors(text: str) -> None:
    for spec in CATALOG:
        if spec.searched:
            search = parse_search(text)
            for orders in ([], [Order(RELEVANCE, descending=True)], [Order("id")]):
                plan = ReadPlan(spec, order=ordered(spec, orders, search), search=search)
                for statement in (*compile_page(plan, POSTGRES), compile_total(plan, POSTGRES)):
                    assert words(statement.text.replace("s.", "s ")) <= set(SEARCHING.split()), statement.text
                    assert " AND ".join(f's."{name}" = a."{name}"' for name in primary_key(spec)) in statement.text


def test_what_writes_is_plain_sql() -> None:
    for statement in (*ddl.create_tables(CATALOG, POSTGRES), *ddl.create_indexes(CATALOG, POSTGRES), *ddl.pack(CATALOG, POSTGRES)):
        assert words(statement) <= set(WRITING.split()), statement


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.plural)
def test_what_belongs_to_an_article_is_keyed_and_joined_by_it(spec: RecordSpec) -> None:
    key = primary_key(spec)
    assert key == (("articleId", "id") if "articleId" in spec.fields else ("id",))
    for table in ddl.tables(spec, POSTGRES):
        assert re.search(rf'PRIMARY KEY \("(owner\.)?{key[0]}"|PRIMARY KEY \("owner"', table.create), table.create
    everything = Parts(large=frozenset(spec.large), packed=frozenset(spec.packed))
    joins = re.findall(r"JOIN \S+ (\w+) ON (.*?)(?= LEFT| JOIN| WHERE)", compile_get(spec, ["a"], everything, POSTGRES).text)
    assert len(joins) == 1 + len(spec.packed)
    for alias, condition in joins:
        assert condition == " AND ".join(f'{alias}."{name}" = a."{name}"' for name in key)


def test_people_are_found_by_quotes_whose_speakers_lie_beside_them() -> None:
    where = Related(CATALOG["person"].reverses["quotes"], Quantifier.SOME, Condition("cue", Op.EQ, "said"))
    text = compile_total(ReadPlan(CATALOG["person"], where), POSTGRES).text
    assert '"quotes" t0 JOIN "quotes.speakers" vt0 ON vt0."owner.articleId" = t0."articleId" AND vt0."owner" = t0."id"' in text


def test_no_inner_statement_depends_on_a_row_of_an_outer_one() -> None:
    found = [one for statement in reading() for one in inner(statement.text)]
    assert len(found) > 50
    assert not any(map(borrowed, found))
    assert borrowed('(SELECT t0.id FROM "quotes" t0 WHERE t0.id = a.id)') == {"a"}
