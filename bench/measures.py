"""Compares the facts of an article with others about it: predictions with gold, or one annotator with another.

    count = measures(gold, facts)["casualties"]     # Count(right=4, served=5, wanted=5)

Both are in one shape, which `predictions.facts` makes. Lists are matched one to one; what is marked optional is neither missed nor wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Item: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, Any]
Pairs: TypeAlias = list[tuple[Item, Item]]

SHARED = 0.8
"""The share of words that two quotations have in common to be taken for the same."""

NAMELESS = frozenset({"people", "persons", "others", "individuals", "victims"})
"""Nouns that say no more than that they were people."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items were right, how many were served, and how many were wanted."""

    right: int = 0
    served: int = 0
    wanted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.served + other.served, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was served that was right."""
        return self.right / self.served if self.served else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was served."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.served + self.wanted) if self.served + self.wanted else 0.0


def fold(text: str | None) -> str:
    """A text without case, accents of typography, marks and outer punctuation."""
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", plain)).replace("’", "'")


def head(text: str | None) -> str:
    """The last word of a name, or of a noun phrase before what follows its noun."""
    front = re.split(r"[,(—;]|\s(?:of|for|from|at|in|on|with|who|whose|which|that|to|and)\s", text or "", maxsplit=1)[0]
    return (fold(re.sub(r"['’]s\b", "", front)).split() or [""])[-1]


def paired(gold: Sequence[Item], facts: Sequence[Item], likeness: Callable[[Item, Item], float]) -> Pairs:
    """Gold items with the facts most like them, one to one; a likeness of 0 is none."""
    scores = ((likeness(one, other), not one.get("optional"), -i, -j) for i, one in enumerate(gold) for j, other in enumerate(facts))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for *_, i, j in sorted((each for each in scores if each[0] > 0), reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((gold[-i], facts[-j]))
    return pairs


def counted(pairs: Pairs, gold: Sequence[Item], facts: Sequence[Item]) -> Count:
    """Pairs as a count, in which optional items are neither missed nor wrong."""
    optional = sum(bool(one.get("optional")) for one, _ in pairs)
    return Count(len(pairs) - optional, len(facts) - optional, sum(not one.get("optional") for one in gold))


def measures(gold: Facts, facts: Facts) -> dict[str, Count]:
    """Every row that the gold has an answer to."""
    found: dict[str, Count] = {}
    for part, rows in PARTS.items():
        if part in gold:
            found |= dict(rows(gold[part], facts.get(part) or type(gold[part])()))
    for part, served in KEPT_OUT.items():
        texts = {fold(one["printed" if "printed" in one else "text"]) for one in facts.get(served, ())}
        refused = gold.get(part, ())
        if refused:
            found[part] = Count(sum(fold(one["text"]) not in texts for one in refused), len(refused), len(refused))
    return found


KEPT_OUT = {"not_quotes": "quotes", "not_places": "places"}
"""Gold lists of what must not be served, and where it would be."""


def same_words(one: Item, other: Item) -> float:
    """How many words two quotations share, where that is enough."""
    bags = [Counter(fold(each["text"]).split()) for each in (one, other)]
    longer = max(sum(bag.values()) for bag in bags)
    share = sum((bags[0] & bags[1]).values()) / longer if longer else 0.0
    return share if share >= SHARED else 0.0


def _whole(parts: Sequence[Item]) -> Sequence[Item]:
    """Quotations with the parts of each in one; parts share an id."""
    found: dict[object, Item] = {}
    for number, part in enumerate(parts):
        key = part.get("id", number)
        found[key] = {**part, "text": f"{found[key]['text']} {part['text']}"} if key in found else part
    return list(found.values())


def _quotes(gold: Sequence[Item], parts: Sequence[Item]) -> Iterator[tuple[str, Count]]:
    facts = _whole(parts)
    exact = paired(gold, facts, lambda one, other: fold(one["text"]) == fold(other["text"]))
    pairs = paired(gold, facts, same_words)
    yield "quotes exact", counted(exact, gold, facts)
    yield "quotes overlap", counted(pairs, gold, facts)
    yield "quote kind", _agreeing(pairs, "kind", lambda value: value)
    yield (
        "quote speaker",
        _count([_either(_heads(one, "speaker", "source"), _heads(other, "speaker", "speaker_resolved")) for one, other in pairs]),
    )
    yield "quote speaker resolved", _agreeing(pairs, "speaker_resolved", head)


def _heads(item: Item, *names: str) -> frozenset[str]:
    """The words by which one of these values is known: of "the mayor, Ann Lee" and "Ann Lee" either."""
    return frozenset(head(item.get(name)) for name in names) - {""}


def _either(wanted: frozenset[str], served: frozenset[str]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Two sets of forms to be compared: the same where they share one."""
    shared = wanted & served
    return (shared, shared) if shared else (wanted or None, served or None)


def _incidents(gold: Sequence[Item], facts: Sequence[Item]) -> Iterator[tuple[str, Count]]:
    def closeness(one: Item, other: Item) -> float:
        return float(one["type"] == other["type"]) * (1 + (one.get("geonames_id") == other.get("geonames_id")))

    pairs = paired(gold, facts, closeness)
    placed = [(one, other) for one, other in pairs if closeness(one, other) > 1]
    yield "incident type", counted(pairs, gold, facts)
    yield "incident type and place", counted(placed, gold, facts)
    for name in ("date", "background", "main"):
        yield f"incident {name}", _agreeing(pairs, name, lambda value: value)


def _casualties(gold: Sequence[Item], facts: Sequence[Item]) -> Iterator[tuple[str, Count]]:
    def closeness(one: Item, other: Item) -> float:
        same = (one["effect"], one["count_min"], one["count_max"]) == (other["effect"], other["count_min"], other["count_max"])
        return same * (1 + 0.25 * sum(_plain(name, one) == _plain(name, other) for name in ("group", "age", "sex")))

    pairs = paired(gold, facts, closeness)
    yield "casualties", counted(pairs, gold, facts)
    for name in ("qualifier", "group", "age", "sex", "subset", "attribution", "perpetrator"):
        yield f"casualty {name}", _count([(_plain(name, one), _plain(name, other)) for one, other in pairs])


def _plain(name: str, item: Item) -> object:
    """The value of an attribute; None for the one that most have. Our gold has the noun for a group, others have its class."""
    value = item.get("noun", item.get(name)) if name == "group" else item.get(name)
    if name == "attribution":
        return head(value) or None
    folded = fold(value) if isinstance(value, str) else value
    return None if not folded or folded == "exact" or (name == "group" and folded in NAMELESS) else folded


def _bounds(gold: Facts, facts: Facts) -> Iterator[tuple[str, Count]]:
    for effect in sorted({*gold, *facts}):
        yield f"total {effect}", _count([(_pair(gold.get(effect)), _pair(facts.get(effect)))])


def _pair(bounds: Sequence[int | None] | None) -> tuple[int | None, ...] | None:
    return tuple(bounds) if bounds else None


def _listed(row: str, *keys: str) -> Callable[[Sequence[Item], Sequence[Item]], Iterator[tuple[str, Count]]]:
    """The rows of a list whose items are the same where these values are."""

    def rows(gold: Sequence[Item], facts: Sequence[Item]) -> Iterator[tuple[str, Count]]:
        def same(one: Item, other: Item) -> bool:
            return all(fold(str(one.get(key))) == fold(str(other.get(key))) for key in keys)

        yield row, counted(paired(gold, facts, same), gold, facts)

    return rows


def _layout(gold: Facts, facts: Facts) -> Iterator[tuple[str, Count]]:
    for name, value in gold.items():
        yield f"layout {name}", _count([(_said(value), _said(facts.get(name)))])


def _said(value: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """One printed text or several, folded; None for none."""
    texts = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(map(fold, texts)) or None


def _agreeing(pairs: Pairs, name: str, plain: Callable[[Any], Any]) -> Count:
    return _count([(plain(one.get(name)) or None, plain(other.get(name)) or None) for one, other in pairs])


def _count(values: Sequence[tuple[object, object]]) -> Count:
    """Wanted and served values as a count: None is nothing served and nothing wanted, so that a constant answer gains nothing."""
    right = sum(one == other and one is not None for one, other in values)
    return Count(right, sum(other is not None for _, other in values), sum(one is not None for one, _ in values))


PARTS: Mapping[str, Callable[[Any, Any], Iterator[tuple[str, Count]]]] = {
    "layout": _layout,
    "quotes": _quotes,
    "incidents": _incidents,
    "casualties": _casualties,
    "totals": _bounds,
    "places": _listed("places", "printed", "geonames_id"),
    "people": _listed("people", "name"),
    "dates": _listed("dates", "printed", "edtf"),
}
