"""Finds what befell which people in a sentence: the word of harm, the people, and how the two hang together.

    [Harm(effect=KILLED, party=..., trigger=...)] = harms(sentence, people)

Negated, hypothetical and planned harm gives nothing; people who are a part of others are marked as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from loaders.base import Sentence, Token
from loaders.extract.harm_reader import Harm, Reader, may_harm
from loaders.extract.parties import Party, parties
from loaders.extract.subsets import Part, parts
from schema.records.casualty import Effect

__all__ = ["Harm", "harms"]


def harms(sentence: Sentence, people: Collection[tuple[int, int]] = ()) -> tuple[Harm, ...]:
    """All harm to counted or named people that a sentence tells as fact, in order."""
    tokens = sentence.tokens
    if not may_harm(tokens):
        return ()
    counted = parties(sentence, people)
    found = Reader(sentence, counted).read()
    return tuple(replace(harm, sentence=sentence.index) for harm in _with_parts(tokens, counted, _settled(found)))


def _settled(found: Sequence[Harm]) -> list[Harm]:
    """One effect for each party: the dead are not injured as well, and no party is counted twice for one effect."""
    kept: dict[tuple[int, Effect], Harm] = {}
    dead = {harm.party.first for harm in found if harm.effect is Effect.KILLED}
    for harm in found:
        if harm.effect is Effect.INJURED and harm.party.first in dead:
            continue
        kept.setdefault((harm.party.first, harm.effect), harm)
    return sorted(kept.values(), key=lambda harm: (harm.party.first, harm.effect.name))


def _with_parts(tokens: Sequence[Token], people: Sequence[Party], found: list[Harm]) -> tuple[Harm, ...]:
    """The harm with those added who are named as a part of the others."""
    marked = {part.party.first: part for part in parts(tokens, people)}
    wholes = [harm for harm in found if harm.party.first not in marked]
    own = {harm.party.first: harm for harm in found if harm.party.first in marked}
    added = list(wholes)
    for part in marked.values():
        whole = next((number for number in range(len(wholes) - 1, -1, -1) if wholes[number].party.last <= part.mark), None)
        added += _part_harm(part, own.get(part.party.first), whole, wholes)
    return tuple(added)


def _part_harm(part: Part, own: Harm | None, whole: int | None, wholes: Sequence[Harm]) -> Iterator[Harm]:
    if own and (whole is None or own.effect is not wholes[whole].effect):
        yield own
    elif part.whole is not None and part.effect and whole is None:
        last = max(part.party.last, part.whole + 1)
        yield Harm(wholes[0].sentence if wholes else -1, part.effect, part.whole, part.party, part.mark, last, of_whole=True)
    elif whole is not None:
        base = wholes[whole]
        yield replace(base, party=part.party, first=part.mark, last=part.party.last, part_of=whole)
