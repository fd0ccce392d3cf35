"""Makes the records that several articles or extractors share one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from loaders.registry import MERGES
from schema.records import Record


def merged(records: Sequence[Record]) -> list[Record]:
    """The records with those of one id made one."""
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        groups[one.id].append(one)
    return [MERGES[type(group[0])](group) if type(group[0]) in MERGES else one for group in groups.values() for one in _distinct(group)]


def _distinct(group: list[Record]) -> list[Record]:
    """One of each: a text that came in twice gives the same records twice."""
    return group[:1] if type(group[0]) in MERGES or all(one == group[0] for one in group) else group
