"""Stated numbers are read with their bounds and their hedge."""

from __future__ import annotations

import pytest

from loaders.base import Token
from loaders.extract.numbers import Quantity, quantities
from loaders.extract.tokens import tokenise
from schema.records.casualty import Qualifier


def _quantities(text: str) -> tuple[Quantity, ...]:
    return quantities([Token(start, end, text[start:end], "X", "X", text[start:end]) for start, end in tokenise(text, 0, len(text))])


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "qualifier"),
    [
        ("two bombs", "two", 2, 2, "EXACT"),
        ("at least seven people", "at least seven", 7, None, "AT_LEAST"),
        ("no fewer than 12 people", "no fewer than 12", 12, None, "AT_LEAST"),
        ("10 or more people", "10 or more", 10, None, "AT_LEAST"),
        ("over 3,000 violations", "over 3,000", 3000, None, "MORE_THAN"),
        ("up to 10", "up to 10", None, 10, "AT_MOST"),
        ("as many as fifty-five", "as many as fifty-five", None, 55, "AT_MOST"),
        ("nearly 100 people", "nearly 100", None, 100, "AT_MOST"),
        ("In January six people died.", "six", 6, 6, "EXACT"),
        ("In January 12 people died.", "12", 12, 12, "EXACT"),
        ("20 to 30 people", "20 to 30", 20, 30, "ABOUT"),
        ("20-30 people", "20-30", 20, 30, "ABOUT"),
        ("between 20 and 30 people", "between 20 and 30", 20, 30, "ABOUT"),
        ("two or three men", "two or three", 2, 3, "ABOUT"),
        ("three to five million", "three to five million", 3_000_000, 5_000_000, "ABOUT"),
        ("twenty-three men", "twenty-three", 23, 23, "EXACT"),
        ("one hundred and five people", "one hundred and five", 105, 105, "EXACT"),
        ("three thousand five hundred", "three thousand five hundred", 3500, 3500, "EXACT"),
        ("1.5 million people", "1.5 million", 1_500_000, 1_500_000, "EXACT"),
        ("a dozen men", "a dozen", 12, 12, "EXACT"),
        ("half a dozen", "half a dozen", 6, 6, "EXACT"),
        ("two dozen people", "two dozen", 24, 24, "EXACT"),
        ("a couple of men", "a couple", 2, None, "VAGUE"),
        ("several individuals", "several", 2, None, "VAGUE"),
        ("several hundred people", "several hundred", 200, None, "VAGUE"),
        ("dozens of people", "dozens", 24, None, "VAGUE"),
        ("scores", "scores", 40, None, "VAGUE"),
        ("tens of thousands of people", "tens of thousands", 20_000, None, "VAGUE"),
        ("more than a few dozen", "more than a few dozen", 24, None, "MORE_THAN"),
    ],
)
def test_a_number_has_its_bounds_and_its_words(text: str, printed: str, low: int | None, high: int | None, qualifier: str) -> None:
    (found,) = _quantities(text)
    assert text[found.start : found.end] == printed
    assert (found.min, found.max, found.qualifier) == (low, high, Qualifier[qualifier])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "$3 million",
            "5 percent",
            ".45 caliber",
            "a 4-year term",
            "11:30 p.m.",
            "five-story",
            "one-on-one",
            "No. 7",
            "and",
            "99999999999",
        ),
        *("Wednesday 22 July", "0", "2440 The number"),
    ],
)
def test_numbers_that_count_nothing_are_left_out(text: str) -> None:
    assert _quantities(text) == ()


def test_two_numbers_that_bound_no_range_stay_two() -> None:
    assert [(found.min, found.max) for found in _quantities("three and four, 30 to 20")] == [(3, 3), (4, 4), (30, 30), (20, 20)]


def test_a_long_run_of_number_words_is_read_in_time() -> None:
    assert _quantities("thousand " * 20_000)
    assert _quantities("twenty - " * 20_000)
