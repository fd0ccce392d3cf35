"""How far the confidence of a fact can be trusted: facts are held against gold, a model is fitted, bins show predicted against observed.

found = list(outcomes(gold, records))      # (type of record, its features, its confidence, whether gold has it)
weights = fitted(found)
print(*table(found), sep=chr(10))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from bench.measures import Item, paired, same_words
from bench.predictions import facts
from loaders.confidence import features, probability
from loaders.extract.event_families import same
from schema.records import Casualty, Incident, Record
from schema.records.incident import IncidentType

ROUNDS = 1000
RATE = 0.7
SHRINK = 1e-4
"""How the model is fitted: passes over all outcomes, the length of a step, and the pull of each weight towards zero."""
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fact that gold judges."""

    record: str
    features: tuple[str, ...]
    confidence: float
    right: bool


def outcomes(gold: Mapping[str, Any], records: Sequence[Record], *, news_only: bool = False) -> Iterator[Outcome]:
    """What became of the facts of an article; those that gold marks optional are not judged.

    Where gold tells of one incident only (`news_only`), incidents and casualties are judged for the article's main incident.
    """
    lines = facts(records)
    by_id = {one.id: one for one in records}
    main = next((one.id for one in records if isinstance(one, Incident) and one.main), None)
    for part, likeness in LIKENESS.items():
        if part not in gold:
            continue
        pairs = paired(gold[part], lines[part], likeness)
        matched = {other["id"]: not one.get("optional") for one, other in pairs}
        for identifier in dict.fromkeys(line["id"] for line in lines[part]):
            record = by_id[identifier]
            about = record.incident_id if isinstance(record, Casualty) else record.id
            if matched.get(identifier, True) and (not news_only or part == "quotes" or about == main):
                confidence = next(line["confidence"] for line in lines[part] if line["id"] == identifier)
                yield Outcome(type(record).__name__, tuple(features(record)), confidence or 0.0, identifier in matched)


def _same_count(one: Item, other: Item) -> float:
    """Whether a stated number is gold's, or lies in the range that gold accepts."""
    number = other["count_min"] if other["count_min"] is not None else other["count_max"]
    bounds = [each for each in (one.get("count_min"), one.get("count_max")) if each is not None]
    ranges = one.get("accepted") or ([(min(bounds), max(bounds))] if bounds else [])
    return float(one["effect"] == other["effect"] and number is not None and any(low <= number <= high for low, high in ranges))


def _same_type(one: Item, other: Item) -> float:
    kind = IncidentType.__members__.get(str(one["type"]).upper())
    return float(kind is not None and same(kind, IncidentType[other["type"].upper()]))


LIKENESS = {"quotes": same_words, "casualties": _same_count, "incidents": _same_type}


def fitted(found: Iterable[Outcome]) -> Iterator[tuple[str, str, float]]:
    """The weights of a logistic model for each type of record: type, feature, weight."""
    groups: defaultdict[str, defaultdict[tuple[str, ...], list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        groups[one.record][one.features].append(one.right)
    for record, alike in sorted(groups.items()):
        total = sum(map(len, alike.values()))
        weights: defaultdict[str, float] = defaultdict(float)
        for _ in range(ROUNDS):
            slopes: defaultdict[str, float] = defaultdict(float)
            for features_, rights in alike.items():
                error = sum(rights) - len(rights) * probability(weights, iter(features_))
                for feature in features_:
                    slopes[feature] += error / total
            for feature, slope in slopes.items():
                weights[feature] += RATE * (slope - SHRINK * weights[feature])
        yield from ((record, feature, round(weight, 2)) for feature, weight in sorted(weights.items()))


def table(found: Iterable[Outcome]) -> Iterator[str]:
    """For each type of record and bin of confidence: how many facts, the mean confidence, and the share that was right."""
    bins: defaultdict[tuple[str, int], list[Outcome]] = defaultdict(list)
    for one in found:
        bins[one.record, sum(one.confidence >= bound for bound in BINS)].append(one)
    for (record, number), group in sorted(bins.items()):
        mean, right = fmean(one.confidence for one in group), fmean(one.right for one in group)
        span = f"{BINS[number - 1]:.2f} to {min(BINS[number], 1):.2f}"
        yield f"{record:9s} {span}  {len(group):6d} facts  predicted {mean:.2f}  observed {right:.2f}"
