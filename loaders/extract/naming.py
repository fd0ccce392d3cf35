"""What people and places have of the mentions that name them: their forms, the most frequent ones, whatever the order of the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schema.records import Mention

MOST = 50
"""How many forms of a name, or roles, one record has: it stays small however many articles name it."""


class Naming(NamedTuple):
    """How a mention names somebody or something, and who found it."""

    printed: str
    role: str | None
    extractor: str
    extractor_version: str


Namings = Mapping[Naming, int]
"""How often each naming of one person or place stands in all articles."""


def named(mention: Mention) -> str | None:
    """The id of the person or place that a mention names."""
    return mention.person_id or mention.place_id


def naming(mention: Mention) -> Naming:
    """How a mention names."""
    return Naming(mention.printed, mention.role, mention.extractor, mention.extractor_version)


def common(namings: Namings) -> dict[str, object]:
    """What every record that is named has of its namings. Who found it first by name stands for all."""
    extractor, version = min((one.extractor, one.extractor_version) for one in namings)
    return {"extractor": extractor, "extractor_version": version, "aliases": forms((one.printed, n) for one, n in namings.items())}


def forms(counted: Iterable[tuple[str | None, int]]) -> tuple[str, ...]:
    """The most frequent texts in the order of letters; of equally frequent ones the first by letters."""
    counts: Counter[str] = Counter()
    for text, number in counted:
        if text:
            counts[text] += number
    return tuple(sorted(sorted(counts, key=lambda text: (-counts[text], text))[:MOST]))
