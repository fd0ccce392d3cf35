"""Finds attributions without a verb of speech: according to the police; in their words."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.contents import FINITE, sentence_end, trimmed
from loaders.extract.passages import Passage
from loaders.extract.relation import Relation
from loaders.extract.subjects import phrase_after

_WINDOW = 28


def according(passage: Passage) -> Iterator[Relation]:
    """According to source, content; or content, according to source."""
    tokens = passage.tokens
    for at in range(len(tokens) - 2):
        if tokens[at].text.lower() != "according" or tokens[at + 1].text != "to" or passage.inside[at] >= 0:
            continue
        source = phrase_after(passage, at + 2)
        if source is None:
            continue
        begin = passage.bounds(at)[0]
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
    for at in range(len(tokens) - 3):
        low = [token.text.lower() for token in tokens[at : at + 4]]
        if low[0] == "in" and tokens[at + 1].tag == "PRP$" and low[2] == "words" and low[3] in {",", ":"} and passage.inside[at] < 0:
            content = trimmed(passage, at + 4, sentence_end(passage, at))
            if content:
                yield Relation((at, at + 3), at, (at + 1, at + 2), [content])
