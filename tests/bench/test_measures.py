"""Facts held against gold: bench/measures.py."""

from __future__ import annotations

from typing import Any

import pytest

from bench.measures import Count, fold, head, measures


def quote(text: str, **more: object) -> dict[str, Any]:
    return {"text": text, "kind": "direct", "speaker": None, "speaker_resolved": None} | more


def casualty(effect: str, low: int | None, high: int | None, **more: object) -> dict[str, Any]:
    return {"effect": effect, "count_min": low, "count_max": high} | more


def test_marks_case_and_closing_punctuation_do_not_matter() -> None:
    found = measures({"quotes": [quote("“We will go,”")]}, {"quotes": [quote("we will go")]})
    assert found["quotes exact"] == Count(1, 1, 1)


def test_the_parts_of_a_split_quotation_are_one() -> None:
    parts = [quote("We will go", id="q"), quote("before it is dark", id="q")]
    found = measures({"quotes": [quote("We will go before it is dark")]}, {"quotes": parts})
    assert found["quotes exact"] == Count(1, 1, 1)


@pytest.mark.parametrize("printed", ["the mayor, Ann Lee", "Ann Lee", "Lee"])
def test_a_speaker_is_known_by_the_printed_words_or_by_name(printed: str) -> None:
    gold = {"quotes": [quote("We will go", source="the mayor, Ann Lee", speaker="Ann Lee")]}
    assert measures(gold, {"quotes": [quote("We will go", speaker=printed)]})["quote speaker"] == Count(1, 1, 1)
    assert measures(gold, {"quotes": [quote("We will go", speaker="Ann Lund")]})["quote speaker"] == Count(0, 1, 1)


def test_one_fact_cannot_be_right_twice() -> None:
    found = measures({"casualties": [casualty("killed", 3, 3)] * 2}, {"casualties": [casualty("killed", 3, 3)]})
    assert found["casualties"] == Count(1, 1, 2)


def test_what_is_optional_is_neither_missed_nor_wrong() -> None:
    gold = {"casualties": [casualty("killed", 3, 3), casualty("injured", 2, None, optional=True)]}
    missed = measures(gold, {"casualties": [casualty("killed", 3, 3)]})
    served = measures(gold, {"casualties": [casualty("killed", 3, 3), casualty("injured", 2, None)]})
    assert missed["casualties"] == served["casualties"] == Count(1, 1, 1)


@pytest.mark.parametrize(
    ("served", "expected"),
    [("children", Count(1, 1, 1)), (None, Count(0, 0, 1)), ("soldiers", Count(0, 1, 1)), ("people", Count(0, 0, 1))],
)
def test_an_attribute_counts_only_where_it_says_something(served: str | None, expected: Count) -> None:
    gold = {"casualties": [casualty("killed", 3, 3, group="children")]}
    assert measures(gold, {"casualties": [casualty("killed", 3, 3, group=served)]})["casualty group"] == expected


def test_a_silent_answer_gains_nothing_where_gold_is_silent_too() -> None:
    found = measures({"casualties": [casualty("killed", 3, 3)]}, {"casualties": [casualty("killed", 3, 3)]})
    assert found["casualty group"] == Count()
    assert found["casualty group"].f1 == 0


def test_words_that_must_not_be_served_are_looked_for() -> None:
    gold = {"not_quotes": [{"text": "peace"}, {"text": "truce"}]}
    assert measures(gold, {"quotes": [quote("Peace,")]})["not_quotes"] == Count(1, 2, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ida Lund", "lund"),
        ("the head of the union", "head"),
        ("Lund, who won", "lund"),
        ("the mayor’s office", "office"),
        (None, ""),
    ],
)
def test_the_head_of_a_speaker(text: str | None, expected: str) -> None:
    assert head(text) == expected


def test_folding_keeps_the_words() -> None:
    assert fold("“It’s 3,000 — NOW!”") == "it's 3 000 now"
