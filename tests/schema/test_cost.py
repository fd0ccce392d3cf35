"""What operations cost, counted before anything is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schema.catalog import CATALOG
from schema.cost import NODE_LIMIT, POINT_LIMIT, Cost
from schema.errors import TooCostly
from schema.graphql import build_schema
from schema.operations import Operations

CostOf = Callable[[str], Cost]


@pytest.fixture(scope="module")
def cost_of() -> CostOf:
    """Gives the cost of a document of one operation."""
    operations = Operations(build_schema()._schema, CATALOG)  # noqa: SLF001  # Strawberry shows it nowhere else
    return lambda text: operations.prepared(text, None, {"n": 3}).cost


COSTS = [
    ("{ __typename }", Cost(values=1)),
    ("{ snapshot { id extraction { name version } } }", Cost(values=5)),
    ('{ node(id: "article-1") { id } }', Cost(nodes=1, values=1)),
    ('{ node(id: "article-1") { ... on Quote { cue text } id } }', Cost(nodes=1, values=1)),
    ('{ node(id: "quote-1") { ... on Quote { cue text } id } }', Cost(nodes=1, values=3)),
    ('{ nodes(ids: ["quote-a", "person-b", "c"]) { id } }', Cost(nodes=3, values=2)),
    ("{ casualtyTotals(first: 5) { nodes { min place { name } } } }", Cost(pages=10, nodes=5 + 5, values=5 + 5)),
    ("{ articles { totalCount } }", Cost(pages=2, nodes=20, values=1)),
    ('{ articles(q: "a", first: 4) { edges { matches { start end } } } }', Cost(pages=5, nodes=4, values=4 * 2 * 2)),
    ("{ articles(first: 5) { pageInfo { hasNextPage endCursor } } }", Cost(pages=1, nodes=5, values=2)),
    ("{ articles(last: 7) { nodes { id } } }", Cost(pages=1, nodes=7, values=7)),
    ("{ articles(first: null, last: 7) { edges { cursor node { id } } } }", Cost(pages=1, nodes=7, values=2 * 7)),
    ("query($n: PageSize) { articles(first: $n) { nodes { id } } }", Cost(pages=1, nodes=3, values=3)),
    ("{ quotes(first: 10) { nodes { id speakers { printed } } } }", Cost(pages=1, nodes=10, values=10 * (1 + 2))),
    ("{ quotes(first: 10) { nodes { ...F ...F } } } fragment F on Quote { id }", Cost(pages=1, nodes=10, values=10)),
    ("{ quotes(first: 10) { nodes { article { id } speakers { person { id } } } } }", Cost(1, 10 + 10 + 20, 10 + 20)),
    ("{ articles(first: 4) { nodes { quotes(first: 5) { nodes { id } } } } }", Cost(1 + 4, 4 + 4 * 5, 4 * 5)),
    ("{ articles(first: 4) { nodes { quotes { nodes { id } } } } }", Cost(1 + 4, 4 + 4 * 10, 4 * 10)),
    (
        "{ articles(first: 4) { nodes { quotes(first: 5) { nodes { article { people(first: 2) { nodes { id } } } } } } } }",
        Cost(1 + 4 + 4, 4 + 20 + 20 + 20 * 2, 20 * 2),  # the people of an article are read once for all its quotes
    ),
    (
        "{ people(first: 4) { nodes { quotes(first: 5) { nodes { speakers { person { quotes(first: 2) { nodes { id } } } } } } } } }",
        Cost(1 + 4 + 40, 4 + 20 + 40 + 40 * 2, 40 * 2),  # a quotation may have other speakers too
    ),
]


@pytest.mark.parametrize(("text", "cost"), COSTS)
def test_the_cost_is_what_may_be_read_and_shown(cost_of: CostOf, text: str, cost: Cost) -> None:
    found = cost_of(text)
    assert found == cost


def test_pages_inside_pages_multiply_until_they_are_refused(cost_of: CostOf) -> None:
    text = "{{ articles(first: {}) {{ nodes {{ quotes(first: 100) {{ nodes {{ id }} }} }} }} }}"
    assert cost_of(text.format(99)).nodes <= NODE_LIMIT
    with pytest.raises(TooCostly, match=f"10100 records; the limit is {NODE_LIMIT}"):
        cost_of(text.format(100))


def test_points_are_bounded_too(cost_of: CostOf) -> None:
    lists = " ".join(f"a{n}: quotes(first: 1) {{ nodes {{ id }} }}" for n in range(10))
    assert cost_of(f"{{ articles(first: 90) {{ nodes {{ {lists} }} }} }}").points <= POINT_LIMIT
    with pytest.raises(TooCostly, match=f"points; the limit is {POINT_LIMIT}"):
        cost_of(f"{{ articles(first: 100) {{ nodes {{ {lists} }} }} }}")


def test_points_are_rounded_up() -> None:
    assert [Cost(1).points, Cost(1, 1).points, Cost(1, 100).points, Cost(1, 100, 250).points] == [1, 2, 2, 3]
