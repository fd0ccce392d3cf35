"""What a page says of itself, and what goes before what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.page.markup import tree
from loaders.page.statements import Statements, statements
from schema.records.article import Basis

LD = '<script type="application/ld+json">{}</script>'
GRAPH = '<meta property="og:title" content="Graph title"><meta property="article:published_time" content="2026-01-02T10:00:00Z">'


def said(html: str, url: str | None = None) -> Statements:
    return statements(tree(html), html, url)


def test_json_ld_goes_before_opengraph_and_opengraph_before_the_rest() -> None:
    rest = '<html lang="fr"><title>Plain title</title><meta name="date" content="2026-01-03">'
    whole = said(rest + GRAPH + LD.format('{"@type": "NewsArticle", "headline": "Stated title", "datePublished": "2026-01-01"}'))
    graph, plain = said(rest + GRAPH), said(rest)
    assert [(one.headline.value, one.headline.basis) for one in (whole, graph, plain) if one.headline] == [
        ("Stated title", Basis.JSON_LD),
        ("Graph title", Basis.OPEN_GRAPH),
        ("Plain title", Basis.HTML),
    ]
    assert [(one.published.value.day, one.published.basis) for one in (whole, graph, plain) if one.published] == [
        (1, Basis.JSON_LD),
        (2, Basis.OPEN_GRAPH),
        (3, Basis.HTML),
    ]


def test_a_page_that_says_nothing_has_no_values() -> None:
    found = said("<p>Text</p>")
    assert (found.headline, found.byline, found.published, found.language, found.publisher, found.url) == (None,) * 6


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": ["NewsArticle", "Thing"], "headline": "The one"}',
        '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "The one"}]',
        '{"@graph": [{"@type": "BlogPosting", "headline": "The one"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Report", "headline": "The one"}}',
        '{"@type": "NewsArticle", "headline": "The\n one"};',
        '{"@type": "NewsArticle", "headline": "The &#111;ne"}',
    ],
)
def test_the_article_is_found_in_whatever_form_json_ld_has(script: str) -> None:
    found = said(LD.format(script)).headline
    assert found is not None
    assert (found.value, found.basis) == ("The one", Basis.JSON_LD)


@pytest.mark.parametrize("script", ["", "{", '{"@type": "Person", "headline": "No"}', "[" * 2000, '"text"', "3", '{"@type": 7}'])
def test_other_json_ld_says_nothing(script: str) -> None:
    assert said(LD.format(script)).headline is None


def test_of_several_articles_the_one_with_the_title_of_the_page_speaks() -> None:
    other = '{"@type": "NewsArticle", "headline": "Another story", "articleBody": "It is long."}'
    own = '{"@type": "NewsArticle", "headline": "Our story", "url": "https://a.example/1"}'
    found = said(f"<h1>Our story</h1>{LD.format(f'[{other}, {own}]')}")
    assert (found.headline.value if found.headline else None, found.url) == ("Our story", "https://a.example/1")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ann Lee"', ("Ann Lee",)),
        ('"By Ann Lee and Bo Dyk, Example News"', ("Ann Lee", "Bo Dyk")),
        ('{"name": "Ann Lee"}', ("Ann Lee",)),
        ('[{"name": "Ann Lee"}, {"name": "Ann Lee"}, "Bo Dyk"]', ("Ann Lee", "Bo Dyk")),
        ('{"name": "Example News"}', ("Example News",)),
        ('{"name": "https://a.example/ann"}', None),
        ('[{"url": "https://a.example"}, null, 7, "@ann", ""]', None),
    ],
)
def test_authors_are_names(author: str, names: tuple[str, ...] | None) -> None:
    found = said(LD.format(f'{{"@type": "NewsArticle", "author": {author}}}')).byline
    assert (found.value if found else None) == names


def test_the_site_is_no_part_of_a_title() -> None:
    site = '<meta property="og:site_name" content="The Ledger"><meta property="og:title" content="Ferry burns - The Ledger">'
    found = said(site)
    assert found.headline
    assert (found.headline.value, found.publisher) == ("Ferry burns", "The Ledger")


@pytest.mark.parametrize(
    ("html", "code", "basis"),
    [
        ('<html lang="pt-BR">', "pt", Basis.HTML),
        ('<html lang="pt"><meta property="og:locale" content="de_DE">', "de", Basis.OPEN_GRAPH),
        ('<html lang="pt">' + LD.format('{"@type": "Article", "inLanguage": {"alternateName": "it"}}'), "it", Basis.JSON_LD),
        ('<html lang="english">', None, None),
    ],
)
def test_a_language_is_the_code_that_a_tag_begins_with(html: str, code: str | None, basis: Basis | None) -> None:
    found = said(html).language
    assert (found.value if found else None, found.basis if found else None) == (code, basis)


def test_an_address_may_date_a_page() -> None:
    found = said("<html><head><title>Ferry</title></head><body><p>Text</p></body></html>", "https://a.example/2025/03/09/ferry").published
    assert found is not None
    assert (found.value, found.basis) == (datetime(2025, 3, 9, tzinfo=UTC), Basis.HTML)
