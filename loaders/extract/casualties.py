"""Casualty records: how many people came to harm in an event, as stated, with the words for every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from loaders.base import Analysis, annotation_id
from loaders.extract.addends import Account, accounted, revisions
from loaders.extract.events import Bound, Event
from loaders.extract.harm import Harm
from loaders.extract.people_nouns import class_of
from loaders.extract.repetitions import distinct
from schema.records import Casualty
from schema.records.base import Span
from schema.records.casualty import Effect
from schema.records.incident import Total

Key: TypeAlias = tuple[int, int, str]
"""What tells harm from other harm of an article: its sentence, its people's first word, and its effect."""

NAME, VERSION = "casualties", "1"
NEAR = 20
"""How many numbers back in its sentence the whole of a part is looked for."""


@dataclass(frozen=True, slots=True)
class Harmed:
    """What an incident did to people: each stated number in order, and what they add up to."""

    casualties: tuple[Casualty, ...]
    totals: tuple[Total, ...]


def harmed(analysis: Analysis, event: Event, incident_id: str) -> Harmed:
    """The casualties of one event, none told twice, and their totals."""
    found = distinct(_with_perpetrators(event.harm))
    ids = {_key(bound): _id(analysis, found.kept[number].harm) for bound, number in found.mentions}
    told = sorted((bound for bound, _ in found.mentions), key=_place)
    wholes = {_key(bound): _whole(at, bound, told, ids) for at, bound in enumerate(told) if _is_part(bound.harm)}
    kept = sorted(found.kept, key=_place)
    free = [bound for bound in kept if wholes.get(_key(bound)) is None]
    revised = {_key(new): _key(old) for effect in Effect for new, old in revisions([one for one in free if one.harm.effect is effect])}
    valid = [bound for bound in free if _key(bound) not in set(revised.values())]
    valid = _without_wounds_of_dead(valid)
    accounts = {effect: accounted([bound for bound in valid if bound.harm.effect is effect]) for effect in Effect}
    counted = {_key(one) for account in accounts.values() for one in account.addends}
    made: dict[str, Casualty] = {}
    for bound in kept:
        key = _key(bound)
        told_of = {"counted": key in counted, "revises_id": ids.get(revised[key]) if key in revised else None}
        record = _record(analysis, bound, incident_id, wholes.get(key)).model_copy(update=told_of)
        made.setdefault(record.id, record)
    totals = (_total(effect, account, ids, accounts) for effect, account in accounts.items() if account.addends)
    return Harmed(tuple(made.values()), tuple(totals))


def _with_perpetrators(bounds: Sequence[Bound]) -> Iterator[Bound]:
    """The harm of an event, in which somebody known who falls to the police, after others were harmed, is the one who had harmed them."""
    harmed_others = False
    for bound in bounds:
        harm = bound.harm
        known = (
            harm.by_police
            and harm.effect in {Effect.KILLED, Effect.INJURED}
            and harm.party.max == 1
            and (harm.party.pronoun or harm.party.definite)
            and not harm.party.owned
        )
        yield replace(bound, harm=replace(harm, perpetrator=True)) if known and harmed_others else bound
        harmed_others = harmed_others or (not harm.by_police and not harm.perpetrator and harm.trigger < harm.party.first)


def _without_wounds_of_dead(bounds: Sequence[Bound]) -> list[Bound]:
    """The harm of an event without the wounds of the one who did it, where he is dead."""
    dead = any(bound.harm.perpetrator and bound.harm.effect is Effect.KILLED for bound in bounds)
    return [one for one in bounds if not (dead and one.harm.perpetrator and one.harm.effect is Effect.INJURED and one.harm.party.max == 1)]


def _total(effect: Effect, account: Account, ids: Mapping[Key, str], accounts: Mapping[Effect, Account]) -> Total:
    """What the harm of one effect adds up to. Those who were shot are perhaps among the dead that are told of later."""
    dead = account.dead_among(accounts[Effect.KILLED]) if effect is Effect.INJURED else Account()
    others = (*(one for told in account.rivals for one in told), *account.open, *dead.addends)
    return Total(
        effect=effect,
        low=max(account.low - dead.low, 0),
        high=account.high,
        addend_ids=tuple(ids[_key(one)] for one in account.addends),
        alternative_ids=tuple(ids[_key(one)] for one in others),
    )


def _place(bound: Bound) -> tuple[int, int]:
    return bound.harm.party.printed


def _is_part(harm: Harm) -> bool:
    return harm.part_of is not None or harm.of_whole


def _key(bound: Bound) -> Key:
    return (bound.harm.sentence, bound.harm.party.first, bound.harm.effect.name)


def _id(analysis: Analysis, harm: Harm) -> str:
    return annotation_id("casualty", analysis.article_id, harm.party.printed[0], harm.effect.name)


def _whole(at: int, bound: Bound, told: Sequence[Bound], ids: Mapping[Key, str]) -> str | None:
    """The id of the larger number that some people are a part of."""
    harm = bound.harm
    before = [one for one in reversed(told[max(0, at - NEAR) : at]) if _holds(one.harm, harm)]
    if harm.part_of is not None:
        behind = [one for one in told[at + 1 : at + NEAR] if _holds(one.harm, harm)]
        whole = next((one for one in (*before, *behind) if one.harm.sentence == harm.sentence), None)
    else:
        whole = next((one for one in before if one.harm.sentence < harm.sentence), None)
    return ids[_key(whole)] if whole else None


def _holds(one: Harm, part: Harm) -> bool:
    """Whether harm can be the whole that some people are a part of."""
    return one.effect is part.effect and not _is_part(one)


def _record(analysis: Analysis, bound: Bound, incident_id: str, whole: str | None) -> Casualty:
    harm, tokens = bound.harm, bound.clause.sentence.tokens
    party = harm.party
    head = tokens[party.head] if party.head >= 0 else None
    spans: dict[str, Span | None] = {
        "effect": analysis.span(tokens[harm.trigger].start, tokens[harm.trigger].end),
        "printed": analysis.span(*party.printed),
        "extent": analysis.span(tokens[harm.first].start, tokens[harm.last - 1].end),
        "group": analysis.span(head.start, head.end) if head and party.group else None,
        "age": analysis.span(*party.age_span) if party.age_span else None,
        "sex": analysis.span(head.start, head.end) if head and party.sex else None,
        "attribution": analysis.span(bound.source.start, bound.source.end) if bound.source else None,
    }
    return Casualty(
        id=_id(analysis, harm),
        extractor=NAME,
        extractor_version=VERSION,
        article_id=analysis.article_id,
        incident_id=incident_id,
        effect=harm.effect,
        min=party.min,
        max=party.max,
        qualifier=party.qualifier,
        printed=analysis.text[party.printed[0] : party.printed[1]],
        extent=analysis.text[tokens[harm.first].start : tokens[harm.last - 1].end],
        group=party.group,
        group_class=class_of(tokens, party.head) if head and party.group else None,
        age=party.age,
        sex=party.sex,
        subset_of_id=whole,
        perpetrator=harm.perpetrator,
        attribution=analysis.text[bound.source.start : bound.source.end] if bound.source else None,
        evidence={name: (span,) for name, span in spans.items() if span},
    )
