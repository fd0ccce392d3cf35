"""What of a record is searched, and where in its article it is found."""

from __future__ import annotations

from typing import Any

import pytest

from schema.catalog import CATALOG
from schema.documents import documents
from schema.search import parse_search
from schema.searched import MATCH_LIMIT, SEARCHED_LIMIT, matches, pieces, prominent_line, searched_line
from schema.words import forms
from tests.seeds import seed_records

ROWS = list(documents(iter(seed_records())))
TEXTS = {row["id"]: row["text"] for spec, row in ROWS if spec.name == "article"}


def test_articles_quotes_and_incidents_are_searched() -> None:
    found = {spec.plural: (list(spec.searched), [field.name for field in spec.prominent]) for spec in CATALOG if spec.searched}
    assert found == {
        "articles": (["headline", "dek", "text"], ["headline", "dek"]),
        "quotes": (["text", "marked"], ["marked"]),
        "incidents": (["trigger", "extent", "placeName"], ["trigger", "placeName"]),
    }


@pytest.mark.parametrize("text", ["drone", "russi* ukrain*", '"of the"', "a the in of said", "odes* -drone"])
def test_a_match_quotes_the_article_and_shows_what_stands_around_it(text: str) -> None:
    search = parse_search(text)
    count = 0
    for spec, row in ROWS:
        if spec.searched:
            whole = TEXTS[row.get("articleId", row["id"])]
            for match in matches(search, spec, row):
                start, end = match["start"], match["end"]
                assert match["exact"] == whole[start:end]
                assert whole[:start].endswith(match["prefix"])
                assert whole[end:].startswith(match["suffix"])
                assert match["prefix"] or start == 0
                count += 1
    assert count


def record(**evidence: tuple[int, str]) -> dict[str, Any]:
    """An incident as far as it is searched."""
    spans = {name: [{"start": at, "exact": text, "prefix": "<<", "suffix": ">>"}] for name, (at, text) in evidence.items()}
    return {"evidence": {"trigger": [], "extent": [], "placeName": [], **spans}}


def test_words_that_stand_in_two_fields_are_searched_once() -> None:
    row = record(extent=(10, "a strike on the port"), trigger=(12, "strike"), placeName=(2, "Odesa"))
    spec = CATALOG["incident"]
    assert [piece.text for piece in pieces(spec, row)] == ["Odesa", "a strike on the port"]
    assert searched_line(spec, row) == " odesa ¶ a strike on the port "
    assert prominent_line(spec, row) == " strike ¶ odesa "
    assert [(one["start"], one["exact"], one["prefix"], one["suffix"]) for one in matches(parse_search("odesa port"), spec, row)] == [
        (2, "Odesa", "<<", ">>"),
        (26, "port", "<<a strike on the ", ">>"),
    ]


def test_fields_that_overlap_are_not_found_twice() -> None:
    row = record(extent=(0, "a strike on"), placeName=(2, "strike on Odesa"))
    assert [one["start"] for one in matches(parse_search("strike on"), CATALOG["incident"], row)] == [2, 9]


def test_what_is_searched_and_shown_of_a_text_is_bounded() -> None:
    spec = CATALOG["article"]
    long = {"text": "ab " * SEARCHED_LIMIT}
    assert len(matches(parse_search("ab"), spec, long)) == MATCH_LIMIT
    assert len(forms(searched_line(spec, long))) <= SEARCHED_LIMIT / 3 + 1
