"""How fast articles are loaded, and with how much memory, on how many cores: `python -m bench.load`, or `make load SIZE=1000`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.articles import lines
from loaders.processes import cores

SIZE, WORDS = 1_000, 500
LOOK_S = 0.2


@dataclass(frozen=True)
class Run:
    """What a load took: seconds, and megabytes of the process that had the most of them, and of the store."""

    cores: int
    seconds: float
    articles: int
    largest_mb: float
    processes: int
    store_mb: float
    snapshot: str

    def __str__(self) -> str:
        """The figures in one line."""
        rate = f"{self.articles / self.seconds:7.1f} articles/s"
        memory = f"{self.largest_mb:4.0f} MB the largest of {self.processes} processes"
        return f"{self.cores} cores  {rate}  {self.seconds:7.1f} s  {memory}  store {self.store_mb:.0f} MB  {self.snapshot}"


def run(path: Path, number: int) -> Run:
    """Loads a file into a new store on so many cores."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        store, report = Path(folder, "store.sqlite"), Path(folder, "report.json")
        command = [sys.executable, "-m", "dateline", "load", str(path), "--store", str(store), "--report", str(report)]
        began, peaks = time.monotonic(), dict[int, float]()
        with _only(number):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
        while process.poll() is None:
            peaks |= _peaks(process.pid)
            time.sleep(LOOK_S)
        seconds = time.monotonic() - began
        told = orjson.loads(report.read_bytes())
        return Run(number, seconds, told["articles"], max(peaks.values()), len(peaks), store.stat().st_size / 1e6, told["snapshot"])


@contextmanager
def _only(number: int) -> Iterator[None]:
    """What is started meanwhile has so many cores."""
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(whole)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, whole)


def _peaks(parent: int) -> dict[int, float]:
    """The most memory that a process and its children have had, in megabytes, by process."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            values = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:  # it has just ended
            continue
        if parent in {int(values["Pid"]), int(values["PPid"])} and "VmHWM" in values:
            found[int(values["Pid"])] = int(values["VmHWM"].split()[0]) / 1024
    return found


def main() -> int:
    """Prints a line for each number of cores."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--cores", type=int, nargs="+", default=sorted({1, cores()}))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        with path.open("wb") as file:
            file.writelines(lines(range(given.size), given.words))
        for number in given.cores:
            print(run(path, number), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
