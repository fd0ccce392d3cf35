"""Pages as a source: what is refused, and when the JSON-LD has the body."""

from __future__ import annotations

import sys

import pytest

from loaders.base import Document, Rejected
from loaders.extras import LibraryMissing
from loaders.sources.html import Html
from schema.records import Article

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."


def read(html: str) -> Article | Rejected:
    return Html().article(Document("a.html", html.encode(), source="html"))


def test_a_page_that_shows_nothing_has_the_body_of_its_json_ld() -> None:
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge shut", "articleBody": "{STORY * 3}"}}</script>'
    )
    found = read(f"<html><head>{script}</head><body><div id=app></div></body></html>")
    assert isinstance(found, Article)
    assert (found.headline, found.text) == ("Bridge shut", f"Bridge shut\n\n{STORY * 3}\n")


@pytest.mark.parametrize(
    ("html", "code"),
    [("<div>" * 1000 + STORY, "TOO_DEEP"), ("<p>" * 60_000, "TOO_LARGE"), ("<html></html>", "EMPTY"), ("", "EMPTY")],
)
def test_a_page_beyond_the_bounds_or_without_words_is_refused(html: str, code: str) -> None:
    found = read(html)
    assert isinstance(found, Rejected)
    assert (found.code, found.document) == (code, "a.html")


def test_a_page_names_the_extra_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(LibraryMissing) as missing:
        read(f"<html><meta property='article:published_time' content='2026-01-01'><p>{STORY}</p></html>")
    assert "dateline[html]" in str(missing.value.hint)
