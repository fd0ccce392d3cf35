"""Finds what befell which people in a sentence: the word of harm, the people, and how the two hang together.

    [Harm(effect=KILLED, party=..., trigger=...)] = harms(sentence, people)

Negated, hypothetical and planned harm gives nothing; people who are a part of others are marked as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.base import Sentence, Token
from loaders.extract.harm_reader import Harm, Reader, Refused, may_harm
from loaders.extract.harm_words import of_class
from loaders.extract.parties import Party, parties
from loaders.extract.subsets import Part, parts
from schema.records.casualty import Effect

__all__ = ["Harm", "Reading", "Refused", "harms", "reading"]


_BETWEEN = frozenset({"CCONJ", "VERB", "ADV", "AUX"})
"""What may stand between two numbers that count one sort of people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence tells of harm: as fact, and otherwise."""

    told: tuple[Harm, ...] = ()
    refused: tuple[Refused, ...] = ()


def harms(sentence: Sentence, people: Collection[tuple[int, int]] = ()) -> tuple[Harm, ...]:
    """All harm to counted or named people that a sentence tells as fact, in order."""
    return reading(sentence, people).told


def reading(sentence: Sentence, people: Collection[tuple[int, int]] = ()) -> Reading:
    """The harm that a sentence tells as fact, in order, and that which it does not."""
    tokens = sentence.tokens
    if not may_harm(sentence):
        return Reading()
    counted = parties(sentence, people)
    marked = parts(tokens, counted)
    found, refused = Reader(sentence, counted, frozenset(part.party.first for part in marked)).read()
    told = tuple(replace(harm, sentence=sentence.index) for harm in _with_parts(marked, _elliptic(tokens, _settled(found)), counted))
    return Reading(told, tuple(refused))


def _settled(found: Sequence[Harm]) -> list[Harm]:
    """One effect for each party: the dead are not injured as well, and no party is counted twice for one effect."""
    kept: dict[tuple[int, Effect], Harm] = {}
    dead = {harm.party.first for harm in found if harm.effect is Effect.KILLED}
    suicide = any(harm.effect is Effect.KILLED and harm.perpetrator and harm.party.pronoun for harm in found)
    for harm in found:
        again = harm.party.first in dead or _goes_on(harm, found) or (suicide and harm.perpetrator and harm.party.pronoun)
        if harm.effect is Effect.INJURED and again:
            continue
        kept.setdefault((harm.party.first, harm.effect), harm)
    return sorted(kept.values(), key=lambda harm: (harm.party.first, harm.effect.name))


def _elliptic(tokens: Sequence[Token], found: Sequence[Harm]) -> list[Harm]:
    """The harm, where a number without a noun is of the group that stands before the verb: killed five miners and left 11 trapped."""
    told: list[Harm] = []
    for harm in found:
        groups = {one.party.group for one in told}
        before = told[-1].party if len(groups) == 1 and not groups & of_class("ANYBODY") and told[-1].party.max != 1 else None
        near = before and {token.pos for token in tokens[before.last : harm.party.first]} <= _BETWEEN
        told.append(replace(harm, party=_of_group(harm.party, before)) if before and near and not harm.party.more else harm)
    return told


def _goes_on(harm: Harm, found: Sequence[Harm]) -> bool:
    """Whether a pronoun speaks of somebody whose harm the sentence has told: stabbed a man, injuring him."""
    return (
        harm.party.pronoun
        and not harm.perpetrator
        and any(one.party.first < harm.party.first and one.party.max == 1 and not one.perpetrator for one in found)
    )


def _with_parts(marked: Sequence[Part], found: list[Harm], counted: Sequence[Party]) -> tuple[Harm, ...]:
    """The harm with those added who are named as a part of the others."""
    firsts = {part.party.first for part in marked}
    wholes = [harm for harm in found if harm.party.first not in firsts]
    own = {harm.party.first: harm for harm in found if harm.party.first in firsts}
    added = list(wholes)
    for part in marked:
        before = next((party for party in reversed(counted) if party.last <= part.mark and party.first not in firsts), None)
        added += _part_harm(part, own.get(part.party.first), _whole(part, wholes, before), wholes)
    return tuple(added)


def _whole(part: Part, wholes: Sequence[Harm], before: Party | None) -> int | None:
    """The number of the harm, in the same sentence, whose people a part belongs to: those who stand last before it."""
    if part.whole is not None:
        return next((number for number, harm in enumerate(wholes) if harm.trigger == part.whole), None)
    number = next((at for at in range(len(wholes) - 1, -1, -1) if wholes[at].party.last <= part.mark), None)
    others = number is not None and before is not None and before.max != 1 and before.first >= wholes[number].party.last
    return None if others else number


def _part_harm(part: Part, own: Harm | None, whole: int | None, wholes: Sequence[Harm]) -> Iterator[Harm]:
    if own and part.whole is None and (whole is None or own.effect is not wholes[whole].effect):
        yield own
    elif part.whole is not None and part.effect and whole is None:
        first, last = min(part.mark, part.party.first), max(part.party.last, part.whole + 1)
        yield Harm(wholes[0].sentence if wholes else -1, part.effect, part.whole, part.party, first, last, of_whole=True)
    elif whole is not None:
        base = wholes[whole]
        if part.effect and part.whole is None:
            yield replace(base, effect=part.effect, party=_of_group(part.party, base.party), first=part.mark, last=part.party.last + 1)
            return
        yield replace(base, party=_of_group(part.party, base.party), first=part.mark, last=part.party.last, part_of=whole)


def _of_group(party: Party, whole: Party) -> Party:
    """A part with the noun of its whole, where it has none of its own: three dock workers, one of them seriously."""
    return replace(party, group=whole.group, head=whole.head) if party.bare and party.head < 0 and not party.group else party
