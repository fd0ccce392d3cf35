"""Finds attributions in the passive: called "a gift" by the mayor; was asked by the judge whether he knew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.extract.contents import Content, governed
from loaders.extract.cues import Cue
from loaders.extract.passages import Passage
from loaders.extract.relation import Relation
from loaders.extract.subjects import Range, phrase_after

_WINDOW = 12
"""How many words a name in marks has at most between a passive and its agent."""


def passives(passage: Passage, cues: Iterable[Cue]) -> Iterator[Relation]:
    """The contents of cues whose source stands behind them with "by"."""
    for cue in cues:
        if cue.realised and passage.tokens[cue.verb].tag in {"VBN", "VBD"}:
            found = _told_by(passage, cue) or _named_by(passage, cue)
            if found:
                source, content = found
                yield Relation((cue.first, cue.last), cue.verb, source, list(content.ranges))


def _agent(passage: Passage, by: int) -> Range | None:
    return phrase_after(passage, by + 1) if by < len(passage.tokens) and passage.low[by] == "by" else None


def _told_by(passage: Passage, cue: Cue) -> tuple[Range, Content] | None:
    """The content behind the agent: accused by the state of fraud."""
    source = _agent(passage, cue.last)
    if source is None:
        return None
    active = replace(cue, last=source[1], passive=False)
    content = governed(passage, active, ())
    return (source, content) if content and _is_content(passage, content.ranges[0]) else None


def _is_content(passage: Passage, content: Range) -> bool:
    """Whether words are what was said, and not where or when it was."""
    opening = passage.low[content[0]]
    marked = any(passage.inside[at] >= 0 for at in range(*content))
    return marked or opening in {"of", "to", "whether", "if"} or passage.low[content[0] - 1] == "that"


def _named_by(passage: Passage, cue: Cue) -> tuple[Range, Content] | None:
    """The words in marks between a passive and its agent: called "a gift" by the mayor."""
    first = cue.last
    opening = first + (first < len(passage.tokens) and passage.low[first] == "as")
    if opening >= len(passage.tokens) or passage.inside[opening] < 0:
        return None
    quote = passage.quoted[passage.inside[opening]]
    source = _agent(passage, quote.last + 1)
    if source is None or quote.first != opening or quote.last - quote.first > _WINDOW:
        return None
    return source, Content(((first, quote.last + 1),), cue.last)
