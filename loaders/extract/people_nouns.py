"""Knows the nouns for people: their singular, the group that their plural names, the sex that they tell, and how many a collective is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import rows
from loaders.gazetteer import demonyms
from schema.records.casualty import GroupClass, Sex

UNNAMED = "-"
"""Stands in the list where a word says only that they are people."""
_SEXES = {"female": "FEMALE", "male": "MALE"}


@cache
def _nouns() -> Mapping[str, tuple[str, str]]:
    return {singular: (plural, sex) for singular, plural, sex in rows("person_nouns")}


@cache
def _plurals() -> Mapping[str, str]:
    named = {plural: singular for singular, (plural, _) in _nouns().items() if plural != UNNAMED}
    return named | {row[0]: row[1] for row in rows("person_plurals")}


@cache
def _collectives() -> Mapping[str, int]:
    return {noun: int(size) for noun, size in rows("collective_nouns")}


def person_noun(token: Token) -> str | None:
    """The singular of a noun for people; None for other words."""
    word = token.text.lower()
    if token.text in demonyms() and token.tag in {"NNPS", "NNS"}:
        return word
    singular = _plurals().get(word, word)
    return singular if singular in _nouns() else None


def one_of_a_people(tokens: Sequence[Token]) -> bool:
    """Whether a word, where it ends a phrase, names one of a people: a Palestinian; not: a Japanese."""
    return any(f"{token.text}s" in demonyms() for token in tokens)


def is_plural(token: Token) -> bool:
    """Whether a noun for people names several of them."""
    word = token.text.lower()
    return word in _plurals() or (token.tag in {"NNS", "NNPS"} and word not in _collectives())


def size_of(token: Token) -> int:
    """How many people one noun stands for: two for a couple, one for a woman."""
    return _collectives().get(token.text.lower(), 1)


def group_of(token: Token) -> str | None:
    """The plural noun for a group of people; None where the word says only that they are people."""
    word = token.text.lower()
    if one_of_a_people([token]):
        return f"{word}s"
    plural = _nouns().get(_plurals().get(word, word), (word, UNNAMED))[0]
    return None if plural == UNNAMED else plural


@cache
def _classes() -> Mapping[str, GroupClass]:
    return {noun: GroupClass[code] for code, nouns in rows("group_classes") for noun in nouns.split()}


def class_of(tokens: Sequence[Token], head: int) -> GroupClass | None:
    """What sort of people a noun names, by itself or with the word before it: army officers are no police."""
    group = group_of(tokens[head])
    before = tokens[head - 1].text.lower() if head else ""
    return _classes().get(f"{before}_{group}") or _classes().get(group or "")


def sex_of(tokens: Sequence[Token]) -> Sex | None:
    """The sex that the words tell: the noun's, or that of an adjective such as female."""
    for token in reversed(tokens):
        word = token.text.lower()
        code = _SEXES.get(word) or _nouns().get(_plurals().get(word, word), ("", UNNAMED))[1]
        if code != UNNAMED:
            return Sex[code]
    return None
