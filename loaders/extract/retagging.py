"""Puts right the tags of words of violence that a general tagger takes for nouns: two men were shot, a man shot four people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from loaders.base import Sentence, Token
from loaders.extract.lexicon import rows
from loaders.extract.people_nouns import person_noun

OBJECTS = frozenset({"DT", "CD", "PRP", "PRP$", "NNP"})
PLURALS = frozenset({"NNS", "NNPS"})
JOINED = frozenset({"killed", "wounded", "injured", "robbed", "stabbed", "killing", "wounding", "critically", "seriously"})


@cache
def _forms() -> Mapping[str, tuple[str, str]]:
    """The forms with their verb, and what they are often taken for."""
    return {form: (verb, kind) for form, verb, kind in rows("violent_verb_forms")}


def retagged(sentence: Sentence) -> Sentence:
    """The sentence with such words tagged as the verbs that they are."""
    tokens = sentence.tokens
    if _forms().keys().isdisjoint(sentence.vocabulary):
        return sentence
    fixed = tuple(_fixed(tokens, at) for at in range(len(tokens)))
    return sentence if fixed == tokens else replace(sentence, tokens=fixed)


def _fixed(tokens: Sequence[Token], at: int) -> Token:
    token = tokens[at]
    verb, kind = _forms().get(token.text.lower(), (None, ""))
    if verb and kind == "PRESENT" and not token.tag.startswith("VB") and at and tokens[at - 1].tag == "NNS" and _has_object(tokens, at):
        return token._replace(pos="VERB", tag="VBP", lemma=verb)
    if verb and kind == "PAST":
        return token._replace(pos="VERB", tag="VBD", lemma=verb)
    if verb and kind == "NOUN" and token.tag == "VBN" and _stands_between(tokens, at):
        return token._replace(tag="VBD", lemma=verb)
    if verb is None or kind != "NOUN" or token.tag in {"VBD", "VBN", "VBZ"}:
        return token if verb is None or not token.tag.startswith("VB") else token._replace(lemma=verb)
    tag = _present(tokens, at) if token.text.endswith("s") else _tag(tokens, at)
    return token._replace(pos="VERB", tag=tag, lemma=verb) if tag else token


def _has_object(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].tag in OBJECTS | {"NNS"}


def _stands_between(tokens: Sequence[Token], at: int) -> bool:
    """Whether a form stands right between a plural subject and its object: drones struck fighters."""
    return at > 0 and tokens[at - 1].tag in PLURALS and _has_object(tokens, at) and tokens[at + 1].tag != "NNP"


def _present(tokens: Sequence[Token], at: int) -> str | None:
    """As in a headline: missile hits Kyiv, storm kills six."""
    after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
    into = at + 1 < len(tokens) and tokens[at + 1].text.lower() == "into"
    return "VBZ" if at and tokens[at - 1].tag in {"NN", "NNS", "NNP"} and (after in OBJECTS or into) else None


def _tag(tokens: Sequence[Token], at: int) -> str | None:
    """VBN behind a form of "be", behind people or before nothing; VBD between a subject and an object; None for a noun."""
    before = at - 1
    while before >= 0 and tokens[before].pos == "ADV":
        before -= 1
    previous = tokens[before] if before >= 0 else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if previous is None or (previous.tag == "CD" and any(token.lemma in {"fire", "take", "get"} for token in tokens[max(0, at - 5) : at])):
        return None
    if previous.lemma in {"be", "get", "have", "find"}:
        return "VBN"
    subject = previous.tag in {"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "CD"} or previous.text == "and" or person_noun(previous) is not None
    rest = [token.text.lower() for token in tokens[at + 1 : at + 3]]
    if (
        subject
        and after is not None
        and (
            after.tag in OBJECTS
            or (previous.tag in PLURALS and after.tag == "NNS")
            or (len(rest) == 2 and rest[0] == "and" and rest[1] in JOINED)
        )
    ):
        return "VBD"
    if subject and rest[:1] == ["dead"]:
        beyond = tokens[at + 2].tag if at + 2 < len(tokens) else ""
        return "VBD" if beyond in OBJECTS else "VBN"
    if subject and len(rest) == 2 and rest[0] == "," and rest[1] in JOINED:
        return "VBN"
    people = person_noun(previous) is not None or previous.tag in {"CD", "LS"}
    return (
        "VBN"
        if people and (after is None or after.tag in {"IN", "RB", ".", ",", "CC", "NN", "TO"} or after.pos in {"PUNCT", "ADP", "ADV"})
        else None
    )
