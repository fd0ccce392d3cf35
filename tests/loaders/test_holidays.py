"""Holidays fall on the days that their rules tell."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.extract.holidays import holidays


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("christmas eve", date(2026, 12, 24)),
        ("thanksgiving", date(2026, 11, 26)),
        ("black friday", date(2026, 11, 27)),
        ("memorial day", date(2026, 5, 25)),
        ("martin luther king day", date(2026, 1, 19)),
        ("good friday", date(2026, 4, 3)),
        ("pentecost", date(2026, 5, 24)),
    ],
)
def test_a_holiday_falls_on_the_day_of_its_rule(name: str, day: date) -> None:
    rule = holidays()[name]
    assert rule is not None
    assert rule(2026) == day


def test_a_holiday_by_the_moon_or_by_decree_has_no_rule() -> None:
    assert holidays()["ramadan"] is None
