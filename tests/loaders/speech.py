"""What the tests of people and quotations start from: an article made of a few lines, and its records."""

from __future__ import annotations

from functools import cache

from loaders.analyse.light import Light
from loaders.base import Analysis
from loaders.extract import attribution, people
from loaders.extract.segmentation import analyse
from schema.records import Mention, Person, Quote, Refusal


@cache
def read(text: str) -> Analysis:
    """The text as the extractors read it."""
    return analyse("article-0123456789abcdef", text, None, Light())


def quotes(text: str) -> list[Quote]:
    """The quotations in the text."""
    return [one for one in attribution.Extractor()(read(text), ()) if isinstance(one, Quote)]


def refused(text: str) -> list[tuple[str, str]]:
    """The words that were refused and the rules that refused them."""
    return [(one.rule.name, one.printed) for one in attribution.Extractor()(read(text), ()) if isinstance(one, Refusal)]


def persons(text: str) -> dict[str, Person]:
    """The people in the text by their ids."""
    return {one.id: one for one in people.Extractor()(read(text), ()) if isinstance(one, Person)}


def mentions(text: str) -> dict[str, list[Mention]]:
    """Where each person is named, by the ids of people."""
    found: dict[str, list[Mention]] = {}
    for one in people.Extractor()(read(text), ()):
        if isinstance(one, Mention) and one.person_id:
            found.setdefault(one.person_id, []).append(one)
    return found


def said(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """The quotations as kind, source, cue and text."""
    return [(quote.kind.name, quote.source, quote.cue, quote.text) for quote in quotes(text)]
