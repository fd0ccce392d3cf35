"""Filters as both faces write them, and the bounds on them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.catalog import CATALOG
from schema.errors import TooCostly, UnknownParameter
from schema.filters import DEPTH_LIMIT, VALUE_LIMIT, filterable, parse_where
from schema.operators import Op
from schema.plan import And, Condition, Not, Or, Quantifier, Related
from schema.store.memory import MemoryReader
from tests.strategies import FEWER, Asked, Records, datasets, requests

QUOTE, INCIDENT = CATALOG["quote"], CATALOG["incident"]


@pytest.mark.parametrize("given_", [None, {}, {"cue": None}])
def test_no_condition_lets_everything_through(given_: dict[str, Any] | None) -> None:
    assert parse_where(QUOTE, given_) == And()


def test_names_inside_a_single_value_become_a_dotted_path() -> None:
    found = parse_where(INCIDENT, {"occurred": {"earliest": {"gte": "2022-02-24"}}})
    assert found == And((Condition("occurred.earliest", Op.GTE, "2022-02-24"),))


def test_every_way_of_combining_is_read() -> None:
    cue = {"cue": {"eq": "said"}}
    said = And((Condition("cue", Op.EQ, "said"),))
    assert parse_where(QUOTE, {"not": cue}) == Not(said)
    assert parse_where(QUOTE, {"or": [cue, None, cue]}) == Or((said, said))
    assert parse_where(QUOTE, {"and": [cue]}) == And((said,))
    assert parse_where(QUOTE, {"article": {}}) == Related(QUOTE.links["article"], Quantifier.SOME, And())
    assert parse_where(QUOTE, {"speakers": {"none": {}, "some": None}}) == And((Related(QUOTE.links["speakers"], Quantifier.NONE, And()),))


def test_values_in_a_list_lose_their_nulls() -> None:
    assert parse_where(QUOTE, {"cue": {"in": ["said", None]}}) == And((Condition("cue", Op.IN, ("said",)),))


@pytest.mark.parametrize(
    ("given_", "hint"),
    [({"cuee": {"eq": "said"}}, "cue"), ({"speaker": {"some": {}}}, "speakers"), ({"extractorVersion": {"eq": "1"}}, "extractor")],
)
def test_an_unknown_filter_suggests_a_near_one(given_: dict[str, Any], hint: str) -> None:
    with pytest.raises(UnknownParameter, match="Quote cannot be filtered by") as caught:
        parse_where(QUOTE, given_)
    assert caught.value.hint == f"Perhaps you meant {hint}."


def test_a_filter_may_have_as_many_values_as_the_limit_and_no_more() -> None:
    parse_where(QUOTE, {"cue": {"in": ["said"] * VALUE_LIMIT}})
    with pytest.raises(TooCostly, match=f"{VALUE_LIMIT + 1} values"):
        parse_where(QUOTE, {"cue": {"in": ["said"] * VALUE_LIMIT, "ne": "said"}})


def nots(levels: int) -> dict[str, Any]:
    """A filter that is negated so many times."""
    found: dict[str, Any] = {"cue": {"eq": "said"}}
    for _ in range(levels):
        found = {"not": found}
    return found


def test_a_filter_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    parse_where(QUOTE, nots(DEPTH_LIMIT - 2))
    with pytest.raises(TooCostly, match="levels deep"):
        parse_where(QUOTE, nots(DEPTH_LIMIT - 1))


def test_the_bounds_hold_inside_lists_and_relations() -> None:
    with pytest.raises(TooCostly):
        parse_where(QUOTE, {"article": {"quotes": {"some": {"or": [{"cue": {"in": ["a"] * VALUE_LIMIT}}, {"cue": {"eq": "b"}}]}}}})


@given(datasets(), requests())
@settings(max_examples=FEWER)
def test_a_filter_and_its_negation_part_the_records(records: Records, asked: Asked) -> None:
    reader = MemoryReader(records)
    plan = asked.plan
    whole = reader.total(Asked(asked.spec, {}, (), 1).plan)
    negated = Asked(asked.spec, {"not": asked.where}, (), 1).plan
    assert reader.total(plan) + reader.total(negated) == whole


@given(st.sampled_from(list(CATALOG)))
def test_what_can_be_filtered_by_can_be_written(spec: Any) -> None:  # noqa: ANN401  hypothesis gives a RecordSpec
    for name, field in filterable(spec).items():
        parse_where(spec, {name: {"isNull": True} if field.kind else {}})
