"""Tells which event of a sentence a time or a place belongs to, by the verb or noun that governs it.

near = nearness(tokens, event, first, "TIME")      # 0 for the event's own, more for one of another clause, None for none of its
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from loaders.base import Token
from loaders.extract.lexicon import rows

CLAUSES = frozenset(
    ["after", "although", "as", "because", "before", "but", "since", "that", "though", "when", "where", "which", "while", "who", "whose"]
)
"""Words that begin another clause, where a verb follows."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DESCRIBED = frozenset({"DT", "JJ", "PRP$", "CD", "POS"})
"""Tags of what stands before a participle that describes a noun: the attacking forces."""
REACH = 30
"""How many words from a time or place what it belongs to is looked for."""
INSIDE = frozenset({"in", "during"})


@cache
def _aftermath() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("aftermath_verbs")}


def nearness(tokens: Sequence[Token], event: int, first: int, what: str) -> int | None:
    """How many clauses lie between an event and a time or place (`what`) that begins at a word; None where it belongs to another verb."""
    governor = _governor(tokens, event, first)
    if governor is None or governor == event:
        return 0
    takes_place = [token.lemma for token in tokens[governor : governor + 2]] == ["take", "place"]
    about = None if takes_place else _aftermath().get(tokens[governor].lemma.lower())
    dying = tokens[governor].lemma == "die" and first < event and _text(tokens, event - 2, event) & INSIDE
    if about in {what, "BOTH"} and not dying:
        return None
    begin, end = sorted((governor, event))
    return 1 + sum(_begins_clause(tokens, at) for at in range(begin + 1, end))


def _text(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    return {token.text.lower() for token in tokens[max(0, first) : last]}


def _governor(tokens: Sequence[Token], event: int, first: int) -> int | None:
    """The verb, or the event's word, that a time or place stands behind; at the head of a clause the first one behind it."""
    opener = first - 1
    while opener > 0 and tokens[opener].pos in {"ADP", "DET"}:
        opener -= 1
    begins = opener >= 0 and (tokens[opener].pos == "CCONJ" or tokens[opener].text.lower() in CLAUSES)
    for at in range(first - 1, first - 1 if begins else max(-1, first - REACH), -1):
        if at == event or _is_verb(tokens, at):
            return at
        if tokens[at].text == ";":
            break
    return next((at for at in range(first + 1, min(len(tokens), first + REACH)) if at == event or _is_verb(tokens, at)), None)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is a full verb: no participle that describes a noun, and no noun in -ing."""
    token = tokens[at]
    if token.pos != "VERB":
        return False
    if token.tag not in {"VBN", "VBG"} or not at or tokens[at - 1].tag not in DESCRIBED | {"NN"}:
        return True
    described = at + 1 < len(tokens) and tokens[at + 1].pos in {"NOUN", "PROPN", "ADJ"}
    return not described and token.tag != "VBG"


def _begins_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word begins another clause: who was, after police came, and shot."""
    word = tokens[at].text.lower()
    if word == ";":
        return True
    behind = tokens[at + 1 : at + 9]
    acts = (one.pos in {"NOUN", "PROPN"} and other.tag == "VBN" for one, other in pairwise(behind))  # as mediators pushed for talks
    return word in CLAUSES and (any(token.tag in FINITE or token.pos == "AUX" for token in behind) or any(acts))
