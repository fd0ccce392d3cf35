"""Reads a paragraph for attributions: which source and which content belong to each verb of speech."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from loaders.extract.adverbials import according, in_the_words_of, in_words, remarked
from loaders.extract.boundaries import FINITE, sentence_end, trimmed
from loaders.extract.contents import ADDRESSED, governed
from loaders.extract.continuations import signed
from loaders.extract.cues import Cue, cues
from loaders.extract.lexicon import words
from loaders.extract.names import is_titled
from loaders.extract.passages import Passage
from loaders.extract.passives import passives
from loaders.extract.relation import Relation, only_quotation
from loaders.extract.subjects import Range, can_speak, clause_subject, phrase_after, subject
from loaders.extract.unsaid import is_nobody
from loaders.extract.utterances import LEAD_WINDOW, goes_on, is_whole, joined, quotation_before

_SELF = frozenset({"i", "we", "you", "us", "me"})
_EMPTY = frozenset({"there", "that", "this", "which", "what", "it"})
_SUBORDINATORS = frozenset({"while", "as", "although", "though", "after", "before", "because"})
_SUBJECTS = frozenset({"DT", "NNP", "PRP", "NNS", "PRP$", "CD"})
"""Tags of the word with which a clause begins behind a source that stands behind its adjunct."""
_VERBAL = FINITE | {"VBN"}
"""Tags of the verb of a clause: a past tense that stands beside its noun is often tagged as a participle."""


class Reader:
    """Reads one passage from left to right. It keeps what is already spoken for, so that nothing is attributed twice."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.cues = list(cues(passage))
        self.sources: list[Range | None] = []
        for number in range(len(self.cues)):
            self.sources.append(self._source(number))
        self.stops = self._stops()
        self.used: dict[int, Relation] = {}
        self.covered = 0
        self.found: list[Relation] = []

    def relations(self) -> list[Relation]:
        """The relations of the passage in the order of their contents."""
        for number, cue in enumerate(self.cues):
            relation = self._tail_quote(number, cue) or self._lead_quote(number, cue) or self._indirect(number, cue)
            if relation:
                relation.paraphrase = cue.paraphrase
                for part in self._conjuncts(relation):
                    self._keep(part)
        for relation in (*according(self.passage), *in_words(self.passage)):
            self._keep(relation)
        for relation in (
            *passives(self.passage, self.cues),
            *in_the_words_of(self.passage),
            *remarked(self.passage),
            *signed(self.passage),
        ):
            if not any(self.passage.inside[at] in self.used for at in range(*relation.ranges[0])):
                self._keep(relation)
        return sorted(self.found, key=lambda one: one.ranges[0])

    def _conjuncts(self, relation: Relation) -> Iterator[Relation]:
        """The relation, cut where a second clause under the same cue begins: said that A, and that B."""
        tokens = self.passage.tokens
        first, end = relation.ranges[0]
        cuts = []
        if relation.cue and not relation.pieces and len(relation.ranges) == 1 and first > relation.verb:
            cuts = [
                at
                for at in range(first + 1, end - 3)
                if tokens[at].tag == "CC" and tokens[at + 1].text == "that" and self.passage.inside[at] < 0
            ]
        for begin, stop in pairwise([first, *cuts, end]):
            start = begin + 2 if begin in cuts else begin
            part = trimmed(self.passage, start, stop)
            if part:
                yield replace(relation, ranges=[part] if cuts else relation.ranges)

    def _keep(self, relation: Relation) -> None:
        relation.pieces = relation.pieces or only_quotation(self.passage, relation)
        self.found.append(relation)
        for piece in relation.pieces:
            if piece in self.used:
                self.used[piece].retold.add(piece)
            self.used[piece] = relation
        for first, end in relation.ranges:
            for at in range(first, end):
                if self.passage.inside[at] >= 0:
                    self.used.setdefault(self.passage.inside[at], relation)

    # Sources

    def _source(self, number: int) -> Range | None:
        cue = self.cues[number]
        tokens = self.passage.tokens
        begin = self.passage.bounds(cue.verb)[0]
        before = cue.first - 1
        while before >= begin and tokens[before].tag in {"RB", "RBR"}:
            before -= 1
        joined = before >= begin and (tokens[before].tag == "CC" or (tokens[before].text == "," and before - 1 >= begin))
        if cue.participle:
            absolute = subject(self.passage, cue.first)
            if absolute and absolute[0] > begin and tokens[absolute[0] - 1].text.lower() == "with":
                return absolute  # with one of them saying
            return clause_subject(self.passage, cue.first) if before >= begin else None
        if joined and tokens[before].tag == "CC":
            last = next((at for at in range(number - 1, -1, -1) if self.cues[at].verb >= begin and not self.cues[at].participle), None)
            found = self.sources[last] if last is not None else None
            return found or clause_subject(self.passage, before)
        return subject(self.passage, cue.first)

    def _stops(self) -> frozenset[int]:
        """Places where another attribution begins: verbs of cues, and sources that open a clause."""
        stops = {cue.verb for cue in self.cues} | {cue.first for cue in self.cues}
        return frozenset(stops | {source[0] for source in self.sources if source})

    # Quotations

    def _tail_quote(self, number: int, cue: Cue) -> Relation | None:
        """The content, then source and cue or cue and source, with what follows after a comma as its second piece."""
        source = self.sources[number]
        found = quotation_before(self.passage, cue, source)
        if found is None or cue.participle or found[0] in self.used or self._self_made(found[1], cue):
            return None
        piece, source = found
        first = self._content_start(piece)
        quote = self.passage.quoted[piece]
        relation = Relation((cue.first, cue.last), cue.verb, source, [(first, quote.last + 1)], [piece] if first == quote.first else [])
        for earlier in self._led_in(relation):
            relation.pieces.insert(0, earlier)
            relation.ranges.insert(0, (self.passage.quoted[earlier].first, self.passage.quoted[earlier].last + 1))
        further = self._second_piece(max(cue.last, source[1]), cue)
        if further is not None and relation.pieces:
            relation.pieces.append(further)
            relation.ranges.append((self.passage.quoted[further].first, self.passage.quoted[further].last + 1))
        return relation

    def _led_in(self, relation: Relation) -> Iterator[int]:
        """The quotations right before this one that only set their marks again: "A. "B," Lee said."""
        quotes = self.passage.quoted
        number = relation.pieces[0] - 1 if relation.pieces and not self.used else -1
        while number >= 0 and not quotes[number].closed and quotes[number].last + 1 == quotes[number + 1].first:
            yield number
            number -= 1

    def _content_start(self, piece: int) -> int:
        """Where the content of a tail cue begins: at the quotation, or with the words of the sentence that lead into it."""
        quote = self.passage.quoted[piece]
        begin = self.passage.bounds(quote.first)[0]
        head = self.passage.tokens[quote.first + 1] if quote.first + 1 < len(self.passage.tokens) else None
        if begin == quote.first or head is None or not head.text[0].islower() or self.passage.inside[begin] >= 0:
            return quote.first
        previous = [one.ranges[-1][1] for one in self.found[-8:]]
        return begin if all(end <= begin for end in previous) else quote.first

    def _taken(self, piece: int, cue: Cue) -> bool:
        """Whether a quotation is spoken for, and not only told within what another source says: she said he cried, "Go!"."""
        owner = self.used.get(piece)
        return owner is not None and not (owner.ranges[0][0] <= cue.first and cue.last <= owner.ranges[-1][1] and not owner.pieces)

    def _second_piece(self, at: int, cue: Cue) -> int | None:
        passage = self.passage
        number, end = next(
            (
                (passage.inside[place], place)
                for place in range(at, min(len(passage.tokens), at + LEAD_WINDOW))
                if passage.inside[place] >= 0
            ),
            (-1, 0),
        )
        if (
            number < 0
            or passage.sentence_of[end] != passage.sentence_of[cue.verb]
            or (end > at and passage.tokens[end - 1].text not in {",", ":", "—", "–"})
        ):
            return None
        told = any(token.tag in FINITE for token in passage.tokens[at:end])
        fresh = passage.tokens[end + 1].text[0].isupper() and not any(place in self.stops for place in range(at, end))
        return number if fresh or not told else None

    def _lead_quote(self, number: int, cue: Cue) -> Relation | None:
        """Source cue: "Content." The words in between may only say to whom, when and where."""
        passage = self.passage
        source = self.sources[number]
        limit = min(len(passage.tokens), cue.last + LEAD_WINDOW)
        opening = next((at for at in range(cue.last, limit) if passage.inside[at] >= 0), None)
        if opening is None or self._taken(passage.inside[opening], cue) or not set("tdw") & set(cue.frames.codes):
            return None
        quote = passage.quoted[passage.inside[opening]]
        between = passage.tokens[cue.last : opening]
        marked = bool(between) and between[-1].text in {",", ":"}
        if any(token.tag in FINITE or token.text in {";", "“", "”"} for token in between) or not is_whole(
            passage, quote, marked=marked, near=not between
        ):
            return None
        if source is None or self._self_made(source, cue) or not (cue.realised or marked) or goes_on(passage, quote, source):
            return None
        if passage.sentence_of[opening] != passage.sentence_of[cue.verb] and not (marked or passage.tokens[opening - 1].text == ":"):
            return None
        pieces = list(joined(passage, passage.inside[opening]))
        ranges = [(passage.quoted[piece].first, passage.quoted[piece].last + 1) for piece in pieces]
        return Relation((cue.first, cue.last), cue.verb, source, ranges, pieces)

    # Reported speech

    def _self_made(self, source: Range, cue: Cue) -> bool:
        """Whether the writer or the reader speaks, and not in a story that the writer tells: "Wait," I said."""
        told = self.passage.tokens[cue.verb].tag == "VBD" and self.passage.tokens[source[0]].text in {"I", "We", "we"}
        return source[1] - source[0] == 1 and self.passage.tokens[source[0]].text.lower() in _SELF and not told

    def _indirect(self, number: int, cue: Cue) -> Relation | None:
        source = self.sources[number]
        if cue.verb < self.covered or not self._counts(cue, source):
            return None
        inside = source is None or self._interrupts(cue, source)
        inverted = self._tail_clause(cue, source) if inside else None  # the deal is dead, said Lee, who had seen it
        content = None if inverted else governed(self.passage, cue, self._others(cue))
        if content and not self._shows_only(cue, source, content.ranges):
            self.covered = max(self.covered, content.ranges[-1][1])
            return Relation((cue.first, content.cue_last), cue.verb, source, list(content.ranges))
        found = inverted or self._tail_clause(cue, source)
        if found is None or self._shows_only(cue, found[1], found[0]) or self._tells_of(found[1], found[0]):
            return None
        return Relation((cue.first, cue.last), cue.verb, found[1], found[0])

    def _tells_of(self, source: Range, ranges: Iterable[Range]) -> bool:
        """Whether a relative clause only tells about the speaker of words in marks: "...," said a man who spoke softly."""
        relative = self.passage.low[source[0]] in {"who", "which"}
        return relative and any(self.passage.inside[at] in self.used for first, end in ranges for at in range(first, end))

    def _interrupts(self, cue: Cue, source: Range) -> bool:
        """Whether source and cue stand in commas amid what was said: the roof, she said, was "gone"."""
        tokens = self.passage.tokens
        begin, end = self.passage.bounds(cue.verb)
        if source[0] <= begin or tokens[source[0] - 1].text != "," or cue.last + 1 >= end or tokens[cue.last].text != ",":
            return False
        number = self.passage.inside[cue.last + 1]
        if number >= 0:
            told = any(token.tag in FINITE for token in tokens[begin : source[0]])
            return told and goes_on(self.passage, self.passage.quoted[number], source)
        return all(token.text != "that" for token in tokens[cue.last : min(end, cue.last + LEAD_WINDOW)])

    def _others(self, cue: Cue) -> set[int]:
        """Where other cues and sources of its sentence stand."""
        begin, end = self.passage.bounds(cue.verb)
        return {at for at in range(begin, end + 1) if at in self.stops} - {cue.verb, cue.first}

    def _counts(self, cue: Cue, source: Range | None) -> bool:
        """Whether the verb reports speech that took place, by somebody else than the writer and the reader."""
        passage = self.passage
        if not cue.realised or cue.passive:
            return False
        if source is None:
            return "t" in cue.frames.codes and cue.first > 0 and passage.tokens[cue.first - 1].text == ","
        asks = passage.tokens[sentence_end(passage, cue.verb) - 1].text == "?" and ":" not in passage.low[cue.last : cue.last + 1]
        if asks and not is_titled(passage.tokens[slice(*passage.bounds(cue.verb))]):
            return False
        return not is_nobody(passage, source) and passage.tokens[source[1] - 1].text.lower() not in _SELF | _EMPTY - {"it", "which"}

    def _shows_only(self, cue: Cue, source: Range | None, ranges: Iterable[Range]) -> bool:
        """Whether the verb tells what something shows: its source cannot speak, and no words stand in marks."""
        evidential = self.passage.tokens[cue.verb].lemma.lower() in words("evidential_verbs")
        if not evidential or source is None or can_speak(self.passage, source):
            return False
        return not any(self.passage.inside[at] >= 0 for first, end in ranges for at in range(first, end))

    def _tail_clause(self, cue: Cue, source: Range | None) -> tuple[list[Range], Range] | None:
        """Content, source cue. The content may go on behind: the dam, officials said, broke."""
        tokens = self.passage.tokens
        begin, end = self.passage.bounds(cue.verb)
        placed = self._tail_source(cue, source, begin) if "t" in cue.frames.codes else None
        if placed is None:
            return None
        source, edge, last = placed
        first = self._opening(begin, edge)
        head = trimmed(self.passage, first, edge if tokens[edge].text == "," else edge + 1)
        if head is None or not self._only_adjuncts(cue, last, end):
            return None
        rest = self._rest(last, end, adjunct=not any(token.tag in FINITE for token in tokens[first:edge]))
        clausal = any(
            token.pos == "VERB" or token.tag in _VERBAL or self.passage.inside[at] >= 0
            for at, token in enumerate(tokens[slice(*head)], head[0])
        )
        closed = last >= end or tokens[last].text in {".", "!", "?"}
        if not rest and not clausal and not (closed and tokens[cue.verb].lemma == "say"):
            return None
        return ([head, rest] if rest else [head]), source

    def _tail_source(self, cue: Cue, source: Range | None, begin: int) -> tuple[Range, int, int] | None:
        """The source of a tail cue, on either side of it, the mark before the two, and where they end."""
        tokens = self.passage.tokens
        if tokens[cue.first - 1].tag in {"WP", "WDT"} or cue.participle:
            return None
        if source and source[1] <= cue.first and source[0] > begin and tokens[source[0] - 1].text in {",", "—", "–", "”", '"'}:
            return source, source[0] - 1, cue.last
        inverted = phrase_after(self.passage, cue.last) if cue.first > begin and tokens[cue.first - 1].text == "," else None
        marked = any(self.passage.inside[at] >= 0 for at in range(begin, cue.first))
        if inverted is None or not (marked or self._is_said_by(inverted, begin, cue.first - 1)):
            return None
        return inverted, cue.first - 1, inverted[1]

    def _is_said_by(self, source: Range, first: int, last: int) -> bool:
        """Whether words without marks are said by those behind the verb; not: Ann, who left, wrote a letter."""
        tokens = self.passage.tokens[first:last]
        relative = sum(token.tag in {"WP", "WDT", "WP$"} for token in tokens)
        told = relative == 0 or sum(token.tag in FINITE for token in tokens) > relative
        return told and can_speak(self.passage, source)

    def _only_adjuncts(self, cue: Cue, last: int, end: int) -> bool:
        """Whether nothing follows the cue but to whom, when and where it was said."""
        tokens = self.passage.tokens
        if last == cue.last and tokens[cue.verb].lemma.lower() in ADDRESSED:
            person = phrase_after(self.passage, last)
            if person and tokens[person[0]].text.lower() not in {"a", "an"}:
                last = person[1]
        if last >= end or self.passage.inside[last] >= 0:
            return last >= end
        after = tokens[last]
        return (
            after.pos == "PUNCT" or after.tag in {"IN", "TO", "RB", "WRB"} or after.text.lower() in words("calendar") or after.tag == "CC"
        )

    def _opening(self, begin: int, edge: int) -> int:
        """Where the clause before a tail cue begins: behind "But" and "Meanwhile,"."""
        tokens = self.passage.tokens
        first = begin
        if tokens[first].tag == "CC" and first + 1 < edge:
            first += 1
        if tokens[first].tag == "RB" and first + 1 < edge and tokens[first + 1].text == ",":
            first += 2
        first = next((at + 1 for at in range(edge - 1, first, -1) if tokens[at].text == ":" and self.passage.inside[at] < 0), first)
        return max([first, *(one.ranges[-1][1] for one in self.found[-8:] if begin < one.ranges[-1][1] <= edge and one.verb < first)])

    def _rest(self, last: int, end: int, *, adjunct: bool) -> Range | None:
        """What goes on behind a cue in the middle of its content."""
        tokens = self.passage.tokens
        quoted = next((at for at in range(last, min(end, last + LEAD_WINDOW)) if self.passage.inside[at] >= 0), end)
        if quoted < end and tokens[quoted - 1].text == "," and not any(token.tag in FINITE for token in tokens[last:quoted]):
            return trimmed(self.passage, quoted, sentence_end(self.passage, quoted))
        if last >= end or tokens[last].text != ",":
            return None
        if not any(token.tag in _VERBAL for token in tokens[last:end]):
            return None
        goes_on = tokens[last + 1].tag in FINITE | {"TO", "IN", "RB"} or (adjunct and tokens[last + 1].tag in _SUBJECTS)
        goes_on = goes_on or (tokens[last + 1].text == "and" and not any(at in self.stops for at in range(last + 1, end)))
        if not goes_on or tokens[last + 1].text.lower() in _SUBORDINATORS:
            return None
        return trimmed(self.passage, last + 1, end)
