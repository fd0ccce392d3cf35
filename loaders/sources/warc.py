"""WARC archives, as CC-NEWS has them: the pages in them, one by one, with the time of their capture."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from loaders.base import Document, Rejected
from loaders.extras import library
from loaders.page.markup import LARGEST
from loaders.sources.base import Input
from loaders.story import address
from schema.records import Article

EXTRA = "warc"

_BEGIN = b"WARC/"
_RECORD = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
_LONGEST_HEADER = 65_536
_OK = 200
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
"""The types that a page can have, and what reads it."""


class Warc:
    """A source for archives of responses, and of the texts that were made of them (WET)."""

    name = "warc"

    def recognises(self, given: Input) -> bool:
        """Whether the bytes begin as a record does."""
        return given.head.startswith(_BEGIN)

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """A document for each page; what was answered without a page is refused with its reason. Other records are no answers."""
        warc = library("fastwarc.warc", EXTRA)
        kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
        try:
            records = warc.ArchiveIterator(
                given.stream, kinds, parse_http=False, max_header_len=_LONGEST_HEADER, stream_detect=False, fsspec_args=False
            )
            for number, one in enumerate(records, 1):
                yield _document(f"{given.name}#{number}", one)
        except (OSError, ValueError, EOFError, zlib.error) as error:
            yield Rejected(given.name, "BROKEN_ARCHIVE", f"{given.name} cannot be read on: {error}.")

    def article(self, document: Document) -> Article | Rejected:
        """A refusal: what an archive holds is read by what it is, and an archive is no article."""
        return Rejected(document.name, "NOT_A_PAGE", f"{document.name} is an archive, and no page.")


def _document(name: str, one: Any) -> Document | Rejected:  # noqa: ANN401  a record of a library whose types mypy does not see
    url = address(str(one.headers.get("WARC-Target-URI", "")).strip("<>"))
    label = f"{name} {url}" if url else name
    block = one.reader.read(LARGEST + 1)
    if len(block) > LARGEST:
        return Rejected(label, "TOO_LARGE", f"{label} has more than {LARGEST} bytes.")
    if len(block) < one.content_length:
        return Rejected(label, "CUT", f"{label} ends after {len(block)} of its {one.content_length} bytes.")
    try:
        content, kind, charset = _answered(one, block) if one.is_http else (block, str(one.headers.get("Content-Type", "")), None)
    except (OSError, ValueError) as error:
        return Rejected(label, "NOT_A_PAGE", f"{label} is no answer with a page: {error}.")
    kind = kind.split(";")[0].strip().lower()
    if kind not in _KINDS:
        return Rejected(label, "NOT_A_PAGE", f"{label} is of the type {kind or 'that nobody names'}, and no page.")
    if len(content) > LARGEST:
        return Rejected(label, "TOO_LARGE", f"{label} unpacks to more than {LARGEST} bytes.")
    return Document(label, content, url, captured=_utc(one.record_date), charset=charset, source=_KINDS[kind])


def _answered(one: Any, block: bytes) -> tuple[bytes, str, str | None]:  # noqa: ANN401  as above
    """The content of an answer, its type and its encoding. ValueError where it has none."""
    # Parsed apart: an answer that cannot be parsed would end the reading of the archive.
    apart = type(one).from_bytes(_RECORD % len(block) + block + b"\r\n\r\n")
    apart.parse_http(auto_decode="all")
    if apart.http_headers is None or apart.http_headers.status_code != _OK:
        raise ValueError(f"its status is {apart.http_headers and apart.http_headers.status_code}")
    return apart.reader.read(LARGEST + 1), apart.http_content_type or "", apart.http_charset


def _utc(moment: datetime | None) -> datetime | None:
    return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
