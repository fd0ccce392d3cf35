"""Finds the quotations that no cue belongs to and that go on from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.extract.adverbials import owner
from loaders.extract.boundaries import FINITE
from loaders.extract.lexicon import words
from loaders.extract.marks import Quoted
from loaders.extract.passages import DASHES, Passage
from loaders.extract.relation import Relation, is_utterance
from loaders.extract.subjects import Range, can_speak, clause_subject, phrase_after, phrase_before

_LEADS = frozenset({"RB", "CC", ","})
"""Tags of what stands before a quotation that goes on: Then, "..."; but "..."."""
_FROM = frozenset({"from", "per", "via"})


def leftovers(passage: Passage, found: Sequence[Relation]) -> Iterator[Relation]:
    """Quotations that nobody is named for, but that are whole utterances: they go on from the one before, in its paragraph."""
    owners = {passage.inside[at]: one for one in found for first, end in one.ranges for at in range(first, end) if passage.inside[at] >= 0}
    previous: Relation | None = None
    for number, quote in enumerate(passage.quoted):
        if number in owners:
            previous = owners[number]
            continue
        if is_utterance(passage, quote):
            begin = passage.bounds(quote.first)[0]
            led = any(token.tag not in _LEADS for token in passage.tokens[begin : quote.first])  # Then, "..."
            source = _label(passage, quote.first) or clause_subject(passage, quote.first) if led else None
            if led and source is None:
                continue
            if not led and previous is None:
                source = _told_before(passage, found, quote) or _told_of(passage, quote)
            source = _whose(passage, source) if source else None
            relation = Relation(None, quote.first, source, [(quote.first, quote.last + 1)], [number], continues=None if led else previous)
            previous = relation
            yield relation


def _told_before(passage: Passage, found: Sequence[Relation], quote: Quoted) -> Range | None:
    """Whose words the sentence before a quotation tells: It was late, said Lee. "We have to go."."""
    sentence = passage.sentence_of[quote.first] - 1
    told = [one.source for one in found if one.source and passage.sentence_of[one.source[0]] == sentence]
    return told[-1] if told and can_speak(passage, told[-1]) else None


def _told_of(passage: Passage, quote: Quoted) -> Range | None:
    """The person whom the sentence before a quotation is about, as in: Ann Lee praised them. "They saved us all."."""
    before = quote.first - 1
    if before < 0 or passage.inside[before] >= 0:
        return None
    source = clause_subject(passage, before)
    return source if source and can_speak(passage, source) else None


def _whose(passage: Passage, source: Range) -> Range:
    """Whose words a noun of speech names: Lee's answer was: "..."; else the words themselves."""
    noun = source[1] - 1
    return (owner(passage, noun) if passage.tokens[noun].lemma.lower() in words("speech_nouns") else None) or source


def _label(passage: Passage, opening: int) -> Range | None:
    """Whose words a label before a colon says that these are: From the report: "..."; Ann Lee: "..."."""
    tokens = passage.tokens
    begin = passage.bounds(opening)[0]
    colon = opening - 1
    if tokens[colon].text != ":":
        return None
    dash = next((at for at in range(colon - 1, begin, -1) if tokens[at].text in DASHES), begin - 1)
    begin = dash + 1
    if any(token.tag in FINITE for token in tokens[begin:colon]):
        return None
    return phrase_after(passage, begin + 1) if tokens[begin].text.lower() in _FROM else phrase_before(passage, colon - 1, begin)


def signed(passage: Passage) -> Iterator[Relation]:
    """Quotations with the name of their source behind a dash: "..." — Ann Lee."""
    tokens = passage.tokens
    for number, quote in enumerate(passage.quoted):
        after = quote.last + 1
        if after >= len(tokens):
            continue
        line = passage.sentences[passage.sentence_of[after]].block != passage.sentences[passage.sentence_of[quote.last]].block
        source = phrase_after(passage, after + (tokens[after].text in DASHES)) if line or tokens[after].text in DASHES else None
        ends = source is not None and (source[1] >= len(tokens) or tokens[source[1]].text in {".", ","})
        if source and ends and tokens[source[1] - 1].text[0].isupper():
            yield Relation(None, quote.first, source, [(quote.first, quote.last + 1)], [number])
