"""Every store gives the answers of the plain-Python one, for random records and plans."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.catalog import CATALOG
from schema.operators import Op, operators_of
from schema.plan import LIGHT, Condition, Cursor, Not, Order, Parts, ReadPlan, ordered
from schema.records import Article
from schema.store.base import Page, Reader, WritableStore
from schema.store.memory import MemoryReader
from tests.seeds import seed_records
from tests.strategies import FEWER, Asked, Records, datasets, operands, requests


def walked(reader: Reader, plan: ReadPlan) -> list[Page]:
    """All pages of a list, from its first in the plan's direction."""
    pages = [reader.page(plan)]
    while pages[-1].has_next if plan.forward else pages[-1].has_previous:
        edge = Cursor.parse(plan.cursors(pages[-1].keys, reader.snapshot)[-1 if plan.forward else 0])
        plan = replace(plan, after=edge) if plan.forward else replace(plan, before=edge)
        pages.append(reader.page(plan))
    return pages


@given(datasets(), st.lists(requests(), min_size=5, max_size=5))
def test_a_store_answers_as_plain_python_does(one_store: WritableStore, records: Records, asked: list[Asked]) -> None:
    one_store.publish(records)
    reader, memory = one_store.reader(), MemoryReader(records)
    assert reader.snapshot == memory.snapshot
    for one in asked:
        whole = memory.page(replace(one.plan, size=100)).rows
        assert reader.total(one.plan) == memory.total(one.plan) == len(whole)
        forward, backward = walked(reader, one.plan), walked(reader, replace(one.plan, forward=False))
        assert [row for page in forward for row in page.rows] == list(whole)
        assert [row for page in reversed(backward) for row in page.rows] == list(whole)
        assert forward == walked(memory, one.plan)
        assert backward == walked(memory, replace(one.plan, forward=False))


@given(datasets(), st.data())
@settings(max_examples=8)
def test_each_operator_means_the_same_on_each_column(one_store: WritableStore, records: Records, data: st.DataObject) -> None:
    one_store.publish(records)
    reader, memory = one_store.reader(), MemoryReader(records)
    for spec in CATALOG:
        for path, field in spec.columns.items():
            assert field.kind
            for op in operators_of(field.kind):
                value = data.draw(operands(op, field))
                condition = Condition(path, Op(op), tuple(value) if isinstance(value, list) else value)
                for where in (condition, Not(condition)):
                    plan = ReadPlan(spec, where)
                    assert reader.page(plan) == memory.page(plan), (path, op, value)


@given(datasets(), st.integers(1, 3))
@settings(max_examples=FEWER)
def test_what_lies_packed_is_what_is_read(one_store: WritableStore, records: Records, size: int) -> None:
    one_store.publish(records)
    reader, memory = one_store.reader(), MemoryReader(records)
    for spec in CATALOG:
        ids = [one.id for one in records if one.id.startswith(f"{spec.name}-")]
        parts = Parts(whole=False, packed=frozenset(spec.packed))
        assert reader.get(spec, ids, parts) == memory.get(spec, ids, parts)
        for link in spec.reverses.values():
            for plan in (ReadPlan(link.target, size=size, parts=LIGHT), ReadPlan(link.target, size=size)):
                assert reader.pages(plan, link, ids) == memory.pages(plan, link, ids)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("forward", [True, False])
def test_lists_by_a_key_that_some_lack_are_read_at_once(one_store: WritableStore, *, descending: bool, forward: bool) -> None:
    one_store.publish(seed_records())
    reader, memory = one_store.reader(), MemoryReader(seed_records())
    link = CATALOG["article"].reverses["quotes"]
    ids = [row["id"] for row in memory.page(ReadPlan(CATALOG["article"])).rows]
    plan = ReadPlan(CATALOG["quote"], order=(Order("cue", descending), Order("id", descending)), size=15, forward=forward)
    assert reader.pages(plan, link, ids) == memory.pages(plan, link, ids)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("forward", [True, False])
def test_records_that_lack_several_keys_stand_behind_those_that_lack_one(
    one_store: WritableStore, *, descending: bool, forward: bool
) -> None:
    article = next(one for one in seed_records() if isinstance(one, Article))
    lacking: dict[str, object] = {"headline": None, "dek": None, "evidence": {}}
    records = [
        article.model_copy(update={"id": f"article-{number}", **lacking, "publisher": publisher})
        for number, publisher in enumerate([None, "The Post", None, "Daily Courier"])
    ]
    one_store.publish(records)
    orders = ordered(CATALOG["article"], [Order("headline", descending), Order("publisher", descending)])
    plan = ReadPlan(CATALOG["article"], order=orders, size=3, forward=forward)
    assert one_store.reader().page(plan).rows == MemoryReader(records).page(plan).rows
