"""Loads that are killed at random moments, until they end: `python -m bench.kills [KILLS] [SEED]`, or `make kill`.

A store holds some articles; more are loaded, and the load is killed, again and again. Whenever it is dead, the store has to hold what it
held, no process may be left, and no file but its working folder. When it ends, the store has to be the one that an undisturbed load makes,
and nothing may be left but the snapshot before it; then it begins anew.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson

from bench.articles import lines
from schema.store.checking import stored_violations
from schema.store.keeping import beside, kept_beside
from schema.store.sqlite import SqliteStore

ARTICLES, WORDS = 120, 60
KILLS = 50
LONGEST_S = 30.0
"""How long workers may take to see that their load is dead."""


@dataclass
class Tally:
    """What was seen."""

    kills: int = 0
    ends: int = 0
    late: int = 0
    """Kills after the snapshot was published."""
    resumed: int = 0
    """Documents that were not worked on again."""


class Wrong(AssertionError):
    """A load that was killed has left something that must not be."""


def killed(folder: Path, kills: int, random: Random, articles: int = ARTICLES) -> Tally:
    """Loads and kills so many times, and goes on until a load ends."""
    inputs, place = folder / "inputs", folder / "stores"
    inputs.mkdir()
    place.mkdir()
    (inputs / "old.jsonl").write_bytes(b"".join(lines(range(10), WORDS)))
    (inputs / "new.jsonl").write_bytes(b"".join(lines(range(5, articles), WORDS)))
    store, kept, report = place / "store.sqlite", folder / "kept.sqlite", folder / "report.json"
    before = _ended(inputs / "old.jsonl", store, report)
    shutil.copy(store, kept)
    began = time.monotonic()
    after = _ended(inputs / "new.jsonl", store, report)
    longest = time.monotonic() - began
    shutil.copy(kept, store)
    tally = Tally()
    while tally.kills < kills or tally.ends == 0:
        patience = random.uniform(0, 1.2 * longest) if tally.kills < kills else None
        process = _started(inputs / "new.jsonl", store, report)
        if _dead(process, patience):
            tally.kills += 1
            tally.late += _checked(store, {before, after}) == after
            continue
        tally.ends += 1
        tally.resumed += int(orjson.loads(report.read_bytes())["resumed"])
        if process.returncode or _checked(store, {after}) != after or {*place.iterdir()} != {store, beside(store, before)}:
            raise Wrong(f"a load ended with {process.returncode}, and left {sorted(one.name for one in place.iterdir())}")
        shutil.copy(kept, store)
    return tally


def _started(path: Path, store: Path, report: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dateline", "load", str(path), "--store", str(store), "--workers", "2", "--report", str(report)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  our own command


def _ended(path: Path, store: Path, report: Path) -> str:
    """The snapshot that a load makes."""
    if _started(path, store, report).wait():
        raise Wrong("a load failed that nobody disturbed")
    return SqliteStore(store).reader().snapshot


def _dead(process: subprocess.Popen[bytes], patience: float | None) -> bool:
    """Whether a process was killed after some time; its workers have to end by themselves."""
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until = time.monotonic() + LONGEST_S
        while _lives(process.pid):
            if time.monotonic() > until:
                raise Wrong("a worker outlives its load") from None
            time.sleep(0.01)
        return True
    return False


def _lives(group: int) -> bool:
    """Whether a process is left of those that a load has started."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _checked(store: Path, allowed: set[str]) -> str:
    """The snapshot of a store that holds, and has nothing beside it but the working folder."""
    reader = SqliteStore(store).reader()
    wrong = [*reader.violations(), *stored_violations(reader)]
    known = {store, SqliteStore(store).working(), *kept_beside(store)}
    strange = {one.name for one in store.parent.iterdir() if one not in known}
    if reader.snapshot not in allowed or wrong or strange:
        raise Wrong(f"the store holds {reader.snapshot}, with {wrong[:3]} and beside it {strange}")
    return reader.snapshot


def main() -> int:
    """Prints what was seen."""
    kills, seed = (int(one) for one in (*sys.argv[1:], *(str(KILLS), "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        print(killed(Path(folder), kills, Random(seed)))  # noqa: S311  no secret
    return 0


if __name__ == "__main__":
    sys.exit(main())
