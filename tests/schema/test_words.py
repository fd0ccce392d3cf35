"""Words of texts, and the forms in which they are compared."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.words import WORD_LIMIT, form, forms, is_plain, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two men, 3 women.", ["two", "men", "3", "women"]),
        ("don’t stop—U.S.-led", ["don", "t", "stop", "u", "s", "led"]),
        ("São Paulo, Sa\u0303o Paulo", ["sao", "paulo", "sao", "paulo"]),
        ("STRASSE Straße ﬁre", ["strasse", "strasse", "fire"]),
        ("snake_case", ["snake", "case"]),
        ("Ёлка йод ΑΘΉΝΑ", ["елка", "иод", "αθηνα"]),
        ("हिन्दी ภาษา 東京", [form("हिन्दी"), form("ภาษา"), "東京"]),
        ("", []),
        ("\u0301 — !", []),
    ],
)
def test_words_are_letters_and_digits_with_their_marks(text: str, found: list[str]) -> None:
    assert forms(text) == found


def test_a_mark_belongs_to_the_word_that_it_is_written_upon() -> None:
    assert list(words("cafe\u0301 open")) == [(0, 5), (6, 10)]


@given(st.text() | st.text(st.characters(codec="ascii")) | st.text("aB_9 \n", min_size=WORD_LIMIT))
def test_a_word_stands_where_it_says(text: str) -> None:
    spans = list(words(text))
    assert [form(text[start:end]) for start, end in spans] == forms(text)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_no_form_has_what_would_separate_words_elsewhere() -> None:
    """An index may take what stands between spaces for a word, and what is ASCII in it for letters and digits."""
    own_forms = {character: form(character) for character in map(chr, range(sys.maxunicode + 1)) if character.isalnum()}
    wrong = {one: own for one, own in own_forms.items() if own.split() != [own] or any(c.isascii() and not c.isalnum() for c in own)}
    assert wrong == {}


def test_no_letter_digit_or_mark_outside_ascii_is_plain() -> None:
    wordly = (one for one in map(chr, range(128, sys.maxunicode + 1)) if one.isalnum() or unicodedata.category(one).startswith("M"))
    assert not any(map(is_plain, wordly))
    assert is_plain("“We won’t stop” – they said…")


@given(st.text())
def test_a_form_is_one_word(text: str) -> None:
    for one in forms(text):
        assert one.split() == [one]


def test_long_words_and_many_marks_take_no_more_time_than_others() -> None:
    began = perf_counter()
    for hostile in ("a" * 300_000, "é" * 300_000, "a" + "\u0316\u0300" * 150_000):
        assert list(words(hostile)) == [(0, len(hostile))]
        assert [len(one) <= WORD_LIMIT for one in forms(hostile)] == [True]
    assert perf_counter() - began < 2
