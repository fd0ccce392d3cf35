"""Words of texts, and the forms in which they are compared."""

from __future__ import annotations

import sys
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.words import WORD_LIMIT, form, forms, words


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
    assert [(word.start, word.end) for word in words("cafe\u0301 open")] == [(0, 5), (6, 10)]


@given(st.text() | st.text(st.characters(codec="ascii")) | st.text("aB_9 \n", min_size=WORD_LIMIT))
def test_a_word_stands_where_it_says(text: str) -> None:
    end = 0
    assert forms(text) == [word.form for word in words(text)]
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.form == form(text[word.start : word.end])
        end = word.end


def test_no_form_has_what_would_separate_words_elsewhere() -> None:
    """An index may take what stands between spaces for a word, and what is ASCII in it for letters and digits."""
    own_forms = {character: form(character) for character in map(chr, range(sys.maxunicode + 1)) if character.isalnum()}
    wrong = {one: own for one, own in own_forms.items() if own.split() != [own] or any(c.isascii() and not c.isalnum() for c in own)}
    assert wrong == {}


@given(st.text())
def test_the_form_of_a_form_is_itself_a_word(text: str) -> None:
    for word in words(text):
        assert word.form
        assert " " not in word.form


def test_long_words_and_many_marks_take_no_more_time_than_others() -> None:
    began = perf_counter()
    for hostile in ("a" * 300_000, "é" * 300_000, "a" + "\u0316\u0300" * 150_000):
        [word] = words(hostile)
        assert len(word.form) <= WORD_LIMIT
    assert perf_counter() - began < 2
