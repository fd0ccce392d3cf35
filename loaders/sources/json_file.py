"""JSON and JSON lines: articles of news APIs, ninjs, schema.org, JSON Feed, GDELT, dateline's own export, or of a declared shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson
from pydantic import ValidationError

from loaders import story, text
from loaders.base import Document, Rejected
from loaders.page.markup import Unreadable
from loaders.shapes import CONTAINERS, SHAPES, Item, Shape, at, shape_of
from loaders.shapes import story as told
from loaders.sources.base import Input
from loaders.sources.lines import LONGEST, lines
from schema.catalog import CATALOG
from schema.documents import record
from schema.records import Article

LARGEST = LONGEST
"""The most bytes of a file that is one JSON value, since it is read whole; lines may be as many as there are."""

_OPEN = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\"{\[\]}]")
_OWN = frozenset({"id", "text", "checksum", "evidence"})
_DEEPEST = 4
"""How many lists and containers may stand within each other."""

_NAME = re.compile(rb'"([\w@]{1,30})"\s*:')


class Json:
    """A source for JSON of any known shape; with a shape of its own it reads any."""

    name = "json"

    def __init__(self, shape: Shape | None = None) -> None:
        self._shape = shape

    def recognises(self, given: Input) -> bool:
        """Whether the bytes begin as JSON does; in a folder only where fields of a known shape stand in them."""
        if _OPEN.match(given.head) is None:
            return False
        marks = [_OWN, *(mark for shape in SHAPES for mark in shape.marks)]
        fields = {name.decode(errors="replace") for name in _NAME.findall(given.head)}
        return given.named or self._shape is not None or any(mark <= fields for mark in marks)

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """A document for each article: of every line where the first is an object of its own, or else of the one value of the file."""
        found = lines(given)
        first = next(found, b"")
        if isinstance(first, bytes) and not isinstance(_parsed(first), dict):
            value = _parsed(content := first + given.stream.read(LARGEST + 1 - len(first)))
            if len(content) > LARGEST:
                yield Rejected(given.name, "TOO_LARGE", f"{given.name} has more than {LARGEST} bytes and is not one object a line.")
            else:
                yield from self._documents(given, given.name, value)
            return
        for number, one in enumerate(chain([first], found), 1):
            if isinstance(one, Rejected):
                yield one
            elif one.strip():
                yield from self._documents(given, f"{given.name}:{number}", _parsed(one))

    def _documents(self, given: Input, name: str, value: object) -> Iterator[Document | Rejected]:
        """The documents of one JSON value."""
        if isinstance(value, orjson.JSONDecodeError):
            yield Rejected(name, "BROKEN_JSON", f"{name} is no JSON: {value}.")
            return
        items = list(_items(value, self._shape))
        mapped = self._shape.declared if self._shape else ""
        for number, item in enumerate(items, 1):
            if not _is_other(item):
                label = name if len(items) == 1 else f"{name}#{number}"
                yield Document(label, orjson.dumps(item), given.url, captured=given.captured, source=self.name, mapped=mapped)
        if not items:
            yield Rejected(name, "UNKNOWN_SHAPE", f"{name} holds no object.")

    def article(self, document: Document) -> Article | Rejected:
        """The article that an object tells of."""
        item: Item = orjson.loads(document.content)
        if self._shape is None and item.keys() >= _OWN:
            return _own(item, document.name)
        shape = self._shape or shape_of(item)
        if shape is None:
            hint = "Name its fields with --map, as in --map body=content."
            return Rejected(document.name, "UNKNOWN_SHAPE", f"{document.name} has no known shape of an article. {hint}")
        try:
            found = told(item, shape)
        except Unreadable as error:
            return Rejected(document.name, error.code, f"{document.name} {error}.")
        return story.article(found, document)


def _parsed(content: bytes) -> object:
    """The value of some bytes, or the error where they are no JSON."""
    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return error


def _items(value: object, shape: Shape | None, depth: int = _DEEPEST) -> Iterator[dict[str, Any]]:
    """The objects in a value that may be articles: itself, those of a list, or those in the container that it is."""
    if isinstance(value, list) and depth:
        for one in value:
            yield from _items(one, shape, depth - 1)
    elif isinstance(value, dict):
        inner = [one for path in shape.paths.get("articles", ()) for one in at(value, path.split("."))] if shape else []
        container = next((name for name in CONTAINERS if isinstance(value.get(name), list)), None)
        if inner and depth:
            yield from _items(inner, None, depth - 1)
        elif container and depth:
            around = {name: value[other] for name, other in CONTAINERS[container].items() if value.get(other)}
            for one in value[container]:
                yield from (around | item for item in _items(one, shape, depth - 1) if container != "@graph" or shape_of(item))
        else:
            yield value


def _is_other(item: Item) -> bool:
    """Whether an object is a record of dateline's export that is no article."""
    spec = CATALOG.of_id(str(item.get("id", "")))
    return spec is not None and spec.model is not Article and "extractor" in item


def _own(item: Item, name: str) -> Article | Rejected:
    """The article of a record that dateline has exported."""
    try:
        absent = dict.fromkeys(CATALOG["article"].fields)  # an earlier version may not have had them
        found: Article = record({**absent, **item, "times": []}, CATALOG["article"])  # times are found anew in the text
    except (ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        return Rejected(name, "BROKEN_RECORD", f"{name} is no article as this version exports it: {type(error).__name__}.")
    spans = [span for spans in found.evidence.values() for span in spans]
    if any(found.text[span.start : span.end] != span.exact for span in spans):
        return Rejected(name, "BROKEN_RECORD", f"{name} has a span that does not quote its text.")
    return text.prose(found.text, text.given(found), name)
