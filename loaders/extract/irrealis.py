"""Tells events that happened from those that did not, or not as told: denied, feared, planned, possible, or a figure of speech.

rule = unreal(tokens, at, noun=True)       # None for an event that happened
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from loaders.base import Token
from loaders.extract.harm_words import of_class
from loaders.extract.lexicon import rows, words
from loaders.extract.phrases import NOUNS
from schema.records.refusal import Rule

TURNS = frozenset({",", ";", "and", "but", "after", "when", "following", "during", "in", "since", "while", "before"})
"""Words behind which what stands before no longer bears on an event."""
BREAKS = frozenset({",", ";", "but", "that", "as", "after", "when", "while", "—"})
"""Words behind which "if" and "could" no longer bear on an event."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs that end the reach of a modal before them: who can enter was decided after a fire."""
KNOWN = frozenset({"the", "this", "that", "these", "those"})
"""Words that take an event for known: readers will remember the crash."""
CONDITIONS = frozenset({"if", "unless", "whether"})
CHARGES = frozenset({"accuse", "suspect", "blame"})
NEAR, FAR, CHARGED = 5, 10, 12
"""How many words back a negation or a plan, a modal verb, and a charge are looked for."""
OPENING, CLOSING = frozenset({"“", '"', "‘", "``"}), frozenset({"”", '"', "’", "''"})
FILMED = 4
"""How many words before it stands what was shot with a camera."""
LONGEST_TITLE, STORY = 10, 30
"""How many words a title has at most; how many words back the work is named whose story is told."""
TELLING = frozenset({"follow", "tell", "depict", "portray", "chronicle", "centre", "center", "imagine", "open", "begin", "end"})
"""What works do with their stories."""
VERBAL = frozenset({",", "have", "has", "had", "and", "was", "were", "while", "by"})
"""Words right behind which a participle is a verb, not a description."""


@cache
def _figurative() -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in rows("figurative"))


def unreal(tokens: Sequence[Token], at: int, *, noun: bool) -> Rule | None:
    """Why the word for an event tells of none that happened; None where nothing says so."""
    if _is_figurative(tokens, at) or _is_filmed(tokens, at):
        return Rule.METAPHOR
    if _in_title(tokens, at):
        return Rule.TITLE
    if _in_story(tokens, at):
        return Rule.HYPOTHETICAL
    return _unreal_noun(tokens, at) if noun else _unreal_verb(tokens, at)


def _is_figurative(tokens: Sequence[Token], at: int) -> bool:
    word, lemma = tokens[at].text.lower(), tokens[at].lemma.lower()
    before, after = text_at(tokens, at - 1), text_at(tokens, at + 1)
    return bool({(before, word), (before, lemma), (word, after), (lemma, after)} & _figurative())


def _is_filmed(tokens: Sequence[Token], at: int) -> bool:
    """As in "the film, shot in Budapest", "the scene was shot in May"."""
    before = (token.lemma.lower() for token in tokens[max(0, at - FILMED) : at] if token.pos in {"NOUN", "PROPN"})
    return tokens[at].lemma in {"shoot", "shot"} and not words("recordings").isdisjoint(before)


def _in_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands in marks whose words all have capitals, as in the title of a work: “The Shelling of Kirrow”."""
    if not tokens[at].text[0].isupper():
        return False
    first = next((place for place in range(at - 1, max(-1, at - LONGEST_TITLE), -1) if tokens[place].text in OPENING), None)
    last = next((place for place in range(at + 1, min(len(tokens), at + LONGEST_TITLE)) if tokens[place].text in CLOSING), None)
    if first is None or last is None:
        return False
    inside = [token.text for token in tokens[first + 1 : last] if len(token.text) > 3]
    return len(inside) > 1 and all(word[0].isupper() for word in inside)


def _in_story(tokens: Sequence[Token], at: int) -> bool:
    """As in "the novel follows a nurse through the bombing of a harbour"."""
    told = tokens[max(0, at - STORY) : at]
    works = [place for place, token in enumerate(told) if token.lemma.lower() in words("works")]
    return bool(works) and any(token.lemma.lower() in TELLING and token.tag in {"VBZ", "VBP"} for token in told[works[0] :])


def _unreal_noun(tokens: Sequence[Token], at: int) -> Rule | None:
    near = tokens[max(0, at - NEAR) : at]
    start = next((place for place in range(len(near) - 1, -1, -1) if near[place].text.lower() in TURNS), -1)
    near = near[start + 1 :]
    if [token.text.lower() for token in near[-3:] if token.tag != "JJ"][-2:] in (["like", "a"], ["like", "an"]):
        return Rule.METAPHOR  # it was like an earthquake
    known = any(token.text.lower() in KNOWN for token in near)
    if not known and at + 1 < len(tokens) and tokens[at + 1].tag == "MD":
        return Rule.HYPOTHETICAL  # an earthquake will strike
    return _negated(near) or _intended(tokens, at, near) or _follows_modal(tokens, at, CONDITIONS if known else of_class("UNREAL"))


def _unreal_verb(tokens: Sequence[Token], at: int) -> Rule | None:
    group = verb_group(tokens, at)
    if denied := _negated(group):
        return denied
    bare = tokens[at].tag == "VB" and not any(token.lemma == "do" for token in group)
    if bare or any(token.text.lower() in of_class("UNREAL") for token in group):
        return Rule.HYPOTHETICAL
    return _intended(tokens, at, tokens[max(0, at - NEAR) : at]) if tokens[at].tag == "VBG" else None


def _negated(near: Iterable[Token]) -> Rule | None:
    """What somebody denies is no such case: it is told, with a factuality of its own."""
    return Rule.NEGATED if any(token.text.lower() in of_class("NEGATION") and token.lemma != "deny" for token in near) else None


def _intended(tokens: Sequence[Token], at: int, near: Iterable[Token]) -> Rule | None:
    """As in "a plan for an attack", "accused of launching"."""
    charged = any(token.lemma in CHARGES and token.pos == "VERB" for token in tokens[max(0, at - CHARGED) : at])
    return Rule.HYPOTHETICAL if charged or any(token.lemma.lower() in words("unreal_words") for token in near) else None


def _follows_modal(tokens: Sequence[Token], at: int, modals: frozenset[str]) -> Rule | None:
    """As in "won't be followed by an airstrike", "could lead to an attack", "if a bomb explodes"."""
    near = tokens[max(0, at - FAR) : at]
    cut = max((place for place, one in enumerate(near) if one.text.lower() in BREAKS or one.tag in FINITE), default=-1)
    return Rule.HYPOTHETICAL if modals.intersection(token.text.lower() for token in near[cut + 1 :]) else None


def describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle only describes a noun: attacking chances, the assassinated minister."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after is not None
        and tokens[at].tag in {"VBG", "VBN"}
        and after.tag in (NOUNS - {"NNPS"}) | {"JJ"}
        and after.text.lower() not in words("day_words")
        and not is_passive(tokens, at)
        and text_at(tokens, at - 1) not in VERBAL
    )


def text_at(tokens: Sequence[Token], at: int) -> str:
    """A word in lower case; empty outside of the sentence."""
    return tokens[at].text.lower() if 0 <= at < len(tokens) else ""


def verb_group(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The auxiliaries and adverbs right before a verb."""
    first = at
    while first and (tokens[first - 1].pos in {"AUX", "ADV", "PART"} or tokens[first - 1].tag == "MD"):
        first -= 1
    return tokens[first:at]


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb is passive: was attacked."""
    return tokens[at].tag in {"VBN", "VBD"} and any(token.lemma in {"be", "get"} for token in verb_group(tokens, at))
