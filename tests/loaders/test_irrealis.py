"""Events that happened are told from those that did not: loaders/extract/irrealis.py."""

from __future__ import annotations

import pytest

from loaders.extract.irrealis import describes, is_passive, unreal
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "word", "noun", "rule"),
    [
        ("An attack was reported.", "attack", True, None),
        ("There was no attack.", "attack", True, "NEGATED"),
        ("The army denied the attack.", "attack", True, None),
        ("Police foiled a plan for an attack.", "attack", True, "HYPOTHETICAL"),
        ("It could lead to an attack.", "attack", True, "HYPOTHETICAL"),
        ("Who can enter was decided after an attack.", "attack", True, None),
        ("Readers will remember the attack.", "attack", True, None),
        ("The police asked whether the attack was planned.", "attack", True, "HYPOTHETICAL"),
        ("The suspects fled after the attack.", "attack", True, None),
        ("They were accused of an attack.", "attack", True, "HYPOTHETICAL"),
        ("An earthquake will strike the town.", "earthquake", True, "HYPOTHETICAL"),
        ("The earthquake will cost a million.", "earthquake", True, None),
        ("“The Shelling of Orchard Street” is a work of hers.", "Shelling", True, "TITLE"),
        ("“The shelling of Orchard Street was awful,” he said.", "shelling", True, None),
        ("The novel follows a nurse through the bombing of a harbour.", "bombing", True, "HYPOTHETICAL"),
        ("A film was shown before the bombing of the harbour.", "bombing", True, None),
        ("He died of a heart attack.", "attack", True, "METAPHOR"),
        ("They attacked a bus.", "attacked", False, None),
        ("They never attacked a bus.", "attacked", False, "NEGATED"),
        ("They would have attacked a bus.", "attacked", False, "HYPOTHETICAL"),
        ("They want to attack a bus.", "attack", False, "HYPOTHETICAL"),
        ("They vowed revenge after attacking a bus.", "attacking", False, "HYPOTHETICAL"),
        ("The men fled after attacking a bus.", "attacking", False, None),
    ],
)
def test_the_words_before_an_event_tell_whether_it_happened(text: str, word: str, *, noun: bool, rule: str | None) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    found = unreal(tokens, [token.text for token in tokens].index(word), noun=noun)
    assert (found and found.name) == rule


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("They mourned an assassinated minister.", "assassinated", True),
        ("The bus was attacked today.", "attacked", False),
        ("A bomb exploded today in a street.", "exploded", False),
    ],
)
def test_a_participle_may_only_describe(text: str, word: str, *, expected: bool) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    assert describes(tokens, [token.text for token in tokens].index(word)) is expected


def test_passives_are_told_by_their_auxiliary() -> None:
    tokens = analysis_of("The bus was attacked and they attacked a van.").sentences[0].tokens
    places = [number for number, token in enumerate(tokens) if token.text == "attacked"]
    assert [is_passive(tokens, place) for place in places] == [True, False]
