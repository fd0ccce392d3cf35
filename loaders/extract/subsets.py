"""Finds people who are a part of those already counted: including four children, one of them seriously, the dead included two women."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.base import Token
from loaders.extract.parties import Party
from schema.records.casualty import Effect

LINKS = frozenset({",", "and", "as", "well", "at", "least"})
HOW = frozenset({"critically", "seriously", "severely", "gravely", "lightly", "slightly", "badly"})
WHOLES = {
    "dead": Effect.KILLED,
    "killed": Effect.KILLED,
    "fatalities": Effect.KILLED,
    "deaths": Effect.KILLED,
    "victims": Effect.KILLED,
    "injured": Effect.INJURED,
    "wounded": Effect.INJURED,
    "hurt": Effect.INJURED,
    "missing": Effect.MISSING,
}
"""Words that call up all those whom an article has counted before, with what befell them."""


@dataclass(frozen=True, slots=True)
class Part:
    """People who are a part of others: the mark that says so (`mark` to the people), and the effect where a noun tells it."""

    party: Party
    mark: int
    whole: int | None = None
    """The word for all of them, as in "the dead included"; None where those stand in the same sentence."""
    effect: Effect | None = None


def parts(tokens: Sequence[Token], people: Sequence[Party]) -> tuple[Part, ...]:
    """The people of a sentence who are a part of others, in order."""
    text = [token.text.lower() for token in tokens]
    marks: dict[int, Part] = {}
    for number, party in enumerate(people):
        part = _included(text, party) or _of_them(text, party) or _of_whole(text, party)
        if part is None and number and people[number - 1].first in marks and _joined(text, people[number - 1], party):
            before = marks[people[number - 1].first]
            part = Part(party, before.mark, before.whole, before.effect)
        if part:
            marks[party.first] = part
    return tuple(marks.values())


def _included(text: Sequence[str], party: Party) -> Part | None:
    """Including four children; among them two nurses; among whom were three boys."""
    before = text[max(0, party.first - 4) : party.first]
    for size, words in (
        (1, ["including"]),
        (2, ["among", "them"]),
        (2, ["among", "whom"]),
        (3, ["among", "them", "were"]),
        (3, ["among", "whom", "were"]),
    ):
        if before[-size:] == words and party.first > size:
            return Part(party, party.first - size)
    return None


def _of_them(text: Sequence[str], party: Party) -> Part | None:
    """One of them seriously; five of whom died; and 21 hurt, ten critically."""
    inside = text[party.first : party.last]
    how = bool(HOW & set(text[party.last : party.last + 1])) and text[party.first - 1 : party.first] == [","]
    return Part(party, party.first) if inside[-2:] in (["of", "them"], ["of", "whom"]) or (party.bare and how) else None


def _of_whole(text: Sequence[str], party: Party) -> Part | None:
    """The dead included five boys; among those killed was a nurse."""
    for at in range(max(0, party.first - 6), party.first):
        effect = WHOLES.get(text[at])
        between = text[at + 1 : party.first]
        if effect and between and between[-1] in {"included", "include", "includes", "were", "was"} and _names_whole(text, at, between[-1]):
            return Part(party, at, at, effect)
    return None


def _names_whole(text: Sequence[str], at: int, verb: str) -> bool:
    before = text[max(0, at - 3) : at]
    known = bool({"the", "those", "them"} & set(before))
    return known and (verb.startswith("includ") or "among" in before)


def _joined(text: Sequence[str], before: Party, party: Party) -> bool:
    between = text[before.last : party.first]
    return bool(between) and set(between) <= LINKS
