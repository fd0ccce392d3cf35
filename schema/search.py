"""What full-text search is asked for (`q`): a grammar that every text fits, and where its terms stand among words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from schema.words import WORD_LIMIT, forms, is_plain, words

QUERY_LIMIT = 200
"""How many characters a search has at most, and so how many terms."""

BREAK = "¶"
"""Stands between parts of a text that no phrase goes across. No word has this character."""

GRAMMAR = (
    'Words that must all be found, in any order; "words in a row" in quotation marks; the beginning of a word with * behind it; '
    "what must not be found with - before it. Letter case and diacritics do not count, and other characters separate words: a word "
    "with such inside, as don't, is words in a row. Any text can be searched for; one without words leaves all records in."
)

_PART = re.compile(r'(?P<unwanted>-?)(?:["“”](?P<row>[^"“”]*)["“”]?(?P<star>\*?)|(?P<bare>[^\s"“”]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; of the last one only the beginning, where `prefix` is true."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def needle(self) -> str:
        """What stands in the line of a text (see `line`) exactly where the text has the term."""
        return f" {' '.join(self.words)}{'' if self.prefix else ' '}"


@dataclass(frozen=True, slots=True)
class Search:
    """Terms that must all be found, and terms none of which may be. Without terms it finds everything."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether the line of a text has what is searched for."""
        return all(term.needle in text for term in self.wanted) and not any(term.needle in text for term in self.unwanted)

    def relevance(self, prominent: str) -> int:
        """How many of the terms stand in a line of what is prominent in a record."""
        return sum(term.needle in prominent for term in self.wanted)


def parse_search(text: str) -> Search:
    """What a text searches for. Every text searches for something, if only for everything."""
    found: dict[bool, dict[Term, None]] = {False: {}, True: {}}
    for part in _PART.finditer(text):
        bare = part["bare"] or ""
        own = tuple(forms(part["row"] or bare))
        if own:
            found[bool(part["unwanted"])][Term(own, prefix=bool(part["star"]) or bare.endswith("*"))] = None
    return Search(tuple(found[False]), tuple(found[True]))


def read_search(text: str) -> Search:
    """What the text of a request searches for; ValueError where it is too long."""
    if len(text) > QUERY_LIMIT:
        raise ValueError(f"at most {QUERY_LIMIT} characters")
    return parse_search(text)


def line(texts: Iterable[Iterable[str]]) -> str:
    """The forms of the words of texts in one line, between spaces."""
    return f" {f' {BREAK} '.join(map(' '.join, texts))} "


def places(search: Search, text: str) -> list[tuple[int, int]]:
    """Where the terms that are wanted stand in a text, the longest at each place and none inside another."""
    found: list[tuple[int, int]] = []
    each = _plain_places if is_plain(text) else _places
    for start, end in sorted(each(search.wanted, text), key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _places(terms: Iterable[Term], text: str) -> list[tuple[int, int]]:
    """Where each term stands."""
    whole = line([forms(text)])
    found = [(first, first + len(term.words) - 1) for term in terms for first in _firsts(term, whole)]
    spans = list(words(text)) if found else []
    return [(spans[first][0], spans[last][1]) for first, last in found]


def _firsts(term: Term, whole: str) -> Iterator[int]:
    """The number of each word in the line of a text that a term begins with."""
    number, seen, place = 0, 0, whole.find(term.needle)
    while place >= 0:
        number, seen = number + whole.count(" ", seen, place), place
        yield number
        place = whole.find(term.needle, place + 1)


def _plain_places(terms: Iterable[Term], text: str) -> list[tuple[int, int]]:
    """The same for a plain text, in which no words but those of the terms have to be told."""
    plain = text.lower()
    return [span for term in terms for span in _spans(_plain_pattern(term), plain)]


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern fits, also where that overlaps."""
    match = pattern.search(text)
    while match:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


@lru_cache(1000)
def _plain_pattern(term: Term) -> re.Pattern[str]:
    """What a term looks like in a plain text: it begins with letters, which are found fastest, and looks back at what stands before."""
    first, *others = (word + "[a-z0-9]*" * (len(word) == WORD_LIMIT) for word in term.words)
    between, end = "[^a-z0-9]+", "[a-z0-9]*" if term.prefix else "(?![a-z0-9])"
    before = f"{term.words[0]}(?<![a-z0-9]{term.words[0]}){first.removeprefix(term.words[0])}"
    return re.compile(between.join([before, *others]) + end)
