"""Pairs the quotation marks of a paragraph, curly or straight, double or single."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.base import Token

_DOUBLE_OPEN = frozenset({"“", "„", "«", "``"})
_DOUBLE_CLOSE = frozenset({"”", "»"})
_STRAIGHT = frozenset({'"', "''"})
"""Marks that open or close; which, the white space around them tells."""
_SINGLE = frozenset({"'", "‘", "’", "‹", "›"})
_STOPS = frozenset(".?!…")
_BEFORE_OPEN = frozenset("([{—–-/:…“„«\"'‘")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks: the tokens of the marks (`last` is the closing one, or the last word where none closes)."""

    first: int
    last: int
    closed: bool
    start: int
    """Where the words begin in the text, without the mark."""
    end: int

    def __contains__(self, at: int) -> bool:
        return self.first <= at <= self.last


def quoted(text: str, tokens: Sequence[Token]) -> tuple[Quoted, ...]:
    """The stretches in quotation marks, outermost only, in order. A mark that nothing closes runs on, at most to where it is set again."""
    found: list[Quoted] = []
    at = 0
    nests = True
    single_limit = len(tokens)
    while at < len(tokens):
        token = tokens[at]
        if _opens(text, token):
            end, closed = _closing(text, tokens, at, nests=nests)
            if end == len(tokens) and nests:
                nests = False  # the marks do not balance: the first that can close does
                end, closed = _closing(text, tokens, at, nests=False)
            if end > at + 1:
                found.append(_piece(tokens, at, end if closed else end - 1, closed=closed))
            at = end + 1 if closed else end
            continue
        if at < single_limit and _opens_single(text, token):
            close = _closing_single(text, tokens, at)
            if close < 0:
                single_limit = at  # no single mark further on can close either
            if close > at + 1:
                found.append(_piece(tokens, at, close, closed=True))
                at = close
        at += 1
    return tuple(found)


def _piece(tokens: Sequence[Token], first: int, last: int, *, closed: bool) -> Quoted:
    inner = last - 1 - _is_doubled(tokens, last) if closed else last
    return Quoted(first, last, closed, tokens[min(first + 1, inner)].start, tokens[inner].end)


def _before(text: str, token: Token) -> str:
    return text[token.start - 1] if token.start else " "


def _after(text: str, token: Token) -> str:
    return text[token.end] if token.end < len(text) else " "


def _opens(text: str, token: Token) -> bool:
    if token.text in _DOUBLE_OPEN:
        return not _ends_a_word(text, token)
    if token.text not in _STRAIGHT:
        return False
    return not _after(text, token).isspace() and (_before(text, token).isspace() or _before(text, token) in _BEFORE_OPEN)


def _ends_a_word(text: str, token: Token) -> bool:
    """Whether a mark that should open sticks to the word before it and to nothing behind it: “a mistake“ for “a mistake”."""
    return not _before(text, token).isspace() and _before(text, token) not in _BEFORE_OPEN and not _after(text, token).isalnum()


def _closing(text: str, tokens: Sequence[Token], first: int, *, nests: bool) -> tuple[int, bool]:
    """The mark that closes the one at `first`; else the mark that sets it again at a new sentence, or the end, and False."""
    depth = 0
    for at in range(first + 1, len(tokens)):
        token = tokens[at]
        if _opens(text, token):
            if tokens[at - 1].text[-1] in _STOPS and tokens[at - 1].end < token.start:
                return at, False
            if nests:
                depth += 1
            elif token.text in _STRAIGHT:
                return at, True
        elif token.text in _DOUBLE_CLOSE | _DOUBLE_OPEN | _STRAIGHT or _is_doubled(tokens, at):
            if depth <= 0:
                return at, True
            depth -= 1
    return len(tokens), False


def _is_doubled(tokens: Sequence[Token], at: int) -> bool:
    """Whether two single marks stand for a double one, of which this is the second."""
    return tokens[at].text == tokens[at - 1].text == "’" and tokens[at - 1].end == tokens[at].start


def _opens_single(text: str, token: Token) -> bool:
    if token.text not in _SINGLE or token.text in {"’", "›"} or token.tag == "POS":
        return False
    before = _before(text, token)
    return not _after(text, token).isspace() and (before.isspace() or before in _BEFORE_OPEN)


def _closing_single(text: str, tokens: Sequence[Token], first: int) -> int:
    """The single mark that closes the one at `first`: not an apostrophe after an s that owns the next word, if a later one can close."""
    doubtful = -1
    for at in range(first + 1, len(tokens)):
        token = tokens[at]
        if token.text not in {"'", "’", "›"} or _before(text, token).isspace() or _after(text, token).isalnum():
            continue
        if _before(text, token) == "s" and _after(text, token) == " " and at + 1 < len(tokens) and tokens[at + 1].tag.startswith("NN"):
            doubtful = at if doubtful < 0 else doubtful
            continue
        return at
    return doubtful
