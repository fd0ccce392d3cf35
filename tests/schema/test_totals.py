"""What sums a record type declares, and the plans of requests for them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import pytest

from schema.catalog import CATALOG, Catalog, CatalogError
from schema.errors import InvalidCursor, StaleCursor, TooCostly
from schema.fields import FILTER, GIVEN, Ref, Totals
from schema.filters import DEPTH_LIMIT, parse_where
from schema.kinds import ID, Stored
from schema.operators import Op
from schema.plan import And, Condition, Cursor
from schema.records import Record
from schema.records.times import Time, TimeBasis, TimeType
from schema.totals import TotalsPlan, totals_of, totals_plan

FOUND = totals_of(CATALOG["casualty"])
assert FOUND
TOTALS = FOUND


class Shelf(Record):
    """Where books stand."""

    room: Annotated[str | None, FILTER, GIVEN] = None
    """The room that it stands in."""
    colour: Annotated[str, GIVEN]
    """What it looks like."""


def book(**declared: Any) -> Catalog:  # noqa: ANN401  fields of a declaration
    """A catalogue of shelves and books, which add up as declared."""

    class Book(Record):
        """A book."""

        totalled = Totals(doc="Pages.", measures=("pages",), default=("SHELF",), **declared)
        pages: Annotated[int, FILTER, GIVEN]
        """How many pages it has."""
        shelf_id: Annotated[str | None, ID, Ref("shelf"), FILTER, GIVEN] = None
        """Where it stands."""

    return Catalog((Shelf, Book))


def test_keys_are_what_the_ways_lead_to() -> None:
    assert {one.name: (one.key, one.absent and one.absent.path) for one in TOTALS.dimensions.values()} == {
        "PLACE": ("placeId", "incident.placeId"),
        "COUNTRY": ("country", "incident.placeId"),
        "EFFECT": ("effect", None),
        "TYPE": ("type", None),
        "DAY": ("day", "incident.occurred.day"),
        "MONTH": ("month", "incident.occurred.month"),
        "YEAR": ("year", "incident.occurred.year"),
        "ARTICLE": ("articleId", None),
    }
    assert {name: link.target.type_name for name, link in TOTALS.links.items()} == {"place": "Place", "article": "Article"}


WRONG = [
    ({"SHELF": "shelf.colour"}, "which is no column that can be filtered by"),
    ({"SHELF": "shelf.weight"}, "which is no column that can be filtered by"),
    ({"SHELF": "shelf.room"}, "it can be absent in more than one way"),
]


@pytest.mark.parametrize(("dimensions", "complaint"), WRONG)
def test_a_wrong_declaration_is_refused(dimensions: dict[str, str], complaint: str) -> None:
    with pytest.raises(CatalogError, match=complaint):
        totals_of(book(dimensions=dimensions)["book"])


def test_records_without_a_declaration_are_not_added_up() -> None:
    assert totals_of(CATALOG["quote"]) is None


def plan(**given: Any) -> TotalsPlan:  # noqa: ANN401  fields of a plan
    """Casualties by place."""
    return totals_plan(TOTALS, by=TOTALS.by(("PLACE",)), **given)


def test_a_cursor_says_how_many_groups_stand_before_the_next() -> None:
    [_, second] = plan().cursors(plan().keys(["a", "b"]), "now")
    following = plan(after=Cursor.parse(second)).checked("now")
    assert following.offset == 2
    assert following.keys(["c", "d"]) == ((3,), (4,))


def test_a_cursor_of_another_snapshot_list_or_place_is_refused() -> None:
    [cursor] = [Cursor.parse(text) for text in plan().cursors([(1,)], "then")]
    assert plan(after=cursor).checked("then")
    with pytest.raises(StaleCursor):
        plan(after=cursor).checked("now")
    with pytest.raises(InvalidCursor):
        plan(after=cursor, where=Condition("effect", Op.EQ, "KILLED")).checked("then")
    wrong: list[tuple[Stored | None, ...]] = [(-1,), ("1",), (None,), (1.5,), (True,), (1, 2), (2**62,)]
    for keys in wrong:
        with pytest.raises(InvalidCursor):
            plan(after=Cursor("now", plan().binding, keys)).checked("now")


def test_the_filters_of_its_groups_are_within_the_bounds_too() -> None:
    where: dict[str, Any] = {"effect": {"eq": "KILLED"}}
    while len(str(where)) < 1000:
        try:
            parse_where(TOTALS.spec, {"not": where})
        except TooCostly:
            break
        where = {"not": where}
    with pytest.raises(TooCostly, match=f"{DEPTH_LIMIT + 1} levels deep"):
        plan(where=parse_where(TOTALS.spec, where))
    assert plan(where=And())


PARTS = [
    ("2025-04-20", "2025-04-20", ("2025-04-20", "2025-04", 2025)),
    ("2025-04-20", "2025-04-21", (None, "2025-04", 2025)),
    ("2025-04-30", "2025-05-01", (None, None, 2025)),
    ("2024-12-31", "2025-01-01", (None, None, None)),
    ("0800-12-31", "0800-12-31", ("0800-12-31", "0800-12", 800)),
    ("2025-04-20", None, (None, None, None)),
    (None, None, (None, None, None)),
]


@pytest.mark.parametrize(("first", "last", "parts"), PARTS)
def test_a_time_has_a_day_a_month_or_a_year_only_where_all_its_days_lie_in_one(
    first: str | None, last: str | None, parts: tuple[str | None, str | None, int | None]
) -> None:
    earliest, latest = (day and date.fromisoformat(day) for day in (first, last))
    time = Time(printed="then", type=TimeType.DATE, basis=TimeBasis.STATED, earliest=earliest or None, latest=latest or None)
    assert (time.day and time.day.isoformat(), time.month, time.year) == parts
