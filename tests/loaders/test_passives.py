"""Attributions in the passive."""

from __future__ import annotations

import pytest

from tests.loaders.speech import said


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The deal was called “a gift” by Ann Lund.", "Ann Lund", "a gift"),
        ("The plan was described as “bold and late” by officials.", "officials", "as “bold and late”"),
        ("Hill was accused by prosecutors of taking bribes.", "prosecutors", "of taking bribes"),
        ("He was told by doctors that he would not walk.", "doctors", "he would not walk"),
        ("He was asked by the judge whether he knew.", "the judge", "whether he knew"),
    ],
)
def test_the_agent_of_a_passive_is_the_source(text: str, source: str, content: str) -> None:
    assert [(one[1], one[3]) for one in said(text)] == [(source, content)]


@pytest.mark.parametrize("text", ["The deal was announced by the bridge.", "The town is called “the Nest” by night."])
def test_a_passive_without_a_content_or_an_agent_says_nothing(text: str) -> None:
    assert said(text) == []


def test_the_words_of_somebody_are_in_marks() -> None:
    assert [(one[1], one[3]) for one in said("The port is “a museum of rust”, in the words of Ann Lund.")] == [
        ("Ann Lund", "a museum of rust")
    ]
