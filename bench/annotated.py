"""Our own annotated articles: a folder with `articles/NAME.txt` and, for each, what two annotators wrote and the gold made of both.

    for article in annotated(Path("tests/data/annotated")):
        article.gold["quotes"]

`first/` and `second/` hold what each annotator wrote without seeing the other; `gold/` holds what was settled after comparing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.calibration import Outcome, outcomes
from bench.measures import Count, Facts, measures
from bench.predictions import extracted, facts
from loaders.base import Analyzer

Rows = Mapping[str, Count]


@dataclass(frozen=True)
class Annotated:
    """An article, what came with it, and what an annotator found in it."""

    line: Mapping[str, Any]
    gold: Facts


def annotated(folder: Path, layer: str = "gold") -> Iterator[Annotated]:
    """The articles of a folder with one layer of annotation, by name."""
    for path in sorted((folder / layer).glob("*.json")):
        found = orjson.loads(path.read_bytes())
        text = (folder / "articles" / f"{path.stem}.txt").read_bytes().decode()
        line = {"id": path.stem, "text": text, "title": found.get("title"), "published": found.get("published")}
        yield Annotated(line, found["gold"])


def scored(folder: Path, analyzer: Analyzer) -> Rows:
    """How the extraction does on the gold of a folder."""
    return _summed(measures(one.gold, facts(found)) for one in annotated(folder) if (found := extracted(one.line, analyzer)))


def judged(folder: Path, analyzer: Analyzer) -> list[Outcome]:
    """What became of each fact that the extraction finds in a folder."""
    read = ((one.gold, extracted(one.line, analyzer)) for one in annotated(folder))
    return [outcome for gold, found in read if found for outcome in outcomes(gold, found)]


def agreement(folder: Path) -> Rows:
    """How far the second annotator agrees with the first."""
    seconds = {one.line["id"]: one.gold for one in annotated(folder, "second")}
    return _summed(measures(one.gold, seconds[one.line["id"]]) for one in annotated(folder, "first"))


def _summed(found: Iterable[Rows]) -> Rows:
    total: dict[str, Count] = {}
    for rows in found:
        for name, count in rows.items():
            total[name] = total.get(name, Count()) + count
    return total
