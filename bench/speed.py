"""How fast each analyzer's pipeline extracts, measured once on our own annotated articles: `python -m bench.speed`, or `make speed`.

Each analyzer is measured in a process of its own. Start-up is what the processor spends until the analyzer is made; speed leaves out
the first articles, for which models and word lists are read.
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench.annotated import annotated
from bench.predictions import extracted
from loaders.analyse.spacy_pipeline import AnalyzerMissing
from loaders.registry import ANALYZERS, analyzer

ARTICLES = Path(__file__).parents[1] / "tests" / "data" / "annotated"
FIRST = 8
"""How many articles are read before the clock starts."""
LENGTH = 500
"""How many words the articles have by which speed is told."""


@dataclass(frozen=True)
class Speed:
    """What a run took: seconds of processor time, and megabytes at the most."""

    startup_s: float
    words_per_s: float
    peak_mb: float

    def __str__(self) -> str:
        """The figures in one line."""
        articles = self.words_per_s / LENGTH
        return f"{articles:6.1f} articles/s  {self.words_per_s:7.0f} words/s  start-up {self.startup_s:.2f} s  peak {self.peak_mb:.0f} MB"


def measured(name: str) -> Speed:
    """The speed of the analyzer with this name, in the process that runs it; AnalyzerMissing where it is not installed."""
    chosen = analyzer(name)
    startup_s = time.process_time()
    lines = [one.line for one in annotated(ARTICLES)]
    for line in lines[:FIRST]:
        extracted(line, chosen)
    begin = time.process_time()
    for line in lines[FIRST:]:
        extracted(line, chosen)
    words_per_s = sum(len(line["text"].split()) for line in lines[FIRST:]) / (time.process_time() - begin)
    return Speed(startup_s, words_per_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE)


_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024
"""In the units of the system's figure for memory."""


def main() -> int:
    """Prints a line for each analyzer."""
    for name in ANALYZERS:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            try:
                print(f"{name:8}{alone.submit(measured, name).result()}")
            except AnalyzerMissing as error:
                print(f"{name:8}not measured: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
