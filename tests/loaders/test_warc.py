"""Archives: which records are pages, and how broken and hostile ones end."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest

from loaders.base import Document, Rejected
from loaders.extras import LibraryMissing
from loaders.page.markup import LARGEST
from loaders.registry import loader
from loaders.sources.warc import Warc

PAGE = b"<html><body><p>The mayor said on Monday that the bridge would be closed. It was built in 1904.</p></body></html>"


HTML = "Content-Type: text/html"


def record(block: bytes, kind: str = "response", *lines: str, length: int | None = None) -> bytes:
    """A record of an archive."""
    head = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:0>", "WARC-Date: 2026-02-02T10:00:00Z"]
    head += ["WARC-Target-URI: https://a.example/1", *(lines or ("Content-Type: application/http; msgtype=response",))]
    return "\r\n".join([*head, f"Content-Length: {len(block) if length is None else length}", "", ""]).encode() + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, status: str = "200 OK", kind: str = "Content-Type: text/html", *lines: str) -> bytes:
    """What a server has answered."""
    return "\r\n".join([f"HTTP/1.1 {status}", kind, *lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def read(path: Path, content: bytes) -> list[str]:
    """What reads each page, and the codes of what is refused."""
    path.write_bytes(content)
    return [one.code if isinstance(one, Rejected) else one.source for one in loader("files", [path]).documents()]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (record(answer()), ["html"]),
        (record(answer(kind="Content-Type: application/xhtml+xml; charset=utf-8")), ["html"]),
        (record(answer(kind="Content-Type: text/plain")), ["text"]),
        (record(answer(kind="X: y")), ["NOT_A_PAGE"]),
        (record(answer(kind="Content-Type: video/mp4")), ["NOT_A_PAGE"]),
        (record(answer(status="301 Moved")), ["NOT_A_PAGE"]),
        (record(answer(), "request"), []),
        (record(answer(), "revisit"), []),
        (record(answer(b"x" * (LARGEST + 1))), ["TOO_LARGE"]),
        (
            record(answer(zlib.compress(b"x" * (LARGEST * 3)), "200 OK", "Content-Type: text/html", "Content-Encoding: deflate")),
            ["TOO_LARGE"],
        ),
    ],
)
def test_pages_are_documents_and_the_rest_is_refused_or_no_answer(tmp_path: Path, content: bytes, found: list[str]) -> None:
    assert read(tmp_path / "a", content) == found


def test_a_page_has_its_address_and_the_time_of_its_capture(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(record(answer(kind="Content-Type: text/html; charset=koi8-r")))
    [one] = loader("files", [tmp_path / "a"]).documents()
    assert isinstance(one, Document)
    assert (one.url, str(one.captured), one.published, one.charset) == ("https://a.example/1", "2026-02-02 10:00:00+00:00", None, "koi8-r")


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\n",
        b"WARC/9.9 nothing\r\n\r\n",
        b"WARC/1.0\r\n" + b"X: " + b"x" * 1_000_000,
    ],
    ids=["empty", "version", "header"],
)
def test_a_broken_archive_ends_without_an_error(tmp_path: Path, content: bytes) -> None:
    whole = record(answer())
    found = read(tmp_path / "a", whole + content)
    assert found[0] == "html"
    assert len(found) <= 2


def test_an_archive_is_read_record_by_record(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(answer(PAGE + b" " * 100_000))) * 500)
    tracemalloc.start()
    documents = sum(isinstance(one, Document) for one in loader("files", [tmp_path / "a.warc.gz"]).documents())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert documents == 500
    assert most < 20_000_000


def test_an_archive_as_a_whole_is_no_article() -> None:
    refused = Warc().article(Document("a.warc", b""))
    assert isinstance(refused, Rejected)
    assert refused.code == "NOT_A_PAGE"


def test_an_archive_names_the_extra_that_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(LibraryMissing) as missing:
        read(tmp_path / "a", record(answer()))
    assert "dateline[warc]" in str(missing.value.hint)
