"""Knows the words of harm: their effects and uses, the idioms that tell of harm, and the classes of words that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from loaders.extract.lexicon import rows
from schema.records.casualty import Effect

Use = Enum("Use", ["TRANSITIVE", "INTRANSITIVE", "STATE", "NOUN", "OF", "BODY"])


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb that tells of harm by a word or two not far behind it: taken to hospital, beaten to death, lost their lives."""

    anchor: tuple[str, ...]
    """The words behind the verb; one in capitals is a class of words."""
    reach: int
    """How many words the first of them may stand behind the verb."""
    effect: Effect
    use: Use


@cache
def harm_words() -> Mapping[str, tuple[tuple[Effect, Use], ...]]:
    """The words of harm, each with its effects and uses."""
    found: dict[str, list[tuple[Effect, Use]]] = {}
    for word, effect, use in rows("harm_words"):
        found.setdefault(word, []).append((Effect[effect], Use[use]))
    return {word: tuple(uses) for word, uses in found.items()}


@cache
def idioms() -> Mapping[str, tuple[Idiom, ...]]:
    """The idioms of harm by the lemma of their verb."""
    found: dict[str, list[Idiom]] = {}
    for verbs, anchor, reach, effect, use in rows("harm_idioms"):
        for verb in verbs.split():
            found.setdefault(verb, []).append(Idiom(tuple(anchor.split()), int(reach), Effect[effect], Use[use]))
    return {verb: tuple(uses) for verb, uses in found.items()}


@cache
def of_class(name: str) -> frozenset[str]:
    """The words of one class, such as NEGATION or BODY_PART."""
    return frozenset(word for kind, words in rows("harm_classes") if kind == name for word in words.split())


@cache
def verbs() -> frozenset[str]:
    """The words that harm is read from: those of harm by themselves, and those that begin an idiom."""
    return frozenset(harm_words()) | frozenset(idioms()) | {"toll", "lives"}


@cache
def calls() -> frozenset[str]:
    """The words without which a sentence tells of no harm: those of harm, and the anchors of idioms."""
    anchors = {word for uses in idioms().values() for idiom in uses for word in idiom.anchor[-1:]}
    plain = {word for anchor in anchors for word in (of_class(anchor) if anchor.isupper() else (anchor,))}
    return frozenset(harm_words()) | plain | {"toll", "life", "lives"}
