"""The seams of loading: what comes in, what comes out, and what a loader, an analyzer and an extractor promise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from schema.records import Article, Record
from schema.records.article import Basis, PublishedBasis
from schema.records.base import Span

CONTEXT = 32
"""How many characters a span shows before and after its words."""


def annotation_id(record: str, article_id: str, *parts: int | str) -> str:
    """The id of a fact of an article: offsets are padded so that the order of ids is the order of reading.

    Quotes: start and end of the content. Incidents: start of the trigger. Casualties: start of the printed number and the effect.
    Mentions: start and end of the name, and what is named.
    """
    digest = article_id.partition("-")[2]
    return "-".join([record, digest, *(f"{part:07d}" if isinstance(part, int) else part.lower() for part in parts)])


Bounds: TypeAlias = tuple[int, int]
"""Where words of a text begin and end."""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came in, with what was said about them. `name` is for messages only and never becomes data."""

    name: str
    content: bytes
    url: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    captured: datetime | None = None
    """When an archive fetched the bytes."""
    charset: str | None = None
    """The encoding that the bytes came with, where something beside them names it."""
    source: str = "text"
    """The name of the source that reads the bytes."""
    mapped: str = ""
    """The declared map by which it finds the values in them; empty where it knows them by itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an input says of an article beside its running text; the bounds are places in the text."""

    url: str | None = None
    guid: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    published_basis: PublishedBasis | None = None
    captured: datetime | None = None
    language: str | None = None
    language_basis: Basis | None = None
    headline: Bounds | None = None
    headline_basis: Basis | None = None
    byline: tuple[Bounds, ...] = ()
    byline_basis: Basis | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that is no article, and why: a stable code and a sentence."""

    document: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown(Rejected):
    """A file of a folder that is of no kind that a source knows: it is counted, and nobody asked for it."""


@runtime_checkable
class Loader(Protocol):
    """Where documents come from. `documents` may do I/O; `article` may not: same bytes, same article, for ever."""

    @property
    def name(self) -> str:
        """What the loader is called."""

    def documents(self) -> Iterator[Document | Rejected]:
        """The documents, one by one, and what could not be cut into documents; may do I/O."""

    def article(self, document: Document) -> Article | Rejected:
        """The article that a document holds; pure."""


class Part(Enum):
    """What a block of an article is."""

    HEADLINE = auto()
    DEK = auto()
    SUMMARY = auto()
    BYLINE = auto()
    DATE = auto()
    DATELINE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    KEY_POINTS_HEADING = auto()
    KEY_POINT = auto()
    REPEAT = auto()
    BOILERPLATE = auto()


class Words(NamedTuple):
    """The words and marks of one sentence, and of each whether a space follows it."""

    forms: tuple[str, ...]
    spaced: tuple[bool, ...]


class Reading(NamedTuple):
    """What an analyzer says of a word: its universal part of speech (UPOS), Penn tag and lemma; the rest is None without a parser."""

    pos: str
    tag: str
    lemma: str
    head: int | None = None
    """The number, in its sentence, of the word that it depends on; the root of a sentence names itself."""
    relation: str | None = None
    """How it depends on that word, in the labels of the analyzer: nsubj, ccomp."""
    entity: str | None = None
    """The kind of name that it begins or continues, as B-PERSON and I-PERSON; O outside of names."""


class Token(NamedTuple):
    """A word or mark: where it stands, and what the analyzer says of it; see `Reading`."""

    start: int
    end: int
    text: str
    pos: str
    tag: str
    lemma: str
    head: int | None = None
    relation: str | None = None
    entity: str | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block: its place in the text, its tokens, and the numbers of its block and of itself."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    block: int
    index: int

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words and lemmas in lower case: most sentences have none of a list, and this tells it at once."""
        return frozenset(form.lower() for token in self.tokens for form in (token.text, token.lemma))


@dataclass(frozen=True, slots=True)
class Block:
    """A line, list item or paragraph of the article: its place in the text, and what part it plays."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """An article cut into blocks, sentences and tagged tokens: what every extractor reads.

    An analysis equals itself only, so that what several extractors need of it can be worked out once and kept.
    """

    article_id: str
    text: str
    published: datetime | None
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end` with what stands around them."""
        sentence = self.sentence_at(start)
        return Span(
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - CONTEXT) : start],
            suffix=self.text[end : end + CONTEXT],
            sentence=self.text[sentence[0] : sentence[1]],
        )

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence that holds `offset`; of its line where there is none."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at].start, self.sentences[at].end
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end


@runtime_checkable
class Analyzer(Protocol):
    """Gives words their tags, and perhaps their heads. The sentences of an article go in; a reading of each word comes out."""

    @property
    def name(self) -> str:
        """What the analyzer is called."""

    @property
    def version(self) -> str:
        """Changes whenever it can give other tags."""

    def read(self, sentences: Sequence[Words]) -> Iterable[Sequence[Reading]]:
        """The readings of the words of each sentence, in order."""


@runtime_checkable
class Extractor(Protocol):
    """Turns an analysed article into records. Pure: it reads what `found` holds from the extractors before it.

    One of a plug-in may declare `requires` and `produces`, sets of names of record types, to be run behind what it reads.
    """

    @property
    def name(self) -> str:
        """What the extractor is called; each record that it makes carries it."""

    @property
    def version(self) -> str:
        """Changes whenever it can make other records."""

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterable[Record]:
        """The records that it finds."""
