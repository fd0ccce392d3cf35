"""Places in a text, asked for what they overlap: in the time of a search by halving, however many there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Intervals:
    """Places from a start up to an end, which may lie over one another."""

    def __init__(self, bounds: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(bounds)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them has a character of this place."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
