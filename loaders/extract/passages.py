"""A paragraph as attribution reads it: its words in a row, its quotation marks paired, its sentences known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.base import Analysis, Part, Sentence, Token
from loaders.extract.marks import Quoted, quoted
from loaders.extract.people import Mention, mentions

_OPENING = frozenset({"“", '"', "«", "„", "''", "``", "‘", "'"})
_CLOSING = frozenset({"”", '"', "»", "''", "’", "'"})
DASHES = frozenset({"—", "–", "-", "--", "―"})
_SIGNATURE = 12
"""How many words a line has at most that signs a quotation."""


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
    def low(self) -> tuple[str, ...]:
        """The words in small letters."""
        return tuple(token.text.lower() for token in self.tokens)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence in the passage."""
        return tuple(number for number, sentence in enumerate(self.sentences) for _ in sentence.tokens)

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of these stands in it, as a word or a lemma."""
        return any(not words.isdisjoint(sentence.vocabulary) for sentence in self.sentences)

    def bounds(self, at: int) -> tuple[int, int]:
        """The first token of the sentence of this token, and the token after its last."""
        number = self.sentence_of[at]
        return self.begins[number], self.begins[number] + len(self.sentences[number].tokens)

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The mention that each token of a name belongs to."""
        return {at: one for one in self.mentions for at in range(one.first, one.last)}

    @cached_property
    def mention_from(self) -> dict[int, Mention]:
        """The mention that begins at each token, with the role before its name."""
        return {one.begin: one for one in self.mentions}


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
    """The sentences block by block. A block that ends in a colon keeps the quotation that opens the next, a quotation what signs it."""
    block, group = -1, list[Sentence]()
    for sentence in analysis.sentences:
        if sentence.block != block and group and not (_opens_for(group[-1], sentence) or _signs(analysis, group[-1], sentence)):
            yield group[0].block, group
            group = []
        block = sentence.block
        group.append(sentence)
    if group:
        yield group[0].block, group


def _opens_for(announcement: Sentence, quotation: Sentence) -> bool:
    return announcement.tokens[-1].text == ":" and quotation.tokens[0].text in _OPENING


def _signs(analysis: Analysis, quotation: Sentence, name: Sentence) -> bool:
    """Whether a short line behind a quotation says by a dash whose words they were. As an item of a list it stands without its dash."""
    dashed = analysis.text[quotation.end : name.start + 1].strip()[:1] in DASHES
    return dashed and quotation.tokens[-1].text in _CLOSING and len(name.tokens) < _SIGNATURE


def _begins(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    begins, count = [], 0
    for sentence in sentences:
        begins.append(count)
        count += len(sentence.tokens)
    return tuple(begins)


def is_spoken(passage: Passage) -> bool:
    """Whether the passage is one to look for speech in: not a byline, a dateline or a repeated headline."""
    return passage.part not in {Part.BYLINE, Part.DATELINE, Part.REPEAT, Part.KEY_POINTS_HEADING}
