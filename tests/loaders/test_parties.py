"""The people of a sentence are read with their number, group, age and sex."""

from __future__ import annotations

import pytest

from loaders.extract.parties import Party, parties
from tests.loaders.seeds import analysis_of


def _parties(text: str) -> tuple[Party, ...]:
    return parties(analysis_of(text).sentences[0])


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "group", "age", "sex"),
    [
        ("They met three civilians there.", "three", 3, 3, "civilians", None, None),
        ("They met a 69-year-old woman there.", "a", 1, 1, "women", 69, "FEMALE"),
        ("They met a four-year-old boy there.", "a", 1, 1, "boys", 4, "MALE"),
        ("They met a man, 34, there.", "a", 1, 1, "men", 34, "MALE"),
        ("They met a teacher (52) there.", "a", 1, 1, "teachers", 52, None),
        ("They met a boy, aged 7, there.", "a", 1, 1, "boys", 7, "MALE"),
        ("They met 23 others there.", "23", 23, 23, None, None, None),
        ("They met several individuals there.", "several", 2, None, None, None, None),
        ("They met dozens of Palestinians there.", "dozens", 24, None, "palestinians", None, None),
        ("They met six police officers there.", "six", 6, 6, "officers", None, None),
        ("They met two of the four passengers there.", "two", 2, 2, "passengers", None, None),
        ("They met her sister there.", "her sister", 1, 1, "sisters", None, "FEMALE"),
        ("They met one female student there.", "one", 1, 1, "students", None, "FEMALE"),
        ("They met at least seven people.", "at least seven", 7, None, None, None, None),
        ("The raid killed 11 including soldiers.", "11", 11, 11, None, None, None),
        ("Removal of 4 Burnt Trucks Starts Six workers slept there.", "Six", 6, 6, "workers", None, None),
        ("They met three Boeing 737 pilots there.", "three", 3, 3, "pilots", None, None),
        ("In the Philippines 12 civilians were there.", "12", 12, 12, "civilians", None, None),
    ],
)
def test_people_have_their_number_and_who_they_are(  # noqa: PLR0913, PLR0917  one column of the table each
    text: str, printed: str, low: int | None, high: int | None, group: str | None, age: int | None, sex: str | None
) -> None:
    (found,) = _parties(text)
    assert text[found.printed[0] : found.printed[1]] == printed
    assert (found.min, found.max, found.group, found.age, found.sex.name if found.sex else None) == (low, high, group, age, sex)


@pytest.mark.parametrize(
    "text",
    [
        "Two guided bombs fell.",
        "They saw six police cars.",
        "It was on Route 9, they said.",
        "They met the woman's dog.",
        "Jo is aged 7.",
        "Jo and Ann, ages 7 and 9, were there.",
        "The families met.",
        "In 2015, it rained.",
        "Flight 19 passengers slept.",
        "They met the Zenith 737 pilots there.",
    ],
)
def test_what_counts_no_people_is_left_out(text: str) -> None:
    assert _parties(text) == ()


def test_a_named_person_is_one_with_the_age_behind_the_name() -> None:
    text = "Jane Roe, 34, was there."
    (found,) = parties(analysis_of(text).sentences[0], [(0, 8)])
    assert (found.min, found.age, found.named, text[found.printed[0] : found.printed[1]]) == (1, 34, True, "Jane Roe")
    assert parties(analysis_of("Jane Roe's house burned.").sentences[0], [(0, 8)]) == ()


def test_a_number_by_itself_counts_those_that_the_sentence_speaks_of() -> None:
    assert [(one.min, one.bare) for one in _parties("Two were killed and another was hurt.")] == [(2, True), (1, True)]
