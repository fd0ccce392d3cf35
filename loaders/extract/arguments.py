"""Finds what takes part in an event: its weapons, its targets and those who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import rows, words
from loaders.extract.numbers import number_of
from loaders.extract.parties import person_noun
from loaders.extract.phrases import NOUNS, phrase_from, phrase_to
from loaders.gazetteer import Level, candidates, demonyms
from schema.records.incident import IncidentType, TargetKind

LONGEST_WEAPON = 4
LANDINGS = frozenset({"into", "in", "on", "at", "against", "through", "across", "onto", "upon", "outside", "near", "inside", "to", "over"})
ON_TARGET = frozenset({"on", "at", "against", "in", "inside", "outside"})
HITTING = frozenset({"damage", "destroy", "demolish", "hit", "strike", "target", "wreck", "ruin", "level", "shatter", "gut", "flatten"})


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """A weapon in a sentence: its words, its plain name, the sort of incident that it makes, and how many there were."""

    first: int
    last: int
    name: str
    type: IncidentType | None
    count: int | None
    modifies: bool
    """The weapon describes another noun, as in "drone strikes"."""


@dataclass(frozen=True, slots=True)
class TargetMention:
    """Something that is hit: its words and what sort of thing it is."""

    first: int
    last: int
    kind: TargetKind | None


@cache
def _weapons() -> Mapping[str, IncidentType | None]:
    return {name: IncidentType[kind] if kind != "-" else None for name, kind in rows("weapons")}


@cache
def _targets() -> Mapping[str, TargetKind | None]:
    return {name: TargetKind[kind] if kind != "-" else None for name, kind in rows("target_nouns")}


def singular(token: Token) -> str:
    """The word in lower case and the singular."""
    word = token.text.lower()
    if token.tag in {"NNS", "NNPS"} or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _weapons()
    ):
        lemma = token.lemma.lower()
        return lemma if lemma != word else word.removesuffix("s")
    return word


@cache
def _heads() -> frozenset[str]:
    """The last words of the names of weapons, without a plural's s."""
    return frozenset(name.rpartition(" ")[2].removesuffix("s") for name in _weapons())


def weapons(tokens: Sequence[Token]) -> tuple[WeaponMention, ...]:
    """The weapons of a sentence, in order."""
    if not any(token.text.lower().removesuffix("s") in _heads() or token.lemma.lower() in _heads() for token in tokens):
        return ()
    found, at = [], 0
    while at < len(tokens):
        sizes = range(LONGEST_WEAPON, 0, -1) if _begins_weapon(tokens[at]) else ()
        mention = next((one for size in sizes if (one := _weapon(tokens, at, at + size))), None)
        found += [mention] if mention else []
        at = mention.last if mention else at + 1
    return tuple(found)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(re.split("[ -]", name)[0] for name in _weapons())


def _begins_weapon(token: Token) -> bool:
    low = token.text.lower()
    return low in _first_words() or low.removesuffix("s") in _first_words() or token.lemma.lower() in _first_words()


def _weapon(tokens: Sequence[Token], first: int, last: int) -> WeaponMention | None:
    if last > len(tokens) or tokens[last - 1].tag in {"PRP", "PRP$", "IN", "MD", "RB", "DT"}:
        return None
    name = " ".join([*(token.text.lower() for token in tokens[first : last - 1]), singular(tokens[last - 1])]).replace(" - ", "-")
    if name not in _weapons():
        return None
    after = tokens[last] if last < len(tokens) else None
    modifies = after is not None and (
        after.tag in NOUNS or (after.text in {"and", "/", "-"} and _joins_modifier(tokens, last)) or _nominal(tokens, last)
    )
    if tokens[last - 1].pos == "VERB" and not modifies:
        return None
    if modifies:
        return WeaponMention(first, last, name, _weapons()[name], None, modifies=True)
    start = phrase_to(tokens, first)
    if any(token.pos == "PROPN" for token in tokens[start:first]):
        start = first
    return WeaponMention(start, last, name, _weapons()[name], _count(tokens, start, last), modifies=False)


def _nominal(tokens: Sequence[Token], at: int) -> bool:
    """A noun for an event that is tagged as a verb: drone strikes shook the city."""
    return tokens[at].text.lower() in {"strike", "strikes", "attack", "attacks", "raid", "raids", "assaults"}


def _joins_modifier(tokens: Sequence[Token], at: int) -> bool:
    """As in "missile and drone strikes"."""
    rest = tokens[at + 1 : at + 3]
    return len(rest) == 2 and singular(rest[0]) in _weapons() and (rest[1].tag in NOUNS or _nominal(rest, 1))


def _count(tokens: Sequence[Token], start: int, last: int) -> int | None:
    """How many weapons there were: a stated number, or one after "a"; none where the words name only the sort."""
    opener = tokens[start]
    if opener.tag == "CD" or opener.pos == "NUM":
        return number_of(opener.text)
    one = opener.text.lower() in {"a", "an"} and tokens[last - 1].tag not in {"NNS", "NNPS"}
    return 1 if one else None


def targets(tokens: Sequence[Token], trigger: int, *, noun: bool) -> tuple[TargetMention, ...]:
    """What an event hits, each by itself: behind its word, and behind words of damage in the same sentence."""
    found: dict[int, TargetMention] = {}
    starts = [*_behind(tokens, trigger, noun=noun)]
    for at in range(trigger + 1, len(tokens)):
        if tokens[at].lemma in HITTING:
            starts += _behind(tokens, at, noun=tokens[at].pos == "NOUN")
    for start in starts:
        for target in _conjuncts(tokens, start):
            found.setdefault(target.last, target)
    return tuple(sorted(found.values(), key=lambda target: target.first))


def _behind(tokens: Sequence[Token], at: int, *, noun: bool) -> Iterator[int]:
    """Where the phrase for a target can begin behind a word: hit a school, slammed into a tower, an attack on a bus, damage to homes."""
    place = at + 1
    if place < len(tokens) and tokens[place].text.lower() in (ON_TARGET | {"to"} if noun else LANDINGS):
        yield place + 1
    elif not noun:
        yield place


def _conjuncts(tokens: Sequence[Token], start: int) -> Iterator[TargetMention]:
    while True:
        phrase = phrase_from(tokens, start)
        if phrase is None:
            return
        first, head = phrase
        kind = _kind(tokens, first, head)
        if kind is None:
            return
        yield TargetMention(first, head + 1, kind[0])
        after = head + 1
        if after + 1 < len(tokens) and tokens[after].text in {",", "and"}:
            start = after + (2 if tokens[after + 1].text == "and" else 1)
        else:
            return


def _kind(tokens: Sequence[Token], first: int, head: int) -> tuple[TargetKind | None] | None:
    """What sort of thing a phrase names; None where it is nothing that is hit."""
    name = singular(tokens[head])
    whole = [f"{tokens[head - 1].text.lower()} {name}", name] if head > first else [name]
    for form in whole:
        if form in _targets():
            kind = _targets()[form]
            home = any(token.text.lower() == "residential" for token in tokens[first:head])
            return (TargetKind.RESIDENTIAL if home and kind is None else kind,)
    return None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Those who did it: their words, and the country that the words name."""

    first: int
    last: int
    country: str | None


def actor(tokens: Sequence[Token], trigger: int, *, noun: bool, passive: bool) -> ActorMention | None:
    """Those who did it, where the sentence says so: Russian strikes, gunmen attacked, by rebels."""
    return _described(tokens, trigger) or doer(tokens, trigger, passive=noun or passive)


def doer(tokens: Sequence[Token], trigger: int, *, passive: bool) -> ActorMention | None:
    """Those whom a phrase of their own names: gunmen attacked, by rebels."""
    return _agent(tokens, trigger) or (None if passive else _subject(tokens, trigger))


def _described(tokens: Sequence[Token], trigger: int) -> ActorMention | None:
    """The adjective of a people that describes the event or its weapon."""
    for at in range(trigger - 1, max(-1, trigger - 8), -1):
        token = tokens[at]
        if token.text in demonyms() and token.tag in {"JJ", "NNP"} and not _describes_place(tokens, at, trigger):
            return ActorMention(at, at + 1, demonyms()[token.text])
        if token.tag not in {"NN", "NNS", "JJ", "HYPH", "VBN", "CC", "VBD", "VBZ"} or person_noun(token):
            return None
    return None


def _describes_place(tokens: Sequence[Token], at: int, trigger: int) -> bool:
    """Whether the adjective describes something else before the event, as in "the Ukrainian port city was hit"."""
    return any(token.lemma.lower() in words("place_kinds") or singular(token) in _targets() for token in tokens[at + 1 : trigger])


def _agent(tokens: Sequence[Token], trigger: int) -> ActorMention | None:
    for at in range(trigger + 1, min(trigger + 12, len(tokens) - 1)):
        if tokens[at].text == "by":
            return _group(tokens, at + 1)
        if tokens[at].tag in {"VBD", "VBZ", "VBP"} or tokens[at].text in {";", ":"}:
            return None
    return None


def _subject(tokens: Sequence[Token], trigger: int) -> ActorMention | None:
    """The people, forces or country right before an active verb."""
    at = trigger - 1
    while at >= 0 and (tokens[at].pos in {"AUX", "ADV"} or tokens[at].tag == "MD"):
        at -= 1
    if at < 0 or tokens[at].tag not in NOUNS:
        return None
    return _group(tokens, phrase_to(tokens, at))


def _group(tokens: Sequence[Token], first: int) -> ActorMention | None:
    """The phrase for those who do harm: people, forces or a country."""
    phrase = phrase_from(tokens, first)
    if phrase is None:
        return None
    head = tokens[phrase[1]]
    country = _country(tokens[phrase[0] : phrase[1] + 1])
    is_country = head.tag == "NNP" and any(one.level is Level.COUNTRY for one in candidates(head.text)[:1])
    if not (person_noun(head) or singular(head) in words("forces") or is_country):
        return None
    start = phrase[0] + (tokens[phrase[0]].text.lower() == "the" and phrase[0] < phrase[1])
    return ActorMention(start, phrase[1] + 1, country)


def _country(tokens: Sequence[Token]) -> str | None:
    for token in tokens:
        if token.text in demonyms():
            return demonyms()[token.text]
        found = candidates(token.text)[:1] if token.tag in {"NNP", "NNPS"} else ()
        if found and found[0].level is Level.COUNTRY:
            return found[0].country
    return None
