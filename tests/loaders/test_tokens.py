"""How text is cut into words and marks."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.tokens import tokenise


def cut(text: str) -> str:
    return "|".join(text[start:end] for start, end in tokenise(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They didn't say.", "They|did|n't|say|."),
        ("Putin’s aides can’t", "Putin|’s|aides|ca|n’t"),
        ("the workers' rights", "the|workers|'|rights"),
        ("a 69-year-old woman", "a|69|-|year|-|old|woman"),
        ("a 30-hour cease-fire", "a|30|-|hour|cease|-|fire"),
        ("pro-Russian, anti-war", "pro-Russian|,|anti-war"),
        ("U.S. officials", "U.S.|officials"),
        ("the U.S.-led force", "the|U.S.|-|led|force"),
        ("3,000 men, $5m and 7.5%", "3,000|men|,|$|5|m|and|7.5|%"),
        ("at 5:30am on 9/11", "at|5:30|am|on|9/11"),
        ("Gen. J. R. Doe Jr. left", "Gen.|J.|R.|Doe|Jr.|left"),
        ("Mr O'Neill and D'Angelo", "Mr|O'Neill|and|D'Angelo"),
        ("“Go—now,” he said…", "“|Go|—|now|,|”|he|said|…"),
        ("the '90s, the 1960s", "the|'90s|,|the|1960s"),
        ("see https://example.org/a?b=1, or x@example.org.", "see|https://example.org/a?b=1|,|or|x@example.org|."),
        ("We cannot. I'm gonna", "We|can|not|.|I|'m|gon|na"),
        ("cafe\u0301 owner", "cafe\u0301|owner"),
        ("the table.In short", "the|table|.|In|short"),
    ],
)
def test_words_are_cut_as_treebanks_cut_them(text: str, words: str) -> None:
    assert cut(text) == words


@given(st.text(max_size=200))
def test_no_visible_character_is_lost(text: str) -> None:
    bounds = tokenise(text, 0, len(text))
    joined = "".join(text[start:end] for start, end in bounds)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(bounds))


@pytest.mark.parametrize("unit", ["a-", "a.", "1,", "'", "x@", "aA.", "n't", "www.", "a’"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    begin = time.process_time()
    tokenise(unit * 100_000, 0, len(unit) * 100_000)
    assert time.process_time() - begin < 5
