"""Loads that are killed lose nothing, do nothing twice and leave nothing; `make kill` does it more often."""

from __future__ import annotations

from pathlib import Path
from random import Random

from bench.articles import article
from bench.kills import killed


def test_a_load_that_is_killed_is_gone_on_with_by_the_next(tmp_path: Path) -> None:
    tally = killed(tmp_path, 3, Random(7), articles=60)  # noqa: S311  no secret
    assert (tally.kills, tally.ends >= 1) == (3, True)


def test_articles_are_always_the_same_and_no_two_are_alike() -> None:
    texts = [article(number, 100) for number in range(50)]
    assert len({*texts}) == len(texts)
    assert texts[7] == article(7, 100)
    assert all(100 <= len(text.split()) <= 250 for text in texts)
