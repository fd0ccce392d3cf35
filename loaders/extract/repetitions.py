"""Tells people told of again from other people, so that nobody is counted twice.

    kept = distinct(event.harm)

Two mentions are of the same people unless something tells them apart: name, age, sex, "another", or that one did the harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.extract.addends import says_more
from loaders.extract.events import Bound
from loaders.extract.harm_words import of_class
from loaders.extract.lexicon import words
from loaders.extract.parties import Party
from loaders.extract.reports import FURNITURE
from schema.records.casualty import Effect

COMPARED = 200
"""How many numbers back a repetition is looked for."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """The harm of one event without repetitions, and for each mention the number of the one that stands for it."""

    kept: tuple[Bound, ...]
    mentions: tuple[tuple[Bound, int], ...]


def distinct(bounds: Iterable[Bound]) -> Distinct:
    """The harm of one event without repetitions, and without the wounds of those who died of them."""
    kept: list[Bound] = []
    mentions = []
    for bound in bounds:
        near = range(max(0, len(kept) - COMPARED), len(kept))
        known = next((at for at in near if _repeats(bound, kept[at])), None)
        if known is None:
            known = len(kept)
            kept.append(bound)
        mentions.append((bound, known))
    died = _died_of_wounds(kept, [bound for bound, _ in mentions if bound.harm.effect is Effect.KILLED and not _is_part(bound)])
    places = {at: place for place, at in enumerate(at for at in range(len(kept)) if at not in died)}
    return Distinct(tuple(kept[at] for at in places), tuple((bound, places[at]) for bound, at in mentions if at in places))


def _died_of_wounds(kept: Sequence[Bound], told: Sequence[Bound]) -> set[int]:
    """The numbers of the wounds that are told to have been deadly; each death takes the place of one mention."""
    died: set[int] = set()
    fresh = set(map(id, kept))
    for dead in told[:COMPARED]:
        again = id(dead) not in fresh
        hurt = [] if again else [at for at, bound in enumerate(kept[: 10 * COMPARED]) if at not in died and _died(bound, dead)]
        if dead.harm.party.definite and (not again or (dead.harm.party.max or 0) > 1):
            died |= _all_of(kept, dead)
        if hurt:
            died.add(min(hurt, key=lambda at: (kept[at].harm.party.age != dead.harm.party.age, -at)))
    return died


def _all_of(kept: Sequence[Bound], dead: Bound) -> set[int]:
    """The numbers of those of whom it is then said that both or all of them died, some of whom were told to be dead before."""
    hurt = [
        at
        for at, bound in enumerate(kept)
        if bound.harm.effect is Effect.INJURED and bound.clause.sentence.index < dead.clause.sentence.index and _is_undecided(bound)
    ]
    parties = [kept[at].harm.party for at in hurt]
    number = sum(party.max or 0 for party in parties if party.max == 1 or not party.definite)  # "the two" are told of again
    known = sum(one.harm.party.max or 0 for one in kept if one.harm.effect is Effect.KILLED and _before(one, dead))
    return set(hurt) if dead.harm.party.max in {number, number + known} else set()


def _before(bound: Bound, other: Bound) -> bool:
    return bound.clause.sentence.index < other.clause.sentence.index and not _is_part(bound)


def _is_undecided(bound: Bound) -> bool:
    """Whether the word of harm leaves open if somebody lives."""
    return bound.clause.sentence.tokens[bound.harm.trigger].lemma.lower() in of_class("UNDECIDED")


def _is_part(bound: Bound) -> bool:
    return bound.harm.part_of is not None or bound.harm.of_whole


def _died(bound: Bound, dead: Bound) -> bool:
    """Whether people who are hurt in one mention are dead in another: a man was shot; the 36-year-old man died; both died."""
    one, other = bound.harm.party, dead.harm.party
    if bound.harm.effect is not Effect.INJURED or _is_part(bound) or says_more(dead) or (one.min, one.max) != (other.min, other.max):
        return False
    same = bound.clause.sentence.index == dead.clause.sentence.index
    known = other.pronoun or (other.definite and not other.owned)
    if same and not (known and bound.harm.party.first < other.first):
        return False
    return (known or _is_undecided(bound)) and one.max is not None and _could_be(bound, dead)


def _repeats(bound: Bound, before: Bound) -> bool:
    """Whether harm was told before: by the same number, or of somebody known by then."""
    one, other = bound.harm, before.harm
    if one.effect is not other.effect or _is_part(bound) is not _is_part(before):
        return False
    if _is_part(bound):
        return _same_part(bound, before)
    if bound.clause.sentence.index == before.clause.sentence.index:
        return abs(one.trigger - other.trigger) > 1 and (_same_words(one.party, other.party) or _back(bound, before))
    if bound.clause.part in FURNITURE and one.party.min == other.party.min and not one.perpetrator:
        return True
    return _is_known(bound, before) and _could_be(bound, before)


def _is_known(bound: Bound, before: Bound) -> bool:
    """Whether people of a later sentence can be those of an earlier one by their words: he, the victim, her name, the same number."""
    one, other = bound.harm, before.harm
    party, known = one.party, other.party
    if party.pronoun:
        suffered = known.first < other.trigger  # found dead; not killed by whoever then killed himself
        return known.max == 1 and (suffered or not one.perpetrator or other.perpetrator)
    named = party.named and not known.named and not one.perpetrator and not other.perpetrator
    if named or (party.definite and not party.more):
        return party.max is not None and known.min is not None and party.max <= known.min
    return (party.min, party.max) == (known.min, known.max) and (party.owned or _one_group(party, known))


def _same_part(bound: Bound, before: Bound) -> bool:
    """Whether a part of some number is told again in another sentence."""
    party, known = bound.harm.party, before.harm.party
    apart = bound.clause.sentence.index != before.clause.sentence.index
    return apart and (party.min, party.max, party.group) == (known.min, known.max, known.group) and _could_be(bound, before)


def _back(bound: Bound, before: Bound) -> bool:
    """Whether a sentence comes back to somebody: killed a man ... the victim died."""
    party, known = bound.harm.party, before.harm.party
    back = (party.pronoun or (party.definite and not party.owned)) and party.min == known.min == 1 == known.max
    return back and _one_group(party, known) and bound.harm.perpetrator == before.harm.perpetrator and _could_be(bound, before)


def _could_be(bound: Bound, before: Bound) -> bool:
    """Whether nothing tells the people of two mentions apart."""
    party, known = bound.harm.party, before.harm.party
    unsaid = _is_unsaid(party) or _is_unsaid(known) or _is_anybody(party)
    roles = bound.harm.perpetrator == before.harm.perpetrator or (unsaid and not bound.harm.by_police)
    ages = party.age is None or known.age is None or party.age == known.age
    sexes = party.sex is None or known.sex is None or party.sex is known.sex or (known.max or 2) > 1
    names = not (party.named and known.named) or _surname(bound) == _surname(before)
    return roles and ages and sexes and names and (not party.more or known.more or ((party.max or 2) > 1 and not says_more(bound)))


def _one_group(party: Party, known: Party) -> bool:
    """Whether two nouns can be of one person: a man is the driver; the dean is no student."""
    groups = {party.group, known.group}
    return len(groups) == 1 or None in groups or bool(groups & of_class("ANYBODY"))


def _is_unsaid(party: Party) -> bool:
    """Whether words leave open if somebody did the harm or suffered it: a name, he."""
    return party.named or party.pronoun


def _is_anybody(party: Party) -> bool:
    """Whether words for somebody known leave open who: the man, the suspect."""
    return party.definite and not party.owned and (party.group is None or party.group in of_class("ANYBODY"))


def _same_words(party: Party, known: Party) -> bool:
    """Whether one sentence tells the same twice, as where a headline runs into the text: 2 injured ... two people were hurt."""
    counted = not party.named and not known.named and not party.owned and not known.owned
    return (
        counted
        and party.min == known.min
        and (party.max == known.max or (party.min or 0) > 1)
        and ((party.min or 0) > 1 or known.titled)
        and (None in {party.group, known.group} or party.group == known.group or (known.titled and _one_group(party, known)))
    )


def _surname(bound: Bound) -> str:
    end = bound.harm.party.printed[1]
    named = (token.text for token in reversed(bound.clause.sentence.tokens) if token.end <= end)
    return next((word for word in named if word != "," and word not in words("name_suffixes")), "")
