"""The confidence of facts: bench/calibration.py and loaders/confidence.py."""

from __future__ import annotations

import pytest

from bench.calibration import Outcome, fitted, table
from loaders.confidence import probability, rated
from schema.records import Casualty, Incident, Quote
from tests.seeds import seed_records


def drawn(feature: str, right: int, wrong: int) -> list[Outcome]:
    return [Outcome("Quote", ("any", feature), right / (right + wrong), one) for one in [True] * right + [False] * wrong]


def test_the_model_gives_back_the_shares_that_it_saw() -> None:
    weights = {feature: weight for _, feature, weight in fitted([*drawn("cue", 90, 10), *drawn("no cue", 30, 70)])}
    assert probability(weights, iter(("any", "cue"))) == pytest.approx(0.9, abs=0.02)
    assert probability(weights, iter(("any", "no cue"))) == pytest.approx(0.3, abs=0.02)


def test_the_table_sets_what_was_predicted_beside_what_was_seen() -> None:
    assert list(table([*drawn("cue", 9, 1), *drawn("no cue", 1, 3)])) == [
        "Quote     0.00 to 0.30       4 facts  predicted 0.25  observed 0.25",
        "Quote     0.90 to 0.95      10 facts  predicted 0.90  observed 0.90",
    ]


def test_facts_that_were_measured_have_a_confidence_and_others_none() -> None:
    for record in seed_records():
        measured = isinstance(record, Quote | Incident | Casualty)
        value = getattr(record, "confidence", None)
        assert (value is not None and 0 < value < 1) if measured else value is None
        assert rated(record) == record
