"""Cuts plain text into units: headings, list items and paragraphs, with wrapped lines put back together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile("[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_EDGE = " \t\u00a0\u200b\u2003\u3000\ufeff"
_BULLET = re.compile(r"(?:[•‣◦●▪▸►■□∙·⁃➤➢✓✔*+–—-]|\(?(?:\d{1,2}|[a-z])[.)]|o(?=\t))[ \t\u00a0]+(?=\S)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
"""How Markdown marks a heading."""
_WORD = re.compile(r"\S+")

WIDEST_WRAP = 120
NARROWEST_WRAP = 40
SLACK = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text between breaks: its bounds without bullet and white space, and what stands around it."""

    start: int
    end: int
    text: str
    bullet: bool
    apart: bool
    """True when a blank line stands before it."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    bullet: bool
    apart: bool
    room: int
    """How many characters of the line are used, white space in front included."""


def _lines(text: str) -> Iterator[_Line]:
    last = 0
    for match in _LINE.finditer(text):
        body = match.group().strip(_EDGE)
        if not body:
            continue
        start = match.start() + match.group().index(body[0])
        gap = text[last:start]
        mark = _BULLET.match(text, start, start + len(body))
        before = mark or _HEADING.match(text, start, start + len(body))
        begin = before.end() if before else start
        apart = last == 0 or gap.replace("\r\n", "\n").count("\n") > 1 or gap.count("\r\r") > 0
        last = start + len(body)
        yield _Line(begin, last, start - match.start(), mark is not None, apart, last - match.start())


def _wrap_width(text: str, lines: Sequence[_Line]) -> int:
    """The width that the text was wrapped to; 0 when it was not."""
    widest = max((line.room for line in lines), default=0)
    full = [line for line in lines if line.room > widest - 12]
    # Lines that were wrapped mostly break off inside a sentence; paragraphs of one line each do not.
    broken = sum(text[line.end - 1] not in '.?!"”’' for line in full)
    wrapped = NARROWEST_WRAP <= widest <= WIDEST_WRAP and len(full) >= max(2, len(lines) / 4) and broken >= len(full) / 2
    return widest if wrapped else 0


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the second line only exists because the first was full."""
    if not width or following.apart or following.bullet or (following.indent > line.indent and not line.bullet):
        return False
    word = _WORD.match(text, following.start, following.end)
    full = line.room + 1 + len(word.group() if word else "") > width - SLACK
    open_ended = text[line.end - 1] not in '.?!:"”' and (line.room > width * 0.6 or text[following.start].islower())
    return full or open_ended


def units(text: str) -> tuple[Unit, ...]:
    """The units of the text, in order."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    # Where paragraphs begin with an indent, a line without one goes on from the line before.
    indented = bool(width) and sum(line.indent > 0 and not line.bullet for line in lines) > 1
    found: list[Unit] = []
    first = 0
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following and indented and not (following.apart or following.bullet or following.indent):
            continue
        if following and _goes_on(text, line, following, width):
            continue
        head = lines[first]
        found.append(Unit(head.start, line.end, text[head.start : line.end], head.bullet, head.apart))
        first = at + 1
    return tuple(found)
