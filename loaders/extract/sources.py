"""Finds who stands behind what a sentence reports: "police said", "according to the mayor", "reports emerged of"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.base import Sentence, Token
from loaders.extract.lexicon import words
from loaders.extract.phrases import NOUNS, phrase_from, phrase_to
from schema.records import Mention, Quote, Record
from schema.records.base import Span

REPORTS = frozenset({"report", "reports", "rumors", "rumours", "accounts"})


APPOSED = 20
"""How many words an apposition behind a source may have."""
PRONOUNS = frozenset({"he", "she", "it", "they"})
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
    records = tuple(found)
    quotes = {one.id: one for one in records if isinstance(one, Quote)}
    people: dict[str, list[Mention]] = {}
    for one in records:
        if isinstance(one, Mention) and one.person_id:
            people.setdefault(one.person_id, []).append(one)
    return tuple(_quoted(quotes, people))


def _quoted(quotes: dict[str, Quote], people: dict[str, list[Mention]]) -> Iterator[Source]:
    for quote in quotes.values():
        said = quote
        while not said.evidence.get("source") and said.continuation_of_id in quotes and quotes[said.continuation_of_id].id < said.id:
            said = quotes[said.continuation_of_id]
        named = _name(said, people)
        for span in quote.evidence.get("text", ()):
            for source in said.evidence.get("source", ())[:1]:
                words = named or source
                yield Source(words.start, words.end, (span.start, span.end))


def _name(quote: Quote, people: dict[str, list[Mention]]) -> Span | None:
    """The name of the one person who speaks, or the words that a pronoun stands for; None where only the source can be given."""
    if len(quote.speakers) != 1:
        return None
    speaker = quote.speakers[0]
    printed = speaker.evidence["printed"][0]
    if speaker.antecedent:
        return speaker.evidence["antecedent"][0]
    if speaker.printed.lower() not in PRONOUNS:
        return printed if speaker.person_id else None
    names = people.get(speaker.person_id, ()) if speaker.person_id else ()
    before = [span for mention in names for span in mention.evidence["printed"] if span.start < printed.start]
    return max(before, key=lambda span: span.start, default=None)


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
        elif _reports(tokens, at):
            source = _subject(tokens, at)
            if source:
                yield _stretch(sentence, source, at)


def _reports(tokens: Sequence[Token], at: int) -> bool:
    """As in "said", "put the toll at 19"."""
    finite = tokens[at].tag in {"VBD", "VBZ", "VBP"}
    return tokens[at].pos == "VERB" and ((finite and tokens[at].lemma in words("report_verbs")) or _counts(tokens, at))


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """As in "put the toll at 19", "gave a figure of 63"."""
    past = tokens[at].tag in {"VBD", "VBZ", "VBP"} or tokens[at].text in {"put", "set"}
    return past and tokens[at].lemma in COUNTING and any(token.lemma in FIGURES for token in tokens[at + 1 : at + 6])


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
    if at < 0 or tokens[at].text not in {",", "”", '"'}:
        return None
    inverted = None if tokens[verb].lemma in COUNTING else phrase_from(tokens, verb + 1)
    closed = inverted is not None and (inverted[1] + 1 >= len(tokens) or tokens[inverted[1] + 1].pos in {"PUNCT", "ADP", "PRON", "SCONJ"})
    return inverted if closed else _apposed(tokens, at) or inverted


def _apposed(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The words before an apposition that ends with a comma: the minister, Ann Roe, said two men were hurt."""
    for at in range(end - 1, max(0, end - APPOSED), -1):
        if tokens[at].tag in {"VBD", "VBZ", "VBP", "MD"}:
            return None
        if tokens[at].text == ",":
            return (_over_of(tokens, phrase_to(tokens, at - 1)), at - 1) if tokens[at - 1].tag in NOUNS else None
    return None


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
