"""Turns the bytes of a plain-text document into an article record, or says why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from loaders.base import Analysis, Block, Bounds, Document, Given, Part, Rejected
from loaders.extract.byline import authors, is_empty
from loaders.extract.furniture import printed_date
from loaders.extract.layout import PROSE, Known, blocks
from loaders.extract.lexicon import words
from schema.records import Article
from schema.records.article import Basis, Note, PublishedBasis
from schema.records.base import Span

LARGEST = 2_000_000
"""The most bytes that a document can have: some hundred times the longest news article."""

NAME = "layout"
VERSION = "1"

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_SENTENCE_END = re.compile(r"[.!?。！？।؟…][\"'”’»)\]]*(?:\s|$)")
_LETTER = re.compile(r"[^\W\d_]")
_BODY = frozenset({Part.PARAGRAPH, Part.ITEM, Part.KEY_POINT, Part.SUMMARY})
_DATED = frozenset({Part.DATE, Part.BYLINE, Part.DATELINE})
_SAMPLE = 400
_FUNCTION_WORD_SHARE = 0.25


def decode(document: Document) -> str | Rejected:
    """The text of a document: its own characters, without the byte order mark that may stand before them."""
    content = document.content
    name = document.name
    if len(content) > LARGEST:
        return Rejected(name, "TOO_LARGE", f"{name} has more than {LARGEST} bytes, the most that an article can have.")
    if control := _CONTROL.search(content):
        return Rejected(name, "BINARY", f"{name} is no text: byte {control.start()} is a control character.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Rejected(name, "NOT_UTF8", f"{name} is not UTF-8 at byte {error.start}.")
    text = text.removeprefix("\ufeff")
    return text if text.replace("\ufeff", "").strip() else Rejected(name, "EMPTY", f"{name} holds no text.")


def read(document: Document) -> Article | Rejected:
    """The article that a plain-text document holds."""
    text = decode(document)
    if isinstance(text, Rejected):
        return text
    basis = PublishedBasis.METADATA if document.published else None
    said = Given(
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        published_basis=basis,
        captured=document.captured,
    )
    return prose(text, said, document.name)


def prose(text: str, given: Given, name: str) -> Article | Rejected:
    """The article with this text, where it holds a sentence."""
    parts = blocks(text, _known(given))
    if not any(_is_prose(text[block.start : block.end]) for block in parts if block.part in _BODY):
        return Rejected(name, "NOT_AN_ARTICLE", f"{name} holds no sentence of prose.")
    return article(text, given, parts)


def article(text: str, given: Given, parts: Sequence[Block] | None = None) -> Article:
    """The record of an article with this text. Its times are left for the extractor of times to fill in."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    identity = f"article-{checksum[:16]}"
    analysis = Analysis(identity, text, given.published, tuple(blocks(text, _known(given)) if parts is None else parts), ())
    evidence = _evidence(analysis, given)
    published, published_basis = _published(analysis, given)
    language_of_words = None if given.language else language(text)
    return Article(
        id=identity,
        extractor=NAME,
        extractor_version=VERSION,
        headline=_only(evidence["headline"]),
        headline_basis=_basis(evidence["headline"], given.headline_basis),
        dek=_only(evidence["dek"]),
        summary=_only(evidence["summary"]),
        byline=_printed(evidence["byline"]),
        byline_basis=_basis(evidence["byline"], given.byline_basis),
        publisher=given.publisher,
        url=given.url,
        guid=given.guid,
        language=given.language or language_of_words,
        language_basis=_basis(language_of_words, given.language_basis),
        dateline=_only(evidence["dateline"]),
        published=published,
        published_basis=published_basis,
        captured=given.captured,
        partial=given.partial,
        sections=_printed(evidence["sections"]),
        key_points=_printed(evidence["key_points"]),
        notes=tuple(note for note, _ in _notes(analysis)),
        checksum=checksum,
        text=text,
        evidence={name: spans for name, spans in evidence.items() if spans},
    )


def given(article: Article) -> Given:
    """What the input of an article said beside its text, for the article to be made anew."""
    headline = article.evidence["headline"][0] if _beside(article.headline_basis) else None
    byline = article.evidence["byline"] if _beside(article.byline_basis) else ()
    printed = article.published_basis is PublishedBasis.TEXT
    return Given(
        url=article.url,
        guid=article.guid,
        publisher=article.publisher,
        published=None if printed else article.published,
        published_basis=None if printed else article.published_basis,
        captured=article.captured,
        language=article.language if _beside(article.language_basis) else None,
        language_basis=_beside(article.language_basis),
        headline=(headline.start, headline.end) if headline else None,
        headline_basis=_beside(article.headline_basis),
        byline=tuple((span.start, span.end) for span in byline),
        byline_basis=_beside(article.byline_basis),
        partial=article.partial,
    )


def parts(article: Article) -> tuple[Block, ...]:
    """The blocks of an article: those that its input names, and those that its text shows."""
    return blocks(article.text, _known(given(article)))


def _beside(basis: Basis | None) -> Basis | None:
    """A basis, where it lies outside of the text."""
    return None if basis is Basis.TEXT else basis


def _basis(shown: object, told: Basis | None) -> Basis | None:
    return told or (Basis.TEXT if shown else None)


def _known(given: Given) -> Known:
    headline = ((Part.HEADLINE, given.headline),) if given.headline else ()
    return (*headline, *((Part.BYLINE, bounds) for bounds in given.byline))


def _published(analysis: Analysis, given: Given) -> tuple[datetime | None, PublishedBasis | None]:
    """When the article was published: what came in beside the text goes before what the text prints above the story."""
    if given.published:
        return given.published, given.published_basis
    lines = [analysis.text[block.start : block.end] for block in analysis.blocks if block.part in _DATED]
    printed = printed_date(lines)
    return printed, PublishedBasis.TEXT if printed else None


def language(text: str) -> str | None:
    """The code of English where its function words abound; None for what else the text may be."""
    sample = re.findall(r"[^\W\d_]+", text[: _SAMPLE * 20].lower())[:_SAMPLE]
    known = sum(word in words("function_words") for word in sample)
    return "en" if sample and known >= _FUNCTION_WORD_SHARE * len(sample) else None


def _evidence(analysis: Analysis, given: Given) -> dict[str, tuple[Span, ...]]:
    single = {name: _hull(analysis, part) for name, part in _SINGLE.items()}
    if given.headline:
        single["headline"] = (analysis.span(*given.headline),)
    lists = {name: _spans(analysis, (block for block in analysis.blocks if block.part is part)) for name, part in _LISTS.items()}
    names = tuple(analysis.span(start, end) for start, end in given.byline or _authors(analysis))
    return single | lists | {"byline": names, "notes": tuple(span for _, span in _notes(analysis))}


def _authors(analysis: Analysis) -> Iterator[Bounds]:
    for block in analysis.blocks:
        if block.part is Part.BYLINE:
            found = authors(analysis.text[block.start : block.end])
            yield from ((block.start + start, block.start + end) for start, end in found)


_SINGLE = {"headline": Part.HEADLINE, "dek": Part.DEK, "summary": Part.SUMMARY, "dateline": Part.DATELINE}
_LISTS = {"sections": Part.HEADING, "key_points": Part.KEY_POINT}


def _hull(analysis: Analysis, part: Part) -> tuple[Span, ...]:
    found = [block for block in analysis.blocks if block.part is part]
    return (analysis.span(found[0].start, found[-1].end),) if found else ()


def _spans(analysis: Analysis, found: Iterable[Block]) -> tuple[Span, ...]:
    return tuple(analysis.span(block.start, block.end) for block in found)


def _notes(analysis: Analysis) -> list[tuple[Note, Span]]:
    found = []
    for block in analysis.blocks:
        if block.part is Part.BYLINE and is_empty(analysis.text[block.start : block.end]):
            found.append((Note.EMPTY_BYLINE, analysis.span(block.start, block.end)))
        elif block.part is Part.REPEAT:
            found.append((Note.HEADLINE_REPEATED, analysis.span(block.start, block.end)))
    return found + [(Note.SUMMARY_FIRST, span) for span in _hull(analysis, Part.SUMMARY)]


def _only(spans: Sequence[Span]) -> str | None:
    return spans[0].exact if spans else None


def _printed(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.exact for span in spans)


def _is_prose(text: str) -> bool:
    """Whether a sentence stands here, in whatever script; an English one may lack its full stop."""
    parts = text.split()
    letters = len(_LETTER.findall(text))
    if letters <= 0.7 * len("".join(parts)):
        return False
    if _SENTENCE_END.search(text):
        return len(parts) >= 5 or letters >= 15
    return len(parts) >= PROSE and language(text) is not None
