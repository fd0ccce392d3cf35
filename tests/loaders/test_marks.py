"""How quotation marks are paired."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.marks import quoted
from tests.loaders.speech import read


def inner(text: str) -> list[str]:
    tokens = [token for sentence in read(text).sentences for token in sentence.tokens]
    return [text[one.start : one.end] for one in quoted(text, tokens)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we go” and left.", ["we go"]),
        ('He said "we go" and left.', ["we go"]),
        ('"We go," he said. "Now."', ["We go,", "Now."]),
        ('A mixed "pair” is closed.', ["pair"]),
        ("She called it 'a mess' today.", ["a mess"]),
        ("'It's the workers' fault,' he said.", ["It's the workers' fault,"]),
        ("The workers' rights and the owners' duties.", []),
        ("“He said “go” to us,” she said.", ["He said “go” to us,"]),
        ("“It goes on and on.", ["It goes on and on."]),
        ("She called it “a mess“ today.", ["a mess"]),
        ("“No excuse for it,’’ Hill said.", ["No excuse for it,"]),
        ("“We need ice. “We need it soon,” she said.", ["We need ice.", "We need it soon,"]),
        ('"They say, "Go now," and we go," she said.', ['They say, "Go now," and we go,']),
        ('"We go, he said, "Go." Then he left.', ["We go, he said,"]),
        ("It's five o'clock.", []),
        ('The 6" pipe burst.', []),
    ],
)
def test_marks_of_all_kinds_are_paired(text: str, found: list[str]) -> None:
    assert inner(text) == found


@given(st.text(alphabet="aB .,\"'“”‘’", max_size=80))
def test_pairs_never_overlap_and_quote_the_text(text: str) -> None:
    tokens = [token for sentence in read(text).sentences for token in sentence.tokens]
    found = quoted(text, tokens)
    assert all(one.first <= one.last and one.start <= one.end for one in found)
    assert all(one.last < two.first for one, two in pairwise(found))


@pytest.mark.parametrize("unit", ['"', "'a ", ', "a', "‘a ", "“a ", "s' a ", "'s' a "])
def test_hostile_marks_are_paired_in_linear_time(unit: str) -> None:
    text = unit * 5_000
    tokens = [token for sentence in read(text).sentences for token in sentence.tokens]
    begin = time.process_time()
    quoted(text, tokens)
    assert time.process_time() - begin < 2
