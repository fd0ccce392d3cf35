"""Hostile and random texts through the whole pipeline: none may raise, and time may grow no faster than the text.

    python -m bench.fuzz [--size 1000000] [--only WORD] [DATA...]      # or: make fuzz DATA=DIR

Each pattern of `bench.hostile` is loaded into a store at half the size and at the whole. DATA are text files, JSONL files with a `text`,
or folders of them: each article is loaded and its records are checked.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.hostile import PATTERNS
from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.configuration import Configuration
from loaders.loading import load
from loaders.text import LARGEST, read
from schema.records import Article
from schema.store.sqlite import SqliteStore

SIZE = 1_000_000
LONGEST_S = 120.0
"""The most seconds that a text of a million characters may take."""
STEEPEST = 3.0
"""How many times as long a text of twice the length may take: 2 is linear, 4 is quadratic."""
NOTICEABLE_S = 2.0
"""Below this many seconds a time says nothing."""


@dataclass(frozen=True)
class Given:
    """A loader of texts that are at hand."""

    texts: Sequence[str]
    name: str = "given"

    def documents(self) -> Iterator[Document]:
        """The texts."""
        return (
            Document(f"text {number}", text.encode()[:LARGEST].decode(errors="ignore").encode()) for number, text in enumerate(self.texts)
        )

    def article(self, document: Document) -> Article | Rejected:
        """The article of a text."""
        return read(document)


def seconds(*texts: str) -> float:
    """The processor time that it takes to load the texts into a store, their records checked."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        load(Given(texts), Configuration(Light()), SqliteStore(Path(folder) / "store.sqlite"), None)
        return time.process_time() - began


def measured(pattern: str, size: int) -> tuple[float, float]:
    """The seconds that half of a pattern takes, and the whole."""
    return seconds(PATTERNS[pattern](size // 2)), seconds(PATTERNS[pattern](size))


def complaint(half: float, whole: float, size: int) -> str | None:
    """What is wrong with a pattern's times; None where nothing is."""
    if whole <= NOTICEABLE_S:
        return None
    if whole > LONGEST_S * size / SIZE:
        return "too slow"
    return "too steep" if whole > STEEPEST * half else None


def hostile(only: str, size: int) -> int:
    """Prints the times of each pattern; how many are too slow or too steep."""
    chosen = [name for name in PATTERNS if only in name]
    wrong = 0
    with ProcessPoolExecutor() as pool:
        for name, (half, whole) in zip(chosen, pool.map(measured, chosen, [size] * len(chosen)), strict=True):
            said = complaint(half, whole, size)
            wrong += said is not None
            print(f"{name:36s} {whole:7.2f} s, {whole / half:4.1f} times the half  {said or ''}", flush=True)
    return wrong


def articles(path: Path) -> Iterator[str]:
    """The texts of a file or of all files in a folder."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            yield from articles(inner) if inner.is_file() else ()
    elif path.suffix == ".txt":
        yield path.read_text(encoding="utf-8", errors="replace")
    elif ".jsonl" in path.suffixes:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            yield from (line["text"] for line in map(orjson.loads, stream) if isinstance(line.get("text"), str))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 1 where a pattern takes too long."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="*", type=Path, metavar="DATA", help="files or folders of articles to load")
    parser.add_argument("--size", type=int, default=SIZE, help="the characters of a hostile text (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="WORD", help="only the patterns with this in their name")
    given = parser.parse_args(arguments)
    texts = [text for path in given.data for text in articles(path)]
    if texts:
        print(f"{len(texts)} texts loaded in {seconds(*texts):.0f} s")
    return 1 if hostile(given.only, given.size) else 0


if __name__ == "__main__":
    sys.exit(main())
