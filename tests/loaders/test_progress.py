"""What a terminal shows of a long command, and that nothing else shows it."""

from __future__ import annotations

import io

import pytest

from loaders.progress import pace, progress


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """That it is one."""
        return True


def test_numbers_are_shown_at_once_and_the_pace_later(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 4.0, 4.1, 8.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    terminal = Terminal()
    with progress(terminal, "documents read", lambda: 0.5) as tell:
        for number in (1, 40, 41, 80):
            tell(number)
    assert terminal.getvalue().split("\r") == [
        "",
        "1 documents read",
        "40 documents read, 10 a second, 0:04 left  ",
        "80 documents read, 10 a second, 0:08 left  \n",
    ]


def test_nothing_is_shown_elsewhere() -> None:
    stream = io.StringIO()
    with progress(stream, "documents read") as tell:
        tell(1)
    assert stream.getvalue() == ""


def test_time_left_is_told_where_it_is_known() -> None:
    assert pace(500, 100.0, 0.25) == ", 5 a second, 5:00 left  "
    assert pace(500, 100.0, 0.0) == ", 5 a second  "
