"""An attribution as ranges of words, and what tells an utterance from other words in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.extract.boundaries import FINITE
from loaders.extract.marks import Quoted
from loaders.extract.passages import Passage
from loaders.extract.subjects import Range


@dataclass(slots=True)
class Relation:
    """An attribution as it stands in a passage.

    `pieces` are the numbers of quotations that are the whole content, `retold` of those in it that somebody else spoke.
    """

    cue: Range | None
    verb: int
    source: Range | None
    ranges: list[Range] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    retold: set[int] = field(default_factory=set)
    paraphrase: bool = False
    continues: Relation | None = None

    @property
    def begin(self) -> int:
        """The first token of the content."""
        return self.ranges[0][0]


def only_quotation(passage: Passage, relation: Relation) -> list[int]:
    """The quotation that is the whole of the content and a clause of its own."""
    first, end = relation.ranges[0]
    number = passage.inside[first]
    if len(relation.ranges) > 1 or number < 0:
        return []
    quote = passage.quoted[number]
    clausal = any(token.tag in FINITE for token in passage.tokens[first:end])
    return [number] if clausal and (quote.first, quote.last + 1) == (first, end) else []


def is_utterance(passage: Passage, quote: Quoted) -> bool:
    """Whether words in marks stand as sentences of their own."""
    tokens = passage.tokens
    if quote.first + 1 >= len(tokens):
        return False
    led = tokens[passage.bounds(quote.first)[0] : quote.first]
    opens = all(token.tag in {"RB", "CC", ","} for token in led) or led[-1].text == ":"
    head = tokens[quote.first + 1].text
    after = quote.last + 1
    ends = (
        not quote.closed
        or after >= len(tokens)
        or passage.sentence_of[after] != passage.sentence_of[quote.last]
        or tokens[after].text in {".", "?", "!"}
        or (tokens[quote.last - 1].text in {".", "?", "!"} and tokens[after].text[0].isupper())
    )
    last = quote.last - 1 if quote.closed else quote.last
    while last > quote.first and tokens[last].text in {"’", "'", ")", "”"}:
        last -= 1
    stopped = tokens[last].text[-1] in ".?!,…" or (after < len(tokens) and tokens[after].text == ".")
    return opens and not head[0].islower() and ends and stopped
