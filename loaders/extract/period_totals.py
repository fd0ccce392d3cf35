"""Tells counts over a long time from the harm of one event: dozens since April, 31 killings so far this year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.base import Token
from loaders.extract.harm import Harm
from loaders.extract.irrealis import verb_group
from loaders.extract.lexicon import words
from loaders.extract.reports import Clause, Report
from loaders.extract.time_grammar import Match

COUNTED = frozenset({"since", "annually", "yearly"})
RATES = frozenset({("per", "year"), ("a", "year"), ("every", "year"), ("this", "year"), ("this", "month")})
SEASONS = ("season", "spring", "summer", "autumn", "fall", "winter")
PERIODS = frozenset({("last", "year"), ("this", "year"), ("last", "month"), ("this", "month"), ("every", "year"), ("a", "year")}).union(
    ("this", season) for season in SEASONS
)
RANKS = frozenset({"worst", "deadliest", "bloodiest", "latest", "first", "second", "third", "fourth", "fifth", "sixth"})
WARS = frozenset({"war", "conflict", "fighting"})
LONG = 25
"""From how many days on a time is one over which events are counted."""


def is_total(clause: Clause, harm: Harm) -> bool:
    """Whether harm is counted over a long time, and so done by no one event."""
    tokens = clause.sentence.tokens
    rest = [token.text.lower() for token in _unranked(tokens[harm.last : clause.last])]
    short = "since" in rest and words("day_words").intersection(rest[rest.index("since") + 1 : rest.index("since") + 3])
    if (COUNTED & set(rest) and not short) or (harm.effect.name == "DISPLACED" and WARS & set(rest)):
        return True
    several = harm.party.min is None or harm.party.min > 1 or tokens[harm.trigger].lemma == "die"  # the poet, who died last year
    if several and not clause.background and clause.bare and is_long(clause.bare.time):
        return True
    return any(pair in RATES for pair in pairwise(rest))


def is_statistic(clause: Clause, report: Report) -> bool:
    """Whether a report counts events over a long time: shootings have killed 11 people, thirty men have been shot this month."""
    trigger, tokens = report.trigger, clause.sentence.tokens
    told = tokens[clause.first : clause.last]
    periods = {(one.text.lower(), other.text.lower()) for one, other in pairwise(_unranked(told))} & PERIODS
    long = bool(periods) or is_long(report.time)
    if long and trigger.generic and trigger.at == clause.first:
        return True  # crashes killed 3,100 people last year
    if report.background or not long:
        return False
    return any(map(_is_perfect, told if trigger.generic else verb_group(tokens, trigger.at)))


def _unranked(tokens: Sequence[Token]) -> Sequence[Token]:
    """Words without those that rank an event among the others of a time: the deadliest attack this year, the third since April."""
    at = next((at for at, token in enumerate(tokens) if token.tag == "JJS" or token.text.lower() in RANKS), len(tokens))
    return tokens[:at]


def is_long(time: Match | None) -> bool:
    """Whether a time is a month or longer."""
    period = time.reading.period if time else None
    return period is not None and (period.latest - period.earliest).days > LONG


def _is_perfect(token: Token) -> bool:
    """As in "have been killed", "has seen"."""
    return token.lemma == "have" and token.tag in {"VBZ", "VBP"}
