"""Texts that nobody writes: patterns repeated to any length, each of a kind that could make some step take quadratic time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

OPENING = "Bridge Opens\n\nMayor Anna Berg said on Monday that two people were killed in a bomb attack in Lisbon.\n"
"""What stands before each pattern, so that the text is an article and has people, places and an event to refer to."""


def repeated(unit: str) -> Callable[[int], str]:
    """A unit, over and over."""
    return lambda size: OPENING + (unit * (size // len(unit) + 1))[:size]


def numbered(unit: str) -> Callable[[int], str]:
    """A unit with a number that grows, so that no two are the same."""

    def text(size: int) -> str:
        return OPENING + "".join(unit.format(letters(number), number) for number in range(size // len(unit)))[:size]

    return text


def letters(number: int) -> str:
    """A number as a capitalised word of letters."""
    word = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        word += "abcdefghijklmnopqrstuvwxyz"[rest]
        number -= 1
    return word.capitalize()


def nested(opening: str, closing: str) -> Callable[[int], str]:
    """Marks inside marks."""
    return lambda size: OPENING + opening * (size // 2 // len(opening)) + "word" + closing * (size // 2 // len(closing))


def shuffled(pieces: str) -> Callable[[int], str]:
    """Pieces in random order, the same on every run."""
    choices = pieces.split("|")

    def text(size: int) -> str:
        chosen = random.Random(size)  # noqa: S311  a fixed sequence is what is wanted
        return OPENING + "".join(chosen.choice(choices) for _ in range(size // 5))[:size]

    return text


def unicode(size: int) -> str:
    """Random characters of all of Unicode but surrogates and controls."""
    chosen = random.Random(size)  # noqa: S311  a fixed sequence is what is wanted
    return OPENING + "".join(_characters(chosen, size // 2))


def _characters(chosen: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        code = chosen.choice([chosen.randrange(32, 127), chosen.randrange(160, 0x3000), chosen.randrange(0x3000, 0x1FFFF)])
        yield " " if 0xD800 <= code < 0xE000 else chr(code)


NEWS = (
    "Anna Berg| said |, |. |“|”|\"|'|’s |two |people |were |killed |injured |in |Lisbon|on Monday |bomb |attack |attacks |that |and |the |"
    "police |who |had |not |\n|\n\n|3,000 |at least |dozens of |soldiers |according to |told |reporters |President |Mayor |(|)|;|: |— |a |"
    "man |died |was |wounded |missing |Kyiv|Gaza|Tuesday |last week |2024 |spokesman |officials |claimed |denied |shooting |hostages "
)
"""The words of the news, to be thrown together."""

PATTERNS: Mapping[str, Callable[[int], str]] = {
    "deaths": repeated("A man died. "),
    "deaths in one sentence": repeated("a man died and "),
    "deaths, a line each": repeated("A man died.\n"),
    "attacks": repeated("Two people were killed in a bomb attack in Kyiv on Monday. "),
    "attacks of many numbers": numbered("{1} people were killed in an attack in {0}ville. "),
    "events without harm": repeated("The attack in Kyiv followed an explosion. "),
    "deaths of many numbers": numbered("{1} soldiers died. "),
    "headlines again": repeated("Bridge Opens\n\n"),
    "subsets": repeated("Of them, two were children. "),
    "lists of names": repeated("Anna Berg, Boris Kahn and "),
    "new names": numbered("Anna {0} spoke. "),
    "new names that say": numbered("“It is {1},” said Anna {0}. "),
    "new names in a list": numbered("Anna {0}, "),
    "new names in offices": numbered("President Anna {0} spoke. The president said so. "),
    "one name": repeated("Berg "),
    "capitals": repeated("ANNA BERG SAID "),
    "places": repeated("Lisbon, Portugal, "),
    "new places": numbered("in {0} "),
    "said": repeated("said "),
    "said that": repeated("Berg said that "),
    "he said": repeated("He said. "),
    "quotations": repeated("“We are glad,” Berg said. "),
    "opening marks": repeated("“"),
    "opening marks and words": repeated("“word "),
    "straight marks": repeated('"'),
    "straight marks and words": repeated('" word '),
    "paragraphs that open a quotation": repeated("“We are glad\n\n"),
    "single marks": repeated("'word "),
    "apostrophes": repeated("'"),
    "brackets": repeated("("),
    "nested marks": nested("“", "”"),
    "nested marks of two kinds": nested("“‘", "’”"),
    "nested brackets": nested("(", ")"),
    "digits": repeated("1"),
    "numbers": repeated("1,000 "),
    "number words": repeated("two hundred "),
    "times": repeated("on Monday last week "),
    "years": repeated("in 2024 and "),
    "and": repeated("and "),
    "commas": repeated(", "),
    "full stops": repeated("."),
    "spaced stops": repeated(". "),
    "initials": repeated("A. "),
    "abbreviations": repeated("U.S. Gen. "),
    "hyphens": repeated("a-"),
    "dashes": repeated("— "),
    "addresses": repeated("www.a"),
    "at signs": repeated("a@"),
    "no spaces": repeated("x"),
    "capital letters without spaces": repeated("X"),
    "spaces": repeated(" "),
    "blank lines": repeated("\n"),
    "short lines": repeated("Short line\n"),
    "short lines of marks": repeated("- x\n"),
    "tabs": repeated("a\t"),
    "combining characters": repeated("e\u0301\u0301"),
    "zero width": repeated("a\u200b"),
    "right to left": repeated("\u202eab\u202c "),
    "emoji": repeated("😀"),
    "carriage returns": repeated("A man died.\r\n"),
    "roles": repeated("former Deputy Prime Minister and "),
    "relative clauses": repeated("who said that the man who "),
    "pronouns": repeated("They were killed there. "),
    "according to": repeated("according to officials, "),
    "colons": repeated("BERG: word\n"),
    "news words": shuffled(NEWS),
    "unicode": unicode,
}
"""The patterns by name; each makes a text of about as many characters as it is asked for."""
