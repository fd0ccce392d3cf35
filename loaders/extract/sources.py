"""Finds who stands behind what a sentence reports: "police said", "according to the mayor", "reports emerged of"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.base import Sentence, Token
from loaders.extract.lexicon import words
from loaders.extract.phrases import NOUNS, phrase_from, phrase_to
from schema.records import Quote, Record

REPORTS = frozenset({"report", "reports", "rumors", "rumours", "accounts"})


COUNTING = frozenset({"put", "give", "place", "set"})
FIGURES = frozenset({"toll", "number", "figure", "count"})


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody's words for a stretch of text: the place of the words for the source, and the stretch."""

    start: int
    end: int
    covers: tuple[int, int]


def sources(sentence: Sentence, quotes: Sequence[Source] = ()) -> tuple[Source, ...]:
    """Who stands behind the parts of a sentence; what a quotation says goes before what the sentence says."""
    inside = tuple(one for one in quotes if one.covers[0] < sentence.end and sentence.start < one.covers[1])
    return (*inside, *_told(sentence))


def source_at(found: Sequence[Source], start: int) -> Source | None:
    """Who stands behind the words that begin at a place; None where the article does itself."""
    return next((one for one in found if one.covers[0] <= start < one.covers[1] and not one.start <= start < one.end), None)


def quoted(found: Iterable[Record]) -> tuple[Source, ...]:
    """The sources of the quotations of an article, each with the words that it covers."""
    quotes = {one.id: one for one in found if isinstance(one, Quote)}
    return tuple(_quoted(quotes))


def _quoted(quotes: dict[str, Quote]) -> Iterator[Source]:
    for quote in quotes.values():
        said = quote
        while not said.evidence.get("source") and said.continuation_of_id in quotes and quotes[said.continuation_of_id].id < said.id:
            said = quotes[said.continuation_of_id]
        for span in quote.evidence.get("text", ()):
            for source in said.evidence.get("source", ())[:1]:
                yield Source(source.start, source.end, (span.start, span.end))


def _told(sentence: Sentence) -> Iterator[Source]:
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        word = token.text.lower()
        if word == "according" and at + 2 < len(tokens) and tokens[at + 1].text == "to":
            phrase = phrase_from(tokens, at + 2)
            if phrase:
                last = _whole(tokens, phrase[1])
                yield Source(tokens[at + 2].start, tokens[last].end, (sentence.start, sentence.end))
        elif word in REPORTS and _speaks(tokens, at):
            yield Source(token.start, token.end, (token.end, sentence.end))
        elif token.pos == "VERB" and token.tag in {"VBD", "VBZ", "VBP"} and (token.lemma in words("report_verbs") or _counts(tokens, at)):
            source = _subject(tokens, at)
            if source:
                yield _stretch(sentence, source, at)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """As in "put the toll at 19", "gave a figure of 63"."""
    return tokens[at].lemma in COUNTING and any(token.lemma in FIGURES for token in tokens[at + 1 : at + 6])


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """As in "reports of an attack", "reports emerged that"."""
    after = [token.lemma for token in tokens[at + 1 : at + 3]]
    return after[:1] == ["of"] or after[:1] in (["say"], ["emerge"], ["suggest"], ["indicate"]) or after[1:2] in (["of"], ["that"])


def _subject(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """The words of whoever says it, before or behind the verb."""
    at = verb - 1
    while at >= 0 and (tokens[at].pos in {"AUX", "ADV"} or tokens[at].text.lower() in words("day_words")):
        at -= 1
    if at >= 0 and (tokens[at].tag in NOUNS or tokens[at].tag == "PRP"):
        first = phrase_to(tokens, at) if tokens[at].tag in NOUNS else at
        first = _over_of(tokens, first)
        return (first, at) if tokens[at].text.lower() not in {"it", "that", "this", "what"} else None
    return phrase_from(tokens, verb + 1) if at >= 0 and tokens[at].text in {",", "”", '"'} else None


def _over_of(tokens: Sequence[Token], first: int) -> int:
    """Takes in what the phrase is a part of: the head of the city's administration; medics and residents."""
    if first > 1 and tokens[first - 1].text in {"of", "and", "for", "at"} and tokens[first - 2].tag in NOUNS:
        return phrase_to(tokens, first - 2)
    return first


def _whole(tokens: Sequence[Token], last: int) -> int:
    if last + 2 < len(tokens) and tokens[last + 1].text in {"of", "at", "and", "for"}:
        phrase = phrase_from(tokens, last + 2)
        return phrase[1] if phrase else last
    return last


def _stretch(sentence: Sentence, source: tuple[int, int], verb: int) -> Source:
    """A source behind a comma covers what stands before it, any other what stands behind its verb."""
    tokens = sentence.tokens
    first = min(source[0], verb)
    tail = first > 0 and tokens[first - 1].text in {",", "”", '"', "’"}
    covers = (
        (sentence.start, tokens[first].start)
        if tail and first > 3 and not _clause_follows(tokens, verb, source[1])
        else (tokens[max(source[1], verb)].end, sentence.end)
    )
    return Source(tokens[source[0]].start, tokens[source[1]].end, covers)


def _clause_follows(tokens: Sequence[Token], verb: int, last: int) -> bool:
    """Whether what is said stands behind the verb: on Monday, police said three men died."""
    at = max(verb, last) + 1
    rest = tokens[at : at + 12]
    if rest and rest[0].text in {",", ".", ";", "”"}:
        return False
    return any(token.text == "that" for token in rest[:1]) or (
        any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in rest)
        and rest[0].tag != "IN"
        and rest[0].text.lower() not in words("day_words")
    )
