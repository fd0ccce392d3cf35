"""Gives incidents their totals, and marks the one that an article is about.

records = tuple(totalled(reported))        # `reported` holds each incident with the harm that it did
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from loaders.extract.casualties import Harmed
from schema.records import Casualty, Incident

Reported: TypeAlias = tuple[Incident, Harmed]
"""An incident and the harm that it did."""


def totalled(reported: Sequence[Reported]) -> Iterator[Incident | Casualty]:
    """The incidents with their totals and the main one marked, each followed by its casualties, those that count marked."""
    main = _main(reported)
    for incident, harmed in reported:
        yield incident.model_copy(update={"main": incident.id == main, "totals": harmed.totals})
        yield from harmed.casualties


def _main(reported: Sequence[Reported]) -> str | None:
    """The id of the incident that the article is about: of the news, the one whose casualties it tells most of."""
    news = [(len(harmed.casualties), -at, incident.id) for at, (incident, harmed) in enumerate(reported) if not incident.background]
    return max(news)[2] if news else None
