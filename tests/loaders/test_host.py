"""Extractors of others: what they make is checked, and what fails costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from loaders import host
from loaders.analyse.light import Light
from loaders.base import Analysis, Extractor, Given, annotation_id
from loaders.configuration import Configuration
from loaders.conformance import check_extractor
from loaders.host import Failure, attempted
from loaders.pipeline import analysed, extracted
from loaders.plugins import PluginBroken
from loaders.text import article
from schema.records import Article, Casualty, Mention, Person, Quote, Record
from schema.records.mention import MentionKind
from schema.records.quote import QuoteKind

TEXT = "Bridge Opens\n\nMayor Anna Berg said on Monday that the bridge in Lisbon would open.\nBERG: We built it well.\n"
WORDS = "We built it well."
ARTICLE = article(TEXT, Given())
Change = Callable[[Quote, Analysis], Iterable[object]]


class Lines:
    """An extractor that finds one quotation, changed as a test wants it."""

    name = "lines"
    version = "3"

    def __init__(self, change: Change = lambda quote, _: [quote], produces: Iterable[str] = ()) -> None:
        self._change = change
        self.produces = frozenset(produces)

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterable[Any]:
        """The quotation, where the text has it."""
        start = analysis.text.find(WORDS)
        if start < 0 or not found:
            return []
        span = analysis.span(start, start + len(WORDS))
        quote = Quote(
            id=annotation_id("quote", analysis.article_id, span.start, span.end),
            extractor=self.name,
            extractor_version=self.version,
            article_id=analysis.article_id,
            kind=QuoteKind.INDIRECT,
            text=span.exact,
            verbatim=False,
            evidence={"text": (span,)},
        )
        return self._change(quote, analysis)


def tried(extractor: Extractor) -> tuple[Record, ...] | Failure:
    """What the host makes of an extractor."""
    analysis, found = analysed(ARTICLE, Light())
    return attempted(extractor, analysis, found)


def updated(**values: object) -> Change:
    """The quotation with other values."""
    return lambda quote, _: [quote.model_copy(update=values)]


def raising(*_: object) -> Iterable[Record]:
    """Yields, then raises."""
    yield from ()
    raise ZeroDivisionError("by nought")


def with_span(**values: object) -> Change:
    """The quotation with another span."""
    return lambda quote, _: [quote.model_copy(update={"evidence": {"text": (quote.evidence["text"][0].model_copy(update=values),)}})]


def person(article_id: str | None) -> Change:
    """A person whom an article mentions, or none."""

    def change(quote: Quote, analysis: Analysis) -> Iterable[Record]:
        signed: dict[str, Any] = {"extractor": quote.extractor, "extractor_version": "3"}
        yield Person(id="person-bridge", name="Bridge", aliases=("Bridge",), **signed)
        if article_id:
            span = analysis.span(0, 6)
            yield Mention(
                id=annotation_id("mention", analysis.article_id, 0, 6, "lines"),
                article_id=article_id,
                kind=MentionKind.PERSON,
                printed=span.exact,
                person_id="person-bridge",
                evidence={"printed": (span,)},
                **signed,
            )

    return change


def test_records_that_hold_are_taken() -> None:
    made = tried(Lines(produces=["quote"]))
    assert isinstance(made, tuple)
    assert [one.text for one in made if isinstance(one, Quote)] == [WORDS]


LIES: list[tuple[Change, str]] = [
    (raising, "raised ZeroDivisionError: by nought"),
    (lambda *_: [42], "42 is no record of a type that exists"),
    (lambda quote, _: [quote.model_copy(update={"id": "rumour-1"})], "is no record of a type"),
    (lambda quote, _: [quote, quote.model_copy(update={"cue": None, "verbatim": True})], "the id is not unique"),
    (updated(extractor="attribution"), "signed attribution 3, not lines 3"),
    (updated(extractor_version="2"), "signed lines 2, not lines 3"),
    (updated(article_id="article-other"), "does not speak of article-"),
    (updated(id="quote-other-0000001"), "its id does not begin with quote-"),
    (updated(text="We built it."), "text says 'We built it.', and its spans do not"),
    (updated(verbatim="perhaps"), "raised ValidationError|types of their fields"),
    (updated(cue="said"), "cue is there and has no span"),
    (updated(continuation_of_id="quote-none"), "continuationOfId names quote-none"),
    (with_span(start=3), "does not quote the text"),
    (with_span(sentence="Nobody said so."), "what stands around the span"),
    (with_span(exact="We built nothing."), "its spans do not"),
    (person("article-other"), "does not speak of article-"),
    (person(None), "person-bridge: no mention names it"),
    (lambda *_: [ARTICLE], "does not make records of the type article"),
]


@pytest.mark.parametrize(("change", "reason"), LIES, ids=[reason for _, reason in LIES])
def test_records_that_do_not_hold_are_left_out_with_the_reason(change: Change, reason: str) -> None:
    failure = tried(Lines(change))
    assert isinstance(failure, Failure)
    assert (failure.extractor, failure.article) == ("lines", ARTICLE.id)
    with pytest.raises(PluginBroken, match=reason):
        check_extractor(Lines(change), TEXT)


def test_a_person_whom_a_mention_names_is_taken() -> None:
    made = tried(Lines(person(ARTICLE.id)))
    assert isinstance(made, tuple)
    assert [one.id for one in made if isinstance(one, Person)] == ["person-bridge"]


def test_an_extractor_makes_what_it_declares_and_nothing_else() -> None:
    failure = tried(Lines(produces=["place"]))
    assert isinstance(failure, Failure)
    assert "lines does not make records of the type quote" in failure.reason


def test_the_id_of_another_extractors_record_is_taken() -> None:
    _, found = analysed(ARTICLE, Light())
    quote = next(one for one in found if isinstance(one, Quote))
    signed = quote.model_copy(update={"extractor": "lines", "extractor_version": "3"})
    failure = tried(Lines(lambda *_: [signed]))
    assert isinstance(failure, Failure)
    assert "the id is taken" in failure.reason


def test_an_extractor_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "MOST", 3)
    failure = tried(Lines(lambda quote, _: iter(lambda: quote, None)))
    assert failure == Failure("lines", ARTICLE.id, "made more than 3 records")


def test_a_failure_costs_only_the_records_of_that_extractor() -> None:
    found = extracted(ARTICLE, Configuration(Light(), (Lines(raising), Lines())))
    assert [failure.extractor for failure in found.failures] == ["lines"]
    assert [one.text for one in found.records if isinstance(one, Quote) and one.extractor == "lines"] == [WORDS]
    assert found.records[: len(analysed(ARTICLE, Light())[1])] == analysed(ARTICLE, Light())[1]


def test_a_reason_is_short_however_long_the_complaint() -> None:
    failure = tried(Lines(updated(text="x" * 100_000)))
    assert isinstance(failure, Failure)
    assert len(failure.reason) <= 500


def test_conformance_names_what_differs_from_run_to_run() -> None:
    runs = iter(range(100))

    def change(quote: Quote, _: Analysis) -> Iterable[Record]:
        return [quote] if next(runs) % 2 else []

    with pytest.raises(PluginBroken, match="the records are others when it is run again"):
        check_extractor(Lines(change), TEXT)


def test_an_extractor_that_keeps_its_promises_passes() -> None:
    check_extractor(Lines(), TEXT)


def test_datelines_own_records_would_pass() -> None:
    analysis, found = analysed(ARTICLE, Light())
    assert not any(isinstance(one, Casualty) for one in found)
    own = [one for one in found if not isinstance(one, Article)]
    for name, version in {(one.extractor, one.extractor_version) for one in own}:
        extractor = Lines()
        extractor.name, extractor.version = name, version  # stands for each of them in turn
        mine = [one for one in own if one.extractor == name]
        assert list(host.complaints(extractor, analysis, [one for one in found if one not in mine], mine)) == []
