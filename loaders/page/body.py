"""The paragraphs of the article on a page: found by trafilatura, completed by those of their kind, freed of what belongs to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from selectolax.lexbor import LexborHTMLParser

from loaders.extract.byline import is_byline
from loaders.extract.furniture import is_boilerplate, is_date_line
from loaders.extras import library
from loaders.page.completion import completed
from loaders.page.paragraphs import Paragraph, key

EXTRA = "html"

TOP = 8
"""How many paragraphs are looked at for the headline, which trafilatura takes for the first."""
LINKED = 0.85
"""From this share of links on a paragraph leads elsewhere."""
STORY = 25
"""From this number of words on a paragraph that has more than one sentence is a part of the story."""

_SENTENCES = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[^\W\d_a-z]")
_INLINE = frozenset({"ref", "hi", "del", "code", "lb", "graphic"})
_HOLDERS = frozenset({"list", "table", "quote", "div", "body"})


class Element(Protocol):
    """What is read of an element of the tree that trafilatura gives."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Element]:
        """Its children."""


def body(page: LexborHTMLParser, titles: Iterable[str]) -> tuple[Paragraph, ...]:
    """The paragraphs of the article, without its headline; none where no article is found."""
    found: Any = library("trafilatura", EXTRA).bare_extraction(page.html, include_comments=False, include_links=True)
    if found is None:
        return ()
    whole = completed(tuple(_paragraphs(found.body)), page)
    return tuple(_without_end(_without_links(_without_top(whole, {key(title) for title in titles} - {""}))))


def _paragraphs(root: Element) -> Iterator[Paragraph]:
    """The paragraphs of a tree; words that stand loose among them make paragraphs of their own."""
    loose: list[tuple[str, bool]] = [(root.text or "", False)]
    for one in root:
        if one.tag in _INLINE:
            loose.append((_words(one), one.tag == "ref"))
        else:
            yield from _paragraph(root.tag, loose)
            loose = []
            if one.tag in _HOLDERS:
                yield from _paragraphs(one)
            else:
                yield from _paragraph(one.tag, _pieces(one))
        loose.append((one.tail or "", False))
    yield from _paragraph(root.tag, loose)


def _paragraph(tag: str, pieces: Sequence[tuple[str, bool]]) -> Iterator[Paragraph]:
    text = " ".join("".join(words for words, _ in pieces).split())
    if any(map(str.isalnum, text)):
        linked = sum(len(words.strip()) for words, link in pieces if link)
        yield Paragraph(text, tag, linked / len(text))


def _pieces(element: Element, *, linked: bool = False) -> list[tuple[str, bool]]:
    """The words of an element in order, and of each whether they are a link."""
    found = [(element.text or "", linked)]
    for one in element:
        gap = " " if one.tag in {"cell", "lb"} else ""
        found += [(gap, False), *_pieces(one, linked=linked or one.tag == "ref"), (one.tail or "", linked)]
    return found


def _words(element: Element) -> str:
    return "".join(words for words, _ in _pieces(element))


def _without_top(found: Sequence[Paragraph], titles: set[str]) -> Sequence[Paragraph]:
    """What follows the headline, without the date and the byline."""
    first = max((at + 1 for at, one in enumerate(found[:TOP]) if key(one.text) in titles), default=0)
    while first < len(found) and (is_date_line(found[first].text) or is_byline(found[first].text)):
        first += 1
    return found[first:]


def _without_links(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs that are more than a way to another page."""
    return [one for one in found if one.linked < LINKED and not (one.linked and is_boilerplate(one.text))]


def _without_end(found: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs up to the first line of the page behind which no story follows."""
    last = len(found)
    for at in range(len(found) - 1, -1, -1):
        if _is_story(found[at]):
            break
        if is_boilerplate(found[at].text):
            last = at
    while last and found[last - 1].tag == "head":
        last -= 1
    return found[:last]


def _is_story(one: Paragraph) -> bool:
    return len(one.text.split()) >= STORY and _SENTENCES.search(one.text) is not None
