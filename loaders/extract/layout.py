"""Finds the parts of a plain-text article."""

from __future__ import annotations

import re

from loaders.base import Block, Part

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*(?:[•‣◦●▪∙·*–—-]\s+)?")


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of the article, in order."""
    found = []
    for line in _LINE.finditer(text):
        start = _begin(text, line.start(), line.end())
        end = line.start() + len(line.group().rstrip())
        if end > start:
            found.append(Block(start, end, Part.ITEM if text[line.start() : start].strip() else Part.PARAGRAPH))
    return tuple(found)


def _begin(text: str, start: int, end: int) -> int:
    match = _BULLET.match(text, start, end)
    return match.end() if match else start
