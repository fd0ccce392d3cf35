"""Reads simple noun phrases off tagged words: a determiner, what describes it, and its last noun."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.base import Token

OPENERS = frozenset({"DT", "PRP$", "CD", "PDT"})
INNER = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "CD", "POS"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
LONGEST = 10


def phrase_from(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """The phrase that begins at a word: its first word and the place of its last noun; None where none begins."""
    head, at = None, first
    while at < min(first + LONGEST, len(tokens)):
        token = tokens[at]
        if token.tag in NOUNS:
            head = at
        elif (
            (token.tag in OPENERS and at > first and token.tag != "CD")
            or token.tag not in INNER | OPENERS
            or (head is not None and token.tag in {"VBG", "VBN", "JJ", "CD"})
        ):
            break
        at += 1
    return None if head is None else (first, head)


def phrase_to(tokens: Sequence[Token], head: int) -> int:
    """Where the phrase begins that ends with a noun."""
    first = head
    while first and head - first < LONGEST and (tokens[first - 1].tag in INNER | OPENERS or _joined(tokens, first)):
        first -= 1
        if tokens[first].tag in OPENERS and tokens[first].tag != "CD":
            break
    while first < head and (tokens[first].tag == "POS" or tokens[first].text.lower() in {"and", "or"}):
        first += 1
    return first


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """As in "missile and drone strikes": modifiers of one noun."""
    return tokens[at - 1].text == "and" and at > 1 and tokens[at - 2].tag in {"NN", "JJ"} and tokens[at].tag in {"NN", "JJ"}
