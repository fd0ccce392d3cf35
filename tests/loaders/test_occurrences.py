"""Words that say what an event did, or to whom, tell that it happened: loaders/extract/occurrences.py."""

from __future__ import annotations

import pytest

from loaders.extract.occurrences import happens
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "word", "noun", "expected"),
    [
        ("A fire gutted a shop.", "fire", True, True),
        ("Fighting broke out.", "Fighting", True, True),
        ("A fire is a danger.", "fire", True, False),
        ("The fire at the shop was small.", "fire", True, False),
        ("The abduction of 276 girls drew outrage.", "abduction", True, True),
        ("The abduction of girls is a crime.", "abduction", True, False),
        ("The killing of 20 sheep was cruel.", "killing", True, False),
        ("Two men robbed a bank.", "robbed", False, True),
        ("It robbed the town of its charm.", "robbed", False, False),
        ("Rebels shot down a plane.", "shot", False, True),
    ],
)
def test_what_an_event_did_tells_that_it_happened(text: str, word: str, *, noun: bool, expected: bool) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    at = [token.text for token in tokens].index(word)
    tokens = (*tokens[:at], tokens[at]._replace(lemma="shoot") if word == "shot" else tokens[at], *tokens[at + 1 :])
    assert happens(tokens, at, noun=noun) is expected
