"""Holidays by rule: a fixed day, a weekday of a month, or days from Easter; those by the moon or by decree have no rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from loaders.extract.edtf import easter
from loaders.extract.lexicon import rows

Rule = Callable[[int], date]


@cache
def holidays() -> Mapping[str, Rule | None]:
    """The rule of each holiday by its name in lower case; None for one whose day no rule here tells."""
    return {row[0]: _rule(row[1].split()) for row in rows("holidays")}


def _rule(words: list[str]) -> Rule | None:
    kind, numbers = words[0], [int(word) for word in words[1:]]
    makers: Mapping[str, Callable[..., Rule]] = {"fixed": _fixed, "weekday": _weekday, "easter": _easter}
    return makers[kind](*numbers) if kind in makers else None


def _fixed(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _easter(shift: int) -> Rule:
    return lambda year: easter(year) + timedelta(days=shift)


def _weekday(month: int, weekday: int, which: int, shift: int = 0) -> Rule:
    """The first (1) to fourth (4) such weekday of a month, or the last (-1), and so many days after it."""

    def day(year: int) -> date:
        edge = date(year, month, 1) if which > 0 else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        gap = (weekday - edge.weekday()) % 7 if which > 0 else -((edge.weekday() - weekday) % 7)
        return edge + timedelta(days=gap + 7 * max(which - 1, 0) + shift)

    return day
