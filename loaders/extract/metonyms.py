"""Tells whether the name of a capital means the city or the government that sits in it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.base import Token
from loaders.extract.lexicon import words

LITERAL = frozenset(
    {"in", "at", "near", "outside", "around", "across", "through", "throughout", "into", "toward", "towards", "inside", "via", "of", "to"}
)
BETWEEN_PARTIES = frozenset({"with", "between", "against", "by"})
MODALS = frozenset({"MD", "VBZ", "VBD", "VBP"})


def means_government(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a capital's name, at these words, stands for its government: its verb, its object or what it has tells."""
    before = tokens[first - 1] if first else None
    if before and before.text.lower() in LITERAL:
        return False
    if before and before.text.lower() == "from":
        return first > 1 and tokens[first - 2].lemma.lower() in words("government_nouns")
    return (
        _possesses(tokens, last)
        or _acts(tokens, last)
        or (before is not None and before.pos == "VERB" and before.lemma in words("government_verbs"))
        or (before is not None and before.text.lower() in BETWEEN_PARTIES and _is_object(tokens, last))
    )


def _possesses(tokens: Sequence[Token], last: int) -> bool:
    """As in "Washington's growing patience"."""
    if last >= len(tokens) or tokens[last].tag != "POS":
        return False
    nouns = (token for token in tokens[last + 1 : last + 5] if token.pos not in {"ADJ", "ADV", "NUM", "PUNCT"})
    head = next(nouns, None)
    return head is not None and head.lemma.lower() in words("government_nouns")


def _acts(tokens: Sequence[Token], last: int) -> bool:
    """As in "Moscow has long resisted"; a passive such as "Kyiv was told" acts nothing."""
    for token in tokens[last : last + 4]:
        if token.pos in {"AUX", "ADV"} or token.tag == "MD" or token.lemma == "have":
            continue
        return token.pos == "VERB" and token.tag in {"VBZ", "VBD", "VBP", "VB", "VBG", "VBN"} and token.lemma in words("government_verbs")
    return False


def _is_object(tokens: Sequence[Token], last: int) -> bool:
    """The name ends its phrase, so it is a party and not a part of another name."""
    return last >= len(tokens) or tokens[last].pos in {"PUNCT", "CCONJ", "ADP", "SCONJ", "VERB", "AUX"}
