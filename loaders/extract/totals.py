"""What an incident's casualties add up to, and which incident an article is about.

    records = tuple(totalled(reported))        # `reported` holds each incident with its casualties

Numbers of the same people are never added: parts of a number, numbers that a later one replaces, and numbers that differ by source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from schema.records import Casualty, Incident
from schema.records.casualty import Effect
from schema.records.incident import Total

Reported: TypeAlias = tuple[Incident, tuple[Casualty, ...]]
"""An incident and its casualties."""


def totalled(reported: Sequence[Reported]) -> Iterator[Incident | Casualty]:
    """The incidents with their totals and the main one marked, each followed by its casualties, those that count marked."""
    main = _main(reported)
    for incident, casualties in reported:
        yield incident.model_copy(update={"main": incident.id == main, "totals": tuple(_totals(casualties))})
        yield from casualties


def _main(reported: Sequence[Reported]) -> str | None:
    """The id of the incident that the article is about: of the news, the one whose casualties it tells most of."""
    news = [(len(casualties), -at, incident.id) for at, (incident, casualties) in enumerate(reported) if not incident.background]
    return max(news)[2] if news else None


def _totals(casualties: Sequence[Casualty]) -> Iterator[Total]:
    for effect in Effect:
        parts = [one for one in casualties if one.effect is effect and one.counted]
        if parts:
            highs = [one.max for one in parts if one.max is not None]
            high = sum(highs) if len(highs) == len(parts) else None
            yield Total(effect=effect, low=sum(one.min or 0 for one in parts), high=high, addend_ids=tuple(one.id for one in parts))
