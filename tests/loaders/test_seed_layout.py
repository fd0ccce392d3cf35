"""The layout of the seed articles against the gold."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.base import Document
from loaders.text import read
from schema.records import Article
from schema.records.article import Note
from tests.loaders.seeds import gold, text_of

SEEDS = ("s1", "s2")


def article(seed: str) -> Article:
    result = read(Document("seed", text_of(seed).encode()))
    assert isinstance(result, Article)
    return result


def spans(record: Article, name: str) -> list[dict[str, Any]]:
    return [{"text": span.exact, "start": span.start, "end": span.end} for span in record.evidence.get(name, ())]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_of_the_article_are_those_of_the_gold(seed: str) -> None:
    record, meta = article(seed), gold()["articles"][seed]["meta"]
    for name in ("headline", "dek", "summary"):
        assert spans(record, name) == ([meta[name]] if meta.get(name) else []), name
    assert spans(record, "sections") == meta["sections"]
    assert spans(record, "key_points") == meta["key_points"]
    assert record.byline == ()
    assert record.published is None


def test_an_empty_byline_is_noted_where_it_stands() -> None:
    record = article("s1")
    assert record.notes == (Note.EMPTY_BYLINE,)
    assert spans(record, "notes") == [gold()["articles"]["s1"]["meta"]["byline_raw"]]


def test_a_repeated_headline_and_a_summary_before_it_are_noted_where_they_stand() -> None:
    record, meta = article("s2"), gold()["articles"]["s2"]["meta"]
    assert record.notes == (Note.HEADLINE_REPEATED, Note.SUMMARY_FIRST)
    assert spans(record, "notes") == [meta["headline_repeat"], meta["summary"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_id_and_the_checksum_come_from_the_text(seed: str) -> None:
    record = article(seed)
    assert record.text == text_of(seed)
    assert record.id == f"article-{record.checksum[:16]}"
    assert record.language == "en"
