"""Copies of a text have nearly its sketch, and other texts have nothing in common with it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bench.articles import article
from loaders.sketch import ALIKE, FEWEST, SIZE, likeness, packed, sketch, unpacked

TEXTS = [article(number, 300) for number in range(6)]


def rewritten(text: str) -> dict[str, str]:
    """Copies of a text, as papers print what an agency has sent."""
    headline, *paragraphs = text.split("\n\n")
    words = text.split(" ")
    return {
        "headline": "\n\n".join(["Quite Another Headline", "By Our Own Staff", *paragraphs]),
        "cut": "\n\n".join([headline, *paragraphs[: len(paragraphs) * 3 // 4]]),
        "order": "\n\n".join([headline, *reversed(paragraphs)]),
        "case": text.upper().replace(",", ""),
        "words": " ".join("elsewhere" if number % 30 == 7 else word for number, word in enumerate(words)),
    }


@pytest.mark.parametrize("way", ["headline", "cut", "order", "case", "words"])
def test_copies_are_alike_and_others_are_not(way: str) -> None:
    assert all(likeness(sketch(text), sketch(rewritten(text)[way])) >= ALIKE for text in TEXTS)
    assert all(likeness(sketch(one), sketch(rewritten(other)[way])) < ALIKE for one, other in pairwise(TEXTS))


def test_a_text_is_like_itself() -> None:
    assert likeness(sketch(TEXTS[0]), sketch(TEXTS[0])) == 1
    assert likeness((), ()) == 0


def test_a_sketch_is_of_one_size_and_short_texts_have_none() -> None:
    assert len(sketch(TEXTS[0])) == SIZE
    assert sketch("one two three four " * 50) == ()
    assert len(sketch(" ".join(map(str, range(FEWEST + 3))))) == FEWEST
    assert sketch("a \ud800 b") == sketch("") == ()


def test_a_sketch_can_be_kept() -> None:
    assert unpacked(packed(sketch(TEXTS[0]))) == sketch(TEXTS[0])
    assert unpacked(b"") == ()
