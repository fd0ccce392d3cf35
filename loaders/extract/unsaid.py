"""Finds what looks like reported speech and was not said: speech that is denied or only possible, and beliefs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.extract.contents import governed
from loaders.extract.cues import BELIEFS, Cue, cues
from loaders.extract.passages import Passage
from loaders.extract.subjects import Range, subject
from schema.records.refusal import Rule

NOBODY = frozenset({"no", "none", "nobody", "neither", "nothing"})
"""Words that open a source that is nobody: none of them said."""


def is_nobody(passage: Passage, source: Range) -> bool:
    """Whether the words for a source say that nobody spoke."""
    return any(token.text.lower() in NOBODY for token in passage.tokens[max(0, source[0] - 1) : source[0] + 1])


def unsaid(passage: Passage, spoken: Iterable[Cue]) -> Iterator[tuple[Range, Rule]]:
    """What would be the contents of attributions, of verbs of speech or of belief, each with the rule by which it is none."""
    for cue in spoken:
        source = subject(passage, cue.first)
        rule = Rule.NEGATED if source and is_nobody(passage, source) else cue.unreal
        yield from _contents(passage, cue, rule)
    for belief in cues(passage, BELIEFS):
        yield from _contents(passage, belief, belief.unreal or Rule.NO_SPEECH)


def _contents(passage: Passage, cue: Cue, rule: Rule | None) -> Iterator[tuple[Range, Rule]]:
    found = governed(passage, cue, ()) if rule and not cue.passive else None
    if found and rule:
        yield found.ranges[0], rule
