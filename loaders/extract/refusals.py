"""Makes the records of what was refused, so that a reader can ask why a fact is not there.

yield refused(analysis, (start, end), Candidate.QUOTE, Rule.SCARE_QUOTE)
"""

from __future__ import annotations

from loaders.base import Analysis, annotation_id
from schema.records import Refusal
from schema.records.refusal import Candidate, Rule

NAME, VERSION = "refusals", "1"


def refused(analysis: Analysis, words: tuple[int, int], candidate: Candidate, rule: Rule) -> Refusal:
    """The record of words, given by their offsets, that were not taken for what they could have been."""
    span = analysis.span(*words)
    return Refusal(
        id=annotation_id("refusal", analysis.article_id, *words, candidate.name),
        extractor=NAME,
        extractor_version=VERSION,
        article_id=analysis.article_id,
        candidate=candidate,
        rule=rule,
        printed=span.exact,
        evidence={"printed": (span,)},
    )
