"""Trigrams of a text, by which an index finds those that contain it."""

from __future__ import annotations

LENGTH = 3

TRIGRAM_LIMIT = 20
"""How many of them are asked for: what more would leave out is looked through."""


def trigrams(part: str) -> str | None:
    """What an index of trigrams is asked for to find texts that contain a part; None where that is too short."""
    each = dict.fromkeys(part[start : start + LENGTH] for start in range(len(part) - LENGTH + 1))
    found = [one for one in each if "\0" not in one][:TRIGRAM_LIMIT]
    return " AND ".join(f'"{one.replace(chr(34), chr(34) * 2)}"' for one in found) or None
