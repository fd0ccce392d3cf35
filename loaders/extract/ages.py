"""Finds ages: inside a phrase (a 69-year-old woman), behind it (, 34,), and where they stand for people (two 18-year-olds)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from loaders.base import Token
from loaders.extract.numbers import number_of

Age: TypeAlias = tuple[int | None, tuple[int, int] | None]
"""Years, and the place of the words for them; two times None where no age is told."""
NONE: Age = (None, None)
OLDEST = 120
_FIGURE = re.compile(r"\d{1,3}")
_OPENING = frozenset({",", "("})
_SAID = frozenset({"aged", "age"})
_AFTER = frozenset({",", ".", ")", ";", "and", "was", "were", "of", "is"})
_UNITS = frozenset({"year", "years", "month", "months"})
_OLD = frozenset({"old", "olds"})


def age_inside(tokens: Sequence[Token], first: int, head: int) -> Age:
    """The age in "a 69-year-old woman" or "her 4-year old daughter"."""
    for at in range(first, head):
        if _old(tokens, at) is not None:
            return _years(tokens, at)
    return NONE


def age_behind(tokens: Sequence[Token], at: int) -> Age:
    """The age in ", 34," or ", aged 7" or "(34)"."""
    words = [token.text.lower() for token in tokens[at : at + 2]]
    if len(words) == 2 and words[0] in _OPENING:
        place = at + (2 if words[1] in _SAID else 1)
        if place < len(tokens) and _FIGURE.fullmatch(tokens[place].text):
            after = tokens[place + 1].text if place + 1 < len(tokens) else "."
            if after in _AFTER:
                return _years(tokens, place)
    return NONE


def beyond_age(tokens: Sequence[Token], last: int) -> int:
    """The end of the phrase with an age behind it taken in."""
    if age_behind(tokens, last) == NONE:
        return last
    return last + (3 if tokens[last + 1].text.lower() in _SAID else 2)


def old_at(tokens: Sequence[Token], first: int) -> int | None:
    """The "old" of an age that stands for people, as in "an 18-year-old was shot"; None where there is none, or a noun follows."""
    last = _old(tokens, first)
    if last is None or (last + 1 < len(tokens) and tokens[last + 1].tag in {"NN", "NNS", "JJ", "NNP", "HYPH"}):
        return None
    return last


def _old(tokens: Sequence[Token], at: int) -> int | None:
    """The place of the "old" of an age that begins with a number here."""
    words = [token.text.lower() for token in tokens[at + 1 : at + 5] if token.text != "-"]
    if words[:1] and words[0] in _UNITS and words[1:2] and words[1] in _OLD and number_of(tokens[at].text) is not None:
        return next(place for place in range(at, at + 5) if tokens[place].text.lower() in _OLD)
    return None


def _years(tokens: Sequence[Token], at: int) -> Age:
    years = number_of(tokens[at].text)
    unit = [token.text.lower() for token in tokens[at + 1 : at + 3] if token.text != "-"]
    if years is None or not 0 <= years <= OLDEST or unit[:1] in (["month"], ["months"]):
        return NONE
    return years, (tokens[at].start, tokens[at].end)
