"""Quotations: who said what, in which words. An extractor that reads an analysed article and returns Quote records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.base import Analysis, Part, annotation_id
from loaders.extract.boundaries import FINITE
from loaders.extract.continuations import leftovers
from loaders.extract.coreference import PRONOUNS, Discourse
from loaders.extract.cues import Cue
from loaders.extract.intervals import Intervals
from loaders.extract.marks import Quoted
from loaders.extract.passages import Passage, is_spoken, passages
from loaders.extract.people import mentions
from loaders.extract.refusals import refused
from loaders.extract.relation import Relation
from loaders.extract.relations import Reader
from loaders.extract.speakers import Setting, speakers
from loaders.extract.titles import is_distanced, is_title
from loaders.extract.unsaid import unsaid
from schema.records import Quote, Record, Refusal
from schema.records.base import Span
from schema.records.quote import QuoteKind, Speaker, SpeakerKind
from schema.records.refusal import Candidate, Rule

NAME = "attribution"
VERSION = "1"

_THEY = frozenset({"they", "their", "them"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A content span, with the numbers of the quotations in it."""

    start: int
    end: int
    quoted: tuple[int, ...]


class Extractor:
    """The extractor of quotations."""

    name = NAME
    version = VERSION

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterator[Quote | Refusal]:  # noqa: ARG002  the seam's signature
        """The quotations of the article in the order of their words, and the words in quotation marks that are none."""
        every = list(passages(analysis))
        discourse = Discourse(analysis.text, every, mentions(analysis))
        made: dict[tuple[int, int], Quote] = {}
        previous: Quote | None = None
        for passage in every:
            if not is_spoken(passage):
                continue
            setting = Setting(analysis, passage, discourse)
            records: dict[int, Quote] = {}
            reader = Reader(passage)
            for relation in _read(reader, opening=_goes_on(passage, previous)):
                earlier = records.get(id(relation.continues)) if relation.continues else previous
                quote = _quote(setting, relation, earlier)
                if quote is None:
                    continue
                records[id(relation)] = quote
                hull = _hull(quote)
                if hull not in made:
                    made[hull] = quote
                    yield quote
                previous = quote
                _heard(setting, quote, hull)
            yield from _refusals(setting, reader.cues, records.values())
            if previous and passage.part is Part.PARAGRAPH and not _still_speaks(analysis, passage, previous):
                previous = None


def _refusals(setting: Setting, spoken: Iterable[Cue], made: Iterable[Quote]) -> Iterator[Refusal]:
    """What no quotation of the passage holds: words in quotation marks, and what was denied, possible or thought."""
    passage, held = setting.passage, Intervals(_hull(quote) for quote in made)
    rules: dict[int, Rule] = {}
    for (first, end), rule in dict(unsaid(passage, spoken)).items():
        start, stop = passage.tokens[first].start, passage.tokens[end - 1].end
        numbers = {passage.inside[at] for at in range(first, end)} - {-1}
        rules |= dict.fromkeys(numbers, rule)
        if not numbers and not held.overlap(start, stop):
            yield refused(setting.analysis, (start, stop), Candidate.QUOTE, rule)
    for number, quoted in enumerate(passage.quoted):
        if not held.overlap(quoted.start, quoted.end):
            yield refused(setting.analysis, (quoted.start, quoted.end), Candidate.QUOTE, _why(passage, quoted, rules.get(number)))


def _why(passage: Passage, quoted: Quoted, unsaid_by: Rule | None) -> Rule:
    if is_title(passage, quoted):
        return Rule.TITLE
    clausal = any(token.tag in FINITE for token in passage.tokens[quoted.first : quoted.last])
    return unsaid_by or (Rule.NO_SOURCE if clausal else Rule.SCARE_QUOTE)


def _still_speaks(analysis: Analysis, passage: Passage, previous: Quote) -> bool:
    """Whether the paragraph closes with the words of this quotation, so that the next one may go on with them."""
    end = _hull(previous)[1]
    if end <= passage.tokens[0].start:
        return False
    direct = previous.kind is QuoteKind.DIRECT
    return direct or analysis.sentence_at(end - 1)[1] >= passage.tokens[-1].end


def _goes_on(passage: Passage, previous: Quote | None) -> bool:
    """Whether the paragraph opens with a quotation that may go on with the words of the one before."""
    return previous is not None and bool(previous.speakers) and bool(passage.quoted)


def _read(reader: Reader, *, opening: bool) -> list[Relation]:
    found = reader.relations()
    rest = [one for one in leftovers(reader.passage, found) if one.continues or one.source or (opening and one.begin == 0)]
    return sorted([*found, *rest], key=lambda one: one.ranges[0])


def _heard(setting: Setting, quote: Quote, hull: tuple[int, int]) -> None:
    """Remember who spoke: a person, or somebody whose name the article does not give."""
    if len(quote.speakers) != 1:
        return
    lone = quote.speakers[0]
    nameless = lone.kind in {SpeakerKind.PERSON, SpeakerKind.UNNAMED} and len(lone.printed.split()) > 1
    if lone.person_id or nameless:
        named_at = quote.evidence["source"][0].start if quote.source else hull[0]
        setting.discourse.spoke = (lone.person_id, setting.analysis.sentence_at(named_at)[1])
    if quote.source and lone.printed.lower() not in PRONOUNS:
        words = lone.evidence["printed"][0]
        setting.discourse.sources |= dict.fromkeys(_STAND_IN[lone.kind], (words.start, words.end))


_STAND_IN = {
    SpeakerKind.PERSON: ("one",),
    SpeakerKind.UNNAMED: ("one", "it"),
    SpeakerKind.COUNTRY: ("it", "they"),
    SpeakerKind.ORGANISATION: ("it", "they"),
    SpeakerKind.GROUP: ("they",),
}
"""The classes of pronouns that can stand for each sort of source."""


def _hull(quote: Quote) -> tuple[int, int]:
    spans = quote.evidence["text"]
    return spans[0].start, spans[-1].end


def _quote(setting: Setting, relation: Relation, earlier: Quote | None) -> Quote | None:
    """The record of a relation; None where it would rest on nothing."""
    analysis = setting.analysis
    pieces = [_piece(setting.passage, relation, bounds) for bounds in relation.ranges]
    spans = tuple(analysis.span(piece.start, piece.end) for piece in pieces)
    quoted = _quoted(setting, pieces, relation)
    kind = _kind(relation, quoted)
    said = _speakers(setting, relation, earlier)
    if not said and relation.cue is None:
        return None
    evidence = {"text": spans, "marked": quoted, "source": _span(setting, relation.source), "cue": _span(setting, relation.cue)}
    quoted = () if kind is QuoteKind.PARAPHRASE else quoted
    evidence["marked"] = quoted
    start, end = spans[0].start, spans[-1].end
    return Quote(
        id=annotation_id("quote", analysis.article_id, start, end),
        extractor=NAME,
        extractor_version=VERSION,
        article_id=analysis.article_id,
        kind=kind,
        text=" ".join(span.exact for span in spans),
        marked=tuple(span.exact for span in quoted),
        verbatim=kind is QuoteKind.DIRECT,
        source=evidence["source"][0].exact if evidence["source"] else None,
        cue=evidence["cue"][0].exact if evidence["cue"] else None,
        speakers=said,
        continuation_of_id=earlier.id if relation.cue is None and relation.source is None and earlier else None,
        evidence={name: value for name, value in evidence.items() if value},
    )


def _span(setting: Setting, bounds: tuple[int, int] | None) -> tuple[Span, ...]:
    if bounds is None:
        return ()
    tokens = setting.passage.tokens
    return (setting.analysis.span(tokens[bounds[0]].start, tokens[bounds[1] - 1].end),)


def _piece(passage: Passage, relation: Relation, bounds: tuple[int, int]) -> _Piece:
    """The place of a content range in the text: without its marks where a quotation is all of it."""
    first, end = bounds
    numbers = tuple(sorted({passage.inside[at] for at in range(first, end) if passage.inside[at] >= 0}))
    whole = len(numbers) == 1 and passage.quoted[numbers[0]].first == first and passage.quoted[numbers[0]].last == end - 1
    if whole or set(numbers) & set(relation.pieces):
        quote = passage.quoted[numbers[0]]
        return _Piece(quote.start, quote.end, numbers)
    return _Piece(passage.tokens[first].start, passage.tokens[end - 1].end, numbers)


def _quoted(setting: Setting, pieces: Sequence[_Piece], relation: Relation) -> tuple[Span, ...]:
    """The speaker's own words: what stands in marks, unless it is a title within them or somebody else's."""
    marks = setting.passage.quoted
    held = ((piece, marks[number]) for piece in pieces for number in piece.quoted if number not in relation.retold)
    own = [
        mark
        for piece, mark in held
        if mark.start == piece.start or not (is_title(setting.passage, mark) or is_distanced(setting.passage, mark))
    ]
    return tuple(setting.analysis.span(mark.start, mark.end) for mark in own)


def _kind(relation: Relation, quoted: Sequence[Span]) -> QuoteKind:
    if relation.paraphrase:
        return QuoteKind.PARAPHRASE
    if relation.pieces:
        return QuoteKind.DIRECT
    return QuoteKind.MIXED if quoted else QuoteKind.INDIRECT


def _speakers(setting: Setting, relation: Relation, earlier: Quote | None) -> tuple[Speaker, ...]:
    if relation.source is None:
        return earlier.speakers if earlier and relation.cue is None else ()
    first, end = relation.source
    word = setting.passage.tokens[first]
    joint = earlier is not None and len(earlier.speakers) > 1 and end - first == 1 and word.text.lower() in _THEY
    if joint and earlier:
        printed = setting.analysis.span(word.start, word.end)
        return tuple(
            Speaker(printed=printed.exact, kind=one.kind, person_id=one.person_id, evidence={"printed": (printed,)})
            for one in earlier.speakers
        )
    return speakers(setting, relation.source)
