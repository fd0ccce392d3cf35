"""Word lists that the extractors read: one entry a line, `#` for remarks, read once when first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["rows", "words"]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a word list, cut at their tabs."""
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a word list."""
    return frozenset(row[0] for row in rows(name))
