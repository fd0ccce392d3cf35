"""Finds the numbers that an article states and how they are meant: seven, at least 40, two or three, dozens.

    [(3, 3, Qualifier.EXACT, ...)] = quantities(sentence.tokens)

A number that is part of a date, an age, a sum of money, a share or a name of a thing (the 45 of "a .45") is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import rows
from loaders.extract.lexicon import words as words_of
from schema.records.casualty import Qualifier

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?")
_SCALES = frozenset({100, 1000, 10**6, 10**9})
_UNITS_BEHIND = frozenset({"%", "'s", "’s", "s", "percent", "per", "pct", "°", "th", "st", "nd", "rd", "caliber", "calibre"})
_MARKS_BEFORE = frozenset({"$", "US$", "£", "€", "¥", "#", "No.", "no.", ".", "@", "A$", "C$"})
LIMIT = 2**31 - 1
LAST_DAY = 31
LONGEST = 12
"""How many words a written number may have; longer runs are read as several."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number: its bounds, how it is meant, its words (`first` to `last` of the sentence, exclusive) and their place."""

    min: int | None
    max: int | None
    qualifier: Qualifier
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Core:
    """A number without its hedge."""

    low: int
    high: int | None
    first: int
    last: int


@cache
def _values() -> Mapping[str, int]:
    return {word: int(value) for word, value in rows("number_words")}


@cache
def _vague() -> Mapping[tuple[str, ...], int]:
    return {tuple(words.split()): int(value) for words, value in rows("vague_numbers")}


@cache
def _hedges() -> Mapping[tuple[str, ...], Qualifier]:
    return {tuple(words.split()): Qualifier[name] for words, name in rows("number_hedges")}


@cache
def _openers() -> frozenset[str]:
    """The words that a number can begin with, beside figures."""
    return frozenset(_values()) | {words[0] for words in _vague()} | {"a", "half"}


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The stated numbers of a sentence, in order."""
    words = [token.text.lower() for token in tokens]
    return tuple(_hedged(tokens, words, core) for core in _ranges(words, _cores(tokens, words)))


def _cores(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[_Core]:
    at = 0
    while at < len(words):
        if words[at] not in _openers() and not words[at][0].isdigit():
            at += 1
            continue
        core = _vague_core(words, at) or _number_core(words, at)
        if core and _counts(tokens, words, core):
            yield core
        at = core.last if core else at + 1


def _vague_core(words: Sequence[str], at: int) -> _Core | None:
    for size in (3, 1):
        value = _vague().get(tuple(words[at : at + size]))
        if value is not None and len(words) >= at + size:
            last = at + size
            times = _values().get(words[last], 1) if last < len(words) and words[at] in {"few", "several"} else 1
            scaled = times if times in _SCALES or times == 12 else 1
            article = at > 0 and words[at - 1] == "a" and words[at] in {"couple", "few", "handful"}
            return _Core(value * scaled, None, at - article, last + (scaled > 1))
    return None


def _number_core(words: Sequence[str], at: int) -> _Core | None:
    """A number in figures or in words from here on, such as 1.5 million, twenty-three, a dozen or half a dozen."""
    total = part = 0.0
    last = at
    for place in range(at, min(at + LONGEST, len(words))):
        word = words[place]
        value = _value(word)
        if value is None:
            if word in {"-", "and", "a", "half"} and _joins(words, place, part):
                continue
            break
        if last > at and not _fits(words[last - 1], word, value):
            break
        total, part = _added(total, part, value)
        last = place + 1
    if last == at or total + part > LIMIT:
        return None
    number = int(total + part)
    return _Core(number // 2 if words[at] == "half" else number, number // 2 if words[at] == "half" else number, at, last)


def _value(word: str) -> float | None:
    if word in _values():
        return _values()[word]
    return float(word.replace(",", "")) if _FIGURE.fullmatch(word) else None


def number_of(word: str) -> int | None:
    """The whole number that one word stands for, such as 69 or four; None for other words."""
    value = _value(word.lower())
    return int(value) if value is not None and value == int(value) else None


def _joins(words: Sequence[str], place: int, part: float) -> bool:
    """Whether a hyphen, "and" or "a" goes on with a number: twenty-three, two hundred and five, half a dozen, a hundred."""
    word, rest = words[place], words[place + 1 : place + 3]
    before = words[place - 1] if place else ""
    match word:
        case "-":
            return before in _values() and 20 <= part % 100 < 100 and bool(rest) and _values().get(rest[0], 99) < 10
        case "and":
            return before in {"hundred", "thousand"} and bool(rest) and _values().get(rest[0], 10**6) < 100
        case "half":
            return rest in (["a", "dozen"], ["a", "million"])
    return bool(rest) and rest[0] in {"dozen", "hundred", "thousand", "million"}


def _fits(before: str, word: str, value: float) -> bool:
    """Whether a number word can follow another in one number."""
    if value in _SCALES or word in {"dozen", "score"}:
        return (_value(before) or 0) < 1000 or (_value(before) or 0) not in _SCALES
    return before in {"hundred", "thousand", "million", "-", "and"} or (
        before in _values() and 20 <= _values()[before] <= 90 and value < 10
    )


def _added(total: float, part: float, value: float) -> tuple[float, float]:
    if value in _SCALES or value == 12:
        part = (part or 1) * value if value != 12 or part in range(1, 100) else part + value
        return (total + part, 0) if value >= 1000 else (total, part)
    return total, part + value


def _counts(tokens: Sequence[Token], words: Sequence[str], core: _Core) -> bool:
    """Whether the number can count people or things; ages, dates, money, shares and decimals do not."""
    before = words[core.first - 1] if core.first else ""
    behind = words[core.last] if core.last < len(words) else ""
    figure = tokens[core.first].text
    touches = core.first > 0 and tokens[core.first - 1].end == tokens[core.first].start
    if (
        not core.low
        or before in _MARKS_BEFORE
        or words[max(0, core.first - 2) : core.first] in (["quarter", "of"], ["third", "of"], ["tenth", "of"])
        or behind in _UNITS_BEHIND
        or (figure[0].isdigit() and core.last < len(words) and _apart(tokens, core.last))
        or (touches and before in {"-", "/", ".", ":", "#"} and not _figure(words, core.first - 2))
    ):
        return False
    if behind in {"-", "–"} and core.last + 1 < len(words) and tokens[core.last].start == tokens[core.last - 1].end:
        return words[core.last + 1] in _values() or _value(words[core.last + 1]) is not None
    return not (core.last == core.first + 1 and ("." in figure or _in_date(words, core) or _in_figures(words, core.first)))


def _in_figures(words: Sequence[str], at: int) -> bool:
    """Whether a figure is one of three that marks join to a date: 07-07-2016."""
    marks = {"-", "–", "/"}
    return any(
        first >= 0
        and first + 4 < len(words)
        and all(words[first + step].isdigit() for step in (0, 2, 4))
        and {words[first + 1], words[first + 3]} <= marks
        for first in (at - 4, at - 2, at)
    )


def _apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands behind a figure begins something else: a month, another figure, or a headline run into the line before."""
    word = tokens[at].text
    month = word.lower() in words_of("months") and word[0].isupper()
    return month or word.isdigit() or word in {"The", "A", "An", "Over", "At"}


def _in_date(words: Sequence[str], core: _Core) -> bool:
    """Whether a number is a day or a year: April 20; April 20, 2015; in 2015; not: in April six people died."""
    before = words[max(0, core.first - 3) : core.first]
    word = words[core.first]
    behind = words[core.last] if core.last < len(words) else "."
    year = word.isdigit() and len(word) == 4 and 1800 <= core.low < 2100
    day = word.isdigit() and core.low <= LAST_DAY
    if before and before[-1] in words_of("months"):
        return year or (day and before[-2:-1] != ["in"])  # in January 12 people died
    if day and behind in words_of("months"):
        return True
    if not year:
        return False
    dated = (len(before) == 3 and before[-1] == "," and before[0] in words_of("months")) or (
        len(before) > 1 and before[-1].isdigit() and before[-2] in words_of("months")
    )
    return dated or (
        bool(before) and before[-1] in {"in", "since", "until", "by", "of", "during"} and behind in {",", ".", ")", "and", "when", ";"}
    )


def _figure(words: Sequence[str], at: int) -> bool:
    return at >= 0 and _value(words[at]) is not None


def _ranges(words: Sequence[str], cores: Iterator[_Core]) -> Iterator[_Core]:
    """The numbers, with two that bound a range taken as one: 20 to 30, between 20 and 30, 20-30, two or three."""
    held: _Core | None = None
    for core in cores:
        if held and held.last + 1 == core.first and _bounds(words, held, core):
            between = held.first > 0 and words[held.first - 1] == "between"
            yield _Core(held.low * _scale(words, held, core), core.low, held.first - between, core.last)
            held = None
            continue
        if held:
            yield held
        held = core
    if held:
        yield held


def _bounds(words: Sequence[str], low: _Core, high: _Core) -> bool:
    link = words[low.last]
    between = low.first > 0 and words[low.first - 1] == "between"
    return (
        low.high is not None
        and high.high is not None
        and low.low < high.low
        and (link in {"to", "-", "–", "or"} or (link == "and" and between))
    )


def _scale(words: Sequence[str], low: _Core, high: _Core) -> int:
    """What the lower bound is multiplied by where only the upper one says so: three to five million."""
    scale = _values().get(words[high.last - 1], 1)
    return scale if scale in _SCALES and _values().get(words[low.last - 1], 1) < scale and low.low < scale else 1


def _hedged(tokens: Sequence[Token], words: Sequence[str], core: _Core) -> Quantity:
    """The number with the words before and behind it that say how it is meant."""
    first, last, qualifier = core.first, core.last, None
    for size in range(min(4, first), 0, -1):
        qualifier = _hedges().get(tuple(words[first - size : first]))
        if qualifier:
            first -= size
            break
    if qualifier is None and words[last : last + 2] in (["or", "more"], ["or", "so"]):
        qualifier = Qualifier.AT_LEAST if words[last + 1] == "more" else Qualifier.ABOUT
        last += 2
    low, high, meant = _meaning(core, qualifier)
    return Quantity(low, high, meant, first, last, tokens[first].start, tokens[last - 1].end)


def _meaning(core: _Core, hedge: Qualifier | None) -> tuple[int | None, int | None, Qualifier]:
    if core.high is None:
        return core.low, None, Qualifier.MORE_THAN if hedge is Qualifier.MORE_THAN else Qualifier.VAGUE
    if core.low != core.high:
        return core.low, core.high, Qualifier.ABOUT
    match hedge:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return core.low, None, hedge
        case Qualifier.AT_MOST:
            return None, core.high, hedge
    return core.low, core.high, hedge or Qualifier.EXACT
