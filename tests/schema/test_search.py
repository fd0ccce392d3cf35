"""What a search asks for, and where it finds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.search import QUERY_LIMIT, Search, Term, line, parse_search, places, read_search
from schema.words import WORD_LIMIT, forms, is_plain


def term(text: str) -> Term:
    """A term: words, perhaps with a star behind them."""
    return Term(tuple(text.rstrip("*").split()), prefix=text.endswith("*"))


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("drone strike", ["drone", "strike"], []),
        ('"drone strike" Odesa', ["drone strike", "odesa"], []),
        ("“drone strike”", ["drone strike"], []),
        ("evacu* -flood", ["evacu*"], ["flood"]),
        ('-"drone strike" -miss*', [], ["drone strike", "miss*"]),
        ('"drone stri"*', ["drone stri*"], []),
        ("don't", ["don t"], []),
        ("U.S.-led", ["u s led"], []),
        ("drone Drone DRONE", ["drone"], []),
        ('the "unclosed phrase', ["the", "unclosed phrase"], []),
        ("--drone", [], ["drone"]),
        ("- drone", ["drone"], []),
        ("title:drone AND (a OR b)", ["title drone", "and", "a", "or", "b"], []),
        ('* ** -* "" \' ) NEAR(', ["near"], []),
        ("", [], []),
    ],
)
def test_any_text_is_a_search(text: str, wanted: list[str], unwanted: list[str]) -> None:
    assert parse_search(text) == Search(tuple(map(term, wanted)), tuple(map(term, unwanted)))


@given(st.text())
def test_no_text_is_refused_and_terms_have_words(text: str) -> None:
    found = parse_search(text)
    assert all(one.words and all(one.words) for one in (*found.wanted, *found.unwanted))


def test_only_a_search_that_is_too_long_is_refused() -> None:
    assert read_search("a " * (QUERY_LIMIT // 2)) == Search((term("a"),))
    with pytest.raises(ValueError, match="at most 200 characters"):
        read_search("a" * (QUERY_LIMIT + 1))


HOLDS = [
    ("drone", "A DRONE hit", True),
    ("dron", "A drone hit", False),
    ("dron*", "A drone hit", True),
    ('"drone hit"', "A drone, hit by", True),
    ('"hit drone"', "A drone hit", False),
    ('"a dro"*', "A drone hit", True),
    ("drone -hit", "A drone hit", False),
    ("-hit", "A drone flew", True),
    ("cafe", "the Café", True),
    ("", "", True),
    ("drone", "", False),
]


@pytest.mark.parametrize(("text", "of", "held"), HOLDS)
def test_a_search_holds_for_a_text(text: str, of: str, held: bool) -> None:  # noqa: FBT001  pytest gives it by name
    assert parse_search(text).holds(line([forms(of)])) is held


def test_no_phrase_goes_across_a_break() -> None:
    parts = [forms("we will"), forms("not stop")]
    assert parse_search('"not stop"').holds(line(parts))
    assert not parse_search('"will not"').holds(line(parts))


@pytest.mark.parametrize(
    ("text", "of", "found"),
    [
        ("drone", "Drone after drone.", ["Drone", "drone"]),
        ('drone "drone strike"', "A drone, a drone strike", ["drone", "drone strike"]),
        ("evac* -evacuees", "Evacuated; evacuation", ["Evacuated", "evacuation"]),
        ('"a a"', "a a a a a", ["a a", "a a"]),
        ("don't", "They don’t go", ["don’t"]),
        ("e", "\u00e9 e\u0301 E", ["\u00e9", "e\u0301", "E"]),
        ("-drone", "Drone", []),
    ],
)
def test_terms_are_found_where_they_stand_the_longest_first(text: str, of: str, found: list[str]) -> None:
    assert [of[start:end] for start, end in places(parse_search(text), of)] == found


ALPHABET = st.text(st.sampled_from('ab é-*" .'), max_size=30)
PLAIN = st.text(st.sampled_from("abA0 .’—_"), max_size=40)


@given(ALPHABET, PLAIN)
def test_plain_texts_are_searched_as_others_are(text: str, of: str) -> None:
    """A letter at the end, beyond a word that nobody looks for, makes the text another."""
    search = parse_search(text)
    assert is_plain(of)
    assert places(search, of) == places(search, f"{of} \u0416")


@pytest.mark.parametrize("length", [WORD_LIMIT - 1, WORD_LIMIT, WORD_LIMIT + 1])
def test_long_words_are_found_by_their_beginning_in_any_text(length: int) -> None:
    search = parse_search("a" * length)
    for of in ("a" * (WORD_LIMIT + 7), "a" * (WORD_LIMIT + 7) + " \u0416"):
        assert places(search, of) == ([(0, WORD_LIMIT + 7)] if length >= WORD_LIMIT else [])


@given(ALPHABET, ALPHABET)
def test_what_is_found_has_the_words_of_a_term(text: str, of: str) -> None:
    search = parse_search(text)
    spans = places(search, of)
    assert spans == sorted(set(spans))
    for start, end in spans:
        own = line([forms(of[start:end])])
        assert any(one.needle in own for one in search.wanted)
    if search.holds(line([forms(of)])):
        assert bool(spans) is bool(search.wanted)
