"""The largest filters that are let through are no trouble for the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schema.catalog import CATALOG
from schema.errors import TooCostly
from schema.filters import VALUE_LIMIT, parse_where
from schema.plan import ReadPlan
from tests.seeds import seed_store

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


@pytest.mark.parametrize("name", NESTINGS)
def test_the_deepest_filter_is_answered(name: str, tmp_path: Path) -> None:
    where = deepest(NESTINGS[name])
    plan = ReadPlan(CATALOG["quote"], parse_where(CATALOG["quote"], where))
    assert seed_store(tmp_path / "store.sqlite").reader().total(plan) >= 0
    assert where != {"text": {"contains": "a"}}


def test_the_longest_filter_is_answered(tmp_path: Path) -> None:
    where = parse_where(CATALOG["quote"], {"or": [{"cue": {"eq": "said"}}] * VALUE_LIMIT})
    assert seed_store(tmp_path / "store.sqlite").reader().total(ReadPlan(CATALOG["quote"], where)) > 0
