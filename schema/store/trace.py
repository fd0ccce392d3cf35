"""What is read for one answer: how long that takes, and, where somebody asks, each statement and how the database finds its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

_TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)


@dataclass(slots=True)
class Ran:
    """A statement that was run: for how many sets of values, how many rows it found, in how many seconds, and by which steps."""

    text: str
    steps: Sequence[str]
    times: int = 0
    rows: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Trace:
    """What was read for one answer."""

    explains: bool = False
    """Whether each statement is kept."""
    seconds: float = 0.0
    ran: dict[str, Ran] = field(default_factory=dict)

    def add(self, text: str, found: Sequence[Sequence[Any]], seconds: float, steps: Callable[[], Sequence[str]]) -> None:
        """Adds what one statement found for each of several sets of values."""
        self.seconds += seconds
        if self.explains:
            if text not in self.ran:
                self.ran[text] = Ran(text, steps())
            ran = self.ran[text]
            ran.times += len(found)
            ran.rows += sum(map(len, found))
            ran.seconds += seconds


def trace(found: Trace) -> Trace:
    """The trace that from now on all is added to that is read in this context, and in threads that it starts."""
    _TRACE.set(found)
    return found


def current() -> Trace | None:
    """The trace of the answer that is being made, if it has one."""
    return _TRACE.get()
