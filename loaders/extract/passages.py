"""A paragraph as attribution reads it: its words in a row, its quotation marks paired, its sentences known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.base import Analysis, Part, Sentence, Token
from loaders.extract.marks import Quoted, quoted
from loaders.extract.people import Mention, mentions

_OPENING = frozenset({"“", '"', "«", "„", "''", "``", "‘", "'"})


@dataclass(frozen=True)
class Passage:
    """One block of the article."""

    block: int
    part: Part
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    begins: tuple[int, ...]
    """The first token of each sentence."""
    quoted: tuple[Quoted, ...]
    mentions: tuple[Mention, ...]
    """The people named here, with the numbers of tokens counted in the passage."""

    @cached_property
    def inside(self) -> tuple[int, ...]:
        """For each token the number of the quotation it stands in, marks included; -1 outside."""
        numbers = [-1] * len(self.tokens)
        for number, one in enumerate(self.quoted):
            numbers[one.first : one.last + 1] = [number] * (one.last + 1 - one.first)
        return tuple(numbers)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence in the passage."""
        return tuple(number for number, sentence in enumerate(self.sentences) for _ in sentence.tokens)

    def bounds(self, at: int) -> tuple[int, int]:
        """The first token of the sentence of this token, and the token after its last."""
        number = self.sentence_of[at]
        return self.begins[number], self.begins[number] + len(self.sentences[number].tokens)

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The mention that each token of a name belongs to."""
        return {at: one for one in self.mentions for at in range(one.first, one.last)}


def passages(analysis: Analysis) -> Iterator[Passage]:
    """The blocks of the article that hold sentences, in order."""
    named: dict[int, list[Mention]] = {}
    for mention in mentions(analysis):
        named.setdefault(mention.sentence, []).append(mention)
    for block, sentences in _groups(analysis):
        tokens = tuple(token for sentence in sentences for token in sentence.tokens)
        begins = _begins(sentences)
        people = [
            Mention(m.start, m.end, m.sentence, m.first + first, m.last + first, m.begin + first, m.role, m.courtesy, m.person)
            for sentence, first in zip(sentences, begins, strict=True)
            for m in named.get(sentence.index, ())
        ]
        part = analysis.blocks[block].part
        yield Passage(block, part, tokens, tuple(sentences), begins, quoted(analysis.text, tokens), tuple(people))


def _groups(analysis: Analysis) -> Iterator[tuple[int, list[Sentence]]]:
    """The sentences block by block. A block that closes with a colon takes the quotation that opens the next one with it."""
    block, group = -1, list[Sentence]()
    for sentence in analysis.sentences:
        if sentence.block != block and group and not (_announces(group[-1]) and sentence.tokens[0].text in _OPENING):
            yield group[0].block, group
            group = []
        block = sentence.block
        group.append(sentence)
    if group:
        yield group[0].block, group


def _announces(sentence: Sentence) -> bool:
    return sentence.tokens[-1].text == ":"


def _begins(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    begins, count = [], 0
    for sentence in sentences:
        begins.append(count)
        count += len(sentence.tokens)
    return tuple(begins)


def is_spoken(passage: Passage) -> bool:
    """Whether the passage is one to look for speech in: not a byline, a dateline or a repeated headline."""
    return passage.part not in {Part.BYLINE, Part.DATELINE, Part.REPEAT, Part.KEY_POINTS_HEADING}
