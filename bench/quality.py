"""How right the extraction is on annotated articles.

    python -m bench.quality predict IN.jsonl OUT.jsonl [--analyzer light] [--pipeline NAME]
    python -m bench.quality score DIR [--analyzer light]      # or: make quality DATA=DIR
    python -m bench.quality calibrate DIR
    python -m bench.quality agree DIR                         # our own articles: do two annotators agree?

`predict` writes one line an article in the shape that the set's scorer reads. `score` predicts every set (*.jsonl, *.jsonl.gz) that it
finds in a folder and prints one table, judged by the `score.py` that lies beside the sets, and how far the confidence of facts can be
trusted; our own articles (a folder with `gold/`) by our own measures. `calibrate` fits the confidence to the sets.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

from bench.annotated import agreement, judged, scored
from bench.calibration import Outcome, fitted, outcomes, table
from bench.measures import Count
from bench.predictions import extracted, prediction
from loaders.registry import ANALYZERS, analyzer
from schema.records import Article, Record

PARTIAL = ("muc4",)
"""Sets whose gold holds only a part of what the articles tell, so that a fact is not wrong for being absent from it."""
ONE_INCIDENT = ("gva", "gvdb", "mass_shootings")
"""Sets whose gold holds one incident of each article."""
OURS = Path(__file__).parents[1] / "tests" / "data" / "annotated"
WEIGHTS = Path(__file__).parents[1] / "loaders" / "confidence.txt"


@dataclass(frozen=True)
class Run:
    """One way of scoring quotations: all of them, or some kinds only. `rows` begin with these words."""

    kinds: frozenset[str] | None
    speech: bool
    rows: tuple[str, ...]
    label: str = ""


RUNS = (
    Run(frozenset({"direct", "mixed"}), speech=False, rows=("segments",), label="in marks: "),
    Run(None, speech=True, rows=("quotes overlap", "segments overlap"), label="all kinds: "),
    Run(None, speech=False, rows=("casualt", "total", "incident", "body", "snippets")),
)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a set."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for line in stream:
            if line.strip():
                yield orjson.loads(line)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    given = _parser().parse_args(arguments)
    tagger = (given.analyzer, given.pipeline)
    if given.command == "predict":
        with given.target.open("wb") as target:
            target.writelines(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in predictions(given.source, tagger))
        return 0
    if (given.folder / "gold").is_dir():
        rows = agreement(given.folder) if given.command == "agree" else scored(given.folder, analyzer(*tagger))
        print(*(shown(name, count) for name, count in rows.items()), sep="\n")
        return 0
    judge, sets = _judge(given.folder), _sets(given.folder, given.only)
    if judge is None or not sets:
        print(f"{given.folder} holds no {'score.py' if judge is None else 'set with gold (*.jsonl or *.jsonl.gz)'}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor() as pool:
        done = pool.map(_scored, [(judge, path, tagger) for path in sets.values()])
        found = _shown(zip(sets, done, strict=True))
    found += judged(OURS, analyzer(*tagger))
    if given.command == "calibrate":
        WEIGHTS.write_text("".join(f"{record}\t{feature}\t{weight:.2f}\n" for record, feature, weight in fitted(found)))
    print("confidence", *table(found), sep="\n  ")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description="Predict and score annotated articles.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    one = commands.add_parser("predict", help="write the predictions for one set")
    one.add_argument("source", type=Path, metavar="IN.jsonl")
    one.add_argument("target", type=Path, metavar="OUT.jsonl")
    for name, doc in (
        ("score", "predict and score all sets of a folder"),
        ("agree", "how far the two annotators of our own articles agree"),
        ("calibrate", "the same, and fit the weights of confidence to them"),
    ):
        one = commands.add_parser(name, help=doc)
        one.add_argument("folder", type=Path, metavar="DIR")
        one.add_argument("--only", nargs="+", metavar="SET", help="the names of the sets to score")
    for command in commands.choices.values():
        command.add_argument("--analyzer", choices=ANALYZERS, default="light")
        command.add_argument("--pipeline", metavar="NAME", help="the installed spaCy pipeline to use, with --analyzer spacy")
    return parser


Tagger = tuple[str, str | None]
"""The name of an analyzer, and of its pipeline."""


def predictions(source: Path, tagger: Tagger) -> Iterator[dict[str, Any]]:
    """The predictions for a set, in its order."""
    made = analyzer(*tagger)
    return (prediction(line, extracted(line, made)) for line in lines(source))


def _sets(folder: Path, only: Sequence[str] | None) -> dict[str, Path]:
    """The sets with gold in a folder, or in the folder `data` in it, by name."""
    found = {path.name.partition(".")[0]: path for place in (folder, folder / "data") for path in sorted(place.glob("*.jsonl*"))}
    return {name: path for name, path in found.items() if (not only or name in only) and "gold" in next(lines(path), {})}


def _judge(folder: Path) -> Path | None:
    return next((path for path in (folder / "score.py", folder.parent / "score.py") if path.exists()), None)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Scored:
    """A set and how its predictions did: the rows of the table, what became of each fact, words and seconds."""

    rows: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    words: int
    seconds: float


def _scored(job: tuple[Path, Path, Tagger]) -> Scored:
    judge, path = _module(job[0]), job[1]
    articles = [line for line in lines(path) if "text" in line or "html" in line]
    made = analyzer(*job[2])
    began = time.perf_counter()
    records = [extracted(line, made) for line in articles]
    seconds = time.perf_counter() - began
    predicted = {line["id"]: prediction(line, found) for line, found in zip(articles, records, strict=True)}
    golds = [(line["id"], line["gold"]) for line in articles]
    rows = []
    for run in RUNS:
        result = judge.evaluate(golds, predicted, run.kinds and set(run.kinds), run.speech)
        rows += [_row(run.label + name, row) for name, row in result.items() if name.startswith(run.rows)]
    judged = [] if path.name.startswith(PARTIAL) else zip(golds, records, strict=True)
    became = tuple(
        one for (_, gold), found in judged if found for one in outcomes(gold, found, news_only=path.name.startswith(ONE_INCIDENT))
    )
    return Scored(tuple(rows), became, sum(map(_words, records)), seconds)


def _words(records: Sequence[Record]) -> int:
    return sum(len(one.text.split()) for one in records if isinstance(one, Article))


def _shown(done: Iterable[tuple[str, Scored]]) -> list[Outcome]:
    """Prints the table of each set as it comes, and returns what became of all facts."""
    found: list[Outcome] = []
    for name, one in done:
        print(f"{name}: {one.words} words, {one.words / one.seconds:.0f} words/s and process", *one.rows, sep="\n  ", flush=True)
        found += one.outcomes
    return found


def shown(name: str, count: Count) -> str:
    """A row of the table of our own measures."""
    return (
        f"{name:28s} P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}  "
        f"{count.right} of {count.served} served, {count.wanted} wanted"
    )


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
