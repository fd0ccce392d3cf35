"""What of a record is searched, and where in its article a search finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from schema.catalog import FieldSpec, RecordSpec
from schema.documents import EVIDENCE, Document
from schema.search import GRAMMAR, Search, line, places
from schema.words import forms

SEARCHED_LIMIT = 200_000
"""How many characters of each text are searched."""

MATCH_LIMIT = 100
"""How many matches of a record are shown."""

MATCHES = f"Where in the article the terms of q stand, the first {MATCH_LIMIT} of them, in order; empty where the list has no q."

AROUND = 32
"""How many characters around a match are shown, as around every span."""


def search_doc(spec: RecordSpec) -> str:
    """What of the records of a type is searched."""
    fields = ", ".join(spec.searched)
    return f"Words to find in the {spec.plural} ({fields}), the newest first unless another order is asked for. {GRAMMAR}"


def relevance_doc(spec: RecordSpec) -> str:
    """What it means to order a list by relevance."""
    prominent = " or ".join(field.name for field in spec.prominent)
    return f"By how many terms of q stand in {prominent}, the most first, then the newest; without q it orders nothing."


class Piece(NamedTuple):
    """A part of an article's text: where it begins, and what stands around it."""

    start: int
    text: str
    prefix: str = ""
    suffix: str = ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def pieces(spec: RecordSpec, found: Mapping[str, Any]) -> list[Piece]:
    """The parts of the article that are searched for a record, in their order: those of no other part."""
    if spec.text:
        return [Piece(0, found[spec.text.name][:SEARCHED_LIMIT])]
    kept: list[Piece] = []
    for piece in sorted(_spans(spec.searched.values(), found), key=lambda one: (one.start, -len(one.text))):
        if not kept or piece.end > kept[-1].end:
            kept.append(piece)
    return kept


def _spans(fields: Iterable[FieldSpec], found: Mapping[str, Any]) -> Iterator[Piece]:
    for field in fields:
        for span in found[EVIDENCE][field.name]:
            yield Piece(span["start"], span["exact"][:SEARCHED_LIMIT], span["prefix"], span["suffix"])


def searched_line(spec: RecordSpec, found: Document) -> str:
    """The words of a record that are searched."""
    return line(forms(piece.text) for piece in pieces(spec, found))


def prominent_line(spec: RecordSpec, found: Document) -> str:
    """Those of them that stand where they are prominent."""
    return line(forms(piece.text) for piece in _spans(spec.prominent, found))


def matches(search: Search, spec: RecordSpec, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where in its article the terms of a search stand in a record, the first MATCH_LIMIT of them, as the type Match shows them."""
    return list(islice(_matches(search, spec, found), MATCH_LIMIT))


def _matches(search: Search, spec: RecordSpec, found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    end = 0
    for piece in pieces(spec, found):
        for start, stop in places(search, piece.text):
            if piece.start + start >= end:  # pieces may overlap
                end = piece.start + stop
                yield _match(piece, start, stop)


def _match(piece: Piece, start: int, end: int) -> dict[str, Any]:
    text = piece.text
    return {
        "start": piece.start + start,
        "end": piece.start + end,
        "exact": text[start:end],
        "prefix": (piece.prefix + text[max(0, start - AROUND) : start])[-AROUND:],
        "suffix": (text[end : end + AROUND] + piece.suffix)[:AROUND],
    }
