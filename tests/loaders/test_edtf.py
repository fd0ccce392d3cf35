"""Periods of the calendar have the right days and the right form."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.extract import edtf
from loaders.extract.edtf import Period


@pytest.mark.parametrize(
    ("year", "when"),
    [(2025, date(2025, 4, 20)), (2024, date(2024, 3, 31)), (2000, date(2000, 4, 23)), (1961, date(1961, 4, 2)), (2038, date(2038, 4, 25))],
)
def test_easter_is_computed(year: int, when: date) -> None:
    assert edtf.easter(year) == when


@pytest.mark.parametrize(
    ("period", "form", "first", "last"),
    [
        (edtf.day(date(2025, 4, 22)), "2025-04-22", date(2025, 4, 22), date(2025, 4, 22)),
        (edtf.days(date(2025, 4, 22), date(2025, 4, 22)), "2025-04-22", date(2025, 4, 22), date(2025, 4, 22)),
        (edtf.month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (edtf.decade(1990), "199X", date(1990, 1, 1), date(1999, 12, 31)),
        (edtf.part_of_year(2022, "START"), "2022-01/2022-04", date(2022, 1, 1), date(2022, 4, 30)),
        (edtf.part_of_month(2022, 2, "END"), "2022-02-21/2022-02-28", date(2022, 2, 21), date(2022, 2, 28)),
        (edtf.week(date(2025, 4, 27)), "2025-04-21/2025-04-27", date(2025, 4, 21), date(2025, 4, 27)),
        (edtf.weekend(date(2025, 4, 22)), "2025-04-19/2025-04-20", date(2025, 4, 19), date(2025, 4, 20)),
        (edtf.weekend(date(2025, 4, 19)), "2025-04-19/2025-04-20", date(2025, 4, 19), date(2025, 4, 20)),
        (edtf.month_after(date(2025, 1, 31), -1), "2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        (edtf.month_after(date(2024, 12, 31), 1), "2025-01", date(2025, 1, 1), date(2025, 1, 31)),
    ],
)
def test_a_period_has_its_form_and_its_days(period: Period, form: str, first: date, last: date) -> None:
    assert period == Period(form, first, last)
