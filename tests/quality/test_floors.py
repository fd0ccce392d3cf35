"""The extraction does at least as well on our own articles as it ever did: floors.json may only rise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from bench.annotated import Rows, annotated, scored
from loaders.registry import analyzer

ARTICLES = Path(__file__).parents[1] / "data" / "annotated"
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_bytes())
SLACK = 0.01
"""How far a figure may stand above its floor before the floor has to follow it."""


@cache
def measured() -> Rows:
    return scored(ARTICLES, analyzer("light"))


@pytest.mark.parametrize("row", FLOORS)
def test_a_figure_is_at_its_floor(row: str) -> None:
    figure = measured()[row].f1
    assert FLOORS[row] <= figure < FLOORS[row] + SLACK, f"{row} is {figure:.3f}: below its floor, or the floor has to rise"


def test_every_figure_has_a_floor() -> None:
    assert set(measured()) == set(FLOORS)


def test_there_are_enough_articles_and_each_was_annotated_twice() -> None:
    names = {path.stem for path in (ARTICLES / "articles").glob("*.txt")}
    assert len(names) >= 60
    for layer in ("first", "second", "gold"):
        assert {one.line["id"] for one in annotated(ARTICLES, layer)} == names


@pytest.mark.parametrize("layer", ["first", "second", "gold"])
def test_what_annotators_copied_stands_in_the_article(layer: str) -> None:
    for article in annotated(ARTICLES, layer):
        flat = " ".join(f"{article.line['title'] or ''} {article.line['text']}".split()).casefold()
        for part, name in (("incidents", "trigger"), ("casualties", "printed"), ("places", "printed"), ("dates", "printed")):
            for item in article.gold[part]:
                assert item[name] is None or " ".join(item[name].split()).casefold() in flat, (article.line["id"], part, item[name])
