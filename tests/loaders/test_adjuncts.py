"""Times and places belong to the event whose verb or noun they stand by: loaders/extract/adjuncts.py."""

from __future__ import annotations

import pytest

from loaders.extract.adjuncts import nearness
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "event", "adjunct", "what", "near"),
    [
        ("A bomb exploded in Basra.", "exploded", "Basra", "PLACE", 0),
        ("In Basra, a bomb exploded.", "exploded", "Basra", "PLACE", 0),
        ("A shooting in Denver left two men dead on Monday.", "shooting", "Monday", "TIME", 1),
        ("A man was shot, and on Friday the police arrested his brother.", "shot", "Friday", "TIME", None),
        ("Police on Tuesday arrested a man who shot two people.", "shot", "Tuesday", "TIME", None),
        ("A man was arrested Tuesday after the shooting.", "shooting", "Tuesday", "TIME", None),
        ("He was shot and died on Friday.", "shot", "Friday", "TIME", None),
        ("He died on Friday in a crash.", "crash", "Friday", "TIME", 1),
        ("He was shot and taken to a hospital in Leeds.", "shot", "Leeds", "PLACE", None),
        ("The shooting took place in Leeds.", "shooting", "Leeds", "PLACE", 1),
        ("She met the envoy in Rome when a bomb exploded.", "exploded", "Rome", "PLACE", None),
        ("A bomb exploded while they ate in Rome.", "exploded", "Rome", "PLACE", 2),
    ],
)
def test_a_time_or_place_is_as_near_as_the_clauses_between_allow(text: str, event: str, adjunct: str, what: str, near: int | None) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    words = [token.text for token in tokens]
    assert nearness(tokens, words.index(event), words.index(adjunct), what) == near
