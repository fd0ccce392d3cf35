"""Finds the quotations that no cue belongs to and that go on from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.extract.passages import Passage
from loaders.extract.relation import Relation, is_utterance
from loaders.extract.subjects import clause_subject


def leftovers(passage: Passage, found: Sequence[Relation]) -> Iterator[Relation]:
    """Quotations that nobody is named for, but that are whole utterances: they go on from the one before, in its paragraph."""
    owners = {passage.inside[at]: one for one in found for first, end in one.ranges for at in range(first, end) if passage.inside[at] >= 0}
    previous: Relation | None = None
    for number, quote in enumerate(passage.quoted):
        if number in owners:
            previous = owners[number]
            continue
        if is_utterance(passage, quote):
            led = quote.first > passage.bounds(quote.first)[0]
            source = clause_subject(passage, quote.first) if led else None
            if led and source is None:
                continue
            relation = Relation(None, quote.first, source, [(quote.first, quote.last + 1)], [number], continues=None if led else previous)
            previous = relation
            yield relation
