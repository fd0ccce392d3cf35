"""Mentions of one event are one incident, those of others are not: loaders/extract/event_coreference.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Casualty, Incident, Record, Refusal

WEDNESDAY = datetime(2026, 11, 18, tzinfo=UTC)


def records(text: str) -> list[Record]:
    found = annotated(Document("article", text.encode(), published=WEDNESDAY), TextFiles([]), Light())
    assert not isinstance(found, Rejected)
    return found


def incidents(text: str) -> list[Incident]:
    return [one for one in records(text) if isinstance(one, Incident)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A man was shot in Denver on Monday. The shooting happened at a bar. Shots were fired at about 11 p.m., police said.", 1),
        ("A man was shot in Denver on Monday. Another shooting was reported in Denver on Tuesday.", 2),
        ("A man was shot in Denver late on Saturday. Two women were hurt in the attack early on Sunday.", 1),
        ("A man was shot in Denver on Monday. A woman was shot in Denver on Friday.", 2),
        ("A man was shot in Denver on Monday. A woman was shot in Boston.", 2),
        ("An earthquake struck Nepal on Monday. Two houses collapsed, killing six people.", 1),
        ("A bomb exploded in Basra, killing two people. A fire at a bakery in Mosul killed nine people.", 2),
        ("A man was shot in Denver on Monday. He died on Tuesday. Police arrested a man on Tuesday over the shooting.", 1),
    ],
)
def test_mentions_of_one_event_are_one_incident(text: str, number: int) -> None:
    assert len(incidents(text)) == number


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("A bomb killed two people in Basra on Monday. On November 2, a bomb killed nine people in Mosul.", [False, True]),
        ("A bomb killed two people in Basra on Monday. A bomb killed nine people in Mosul on Tuesday.", [False, False]),
        ("A man was jailed on Monday for a shooting in Denver in 2019 that killed two women.", [False]),
    ],
)
def test_history_is_what_lies_before_the_news(text: str, background: list[bool]) -> None:
    assert [one.background for one in incidents(text)] == background


def test_harm_told_by_itself_is_not_bound_to_an_event_that_is_denied() -> None:
    text = (
        "A rocket hit a school in Basra on Monday.\n\nThe army denied that an airstrike hit a house in Mosul.\n\nFour people were killed."
    )
    found = records(text)
    denied = [one.id for one in found if isinstance(one, Incident) and one.factuality.name == "DENIED"]
    assert denied
    assert [one.incident_id in denied for one in found if isinstance(one, Casualty)] == [False]


def test_numbers_counted_over_a_long_time_belong_to_no_event() -> None:
    text = "A man was shot in Denver on Monday. Forty people have been killed this year. Thirty people have been shot in November."
    assert [one.min for one in records(text) if isinstance(one, Casualty)] == [1]


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("There was no explosion in Basra on Monday.", "explosion", "NEGATED"),
        ("The army warned of a possible airstrike on Basra.", "airstrike", "HYPOTHETICAL"),
        ("The army could shell the town of Basra.", "shell", "HYPOTHETICAL"),
        ("He had a heart attack in Basra on Monday.", "attack", "METAPHOR"),
        ("Bombings worried everybody in the town.", "Bombings", "GENERIC"),
        ("An attack was condemned by the minister.", "attack", "BARE"),
    ],
)
def test_what_looks_like_an_event_and_is_none_is_refused_with_the_reason(text: str, word: str, rule: str) -> None:
    found = records(text)
    assert [one for one in found if isinstance(one, Incident)] == []
    refused = [one for one in found if isinstance(one, Refusal) and one.candidate.name == "INCIDENT"]
    assert [(one.printed, one.rule.name) for one in refused] == [(word, rule)]
