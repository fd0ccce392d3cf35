"""A document as a store keeps it: the light one as text, its long fields apart, and the whole one folded into the light one.

Most of a whole document is evidence: sentences that stand in it once for each of their words. So it is compressed, with the light one,
which it repeats, as the dictionary, and takes about a tenth.

    kept = fold(found, spec)
    unfold(kept.light, kept.whole, spec)        # the whole document as JSON, without its long fields
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any, NamedTuple

import orjson

from schema.catalog import RecordSpec, StructSpec
from schema.documents import EVIDENCE, Document, light
from schema.records.base import Span

_LEVEL, _WINDOW, _MEMORY = 2, 13, 5
"""How it is compressed: 20 microseconds for a quote, and 7 back. More of any takes longer to begin with and gains a tenth at most."""


class Folded(NamedTuple):
    """A document that is kept. `large` is a JSON list of its long fields; None where its type has none."""

    light: str
    whole: bytes
    large: str | None = None


def fold(found: Document, spec: RecordSpec) -> Folded:
    """A document as it is kept."""
    small = orjson.dumps(light(found, spec))
    kept = {name: value for name, value in found.items() if name not in spec.large}
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=dictionary(spec) + small)
    whole = compressor.compress(orjson.dumps(kept)) + compressor.flush()
    large = orjson.dumps([found[name] for name in spec.large]).decode() if spec.large else None
    return Folded(small.decode(), whole, large)


def unfold(small: str, whole: bytes, spec: RecordSpec) -> bytes:
    """The whole document as JSON, without its long fields. ValueError where it is damaged."""
    decompressor = zlib.decompressobj(_WINDOW, zdict=dictionary(spec) + small.encode())
    try:
        found = decompressor.decompress(whole)
    except zlib.error as error:
        raise ValueError(f"a document cannot be unfolded: {error}") from error
    if not decompressor.eof:
        raise ValueError("a document is cut off")
    return found


def with_large(found: Document, large: str | None, spec: RecordSpec) -> Document:
    """A document with its long fields."""
    return found | dict(zip(spec.large, orjson.loads(large), strict=True)) if large else found


@cache
def dictionary(spec: RecordSpec) -> bytes:
    """What all whole documents of a type have in common."""
    return orjson.dumps(_skeleton(spec))


def _skeleton(spec: StructSpec) -> dict[str, Any]:
    found: dict[str, Any] = {name: [_skeleton(field.struct)] if field.struct else "" for name, field in spec.fields.items()}
    if spec.spanned:
        found[EVIDENCE] = {field.name: [dict.fromkeys(Span.model_fields, "")] for field in spec.spanned}
    return found
