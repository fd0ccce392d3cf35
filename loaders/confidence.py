"""How often a fact like this one is right: a logistic model over what a record says of itself, fitted to annotated news.

    rated(record).confidence    # 0.93

The weights are in `confidence.txt`, which `python -m bench.quality calibrate` writes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from schema.records import Annotation, Casualty, Incident, Quote, Record

R = TypeVar("R", bound=Record)

PLAIN_CUES = frozenset({"said", "says", "say", "saying", "told", "tells", "tell", "added", "adds", "according to"})
"""Cues that mark speech and nothing else."""
LENGTHS = (1, 3, 6, 12, 25, 50)
"""Where quotations are cut into classes by their number of words."""
SIZES = (1, 2, 5, 10, 20, 50, 100)
"""Where numbers of people are cut into classes."""


def rated(record: R) -> R:
    """The record with its confidence, where facts of its type were measured."""
    weights = _weights().get(type(record).__name__)
    if weights is None or not isinstance(record, Annotation):
        return record
    return record.model_copy(update={"confidence": round(probability(weights, features(record)), 2)})


def probability(weights: Mapping[str, float], found: Iterator[str]) -> float:
    """What the model gives a record with these features."""
    return 1 / (1 + math.exp(-sum(weights.get(feature, 0.0) for feature in found)))


def features(record: Record) -> Iterator[str]:
    """What a record says of itself that tells how far to trust it."""
    yield "any"
    yield from _FEATURES.get(type(record), lambda _: iter(()))(record)


def _quote(quote: Quote) -> Iterator[str]:
    yield f"kind={quote.kind.name}"
    yield f"words={_class(len(quote.text.split()), LENGTHS)}"
    yield f"cue={quote.cue is not None and ('plain' if quote.cue.lower() in PLAIN_CUES else 'other')}"
    yield f"speaker={quote.speakers[0].kind.name if quote.speakers else None}"
    yield f"named={any(speaker.person_id for speaker in quote.speakers)}"
    yield f"continues={quote.continuation_of_id is not None}"
    yield f"parts={min(len(quote.evidence['text']), 2)}"


def _incident(incident: Incident) -> Iterator[str]:
    yield f"type={incident.type.name}"
    yield f"place={incident.place_id is not None}"
    yield f"time={incident.occurred is not None}"
    yield f"harm={bool(incident.totals)}"
    yield f"factuality={incident.factuality.name}"
    yield f"background={incident.background}"
    yield f"main={incident.main}"


def _casualty(casualty: Casualty) -> Iterator[str]:
    yield f"effect={casualty.effect.name}"
    yield f"qualifier={casualty.qualifier.name}"
    yield f"size={_class(casualty.min or casualty.max or 0, SIZES)}"
    yield f"counted={casualty.counted}"
    yield f"subset={casualty.subset_of_id is not None}"
    yield f"named={casualty.printed[:1].isupper() and casualty.min == 1}"
    yield f"attributed={casualty.attribution is not None}"
    yield f"group={casualty.group is not None}"


_FEATURES: Mapping[type[Record], Callable[[Any], Iterator[str]]] = {Quote: _quote, Incident: _incident, Casualty: _casualty}


def _class(number: int, bounds: tuple[int, ...]) -> int:
    """The largest bound that a number reaches; 0 below the first."""
    return max((bound for bound in bounds if bound <= number), default=0)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in files(__package__).joinpath("confidence.txt").read_text(encoding="utf-8").splitlines():
        record, feature, weight = line.split("\t")
        found.setdefault(record, {})[feature] = float(weight)
    return found
