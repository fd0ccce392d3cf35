"""Tells what vehicles do to people: a car driven into a crowd, a pedestrian hit by a bus, a coach that fell into a ravine.

kind = collision(tokens, at)     # VEHICLE_ATTACK, ROAD_ACCIDENT, RAIL_ACCIDENT and so on; None for any other word
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from loaders.base import Token
from loaders.extract.arguments import singular
from loaders.extract.irrealis import is_passive
from loaders.extract.lexicon import rows, words
from loaders.extract.parties import person_noun
from loaders.extract.phrases import NOUNS, phrase_from
from schema.records.incident import IncidentType

REACH = 12
"""How many words before its verb a vehicle stands at most."""
LANDING = 8
"""How many words behind the verb what the vehicle runs into begins."""
INTO = frozenset({"into", "through", "at"})
OFF = frozenset({"into", "off", "from", "onto", "over", "down"})
CLAUSE = frozenset({",", ";", "who", "which", "that", "when", "while", "after", "before", "said"})
"""Words behind which another subject can stand."""
LOSABLE = frozenset({IncidentType.AIR_ACCIDENT, IncidentType.SHIPPING_ACCIDENT})
STRIKING = frozenset({IncidentType.ROAD_ACCIDENT, IncidentType.RAIL_ACCIDENT})


@cache
def vehicles() -> Mapping[str, IncidentType]:
    """What crashes, in the singular, and the sort of accident that it has."""
    return {word: IncidentType[kind] for word, kind in rows("vehicles")}


@cache
def _verbs() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("vehicle_verbs")}


@cache
def _crowds() -> frozenset[str]:
    return frozenset(word for word, kind in rows("target_nouns") if kind == "PEOPLE") | {word for (word,) in rows("gatherings")}


def collision(tokens: Sequence[Token], at: int) -> IncidentType | None:
    """What a verb tells of a vehicle; None where none stands by it."""
    how = _verbs().get(tokens[at].lemma.lower()) if tokens[at].tag.startswith("VB") else None
    match how:
        case "DRIVEN":
            return _driven(tokens, at)
        case "STRUCK":
            return _struck(tokens, at)
        case "FALLEN":
            return _subject(tokens, at) if any(token.text.lower() in OFF for token in tokens[at + 1 : at + 3]) else None
        case "LOST":
            return _lost(tokens, at)
        case "DOWN":
            alone = not any(singular(one) in vehicles() and other.tag in NOUNS for one, other in pairwise(tokens[max(0, at - REACH) : at]))
            return _lost(tokens, at) if alone and [token.text.lower() for token in tokens[at + 1 : at + 2]] == ["down"] else None
        case _:
            return None


def _driven(tokens: Sequence[Token], at: int) -> IncidentType | None:
    """An attack where somebody drives a vehicle into people; where it does so itself nobody tells."""
    landing = next((place for place in range(at + 1, min(at + LANDING, len(tokens))) if tokens[place].text.lower() in INTO), at)
    if not _people_at(tokens, landing + 1):
        return None
    steered = tokens[at].lemma == "ram" or any(singular(token) in vehicles() for token in tokens[at + 1 : landing])
    if steered or is_passive(tokens, at):
        return IncidentType.VEHICLE_ATTACK if steered or _subject(tokens, at) else None
    return _subject(tokens, at)


def _struck(tokens: Sequence[Token], at: int) -> IncidentType | None:
    """Where a vehicle hits people, or people are hit by one."""
    if is_passive(tokens, at):
        by = next((place for place in range(at + 1, min(at + 4, len(tokens))) if tokens[place].text.lower() == "by"), None)
        phrase = None if by is None else phrase_from(tokens, by + 1)
        kind = vehicles().get(singular(tokens[phrase[1]])) if phrase else None
    else:
        kind = _subject(tokens, at) if _in_the_way(tokens, at + 1) else None
    return kind if kind in STRIKING else None


def _lost(tokens: Sequence[Token], at: int) -> IncidentType | None:
    """Of an aircraft or a ship, which can be lost."""
    lost = _subject(tokens, at)
    return lost if lost in LOSABLE else None


def _subject(tokens: Sequence[Token], at: int) -> IncidentType | None:
    """The vehicle before a verb: the first noun of its clause, or the nearest one."""
    first = at
    while first and at - first < REACH and tokens[first - 1].text.lower() not in CLAUSE:
        first -= 1
    return next((vehicles()[singular(token)] for token in tokens[first:at] if singular(token) in vehicles()), None)


def _in_the_way(tokens: Sequence[Token], first: int) -> bool:
    """Whether a phrase names what is hit in an accident: people, another vehicle, a tree."""
    phrase = phrase_from(tokens, first)
    return phrase is not None and (_people_at(tokens, first) or singular(tokens[phrase[1]]) in vehicles().keys() | words("obstacles"))


def _people_at(tokens: Sequence[Token], first: int) -> bool:
    """Whether a phrase names people, or where people gather."""
    phrase = phrase_from(tokens, first)
    if phrase is None:
        return False
    named = tokens[phrase[0] : phrase[1] + 1]
    return person_noun(named[-1]) is not None or any(singular(token) in _crowds() for token in named)
