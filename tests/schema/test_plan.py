"""Cursors and orders: what they are bound to, and what is refused."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.catalog import CATALOG
from schema.errors import InvalidCursor, InvalidValue, StaleCursor
from schema.operators import Op
from schema.plan import And, Condition, Cursor, Not, Or, Order, Parts, Quantifier, ReadPlan, Related, ordered

QUOTE, PLACE = CATALOG["quote"], CATALOG["place"]
UA = Condition("country", Op.EQ, "UA")

keys = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text()
cursors = st.builds(Cursor, st.text(), st.text(), st.lists(keys, min_size=1, max_size=3).map(tuple))


@given(cursors)
def test_a_cursor_is_read_as_it_was_written(cursor: Cursor) -> None:
    assert Cursor.parse(str(cursor)) == cursor


@given(cursors, st.data())
def test_a_cursor_with_one_other_character_is_damaged(cursor: Cursor, data: st.DataObject) -> None:
    text = str(cursor)
    at = data.draw(st.integers(0, len(text) - 2))  # the last character holds spare bits
    other = data.draw(st.sampled_from("Az09-_ é").filter(lambda one: one != text[at]))
    with pytest.raises(InvalidCursor):
        Cursor.parse(text[:at] + other + text[at + 1 :])


def sealed(payload: bytes) -> str:
    """A cursor with a right checksum, which anybody can work out."""
    return base64.urlsafe_b64encode(hashlib.sha256(payload).digest()[:6] + payload).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"7",
        b"{}",
        b"[]",
        b'["a","b"]',
        b"no JSON",
        b'[1,"b","c"]',
        b'["a",null,"c"]',
        b'["a","b",{}]',
        b'["a","b",18446744073709551615]',
    ],
)
def test_a_sealed_cursor_that_holds_something_else_is_damaged(payload: bytes) -> None:
    with pytest.raises(InvalidCursor, match="damaged"):
        Cursor.parse(sealed(payload))


LISTS = [
    ReadPlan(PLACE),
    ReadPlan(QUOTE),
    ReadPlan(PLACE, UA),
    ReadPlan(PLACE, Not(UA)),
    ReadPlan(PLACE, And((UA, UA))),
    ReadPlan(PLACE, Or((UA, UA))),
    ReadPlan(PLACE, Condition("country", Op.NE, "UA")),
    ReadPlan(PLACE, Condition("country", Op.EQ, "RU")),
    ReadPlan(PLACE, Condition("name", Op.EQ, "UA")),
    ReadPlan(PLACE, order=(Order("id", descending=True),)),
    ReadPlan(PLACE, order=(Order("name"), Order("id"))),
    ReadPlan(PLACE, Related(PLACE.links["mentions"], Quantifier.SOME, And())),
    ReadPlan(PLACE, Related(PLACE.links["mentions"], Quantifier.NONE, And())),
    ReadPlan(PLACE, Related(PLACE.links["incidents"], Quantifier.SOME, And())),
]


def test_lists_that_differ_have_bindings_that_differ() -> None:
    assert len({plan.binding for plan in LISTS}) == len(LISTS)


def test_pages_of_one_list_have_one_binding() -> None:
    plan = ReadPlan(PLACE, UA)
    cursor = Cursor("s", plan.binding, ("place-1",))
    assert {replace(plan, size=3, forward=False, after=cursor, parts=Parts(large=frozenset({"x"}))).binding} == {plan.binding}


def test_the_binding_is_the_same_on_every_machine() -> None:
    assert ReadPlan(PLACE).binding == "9eb1a3dfbb0b"


def test_a_cursor_of_another_snapshot_is_stale() -> None:
    plan = ReadPlan(PLACE)
    with pytest.raises(StaleCursor):
        replace(plan, before=Cursor("old", plan.binding, ("place-1",))).checked("new")


@pytest.mark.parametrize("cursor", [Cursor("new", "another", ("place-1",)), Cursor("new", ReadPlan(PLACE).binding, ("a", "place-1"))])
def test_a_cursor_of_another_list_is_invalid(cursor: Cursor) -> None:
    with pytest.raises(InvalidCursor, match="another list"):
        ReadPlan(PLACE, after=cursor).checked("new")


def test_an_order_is_closed_by_id() -> None:
    assert ordered(PLACE, []) == (Order("id"),)
    assert ordered(PLACE, [Order("name")]) == (Order("name"), Order("id"))


def test_a_key_counts_once_and_nothing_counts_after_id() -> None:
    found = ordered(PLACE, [Order("name", descending=True), Order("name"), Order("id", descending=True), Order("country")])
    assert found == (Order("name", descending=True), Order("id", descending=True))


@pytest.mark.parametrize("path", ["geonames", "mentions", "latitude"])
def test_an_order_by_what_cannot_be_ordered_is_refused(path: str) -> None:
    with pytest.raises(InvalidValue, match=path):
        ordered(PLACE, [Order(path)])


BY_LATITUDE = ReadPlan(PLACE, order=(Order("latitude"), Order("id")))


@pytest.mark.parametrize("keys", [(None, "place-1"), (1, "place-1"), (-1.5, "place-1")])
def test_a_cursor_holds_what_the_columns_can_hold(keys: tuple[float | None, str]) -> None:
    assert replace(BY_LATITUDE, after=Cursor("new", BY_LATITUDE.binding, keys)).checked("new")


@pytest.mark.parametrize("keys", [("north", "place-1"), (True, "place-1"), (1.0, None), (1.0, 7), (1.0, "place\0")])
def test_a_cursor_with_keys_that_no_row_can_have_is_invalid(keys: tuple[float | str, str | int | None]) -> None:
    with pytest.raises(InvalidCursor, match="another list"):
        replace(BY_LATITUDE, after=Cursor("new", BY_LATITUDE.binding, keys)).checked("new")
