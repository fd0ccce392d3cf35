"""What a measurement of speed prints."""

from __future__ import annotations

import pytest

from bench import speed
from bench.speed import Speed, measured


def test_speed_is_told_in_articles_of_500_words() -> None:
    assert str(Speed(startup_s=0.31, words_per_s=25_000, peak_mb=103.4)) == (
        "  50.0 articles/s    25000 words/s  start-up 0.31 s  peak 103 MB"
    )


def test_a_run_measures_the_articles_behind_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "FIRST", 60)
    found = measured("light")
    assert found.words_per_s > 0
    assert found.peak_mb > found.startup_s > 0
