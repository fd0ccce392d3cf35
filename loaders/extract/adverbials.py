"""Finds attributions without a verb of speech: according to the police; in their words; the mayor's remark that ..."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.boundaries import FINITE, clause_end, sentence_begin, sentence_end, trimmed
from loaders.extract.cues import Cue, Frames
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.relation import Relation
from loaders.extract.subjects import Range, phrase_after, phrase_before

_WINDOW = 28
_NEAR = 12
_ACCORDING = frozenset({"according"})
_ABOUT = frozenset({"of", "for", "about", "on", "against"})
"""Prepositions between a noun of speech and what was said."""


def according(passage: Passage) -> Iterator[Relation]:
    """According to source, content; or content, according to source."""
    tokens = passage.tokens
    if not passage.has(_ACCORDING):
        return
    for at, low in enumerate(passage.low[:-2]):
        if low != "according" or passage.low[at + 1] != "to" or passage.inside[at] >= 0:
            continue
        source = phrase_after(passage, at + 2)
        if source is None:
            continue
        begin = sentence_begin(passage, at)
        end = sentence_end(passage, at)
        leads = all(token.tag in {"CC", "RB", ","} for token in tokens[begin:at])
        comma = next((place for place in range(source[1], min(end, source[1] + _WINDOW)) if tokens[place].text == ","), None)
        if leads and comma is not None:
            content = trimmed(passage, comma + 1, end)
        else:
            content = trimmed(passage, begin + (tokens[begin].tag == "CC"), at)
        if content and any(token.tag in FINITE for token in tokens[slice(*content)]):
            yield Relation((at, at + 2), at, source, [content])


def in_words(passage: Passage) -> Iterator[Relation]:
    """In their words, content."""
    tokens = passage.tokens
    for noun in (at for at, low in enumerate(passage.low[:-1]) if low == "words" and at > 1):
        at = noun - 2
        led = passage.low[at] == "in" and tokens[at + 1].tag == "PRP$" and passage.low[noun + 1] in {",", ":"}
        if led and passage.inside[at] < 0:
            content = trimmed(passage, at + 4, sentence_end(passage, at))
            if content:
                yield Relation((at, at + 3), at, (at + 1, at + 2), [content])


def in_the_words_of(passage: Passage) -> Iterator[Relation]:
    """In the words of a source, content in marks; or content in marks, in the words of a source."""
    for at in (at for at, low in enumerate(passage.low[:-3]) if low == "in" and passage.inside[at] < 0):
        source = phrase_after(passage, at + 4) if passage.low[at + 1 : at + 4] == ("the", "words", "of") else None
        near = {passage.inside[place] for place in range(*passage.bounds(at))} - {-1} if source else set()
        if source and near:
            quote = passage.quoted[min(sorted(near), key=lambda number: abs(passage.quoted[number].first - at))]
            yield Relation((at, at + 4), at, source, [(quote.first, quote.last + 1)])


def remarked(passage: Passage) -> Iterator[Relation]:
    """The source's remark that content; its call for content, where words in marks show that they are the source's."""
    tokens = passage.tokens
    nouns = words("speech_nouns")
    if not passage.has(nouns):
        return
    for at in range(1, len(tokens) - 2):
        if tokens[at].lemma.lower() not in nouns or passage.inside[at] >= 0 or not tokens[at].tag.startswith("NN"):
            continue
        source = owner(passage, at)
        clause = tokens[at + 1].text.lower() == "that"
        if source is None or not (clause or (tokens[at + 1].tag == "IN" and tokens[at + 1].text.lower() in _ABOUT)):
            continue
        quote = next((place for place in range(at + 2, min(len(tokens), at + _NEAR)) if passage.inside[place] >= 0), None)
        if quote is None or passage.sentence_of[quote] != passage.sentence_of[at]:
            continue
        if not clause and any(token.tag in FINITE for token in tokens[at:quote]):
            continue
        end = passage.quoted[passage.inside[quote]].last + 1
        said = trimmed(passage, at + 2, max(end, clause_end(passage, at + 2, _cue(at), ()))) if clause else (at + 2, end)
        if said:
            yield Relation((at, at + 1), at, source, [said])


def _cue(noun: int) -> Cue:
    """A noun of speech as what governs the clause behind it."""
    return Cue(noun, noun + 1, noun, Frames("t", frozenset()))


def owner(passage: Passage, noun: int) -> Range | None:
    """Whose the noun is: Lee's own remark, her remark."""
    begin = passage.bounds(noun)[0]
    at = noun - 1
    while at >= begin and (passage.tokens[at].tag in {"JJ", "NN", "JJS"} and passage.inside[at] < 0):
        at -= 1
    if at < begin or passage.inside[at] >= 0:
        return None
    if passage.tokens[at].tag == "PRP$":
        return (at, at + 1)
    if passage.tokens[at].tag != "POS" or at == begin:
        return None
    name = passage.mention_at.get(at - 1)
    return (name.begin, name.last) if name else phrase_before(passage, at - 1, begin)
