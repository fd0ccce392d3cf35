"""Chooses the casualties of an incident that add up to its totals.

    counted = addends(bounds)                  # of one effect, in the order of the text

What one sentence joins is added; a later sentence adds people of its own, gives a larger number, or tells more of those known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from loaders.extract.events import Bound
from loaders.extract.harm_words import of_class

COMPARED = 40
"""How many numbers back the one that a new number takes the place of is looked for."""
NEAR = 3
"""How many words before harm or its number the verb may stand that says that it has risen."""


def addends(bounds: Sequence[Bound]) -> list[Bound]:
    """Of harm of one effect, without parts and what was revised, that which adds up."""
    victims = [bound for bound in bounds if not bound.harm.perpetrator]
    chosen: list[Bound] = []
    for _, told in groupby(victims, key=lambda bound: bound.clause.sentence.index):
        chosen = _with(chosen, list(told))
    return chosen + _perpetrators(chosen, [bound for bound in bounds if bound.harm.perpetrator])


def revisions(bounds: Sequence[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """The numbers, of harm of one effect, that are said to have risen, each with the last one that it takes the place of."""
    for at, bound in enumerate(bounds):
        if _has_risen(bound):
            old = next((one for one in reversed(bounds[max(0, at - COMPARED) : at]) if _sum([one]) < _sum([bound])), None)
            if old:
                yield bound, old


def _has_risen(bound: Bound) -> bool:
    """Whether a number is told as a new one: the toll rose to 13; the number of dead has climbed to 20."""
    harm = bound.harm
    first, last = sorted((harm.trigger, harm.party.first))
    verbs = {token.lemma.lower() for token in bound.clause.sentence.tokens[max(0, first - NEAR) : last]}
    return not _is_single(bound) and bool(verbs & of_class("RISE"))


def _with(chosen: list[Bound], told: list[Bound]) -> list[Bound]:
    """The addends so far with what one more sentence tells."""
    if not chosen or not told:
        return chosen or told
    if all(_is_single(bound) for bound in (*chosen, *told)):
        return chosen + told
    if all(bound.harm.party.more for bound in told) and _goes_on(chosen, told):
        return chosen + told
    return told if _sum(told) > _sum(chosen) else chosen


def _goes_on(chosen: Sequence[Bound], told: Sequence[Bound]) -> bool:
    """Whether those told are others than all before, and not only others than somebody in their own sentence."""
    return all(_is_single(bound) for bound in chosen) or any(_says_more(bound) for bound in told)


def _says_more(bound: Bound) -> bool:
    party = bound.harm.party
    words = {token.text.lower() for token in bound.clause.sentence.tokens[party.first : party.last]}
    return bool(words & {"more", "another", "additional", "further"})


def _perpetrators(chosen: Sequence[Bound], bounds: Sequence[Bound]) -> list[Bound]:
    """Those who did the harm and suffered it, unless a number told of all can hold them: five were killed; not "he killed five"."""
    holds = any(not _is_single(bound) and bound.harm.party.first < bound.harm.trigger for bound in chosen)
    return [] if holds else list(bounds)


def _is_single(bound: Bound) -> bool:
    return bound.harm.party.max == 1


def _sum(bounds: Iterable[Bound]) -> int:
    return sum(bound.harm.party.min or bound.harm.party.max or 0 for bound in bounds)
