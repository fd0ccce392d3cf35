"""Chooses the casualties of an incident that add up to its totals, and those that other sources put in their place.

    account = accounted(bounds)                # of one effect, in the order of the text

What one sentence joins is added; a later sentence adds people of its own, gives a larger number, or tells more of those known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from loaders.extract.events import Bound
from loaders.extract.harm_words import of_class
from schema.records.casualty import Effect

COMPARED = 40
"""How many numbers back the one that a new number takes the place of is looked for."""
NEAR = 3
"""How many words before harm or its number the verb may stand that says that it has risen."""
FACTOR = 2
"""How many times larger one of two figures can be that are of the same people, where nothing else says so."""


@dataclass(frozen=True, slots=True)
class Account:
    """What harm of one effect adds up to."""

    addends: tuple[Bound, ...] = ()
    """Those that are added."""
    rivals: tuple[tuple[Bound, ...], ...] = ()
    """What other sources put in the place of all of them."""
    open: tuple[Bound, ...] = ()
    """Those who are perhaps among them, and perhaps not."""

    @property
    def low(self) -> int:
        """The lowest number that any of the sources allows."""
        bounded = [told for told in (self.addends, *self.rivals) if all(bound.harm.party.min is not None for bound in told)]
        return min(_low(told) for told in bounded or [self.addends])

    @property
    def high(self) -> int | None:
        """The highest number that any of the sources allows; None where one of them has no upper bound."""
        highs = [_high(told) for told in (self.addends, *self.rivals)]
        more = _high(self.open)
        return None if more is None or None in highs else max(high for high in highs if high is not None) + more

    def dead_among(self, dead: Account) -> Account:
        """Those of the dead who are perhaps among these people, who were shot: four were shot, one man fatally."""
        shot = [bound for bound in self.addends if _trigger(bound) in of_class("SHOT")]
        return Account(tuple(one for one in dead.addends if any(_may_hold(bound, one) for bound in shot)))


def accounted(bounds: Sequence[Bound]) -> Account:
    """What harm of one effect, without parts and what was revised, adds up to."""
    victims = [bound for bound in bounds if not bound.harm.perpetrator]
    news = [bound for bound in victims if not bound.harm.earlier] or victims
    fresh = [bound for bound in news if not bound.harm.of_wounded] or news
    tellings = list(_tellings(fresh))
    chosen: list[Bound] = reduce(_with, tellings, [])
    rivals = {_voice(told[0]): told for told in sorted(tellings, key=_sum) if _disputes(told, chosen)}
    added = [*chosen, *_perpetrators(chosen, [bound for bound in bounds if bound.harm.perpetrator])]
    return Account(tuple(added), tuple(map(tuple, rivals.values())), tuple(_open(news, fresh)))


def revisions(bounds: Sequence[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """The numbers, of harm of one effect, that take the place of others, each with the last one that it takes the place of."""
    for at, bound in enumerate(bounds):
        near = [*reversed(bounds[max(0, at - COMPARED) : at])]
        if _has_risen(bound):
            old = next((one for one in near if _size(one) < _size(bound)), None)
        elif _is_left(bound):
            old = next((one for one in near if _size(one) > _size(bound) and not one.harm.of_whole), None)
        else:
            beside = (one for one in (*near, *bounds[at + 1 : at + 2]) if one.clause.sentence.index == bound.clause.sentence.index)
            old = next((one for one in beside if one.harm.earlier and not bound.harm.earlier), None)
        if old:
            yield bound, old


def _has_risen(bound: Bound) -> bool:
    """Whether a number is told as a new one: the toll rose to 13; the number of dead has climbed to 20."""
    harm = bound.harm
    first, last = sorted((harm.trigger, harm.party.first))
    verbs = {token.lemma.lower() for token in bound.clause.sentence.tokens[max(0, first - NEAR) : last]}
    return not _is_single(bound) and bool(verbs & of_class("RISE"))


def _is_left(bound: Bound) -> bool:
    """Whether a number tells how many are still not found: 28 remained missing, 12 are still trapped."""
    harm = bound.harm
    first, last = sorted((harm.trigger, harm.party.first))
    words = bound.clause.sentence.tokens[first : last + 1]
    lost = harm.effect in {Effect.MISSING, Effect.TRAPPED} and harm.part_of is None and not _is_single(bound)
    return lost and any(token.lemma == "remain" or token.text.lower() == "still" for token in words)


def _tellings(bounds: Sequence[Bound]) -> Iterator[list[Bound]]:
    """The harm by sentence; in one sentence a toll holds the rest, and figures of several sources stand apart."""
    for _, found in groupby(bounds, key=lambda bound: bound.clause.sentence.index):
        told = list(found)
        told = [bound for bound in told if _trigger(bound) not in of_class("BODY")] or told  # 32 killed, with 18 bodies found
        tolls = [bound for bound in told if bound.harm.toll]
        apart = [bound for bound in told if tolls and _voice(bound) != _voice(tolls[0])]
        yield from ([one] for one in apart)
        rest = tolls[:1] or told
        first = [bound for bound in rest if _voice(bound) == _voice(rest[0]) or bound.harm.party.max == 1]
        yield first
        yield from ([bound] for bound in rest if bound not in first)


def _voice(bound: Bound) -> str | None:
    """Whoever states a number in its own sentence, by the last word, or that it disputes another; None where nobody is named there."""
    source, sentence = bound.source, bound.clause.sentence
    if source is None or not sentence.start <= source.start < sentence.end:
        told = sentence.tokens[: bound.harm.trigger]
        return next((token.lemma for token in told if token.lemma in of_class("DISPUTE")), None)
    return next(token.text.lower() for token in reversed(sentence.tokens) if token.end <= source.end)


def _disputes(told: Sequence[Bound], other: Sequence[Bound]) -> bool:
    """Whether two sources give figures of the same people."""
    voices = {_voice(bound) for bound in told}, {_voice(bound) for bound in other}
    if None in voices[0] | voices[1] or voices[0] & voices[1] or len(told) > 1 or len(other) > 1:
        return False
    one, two = told[0], other[0]
    if _is_single(one) or _is_single(two) or one.harm.party.more or two.harm.party.more:
        return False
    if _agree(one, two):
        return False
    near = max(_size(one), _size(two)) <= FACTOR * min(_size(one), _size(two))
    alike = one.harm.party.group == two.harm.party.group
    said = bool({*voices[0], *voices[1]} & of_class("DISPUTE"))
    return said or one.harm.toll or two.harm.toll or (alike and (near or one.harm.party.group is not None))


def _agree(one: Bound, two: Bound) -> bool:
    """Whether two figures can both be true: at least five, and seven."""
    (low, high), (least, most) = (
        (party.min or party.max or 0, party.max if party.max is not None else float("inf")) for party in (one.harm.party, two.harm.party)
    )
    return low <= most and least <= high


def _open(news: Sequence[Bound], fresh: Sequence[Bound]) -> Iterator[Bound]:
    """The wounded who have died, unless a toll told with them or later holds them."""
    for bound in news:
        if bound not in fresh and not any(one.harm.toll and one.clause.sentence.index >= bound.clause.sentence.index for one in fresh):
            yield bound


def _with(chosen: list[Bound], told: list[Bound]) -> list[Bound]:
    """The addends so far with what one more sentence tells."""
    if not chosen or not told:
        return chosen or told
    if all(_is_single(bound) for bound in (*chosen, *told)):
        return chosen + told
    if (all(bound.harm.party.more for bound in told) and _goes_on(chosen, told)) or _comes_next(chosen, told):
        return chosen + told
    return told if (_low(told), _sum(told)) > (_low(chosen), _sum(chosen)) else chosen


def _goes_on(chosen: Sequence[Bound], told: Sequence[Bound]) -> bool:
    """Whether those told are others than all before, and not only others than somebody in their own sentence."""
    return all(_is_single(bound) for bound in chosen) or any(says_more(bound) for bound in told)


def _comes_next(chosen: Sequence[Bound], told: Sequence[Bound]) -> bool:
    """Whether others were harmed after single people: killed his boss, and then shot two teachers."""
    groups = [{bound.harm.party.group for bound in some} for some in (chosen, told)]
    known = not (groups[0] | groups[1]) & (of_class("ANYBODY") | of_class("COLLECTIVE") | {None})
    return all(map(_is_single, chosen)) and known and not groups[0] & groups[1] and all(map(_is_then, told))


def _is_then(bound: Bound) -> bool:
    sentence = bound.clause.sentence
    return any(token.text.lower() in {"then", "later", "next"} for token in sentence.tokens[: bound.harm.trigger])


def says_more(bound: Bound) -> bool:
    """Whether people come on top of all those told before: two more, another man; or stand beside such people."""
    tokens = bound.clause.sentence.tokens
    parties = [bound.harm.party, *(one.party for one in bound.clause.harm if one.party.more and bound.harm.party.more)]
    return any(token.text.lower() in of_class("ADDED") for party in parties for token in tokens[party.first : party.last])


def _perpetrators(chosen: Sequence[Bound], bounds: Sequence[Bound]) -> list[Bound]:
    """Those who did the harm and suffered it, unless a number told of all can hold them: five were killed; not "he killed five"."""
    holds = any(not _is_single(bound) and bound.harm.party.first < bound.harm.trigger for bound in chosen)
    return [] if holds else list(bounds)


def _may_hold(shot: Bound, dead: Bound) -> bool:
    """Whether the dead can be of a larger number of people who were shot."""
    later = _place(shot) < _place(dead)
    return later and _size(dead) < _size(shot) and not dead.harm.party.more and not dead.harm.perpetrator and not shot.harm.party.more


def _place(bound: Bound) -> int:
    return bound.harm.party.printed[0]


def _trigger(bound: Bound) -> str:
    return bound.clause.sentence.tokens[bound.harm.trigger].lemma.lower()


def _is_single(bound: Bound) -> bool:
    return bound.harm.party.max == 1


def _size(bound: Bound) -> int:
    return bound.harm.party.min or bound.harm.party.max or 0


def _sum(bounds: Iterable[Bound]) -> int:
    return sum(map(_size, bounds))


def _low(bounds: Iterable[Bound]) -> int:
    return sum(bound.harm.party.min or 0 for bound in bounds)


def _high(bounds: Iterable[Bound]) -> int | None:
    highs = [bound.harm.party.max for bound in bounds]
    return None if None in highs else sum(high for high in highs if high is not None)
