"""A paragraph of a page, and when two say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of a page that stand together: what element holds them, and the share of them that are links."""

    text: str
    tag: str
    linked: float


def key(text: str) -> str:
    """The words of a text without case and marks."""
    return " ".join(_WORD.findall(text.casefold()))


def runs(text: str) -> list[tuple[str, ...]]:
    """Every four words that follow each other in a text; all its words where it has fewer."""
    words = _WORD.findall(text.casefold())
    return [tuple(words[at : at + _LENGTH]) for at in range(max(1, len(words) - _LENGTH + 1))]
