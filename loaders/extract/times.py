"""Finds the time expressions of an article and the calendar dates that they stand for.

    mentions = found_times(analysis)             # for other extractors: words and what they mean
    article = with_times(article, analysis)      # Article.times filled

Relative expressions count from the day of publication; where that is not known they keep their words and get no date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from loaders.base import Analysis, Token
from loaders.extract.time_grammar import Match, matches
from loaders.extract.time_readings import Anchor, Reading
from schema.records import Article
from schema.records.times import Time, TimeBasis

KEPT = 2
"""Of how many articles the times are kept for the next extractor that asks."""

AIM = 8
"""How many words before a time the infinitive stands that it belongs to."""
REACH = 40
"""How many words to either side of a time the verb of its clause is looked for."""

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_PLANNED = frozenset({"schedule", "expect", "due", "plan", "set", "upcoming", "slate"})
_TIMETABLE = frozenset({"begin", "close", "continue", "end", "expire", "open", "reconvene", "reopen", "resume", "start"})
"""Verbs whose present tells of what is to come: talks begin on Monday."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@lru_cache(maxsize=KEPT)
def found_times(analysis: Analysis) -> tuple[Match, ...]:
    """The time expressions of an article, in order."""
    return tuple(_matches(analysis))


def _matches(analysis: Analysis) -> Iterator[Match]:
    published = analysis.published.date() if analysis.published else None
    named = None
    for sentence in analysis.sentences:
        anchor = Anchor(published, named)
        for match in matches(analysis.text, sentence.start, sentence.end, anchor, partial(_ahead, sentence.tokens)):
            period = match.reading.period
            if _is_one_of_many(sentence.tokens, match.start, match.end):
                continue
            if period and period.earliest == period.latest:
                named = period.earliest
            yield match


def _ahead(tokens: Sequence[Token], offset: int) -> bool | None:
    """Whether the clause around an offset looks ahead: by its last finite verb before it, else by the next behind it."""
    at = bisect_left(tokens, offset, key=lambda token: token.start)
    if any(token.tag == "POS" for token in tokens[at : at + 2]):
        return False  # Friday's attack
    places = (*range(at - 1, max(at - REACH, -1), -1), *range(at, min(at + REACH, len(tokens))))
    verb = next((place for place in places if tokens[place].tag in _FINITE), None)
    aimed = any(token.text == "to" and token.tag == "TO" for token in tokens[max(0, at - AIM) : at])
    tense = aimed or None if verb is None else _tense(tokens[verb], tokens[verb : verb + 4], aimed=aimed)
    until = at > 0 and tokens[at - 1].text.lower() in {"until", "till"}
    return True if until and tense is None else tense


def _tense(verb: Token, group: Sequence[Token], *, aimed: bool) -> bool | None:
    """True for a verb of what will be, False for one of what was; None for the others.

    `group` is the verb and what follows it; it is `aimed` where an infinitive stands between it and the time: due to meet on Monday.
    """
    planned = any(token.lemma.lower() in _PLANNED for token in (group if verb.lemma == "be" else group[:1]))
    if planned and aimed:
        return True
    if verb.tag == "VBD" or verb.lemma == "have":
        return False
    would = verb.text.lower() == "would" and not any(token.lemma == "have" for token in group)
    meant = verb.lemma == "be" and len(group) > 1 and group[1].text == "to"
    timetable = verb.tag in {"VBZ", "VBP"} and verb.lemma in _TIMETABLE
    return True if planned or would or meant or timetable or verb.text.lower() in _FUTURE else None


def _is_one_of_many(tokens: Sequence[Token], start: int, end: int) -> bool:
    """As in "he never missed a Sunday": some such day, and no date."""
    first = bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect_left(tokens, end, key=lambda token: token.start)
    if last - first != 1 or not tokens[first].text.lower().endswith("day"):
        return False
    before = [token.text.lower() for token in tokens[max(0, first - 2) : first] if token.pos != "ADJ"]
    alone = last == len(tokens) or tokens[last].pos not in {"NOUN", "PROPN"}
    return alone and before[-1:] in (["a"], ["an"])


def time_value(analysis: Analysis, match: Match, *, borrowed: str | None = None) -> Time:
    """A time expression as a value of a record; `borrowed` says where it was found if not with what it dates."""
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
        reason=" ".join(filter(None, (borrowed, _reason(analysis, reading)))) or None,
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
