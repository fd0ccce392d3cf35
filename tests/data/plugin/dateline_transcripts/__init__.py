"""An extractor of a third party: who says what in a transcript, where a name in capitals and a colon open a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.base import Analysis, annotation_id
from schema.records import Person, Quote, Record
from schema.records.quote import QuoteKind, Speaker, SpeakerKind

LINE = re.compile(r"^(?P<name>[A-Z][A-Z.'-]{1,40}(?: [A-Z][A-Z.'-]{0,40}){0,3}): (?P<words>\S.*\S)$", re.MULTILINE)


class Transcripts:
    """Quotations from lines such as BERG: We will rebuild the bridge."""

    name = "transcripts"
    version = "1"
    requires = frozenset({"person"})
    produces = frozenset({"quote"})

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterable[Quote]:
        """A quotation for each such line of which no other quotation has words."""
        taken = [(span.start, span.end) for one in found if isinstance(one, Quote) for span in one.evidence["text"]]
        people = [one for one in found if isinstance(one, Person)]
        for match in LINE.finditer(analysis.text):
            start, end = match.span("words")
            if not any(start < last and first < end for first, last in taken):
                yield self._quote(analysis, match, people)

    def _quote(self, analysis: Analysis, match: re.Match[str], people: Sequence[Person]) -> Quote:
        words, name = (analysis.span(*match.span(group)) for group in ("words", "name"))
        meant = [one.id for one in people if one.name.upper().endswith(name.exact)]
        speaker = Speaker(
            printed=name.exact,
            kind=SpeakerKind.PERSON,
            person_id=meant[0] if len(meant) == 1 else None,
            evidence={"printed": (name,)},
        )
        return Quote(
            id=annotation_id("quote", analysis.article_id, words.start, words.end),
            extractor=self.name,
            extractor_version=self.version,
            article_id=analysis.article_id,
            kind=QuoteKind.INDIRECT,
            text=words.exact,
            verbatim=False,
            source=name.exact,
            speakers=(speaker,),
            evidence={"text": (words,), "source": (name,)},
        )
