"""Tells a word for an event that the sentence says happened from one that only names a sort of event.

if happens(tokens, at, noun=True): ...      # a fire gutted a shop, the abduction of 276 girls, robbed a bank
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.base import Token
from loaders.extract.lexicon import words
from loaders.extract.parties import person_noun
from loaders.extract.phrases import phrase_from

FINITE = frozenset({"VBD", "VBZ", "VBP"})
PLAIN = frozenset({"JJ", "RB", "CD"})
REACH = 3
"""How many words behind a noun the verb stands that tells what it did."""
SHAKING = frozenset({"rock", "shake", "hit", "strike", "jolt", "shatter"})
PAST = frozenset({"was", "were", "been"})
INSIDE = frozenset({"DT", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "RB", "VBN", "HYPH"})
"""Tags of the words between "there was" and its noun."""
BY_PEOPLE = frozenset({"abduction", "kidnapping", "killing", "murder", "assassination", "stabbing", "shooting"})
"""Events that are done to people: behind "of" stands to whom."""


def happens(tokens: Sequence[Token], at: int, *, noun: bool) -> bool:
    """Whether the words beside an event's word say what it did, or to whom it was done."""
    if noun:
        return _does_damage(tokens, at) or _is_done_to(tokens, at) or _exists(tokens, at)
    down = tokens[at].lemma == "shoot" and tokens[at + 1 : at + 2] and tokens[at + 1].text.lower() == "down"
    return bool(down) or (tokens[at].lemma.lower() == "rob" and _robs(tokens, at))


def _does_damage(tokens: Sequence[Token], at: int) -> bool:
    """As in "a fire gutted a shop", "fighting broke out", "a blast rocked the city", "the fire, which destroyed a shop"."""
    behind = at + 1 if [token.text.lower() for token in tokens[at + 1 : at + 3]] not in ([",", "which"], [",", "that"]) else at + 3
    for token in tokens[behind : behind + REACH]:
        if token.tag in FINITE:
            return token.lemma.lower() in words("damage_verbs") or (
                token.lemma.lower() in SHAKING and tokens[at].lemma.lower() in words("blow_nouns")
            )
        if token.tag not in PLAIN:
            return False
    return False


def _exists(tokens: Sequence[Token], at: int) -> bool:
    """As in "there was a fire at a school", "there have been two explosions"."""
    if tokens[at].lemma.lower() not in words("blow_nouns") | words("plain_event_nouns"):
        return False
    before = [token.lemma.lower() for token in tokens[:at] if token.tag not in INSIDE]
    there = before[-2:] == ["there", "be"] or before[-3:] == ["there", "have", "be"]
    return there and any(token.text.lower() in PAST for token in tokens[max(0, at - 6) : at])


def _is_done_to(tokens: Sequence[Token], at: int) -> bool:
    """As in "the abduction of 276 girls"."""
    if tokens[at].lemma.lower() not in BY_PEOPLE or at + 2 >= len(tokens) or tokens[at + 1].text.lower() != "of":
        return False
    phrase = phrase_from(tokens, at + 2)
    return phrase is not None and tokens[at + 2].tag == "CD" and any(map(person_noun, tokens[at + 2 : phrase[1] + 1]))


def _robs(tokens: Sequence[Token], at: int) -> bool:
    """As in "robbed a bank", not "robbed the town of its charm"."""
    phrase = phrase_from(tokens, at + 1)
    return phrase is not None and "of" not in [token.text.lower() for token in tokens[phrase[1] + 1 : phrase[1] + 2]]
