"""Words of a text: where they stand, and the form in which they are compared, without letter case and diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

WORD_LIMIT = 100
"""How many characters of a word count. It also bounds the time that marks take to be put in order, which grows with their square."""

_LAST_MARK = 0x1F000
"""Behind the last character that is written upon a letter."""

_PLAIN_WORD = re.compile(rf"([a-z0-9]{{1,{WORD_LIMIT}}})[a-z0-9]*")
_FOREIGN = re.compile("[^\0-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2000-\u206f]")
"""What may be a letter, a digit or a mark outside ASCII: all but the signs of Latin-1 and of general punctuation."""


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand: letters and digits in a row, with the marks upon them."""
    return (match.span() for match in _pattern().finditer(text))


def forms(text: str) -> list[str]:
    """The forms of the words of a text."""
    return _PLAIN_WORD.findall(text.lower()) if is_plain(text) else [form(word) for word in _pattern().findall(text)]


def is_plain(text: str) -> bool:
    """Whether the letters, digits and marks of a text are those of ASCII, as of most: then the words are the same in small letters."""
    return text.isascii() or not _FOREIGN.search(text)


def form(word: str) -> str:
    """What words that are the same to a reader have in common: they are folded and bare of marks; é is e, ß is ss."""
    word = word[:WORD_LIMIT]
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", word).casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


@cache
def _pattern() -> re.Pattern[str]:
    marks = [number for number in range(0x300, _LAST_MARK) if unicodedata.category(chr(number)).startswith("M")]
    runs = (list(run) for _, run in groupby(enumerate(marks), key=lambda one: one[1] - one[0]))
    among = "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)
    return re.compile(rf"[^\W_]+(?:[{among}]+[^\W_]*)*")
