"""Paragraphs that an extraction has missed: those that the page marks up like most of what it found.

An article that is cut by advertisements stands in several containers, of which a search for one container finds one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.page.paragraphs import Paragraph, key, runs

LEVELS = 3
"""How many elements, the paragraph included, must be alike for a paragraph to be of the same kind."""
SHARE = 0.4
"""The share of the words found that must be of one kind for this to be the kind of the article."""
SHORTEST = 10
"""The fewest words of a paragraph that is added."""
LINKED = 0.5
KNOWN = 0.5
"""The share of a paragraph's words that stand in those found, from which on it is no new one."""

_BREAK = re.compile(r"<br\b[^>]{0,100}>", re.IGNORECASE)

Kind = tuple[tuple[str, str], ...]


def completed(found: Sequence[Paragraph], page: LexborHTMLParser) -> tuple[Paragraph, ...]:
    """The paragraphs found, and in their places those of the same kind."""
    nodes = page.css("p")
    numbers = {key(node.text(separator=" ")): at for at, node in reversed(list(enumerate(nodes)))}
    at = [numbers.get(key(one.text)) if one.tag == "p" else None for one in found]
    kinds: Counter[Kind] = Counter()
    for number, one in zip(at, found, strict=True):
        if number is not None:
            kinds[_kind(nodes[number])] += len(one.text.split())
    kind, words = kinds.most_common(1)[0] if kinds else ((), 0)
    if not words or words < SHARE * sum(len(one.text.split()) for one in found):
        return tuple(found)
    known = {run for one in found for run in runs(one.text)}
    return tuple(_merged(found, at, list(_missed(nodes, kind, known))))


def _missed(nodes: Sequence[LexborNode], kind: Kind, known: set[tuple[str, ...]]) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs of a kind that are not known, by number."""
    for number, node in enumerate(nodes):
        if _kind(node) == kind:
            text = _text(node)
            linked = sum(len(link.text()) for link in node.css("a")) / max(1, len(text))
            new = runs(text)
            if len(text.split()) >= SHORTEST and linked < LINKED and sum(run in known for run in new) < KNOWN * len(new):
                yield number, Paragraph(text, "p", linked)


def _text(node: LexborNode) -> str:
    """The words of a paragraph; a line break stands between words."""
    lines = _BREAK.sub(" ", node.html or "")
    return " ".join(LexborHTMLParser(lines).text().split())


def _merged(found: Sequence[Paragraph], at: Sequence[int | None], missed: Sequence[tuple[int, Paragraph]]) -> Iterator[Paragraph]:
    """Both in the order of the page."""
    rest = list(reversed(missed))
    for number, one in zip(at, found, strict=True):
        while number is not None and rest and rest[-1][0] < number:
            yield rest.pop()[1]
        yield one
    yield from (one for _, one in reversed(rest))


def _kind(node: LexborNode) -> Kind:
    """How a paragraph is marked up: its element and those around it, with their classes but for those that are numbered."""
    found: list[tuple[str, str]] = []
    one: LexborNode | None = node
    while one is not None and len(found) < LEVELS and one.tag not in {"body", "html"}:
        classes = sorted(name for name in (one.attributes.get("class") or "").split() if not any(map(str.isdigit, name)))
        found.append((one.tag or "", " ".join(classes)))
        one = one.parent
    return tuple(found)
