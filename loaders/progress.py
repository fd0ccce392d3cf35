"""Shows on a terminal how far a command has come, how fast it goes, and how long it may take yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

SOON_S, SHOWN_S = 2.0, 0.2
"""From when on more than a number is told, and how often it is shown then."""


@contextmanager
def progress(stream: TextIO, what: str, share: Callable[[], float] | None = None) -> Iterator[Callable[[int], None]]:
    """What is told how many are done. `share` tells which part of the whole that is, where anybody knows."""
    shown, began = stream.isatty(), time.monotonic()
    last = began

    def tell(number: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and (now - began < SOON_S or now - last >= SHOWN_S):
            last = now
            stream.write(f"\r{number} {what}{pace(number, now - began, share() if share else 0.0) if now - began >= SOON_S else ''}")
            stream.flush()

    yield tell
    if shown:
        stream.write("\n")


def pace(number: int, seconds: float, share: float) -> str:
    """How fast something goes, and how long it may take yet where the share that is done is known."""
    left = seconds / share - seconds if share else 0.0
    return f", {number / seconds:.0f} a second{f', {left // 60:.0f}:{left % 60:02.0f} left' if share else ''}  "
