"""The articles of a store extracted again: what changes, field by field."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loaders.analyse.light import Light
from loaders.base import Analysis
from loaders.configuration import Configuration
from loaders.gathering import BrokenRecords
from loaders.revision import Revised, changes, revised
from schema.documents import documents
from schema.records import Article, Quote, Record
from schema.store.memory import MemoryReader
from tests.seeds import seed_records

OWN = Configuration(Light())


def store(records: Sequence[Record]) -> MemoryReader:
    """A store with these records."""
    return MemoryReader(records, extraction=OWN.extraction)


def first_quote() -> Quote:
    """A quotation of the seeds that has a cue."""
    return next(one for one in seed_records() if isinstance(one, Quote) and one.cue)


def test_the_same_configuration_changes_nothing() -> None:
    revision = revised(store(seed_records()), OWN)
    assert revision.changes == ()
    assert store(revision.records).snapshot == store(seed_records()).snapshot
    assert [*revision.lines()] == ["0 added, 0 removed, 0 changed"]


def test_what_was_not_found_before_is_added() -> None:
    quote = first_quote()
    revision = revised(store([one for one in seed_records() if one.id != quote.id]), OWN)
    assert Revised(quote.id, "added") in revision.changes
    assert f"added {quote.id}" in revision.lines()


def test_what_is_not_found_any_more_is_removed() -> None:
    quote = first_quote()
    stale = quote.model_copy(update={"id": quote.id + "9"})
    revision = revised(store([*seed_records(), stale]), OWN)
    assert revision.changes == (Revised(stale.id, "removed"),)
    assert [*revision.lines()] == [f"removed {stale.id}", "0 added, 1 removed, 0 changed"]


def test_a_field_that_changes_is_shown_with_both_values() -> None:
    quote = first_quote()
    stale = quote.model_copy(update={"cue": "sang", "extractor_version": "0"})
    revision = revised(store([stale if one.id == quote.id else one for one in seed_records()]), OWN)
    [changed] = revision.changes
    assert (changed.id, changed.what) == (quote.id, "changed")
    assert ("cue", "sang", quote.cue) in changed.fields
    assert f'changed {quote.id}: cue: "sang" -> "{quote.cue}"' in revision.lines()
    assert f'changed {quote.id}: extractorVersion: "0" -> "1"' in revision.lines()


def test_words_that_rest_elsewhere_are_shown_by_their_places() -> None:
    quote = first_quote()
    span = quote.evidence["cue"][0]
    moved = quote.model_copy(update={"evidence": {**quote.evidence, "cue": (span.model_copy(update={"start": span.start - 2}),)}})
    before, after = ({row["id"]: row for _, row in documents(iter([one]))} for one in (moved, quote))
    [changed] = changes(before, after)
    assert changed.fields == (("evidence.cue", [f"{span.start - 2}-{span.end}"], [f"{span.start}-{span.end}"]),)


def test_long_values_are_cut_where_they_are_printed() -> None:
    quote = first_quote()
    stale = quote.model_copy(update={"cue": "x" * 5000})
    revision = revised(store([stale if one.id == quote.id else one for one in seed_records()]), OWN)
    assert max(map(len, revision.lines())) < 400


def test_what_a_loader_knew_beyond_the_text_stays() -> None:
    articles = [one for one in seed_records() if isinstance(one, Article)]
    told = {"url": "https://news.example/1", "publisher": "The Example"}
    known = articles[0].model_copy(update=told)
    rest = {name: spans for name, spans in articles[1].evidence.items() if name != "headline"}
    other = articles[1].model_copy(update={"extractor": "html", "headline": None, "evidence": rest})
    revision = revised(store([known, other]), OWN)
    again = {one.id: one for one in revision.records if isinstance(one, Article)}
    assert (again[known.id].url, again[known.id].publisher) == ("https://news.example/1", "The Example")
    assert (again[other.id].extractor, again[other.id].headline) == ("html", None)
    assert again[known.id].times == known.times != ()


class Raises:
    """An extractor that always fails."""

    name, version = "raises", "1"

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> list[Record]:
        """Fails."""
        raise LookupError(analysis.article_id + str(len(found)))


def test_extractors_that_fail_are_reported() -> None:
    seen: list[int] = []
    revision = revised(store(seed_records()), Configuration(Light(), (Raises(),)), seen.append)
    assert [failure.extractor for failure in revision.failures] == ["raises", "raises"]
    assert (revision.changes, seen) == ((), [1, 2])


def test_records_that_do_not_hold_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    other = first_quote().model_copy(update={"article_id": "article-none"})
    old = store(seed_records())
    monkeypatch.setattr("loaders.pipeline.EXTRACTORS", (lambda *_: [other],))
    with pytest.raises(BrokenRecords):
        revised(old, OWN)
