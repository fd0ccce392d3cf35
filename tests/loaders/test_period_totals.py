"""Counts over a long time are no event's: loaders/extract/period_totals.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Casualty, Refusal

NEWS = "A bomb exploded in Basra on Monday, killing three people. "


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Dozens have been killed in the city since April.", False),
        ("Bombs have killed 40 people this year.", False),
        ("Forty people have been shot in November.", False),
        ("Traffic kills 40 people a year.", False),
        ("Crashes killed 40 people last year.", False),
        ("Forty people have died in fires this summer.", False),
        ("A crash killed 40 people near Lima last year.", True),
        ("So far this month 40 people have been killed.", False),
        ("Forty people were wounded.", True),
        ("Forty people were wounded on Monday.", True),
    ],
)
def test_only_harm_of_the_event_is_its_own(text: str, *, counted: bool) -> None:
    records = annotated(Document("article", (NEWS + text).encode(), published=datetime(2026, 11, 18, tzinfo=UTC)), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    numbers = [one.min for one in records if isinstance(one, Casualty)]
    assert numbers[0] == 3
    assert (40 in numbers) is counted


def test_the_count_is_refused_by_name() -> None:
    text = NEWS + "Bombs have killed 40 people this year."
    records = annotated(Document("article", text.encode(), published=datetime(2026, 11, 18, tzinfo=UTC)), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    assert "PERIOD_TOTAL" in [one.rule.name for one in records if isinstance(one, Refusal)]
