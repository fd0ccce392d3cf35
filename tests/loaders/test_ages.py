"""Ages are read inside a phrase, behind it, and where they stand for people."""

from __future__ import annotations

import pytest

from loaders.extract.ages import NONE, age_behind, age_inside, beyond_age, old_at
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("69-year-old woman", 69),
        ("4-year old daughter", 4),
        ("four-year-old girl", 4),
        ("eight-month-old baby", None),
        ("200-year-old church", None),
        ("old woman", None),
    ],
)
def test_an_age_inside_a_phrase_is_read_in_years(text: str, years: int | None) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    assert age_inside(tokens, 0, len(tokens) - 1)[0] == years


@pytest.mark.parametrize(
    ("text", "years", "size"),
    [
        ("Roe, 34, fell.", 34, 3),
        ("Roe (34) fell.", 34, 3),
        ("Roe, aged 7, fell.", 7, 4),
        ("Roe, 34 of them", 34, 3),
        ("Roe, 200, fell.", None, 3),
        ("Roe, who fell.", None, 1),
    ],
)
def test_an_age_behind_a_name_is_taken_in(text: str, years: int | None, size: int) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    assert age_behind(tokens, 1)[0] == years
    assert years is None or beyond_age(tokens, 1) == size


def test_an_age_stands_for_people_only_where_no_noun_follows() -> None:
    assert old_at(analysis_of("18-year-olds were hurt.").sentences[0].tokens, 0) == 4
    assert old_at(analysis_of("18-year-old students were hurt.").sentences[0].tokens, 0) is None
    assert age_behind([], 0) == NONE
