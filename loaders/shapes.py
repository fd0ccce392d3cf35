"""Objects that tell of an article: the shapes in which news comes as JSON, and where each has what a story needs.

A shape is a row of the table: the fields that only it has, and for each value of a story the paths at which it may stand, the first
that holds something counting. `a.b` goes into an object, and into each object of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from loaders.page import fragment
from loaders.story import Said, Story, address, headline, language, moment, names
from schema.errors import InvalidValue
from schema.records.article import Basis

Item: TypeAlias = Mapping[str, Any]
Paths: TypeAlias = tuple[str, ...]

VALUES = ("headline", "byline", "published", "language", "publisher", "url", "guid", "body", "summary", "captured", "articles")
"""What a map can name; the summary stands in for a body that is not there, and `articles` leads to the list of articles."""

_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
"""How NewsAPI ends a text of which it gives the beginning."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of object tells of an article."""

    name: str
    marks: tuple[frozenset[str], ...]
    """Sets of fields; an object with all of one set has this shape."""
    paths: Mapping[str, Paths]
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fields that must begin with these words."""

    def fits(self, item: Item) -> bool:
        """Whether an object has this shape."""
        given = item.keys()
        fixed = all(str(item.get(name, "")).startswith(begin) for name, begin in self.fixed.items())
        return fixed and any(mark <= given for mark in self.marks)

    @property
    def declared(self) -> str:
        """A map as a text, the same for the same map."""
        return " ".join(f"{name}={path}" for name, paths in sorted(self.paths.items()) for path in paths)


def _marks(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split()) for one in sets)


SHAPES: tuple[Shape, ...] = (
    Shape(
        "schema.org",
        _marks("@type headline", "@type articleBody"),
        {
            "headline": ("headline", "name"),
            "byline": ("author.name", "author", "creator.name", "creator"),
            "published": ("datePublished",),
            "language": ("inLanguage", "inLanguage.alternateName"),
            "publisher": ("publisher.name", "publisher"),
            "url": ("url", "mainEntityOfPage", "mainEntityOfPage.@id", "@id"),
            "guid": ("identifier", "identifier.value"),
            "body": ("articleBody",),
            "summary": ("description", "abstract"),
        },
    ),
    Shape(
        "JSON Feed",
        _marks("id content_text", "id content_html", "id summary url", "id title date_published"),
        {
            "headline": ("title",),
            "byline": ("authors.name", "author.name"),
            "published": ("date_published",),
            "language": ("language",),
            "url": ("url", "external_url"),
            "guid": ("id",),
            "body": ("content_html", "content_text"),
            "summary": ("summary",),
        },
    ),
    Shape(
        "ninjs",
        _marks("uri headlines", "uri bodies", "uri headline", "uri body_text", "uri body_html", "guid headline versioncreated"),
        {
            "headline": ("headlines.value", "headline", "title"),
            "byline": ("by", "byline"),
            "published": ("firstCreated", "firstcreated", "versionCreated", "versioncreated"),
            "language": ("language",),
            "publisher": ("copyrightHolder", "copyrightholder", "source"),
            "url": ("url", "uri"),
            "guid": ("guid", "uri"),
            "body": ("bodies.value", "body_html", "body_xhtml", "body_text"),
            "summary": ("descriptions.value", "description_text", "description_html"),
        },
    ),
    Shape(
        "GDELT",
        _marks("url title seendate domain", "url title date desc"),
        {
            "headline": ("title",),
            "byline": ("author",),
            "language": ("lang", "language"),
            "publisher": ("outletName", "domain"),
            "url": ("url",),
            "summary": ("desc",),
            "captured": ("seendate",),
        },
    ),
    Shape(
        "NewsAPI",
        _marks("title url publishedAt"),
        {
            "headline": ("title",),
            "byline": ("author",),
            "published": ("publishedAt",),
            "language": ("language", "lang"),
            "publisher": ("source.name",),
            "url": ("url",),
            "body": ("content",),
            "summary": ("description",),
        },
    ),
)
"""The shapes, in the order in which they are tried."""

CONTAINERS: Mapping[str, Mapping[str, str]] = {
    "items": {"language": "language", "authors": "authors", "_publisher": "title"},
    "articles": {},
    "@graph": {},
    "itemListElement": {},
}
"""Fields whose list holds articles, and what the articles take from the object around them where they lack it."""


def shape_of(item: Item) -> Shape | None:
    """The first shape that an object has."""
    return next((shape for shape in SHAPES if shape.fits(item)), None)


def mapped(paths: Sequence[str]) -> Shape | None:
    """The shape that a user declares by `VALUE=PATH`. InvalidValue where a part is none of it."""
    found: dict[str, Paths] = {}
    for one in paths:
        name, _, path = one.partition("=")
        if name not in VALUES or not path:
            raise InvalidValue(f"{one} maps nothing", hint=f"Write VALUE=PATH, the value one of {', '.join(VALUES)}.")
        found[name] = (*found.get(name, ()), path)
    if found and not {"body", "summary"} & found.keys():
        raise InvalidValue("a map must name the body", hint="Add --map body=PATH.")
    return Shape("map", (frozenset(),), found) if found else None


def story(item: Item, shape: Shape) -> Story:
    """What an object says of an article."""
    given = {name: list(_first(item, shape.paths.get(name, ()))) for name in VALUES}
    body, partial = _body(given)
    return Story(
        body=body,
        headline=_said(headline(fragment.text(found)) if (found := _one(given["headline"])) else None),
        byline=_said(names(given["byline"]) or None),
        published=_said(moment(_one(given["published"]))),
        language=_said(language(_one(given["language"]))),
        publisher=headline(_one(given["publisher"])) or headline(item.get("_publisher")),
        url=address(_one(given["url"])),
        guid=headline(_one(given["guid"])),
        captured=moment(_one(given["captured"])),
        partial=partial,
    )


def _body(given: Mapping[str, Sequence[Any]]) -> tuple[str, bool]:
    """The text of an article, and whether it is only a part: a summary, or what a provider has cut off."""
    whole = _one(given["body"])
    if whole:
        text = fragment.text(whole)
        cut = _CUT.search(text)
        return (_complete(text[: cut.start()]), True) if cut else (text, False)
    return fragment.text(_one(given["summary"]) or ""), True


def _complete(text: str) -> str:
    """What is whole of a text that was cut somewhere: its sentences, or its words where it has none. Half a number would be another."""
    ends = [end.end() for end in _END.finditer(text)]
    return text[: ends[-1]] if ends else text.rpartition(" ")[0]


def _said(value: Any) -> Said[Any] | None:  # noqa: ANN401  whatever the field of a story holds
    return None if value is None else Said(value, Basis.METADATA)


def _one(values: Sequence[Any]) -> str | None:
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _first(item: Item, paths: Paths) -> Iterator[Any]:
    """What stands at the first path that leads to texts."""
    for path in paths:
        found = [value for value in at(item, path.split(".")) if isinstance(value, str) and value.strip()]
        if found:
            yield from found
            return


def at(value: Any, path: Sequence[str]) -> Iterator[Any]:  # noqa: ANN401  JSON
    """What stands at a path: in an object by name, in a list in each of its values."""
    if isinstance(value, list):
        for one in value:
            yield from at(one, path)
    elif not path:
        yield value
    elif isinstance(value, Mapping) and path[0] in value:
        yield from at(value[path[0]], path[1:])
