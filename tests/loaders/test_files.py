"""Which files of a folder are read, and by which source."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from loaders.base import Document, Loader, Rejected, Unknown
from loaders.registry import SOURCES, loader
from loaders.sources.files import Files
from schema.records import Article

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."
PAGE = f"<!doctype html><html><body><article><p>{STORY} {STORY}</p></article></body></html>"


def read(*paths: Path) -> list[tuple[str, str]]:
    """The names of the documents with what reads or refuses them."""
    found = [one for one in Files(paths, SOURCES).documents() if not isinstance(one, Unknown)]
    return [(one.document, one.code) if isinstance(one, Rejected) else (one.name, one.source) for one in found]


def test_a_file_is_read_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.html").write_text(STORY)
    assert [source for _, source in read(tmp_path / "a.txt", tmp_path / "b.html")] == ["html", "text"]


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "<!-- a --><!-- b -->\n", '<?xml version="1.0"?>\n'])
def test_what_stands_before_a_page_does_not_hide_it(tmp_path: Path, before: str) -> None:
    (tmp_path / "a").write_text(before + PAGE)
    assert read(tmp_path / "a") == [(str(tmp_path / "a"), "html")]


def test_a_folder_stands_for_the_files_in_it_that_a_source_knows(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.md", "README.md", "notes", "gold.json", ".hidden.txt", "deep/c.txt"):
        (tmp_path / name).write_text(STORY if name != "gold.json" else '{"facts": []}')
    (tmp_path / "page").write_text(PAGE)
    (tmp_path / "saved.html").write_text(PAGE)
    (tmp_path / "saved_files").mkdir()
    (tmp_path / "saved_files" / "frame.html").write_text(PAGE)
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    names = [name.removeprefix(f"{tmp_path}/") for name, _ in read(tmp_path)]
    assert names == ["a.md", "b.txt", "page", "saved.html", "deep/c.txt"]
    unknown = [one.document for one in Files([tmp_path], SOURCES).documents() if isinstance(one, Unknown)]
    assert [name.removeprefix(f"{tmp_path}/") for name in unknown] == ["README.md", "gold.json", "notes"]


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(STORY)
    made = loader("files", [tmp_path / "README.md"])
    assert isinstance(made, Loader)
    [one] = made.documents()
    assert isinstance(one, Document)
    assert isinstance(made.article(one), Article)


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    assert [source for _, source in read(tmp_path)] == ["html", "text"]


@pytest.mark.parametrize("content", [gzip.compress(STORY.encode(), mtime=0)[:-12], b"\x1f\x8bnothing", b"\x1f\x8b"])
def test_a_broken_packing_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(content)
    assert read(tmp_path / "a.gz") == [(str(tmp_path / "a.gz"), "BROKEN_GZIP")]


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 30_000_000))
    assert read(tmp_path / "a.txt.gz") == [(str(tmp_path / "a.txt.gz"), "TOO_LARGE")]


def test_a_path_that_does_not_exist_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(FileNotFoundError, match=r"gone\.txt"):
        next(Files([tmp_path / "a.txt", tmp_path / "gone.txt"], SOURCES).documents())


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text(STORY)
    with pytest.raises(FileNotFoundError, match="holds no file"):
        read(tmp_path)
