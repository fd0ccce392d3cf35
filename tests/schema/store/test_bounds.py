"""The largest filters that are let through are no trouble for the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schema.catalog import CATALOG
from schema.errors import TooCostly
from schema.filters import VALUE_LIMIT, parse_where
from schema.plan import ReadPlan
from schema.store.base import Reader, WritableStore
from tests.seeds import seed_records

Nesting = Callable[[dict[str, Any]], dict[str, Any]]

NESTINGS: dict[str, Nesting] = {
    "to one": lambda inner: {"continuationOf": inner},
    "to many and back": lambda inner: {"article": {"quotes": {"some": inner}}},
    "every": lambda inner: {"continuations": {"every": inner}},
    "not": lambda inner: {"not": inner},
    "or": lambda inner: {"or": [inner, {"text": {"contains": "b"}}]},
    "values": lambda inner: {"and": [inner, {"speakers": {"none": {"printed": {"contains": "z"}}}}]},
}


def deepest(nesting: Nesting) -> dict[str, Any]:
    """The filter that is nested as often as it may be."""
    found: dict[str, Any] = {"text": {"contains": "a"}}
    while True:
        try:
            parse_where(CATALOG["quote"], nesting(found))
        except TooCostly:
            return found
        found = nesting(found)


@pytest.fixture(scope="module")
def reader(one_store: WritableStore) -> Reader:
    """A reader of the seeds."""
    one_store.publish(seed_records())
    return one_store.reader()


@pytest.mark.parametrize("name", NESTINGS)
def test_the_deepest_filter_is_answered(name: str, reader: Reader) -> None:
    where = deepest(NESTINGS[name])
    plan = ReadPlan(CATALOG["quote"], parse_where(CATALOG["quote"], where))
    assert reader.total(plan) >= 0
    assert where != {"text": {"contains": "a"}}


def test_the_longest_filter_is_answered(reader: Reader) -> None:
    where = parse_where(CATALOG["quote"], {"or": [{"cue": {"eq": "said"}}] * VALUE_LIMIT})
    assert reader.total(ReadPlan(CATALOG["quote"], where)) > 0


WRAPS: list[Nesting] = [
    lambda one: {"not": one},
    lambda one: {"or": [one, one]},
    lambda one: {"article": {"quotes": {"every": one}}},
]


@pytest.mark.parametrize("inner", [{"cue": {"eq": "said"}}, {"speakers": {"some": {"printed": {"contains": "a"}}}}])
@pytest.mark.parametrize("wrap", WRAPS)
def test_the_deepest_filters_that_pass_are_answered(reader: Reader, inner: dict[str, Any], wrap: Nesting) -> None:
    found, deepest = inner, 0
    try:
        while deepest < 60:
            reader.total(ReadPlan(CATALOG["quote"], parse_where(CATALOG["quote"], found)))
            found, deepest = wrap(found), deepest + 1
    except TooCostly:
        assert deepest > 1
