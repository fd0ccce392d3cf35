"""RSS and Atom: one article an item; an item that has only its description is marked as partial."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from importlib import import_module
from io import BytesIO
from typing import Any

import orjson

from loaders import story
from loaders.base import Document, Rejected
from loaders.page.markup import Unreadable, check, decoded
from loaders.shapes import Shape
from loaders.shapes import story as told
from loaders.sources.base import Input, whole
from schema.records import Article

LARGEST = 20_000_000
"""The most bytes of a feed, which is read whole."""
MOST_TAGS = 400_000

_BEFORE = rb"(?>\s*(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?>\[.*?\]\s*)?>))*+\s*"
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?" + _BEFORE + rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_ADDRESS = re.compile(r"[(<]?[^\s(<]{1,100}@[^\s)>]{1,100}[)>]?")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_SHAPE = Shape(
    "feed",
    (frozenset(),),
    {name: (name,) for name in ("headline", "byline", "published", "language", "publisher", "url", "guid", "body", "summary")},
)


class Feed:
    """A source for RSS 0.9 to 2.0 and Atom."""

    name = "feed"

    def recognises(self, given: Input) -> bool:
        """Whether the bytes begin with the element of a feed."""
        return _FEED.match(given.head) is not None

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """A document for each item."""
        found = whole(given, self.name, LARGEST)
        if isinstance(found, Rejected):
            yield found
        elif _ENTITY.search(found.content):
            yield Rejected(given.name, "ENTITIES", f"{given.name} declares entities of its own, which no feed needs.")
        else:
            yield from self._items(given, found)

    def _items(self, given: Input, found: Document) -> Iterator[Document | Rejected]:
        try:
            check(decoded(found.content, given.charset), MOST_TAGS)
        except Unreadable as error:
            yield Rejected(given.name, error.code, f"{given.name} {error}.")
            return
        headers = {"content-type": f"application/xml; charset={given.charset}"} if given.charset else {}
        feed = import_module("feedparser").parse(
            BytesIO(found.content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        for number, entry in enumerate(feed.entries, 1):
            content = orjson.dumps(_item(entry, feed.feed))
            yield Document(f"{given.name}#{number}", content, captured=given.captured, source=self.name)
        if not feed.entries:
            yield Rejected(given.name, "EMPTY", f"{given.name} is a feed without items.")

    def article(self, document: Document) -> Article | Rejected:
        """The article that an item tells of."""
        try:
            return story.article(told(orjson.loads(document.content), _SHAPE), document)
        except Unreadable as error:
            return Rejected(document.name, error.code, f"{document.name} {error}.")


def _item(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """What an item says, with what its feed says for all items."""
    content = max((str(one.get("value") or "") for one in entry.get("content", ())), key=len, default="")
    source = entry if entry.get("authors") else feed
    return {
        "headline": unescape(str(entry.get("title") or "")),
        "byline": _authors(source),
        "published": _instant(entry.get("published_parsed")),
        "language": entry.get("title_detail", {}).get("language") or feed.get("language"),
        "publisher": entry.get("source", {}).get("title") or feed.get("title"),
        "url": entry.get("link"),
        "guid": entry.get("id"),
        "body": content,
        "summary": entry.get("summary"),
    }


def _authors(source: Mapping[str, Any]) -> list[str]:
    """The authors' names. Where the last came with an address, feedparser may have cut it amid, so it is read anew from the whole line."""
    authors = source.get("authors") or ()
    found = [str(one.get("name") or "") for one in authors]
    if authors and authors[-1].get("email"):
        found[-1] = _ADDRESS.sub("", str(source.get("author") or "")).strip(" ()<>")
    return found


def _instant(parsed: Any) -> str | None:  # noqa: ANN401  a struct_time in UTC, of a library without types
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
