"""What a load did: numbers of everything, and a few of each sort by name, however much there was."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from heapq import heappush, heappushpop
from typing import Any

from loaders.base import Rejected, Unknown
from loaders.host import Failure
from loaders.work import Outcome

NAMED = 100
"""How many rejected documents and failures are named; of all, the reasons are counted."""
SLOW_S = 2.0
"""From how many seconds on people are told of a document."""
SLOWEST = 5
"""How many of the slowest inputs are named."""


@dataclass(frozen=True)
class Report:
    """What a load did."""

    snapshot: str
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many records of each type the snapshot holds now."""
    found: int = 0
    """Documents that the inputs held, with those that were rejected."""
    articles: int = 0
    """Articles that came into the snapshot: new ones and updated ones."""
    updated: int = 0
    """Articles that took the place of the same, or of an earlier version."""
    unchanged: int = 0
    """Documents that were loaded before, as they are now."""
    repeated: int = 0
    """Documents that hold what another of this load holds."""
    resumed: int = 0
    """Documents that a load had worked on which did not end."""
    partial: int = 0
    """Articles of which the input holds only a part."""
    unknown: int = 0
    """Files in folders that no source knows."""
    rejections: Mapping[str, int] = field(default_factory=dict)
    """How many documents were rejected, by reason."""
    rejected: tuple[Rejected, ...] = ()
    """The first of them by name."""
    failed: int = 0
    """How often extractors of plug-ins failed."""
    failures: tuple[Failure, ...] = ()
    slowest: tuple[tuple[str, float], ...] = ()
    """The documents that took longest, with seconds."""
    seconds: float = 0.0

    def lines(self) -> Iterator[str]:
        """The report for people to read; the last line is of the snapshot."""
        yield from (f"slow {name}: {seconds:.1f} s" for name, seconds in self.slowest if seconds >= SLOW_S)
        yield f"{self.articles} articles loaded, {sum(self.rejections.values())} documents rejected"
        others = [(name, getattr(self, name)) for name in ("updated", "unchanged", "repeated", "resumed", "partial", "unknown")]
        if told := [f"{number} {name}" for name, number in [*others, *self.rejections.items()] if number]:
            yield ", ".join(told)
        yield f"snapshot {self.snapshot}: {', '.join(f'{count} {plural}' for plural, count in self.counts.items())}"

    def document(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return asdict(self) | {
            "new": self.articles - self.updated,
            "slowest": [{"document": name, "seconds": s} for name, s in self.slowest],
        }


class Account:
    """Counts while a load goes on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.found = self.unchanged = self.repeated = self.resumed = self.partial = self.unknown = self.worked = 0
        self._rejections: Counter[str] = Counter()
        self._rejected: list[Rejected] = []
        self._failures: list[Failure] = []
        self._failed = 0
        self._slowest: list[tuple[float, str]] = []

    @property
    def done(self) -> int:
        """How many documents are done with."""
        return self.worked + self.unchanged + self.repeated + self._rejections.total()

    def reject(self, rejected: Rejected) -> None:
        """Counts what is no article."""
        if isinstance(rejected, Unknown):
            self.unknown += 1
            return
        self._rejections[rejected.code] += 1
        if len(self._rejected) < NAMED:
            self._rejected.append(rejected)

    def hold(self, failures: tuple[Failure, ...], *, partial: bool) -> None:
        """Counts an article."""
        self.worked += 1
        self.partial += partial
        self._failed += len(failures)
        self._failures += failures[: NAMED - len(self._failures)]

    def time(self, outcome: Outcome) -> None:
        """Remembers how long a document took, where that was long."""
        one = (outcome.seconds, outcome.document)
        heappush(self._slowest, one) if len(self._slowest) < SLOWEST else heappushpop(self._slowest, one)

    def report(self, snapshot: str, counts: Mapping[str, int], articles: int = 0, updated: int = 0) -> Report:
        """The account of a load that has ended with this snapshot."""
        return Report(
            snapshot=snapshot,
            counts=dict(counts),
            found=self.found,
            articles=articles,
            updated=updated,
            unchanged=self.unchanged,
            repeated=self.repeated + self.worked - articles,
            resumed=self.resumed,
            partial=self.partial,
            unknown=self.unknown,
            rejections=dict(sorted(self._rejections.items())),
            rejected=tuple(sorted(self._rejected, key=lambda one: one.document)),
            failed=self._failed,
            failures=tuple(self._failures),
            slowest=tuple((name, round(seconds, 3)) for seconds, name in sorted(self._slowest, reverse=True)),
            seconds=round(time.monotonic() - self._begun, 3),
        )
