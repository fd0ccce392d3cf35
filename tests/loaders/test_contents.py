"""What a verb of speech governs."""

from __future__ import annotations

import pytest

from tests.loaders.speech import quotes


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Marsh rejected criticism that the fair was badly run.", "criticism that the fair was badly run"),
        ("Marsh said in a statement that the fair was badly run.", "the fair was badly run"),
        ("Marsh put the toll at 17.", "the toll at 17"),
        ("Marsh said this week the fair was over.", "the fair was over"),
        ("Marsh urged both sides to return.", "both sides to return"),
        ("Marsh said about 30 boats had left.", "about 30 boats had left"),
    ],
)
def test_a_verb_of_speech_governs_its_whole_object(text: str, content: str) -> None:
    assert [one.text for one in quotes(text)] == [content]


@pytest.mark.parametrize(
    "text", ["The firm posted a drop in profit and cut its forecast.", "The firm published photographs of what stood there."]
)
def test_an_object_is_no_clause_by_a_verb_of_another(text: str) -> None:
    assert quotes(text) == []
