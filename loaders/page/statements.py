"""What a page says of itself: JSON-LD first, then OpenGraph, then the rest of its markup."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any, TypeVar

import orjson
from selectolax.lexbor import LexborHTMLParser

from loaders.extras import library
from loaders.story import Said, address, headline, language, moment, names
from schema.records.article import Basis

T = TypeVar("T")
Node = Mapping[str, Any]

EXTRA = "html"

FIRST_DAY = datetime(1995, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2100, 1, 1, tzinfo=UTC)
"""Between which days the markup may date a page: fixed, so that a page says the same on any day."""

_NESTING = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_DEEPEST = 6
_ARTICLES = ("article", "posting", "report", "review", "claimreview")
"""How the types of schema.org end that are articles: NewsArticle, LiveBlogPosting, Report."""
_DATES = ("article:published_time", "og:article:published_time", "og:published_time")
_AUTHORS_OF_GRAPH = ("article:author", "og:article:author")
_AUTHORS = ("author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page says, and where; None for what it does not say."""

    headline: Said[str] | None
    titles: tuple[str, ...]
    """Every form of its title that the page has: its headline may be printed in any of them."""
    byline: Said[tuple[str, ...]] | None
    published: Said[datetime] | None
    language: Said[str] | None
    publisher: str | None
    url: str | None
    body: str | None
    """The body of the article as the JSON-LD has it."""


def statements(page: LexborHTMLParser, html: str, url: str | None) -> Statements:
    """What the page says of the article in it."""
    metas = _metas(page)
    title, headings = _text(page, "title"), [one.text(separator=" ").strip() for one in page.css("h1")]
    graph = headline(metas.get("og:title"))
    node = _article(page, (graph, title, *headings))
    named = _told(node, "headline", "name")
    site = metas.get("og:site_name")
    own = address(metas.get("og:url")) or address(_attribute(page, "link[rel=canonical]", "href")) or address(_told(node, "url"))
    body = _told(node, "articleBody")
    return Statements(
        headline=_first(
            headline,
            (Basis.JSON_LD, lambda: named),
            (Basis.OPEN_GRAPH, lambda: _bare(graph, site)),
            (Basis.HTML, lambda: headings[0] if len(headings) == 1 else _bare(title, site)),
        ),
        titles=tuple(
            one for one in (_told(node, "headline", "name"), graph, metas.get("twitter:title"), title, *headings) if isinstance(one, str)
        ),
        byline=_byline(node, metas),
        published=_first(
            moment,
            (Basis.JSON_LD, lambda: node.get("datePublished")),
            (Basis.OPEN_GRAPH, lambda: _any(metas, _DATES)),
            (Basis.HTML, lambda: _dated(html, url or own)),
        ),
        language=_first(
            language,
            (Basis.JSON_LD, lambda: _language(node)),
            (Basis.OPEN_GRAPH, lambda: metas.get("og:locale")),
            (Basis.HTML, lambda: _attribute(page, "html", "lang") or metas.get("content-language")),
        ),
        publisher=headline(_name(node.get("publisher"))) or headline(site),
        url=own,
        body=unescape(body) if isinstance(body, str) else None,
    )


def _byline(node: Node, metas: Mapping[str, str]) -> Said[tuple[str, ...]] | None:
    return _first(
        lambda value: names(value) or None,
        (Basis.JSON_LD, lambda: [_name(one) for one in _listed(node.get("author") or node.get("creator"))]),
        (Basis.OPEN_GRAPH, lambda: [_any(metas, _AUTHORS_OF_GRAPH)]),
        (Basis.HTML, lambda: [_any(metas, _AUTHORS)]),
    )


def _any(metas: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    return next((metas[name] for name in wanted if metas.get(name)), None)


def _first(read: Callable[[Any], T | None], *places: tuple[Basis, Callable[[], object]]) -> Said[T] | None:
    """The first place that holds a value which can be read."""
    for basis, place in places:
        found = place()
        value = read(unescape(found) if isinstance(found, str) else found)
        if value is not None:
            return Said(value, basis)
    return None


def _article(page: LexborHTMLParser, titles: Collection[str | None]) -> Node:
    """The node of the JSON-LD that is the article: the one whose headline is a title of the page, or else has the longest body."""
    found = [node for script in page.css('script[type="application/ld+json"]') for node in _nodes(_json(script.text()), _DEEPEST)]
    articles = [node for node in found if any(str(kind).lower().endswith(_ARTICLES) for kind in _listed(node.get("@type")))]
    return max(
        articles, key=lambda node: (node.get("headline") in titles, len(str(node.get("articleBody", ""))), "headline" in node), default={}
    )


def _json(text: str) -> object:
    """What a script holds; None where it is no JSON. Line breaks inside of texts, which many pages have, are taken for spaces."""
    try:
        return orjson.loads(text.translate(_SPACES).strip().strip(";"))
    except orjson.JSONDecodeError:
        return None


_SPACES = dict.fromkeys(range(32), " ")


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _nodes(one, depth - 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTING if depth else ():
            yield from _nodes(value.get(name), depth - 1)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _told(node: Node, *fields: str) -> object:
    return next((node[name] for name in fields if isinstance(node.get(name), str)), None)


def _name(value: object) -> object:
    """The name of somebody or something, which may stand for itself."""
    one = _listed(value)[0] if _listed(value) else None
    return unescape(found) if isinstance(found := one.get("name") if isinstance(one, dict) else one, str) else None


def _language(node: Node) -> object:
    said = node.get("inLanguage")
    return said.get("alternateName") or said.get("name") if isinstance(said, dict) else said


def _metas(page: LexborHTMLParser) -> dict[str, str]:
    """The page's meta tags by name; of several the first."""
    found: dict[str, str] = {}
    for one in page.css("meta"):
        name = one.attributes.get("property") or one.attributes.get("name") or one.attributes.get("http-equiv")
        if name and (content := one.attributes.get("content")):
            found.setdefault(name.lower(), content)
    return found


def _text(page: LexborHTMLParser, selector: str) -> str | None:
    found = page.css_first(selector)
    return found.text() if found else None


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    found = page.css_first(selector)
    return found.attributes.get(name) if found else None


def _bare(title: str | None, site: str | None) -> str | None:
    """A title without the name of the site behind it."""
    if title and site:
        for mark in (" | ", " - ", " – ", " — ", " · "):
            title = title.removesuffix(f"{mark}{site}")
    return title


def _dated(html: str, url: str | None) -> str | None:
    """The day on which the page was first published, as its markup or its address says it."""
    found: str | None = library("htmldate", EXTRA).find_date(
        html, extensive_search=False, original_date=True, outputformat="%Y-%m-%d", url=url, min_date=FIRST_DAY, max_date=LAST_DAY
    )
    return found
