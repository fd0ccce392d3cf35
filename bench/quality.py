"""How right the extraction is on annotated articles.

    python -m bench.quality predict IN.jsonl OUT.jsonl [--analyzer light] [--pipeline NAME]
    python -m bench.quality score DIR [--analyzer light]   # or: make quality DATA=DIR

`predict` writes one line an article in the shape that the set's scorer reads. `score` predicts every set (*.jsonl, *.jsonl.gz) that it
finds in a folder and prints one table, judged by the `score.py` that lies beside the sets.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

from bench.predictions import prediction
from loaders.registry import ANALYZERS, analyzer


@dataclass(frozen=True)
class Run:
    """One way of scoring quotations: all of them, or some kinds only. `rows` begin with these words."""

    kinds: frozenset[str] | None
    speech: bool
    rows: tuple[str, ...]
    label: str = ""


RUNS = (
    Run(frozenset({"direct", "mixed"}), speech=False, rows=("segments",), label="in marks: "),
    Run(None, speech=True, rows=("quotes overlap",), label="all kinds: "),
    Run(None, speech=False, rows=("casualt", "total", "incident")),
)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a set."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for line in stream:
            if line.strip():
                yield orjson.loads(line)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description="Predict and score annotated articles.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    one = commands.add_parser("predict", help="write the predictions for one set")
    one.add_argument("source", type=Path, metavar="IN.jsonl")
    one.add_argument("target", type=Path, metavar="OUT.jsonl")
    two = commands.add_parser("score", help="predict and score all sets of a folder")
    two.add_argument("folder", type=Path, metavar="DIR")
    two.add_argument("--only", nargs="+", metavar="SET", help="the names of the sets to score")
    for command in (one, two):
        command.add_argument("--analyzer", choices=ANALYZERS, default="light")
        command.add_argument("--pipeline", metavar="NAME", help="the installed spaCy pipeline to use, with --analyzer spacy")
    given = parser.parse_args(arguments)
    tagger = (given.analyzer, given.pipeline)
    if given.command == "predict":
        with given.target.open("wb") as target:
            target.writelines(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in predictions(given.source, tagger))
        return 0
    return score(given.folder, tagger, given.only)


Tagger = tuple[str, str | None]
"""The name of an analyzer, and of its pipeline."""


def predictions(source: Path, tagger: Tagger) -> Iterator[dict[str, Any]]:
    """The predictions for a set, in its order."""
    made = analyzer(*tagger)
    return (prediction(line, made) for line in lines(source))


def score(folder: Path, tagger: Tagger, only: Sequence[str] | None) -> int:
    """Prints the table of all sets with gold in a folder; 2 where there is no scorer or no set."""
    judge = _judge(folder)
    sets = {path.name.partition(".")[0]: path for place in (folder, folder / "data") for path in sorted(place.glob("*.jsonl*"))}
    with_gold = {name: path for name, path in sets.items() if (not only or name in only) and "gold" in next(lines(path), {})}
    if judge is None or not with_gold:
        print(f"{folder} holds no {'score.py' if judge is None else 'set with gold (*.jsonl or *.jsonl.gz)'}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor() as pool:
        tables = pool.map(_scored, [(judge, path, tagger) for path in with_gold.values()])
        for name, (rows, seconds, words) in zip(with_gold, tables, strict=True):
            print(f"{name}: {words} words, {words / seconds:.0f} words/s and process")
            for row in rows:
                print(f"  {row}")
    return 0


def _judge(folder: Path) -> Path | None:
    return next((path for path in (folder / "score.py", folder.parent / "score.py") if path.exists()), None)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scored(job: tuple[Path, Path, Tagger]) -> tuple[list[str], float, int]:
    """The rows of one set, the seconds that its predictions took, and its words."""
    judge, path, tagger = _module(job[0]), job[1], job[2]
    articles = [line for line in lines(path) if "text" in line]
    began = time.perf_counter()
    made = analyzer(*tagger)
    predicted = {line["id"]: prediction(line, made) for line in articles}
    seconds = time.perf_counter() - began
    golds = [(line["id"], line["gold"]) for line in articles]
    rows = []
    for run in RUNS:
        result = judge.evaluate(golds, predicted, run.kinds and set(run.kinds), run.speech)
        rows += [_row(run.label + name, row) for name, row in result.items() if name.startswith(run.rows)]
    return rows, seconds, sum(len(line["text"].split()) for line in articles)


def _row(name: str, row: dict[str, Any]) -> str:
    if "f1" in row:
        low, high = row["ci"][2]
        return (
            f"{name:42s} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f} [{low:.3f} {high:.3f}]  "
            f"{row['tp']} of {row['predicted']} predicted, {row['gold']} gold"
        )
    low, high = row["ci"][0]
    return f"{name:42s} right {row['accuracy']:.3f} [{low:.3f} {high:.3f}]  {row['right']} of {row['n']}"


if __name__ == "__main__":
    sys.exit(main())
