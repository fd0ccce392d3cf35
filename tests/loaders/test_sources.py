"""Whoever stands behind a report is found with the words that they stand behind."""

from __future__ import annotations

import pytest

from loaders.extract.sources import source_at, sources
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("Three people were killed, regional officials said.", "killed", "regional officials"),
        ("Three people were killed, police said Monday.", "killed", "police"),
        ("Police said that three people were killed.", "killed", "Police"),
        ("Three people were killed, according to the mayor.", "killed", "the mayor"),
        ("According to the mayor, three people were killed.", "killed", "the mayor"),
        ("Reports emerged of three people killed.", "killed", "Reports"),
        ("State media reported eight dead and 15 injured.", "dead", "State media"),
        ("Medics and residents said three people were killed.", "killed", "Medics and residents"),
        ("He said three people were killed.", "killed", "He"),
        ("Ann Roe, a spokeswoman for the police, said two men and a woman were killed.", "killed", "Ann Roe"),
        ("A bomb killed three men, two of them soldiers, said Jo Roe.", "killed", "Jo Roe"),
        ("The minister, Ann Roe, put the toll at 17.", "toll", "The minister"),
        ("Three people were killed on Monday.", "killed", None),
        ("Three people were killed, and the mayor said he was sad.", "killed", None),
    ],
)
def test_a_source_covers_what_it_tells(text: str, word: str, source: str | None) -> None:
    found = source_at(sources(analysis_of(text).sentences[0]), text.index(word))
    assert (text[found.start : found.end] if found else None) == source
