"""Makes the records that several articles or extractors share one record, as all mentions of it name it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import orjson

from loaders.extract.naming import Naming, Namings, named, naming
from loaders.registry import MERGES
from schema.catalog import CATALOG
from schema.documents import document
from schema.records import Mention, Record


def is_shared(record: Record) -> bool:
    """Whether several articles make the record together."""
    return type(record) in MERGES


def merged(records: Sequence[Record]) -> list[Record]:
    """The records with those of one id made one, without those that are shared and that nothing names."""
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        groups[one.id].append(one)
    whole = namings(group[0] for group in groups.values())
    return [one for group in groups.values() for one in _made_one(group, whole)]


def namings(records: Iterator[Record]) -> Mapping[str, Namings]:
    """How the mentions among records name each person and place, by its id."""
    found: defaultdict[str, Counter[Naming]] = defaultdict(Counter)
    for one in records:
        if isinstance(one, Mention) and (identifier := named(one)):
            found[identifier][naming(one)] += 1
    return found


def _made_one(group: list[Record], whole: Mapping[str, Namings]) -> list[Record]:
    """One of each: a text that came in twice gives the same records twice."""
    if not is_shared(group[0]):
        return group[:1] if all(one == group[0] for one in group) else group
    identifier = group[0].id
    return [MERGES[type(group[0])](min(group, key=written), whole[identifier])] if identifier in whole else []


def written(record: Record) -> bytes:
    """A record as one text: the smallest of several is the same in any order."""
    return orjson.dumps(document(record, CATALOG[type(record).__name__.lower()]))
