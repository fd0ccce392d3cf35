"""Finds the time expressions of an article and the calendar dates that they stand for.

    mentions = found_times(analysis)             # for other extractors: words and what they mean
    article = with_times(article, analysis)      # Article.times filled

Relative expressions count from the day of publication; where that is not known they keep their words and get no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.base import Analysis
from loaders.extract.time_grammar import Match, matches
from loaders.extract.time_meanings import Anchor, Reading
from schema.records import Article
from schema.records.times import Time, TimeBasis

KEPT = 2
"""Of how many articles the times are kept for the next extractor that asks."""

_AHEAD = re.compile(r"\b(?:will|shall|'ll|’ll|scheduled|is due|are due|set to|going to|upcoming)\b")


@lru_cache(maxsize=KEPT)
def found_times(analysis: Analysis) -> tuple[Match, ...]:
    """The time expressions of an article, in order."""
    return tuple(_matches(analysis))


def _matches(analysis: Analysis) -> Iterator[Match]:
    published = analysis.published.date() if analysis.published else None
    named = None
    for sentence in analysis.sentences:
        ahead = _AHEAD.search(analysis.text, sentence.start, sentence.end) is not None
        for match in matches(analysis.text, sentence.start, sentence.end, Anchor(published, named, ahead)):
            period = match.reading.period
            if period and period.earliest == period.latest:
                named = period.earliest
            yield match


def time_value(analysis: Analysis, match: Match) -> Time:
    """A time expression as a value of a record."""
    reading, span = match.reading, analysis.span(match.start, match.end)
    period = reading.period
    return Time(
        printed=span.exact,
        type=reading.type,
        value=reading.timex,
        mod=reading.mod,
        edtf=period.edtf if period else None,
        earliest=period.earliest if period else None,
        latest=period.latest if period else None,
        basis=reading.basis,
        reason=_reason(analysis, reading),
        evidence={"printed": (span,)},
    )


def _reason(analysis: Analysis, reading: Reading) -> str | None:
    if reading.period is None or analysis.published is None:
        return None
    if reading.basis is TimeBasis.PUBLICATION:
        return f"Counted from the day of publication, {analysis.published.date().isoformat()}."
    return "Counted from the day that the article names before." if reading.basis is TimeBasis.ANAPHORIC else None


def with_times(article: Article, analysis: Analysis) -> Article:
    """The article with its time expressions."""
    return article.model_copy(update={"times": tuple(time_value(analysis, match) for match in found_times(analysis))})
