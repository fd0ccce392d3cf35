"""What casualties add up to: loaders/extract/totals.py."""

from __future__ import annotations

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Casualty, Incident, Record


def found(text: str) -> list[Record]:
    records = annotated(Document("article", text.encode()), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    return records


def totals(text: str) -> dict[str, tuple[int, int | None]]:
    main = next(one for one in found(text) if isinstance(one, Incident) and one.main)
    return {total.effect.name: (total.low, total.high) for total in main.totals}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 12 people in Kabul, three of them children.", {"KILLED": (12, 12)}),
        ("A bomb killed at least 12 people in Kabul and wounded 30.", {"KILLED": (12, None), "INJURED": (30, 30)}),
        ("A bomb exploded in Kabul on Monday, wounding several people.", {"INJURED": (2, None)}),
    ],
)
def test_a_total_counts_nobody_twice_and_keeps_open_bounds_open(text: str, expected: dict[str, tuple[int, int | None]]) -> None:
    assert totals(text) == expected


def test_the_addends_of_a_total_are_the_casualties_that_count() -> None:
    records = found("A bomb killed 12 people in Kabul, three of them children.")
    incident = next(one for one in records if isinstance(one, Incident))
    casualties = [one for one in records if isinstance(one, Casualty)]
    assert [one.counted for one in casualties] == [True, False]
    assert incident.totals[0].addend_ids == (casualties[0].id,)


def test_history_is_not_what_an_article_is_about() -> None:
    records = found("A bomb killed two people in Kabul on Monday.\n\nIn 2019, a bomb killed 20 people in Herat.")
    assert [(one.background, one.main) for one in records if isinstance(one, Incident)] == [(False, True), (True, False)]
