"""Finds the office or title that is printed with a name, before it or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import words
from loaders.gazetteer import demonyms

Range = tuple[int, int]
"""First token and the token after the last."""

_BOUNDARY = frozenset({",", ".", ";", "—", "–", "-", "--", ")", ":", "?", "!"})
_NOUNS = frozenset({"NN", "NNP", "NNPS", "NNS"})
_MODIFIERS = frozenset({"DT", "JJ", "POS", "CD", "HYPH"})
_LONGEST_APPOSITION = 14


@cache
def _roles() -> frozenset[str]:
    return words("role_nouns") | {title.lower() for title in words("titles")}


def is_role_noun(token: Token) -> bool:
    """Whether the word names an office, a rank, a trade or a part in something."""
    low = token.text.lower()
    return low in _roles() or (low.endswith("s") and low[:-1] in words("role_nouns"))


def is_role_head(token: Token) -> bool:
    """Whether a role may end in this word right before a name: a noun in the singular, or a title."""
    low = token.text.lower()
    return low in words("role_nouns") or token.text in words("titles")


def before(tokens: Sequence[Token], at: int) -> Range | None:
    """The role that ends where the name at `at` begins, without courtesy titles; None where there is none."""
    end = at
    if at > 1 and tokens[at - 1].text == ",":
        if tokens[at - 2].text not in words("role_nouns"):
            return _apposed(tokens, at - 1)
        end = at - 1
    head = _head(tokens, end)
    if head < 0:
        return None
    start = _leftmost(tokens, head)
    while start < end and (tokens[start].text in words("courtesy_titles") or tokens[start].tag in {"HYPH", "POS"}):
        start += 1
    return (start, end) if start < end else None


def _apposed(tokens: Sequence[Token], comma: int) -> Range | None:
    """The role with its department that ends in a comma before a name: the head of the port authority, Ann Lee."""
    at = comma - 1
    while at > 0 and comma - at < _LONGEST_APPOSITION and (tokens[at].tag in _NOUNS | _MODIFIERS or tokens[at].text in {"of", "for"}):
        if tokens[at].text in {"of", "for"} and tokens[at - 1].text in words("role_nouns"):
            start = _leftmost(tokens, at - 1)
            led = start > 0 and tokens[start - 1].tag in {"DT", "PRP$"}
            return (start, comma) if led else None
        at -= 1
    return None


def _head(tokens: Sequence[Token], end: int) -> int:
    """The token that is the noun of the role that ends before `end`; -1 where there is none."""
    at = end - 1
    if at >= 0 and is_role_head(tokens[at]):
        return at
    while at > 0 and (tokens[at].text in words("portfolios") or tokens[at].text in {"and", "the", "&"}):
        at -= 1
    framed = 0 < at < end - 1 and tokens[at].text in {"of", "for"}
    return at - 1 if framed and is_role_head(tokens[at - 1]) else -1


def _leftmost(tokens: Sequence[Token], head: int) -> int:
    """Where the role with this noun begins."""
    at = head
    while at > 0:
        word = tokens[at - 1]
        if word.text in {"and", "&"} and at > 1 and is_role_head(tokens[at - 2]) and (at == 2 or tokens[at - 2].text.islower()):
            at -= 2
        elif _belongs(tokens, at - 1):
            at -= 1
        else:
            break
    return at


def _belongs(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at]
    low = word.text.lower()
    if low in words("calendar") or word.text in {"“", '"', "”"}:
        return False
    if word.tag == "POS":
        return at > 0 and tokens[at - 1].text[0].isupper()
    if word.tag == "HYPH":
        return at > 0 and word.start == tokens[at - 1].end
    if low in words("role_modifiers") or word.text in words("role_modifiers") or word.text in demonyms():
        return True
    if word.tag == "NNS":
        return word.text.capitalize() in words("portfolios")
    return word.tag in _NOUNS or word.text in words("titles")


def behind(tokens: Sequence[Token], at: int) -> Range | None:
    """The role in apposition to the name that ends at `at`: ", the mayor of the town,"."""
    if at >= len(tokens) or tokens[at].text != ",":
        return None
    at += 1
    if at + 1 < len(tokens) and tokens[at].tag == "CD" and tokens[at + 1].text == ",":
        at += 2
    while at < len(tokens) and tokens[at].tag in {"DT", "PRP$"}:
        at += 1
    noun = at
    while noun < len(tokens) and (tokens[noun].tag in _NOUNS or tokens[noun].tag in {"JJ", "HYPH", "POS", "VBN", "VBG"}):
        noun += 1
    if noun == at or not is_role_noun(tokens[noun - 1]):
        return None
    end = noun
    while end < len(tokens) and end - at < _LONGEST_APPOSITION and tokens[end].text not in _BOUNDARY:
        if tokens[end].tag[:2] in {"VB", "MD", "WP", "WD"}:
            return (at, noun) if tokens[end].tag.startswith("W") else None
        end += 1
    closed = end < len(tokens) and tokens[end].text in _BOUNDARY
    return (at, end) if closed else None
