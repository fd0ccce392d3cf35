"""Articles from files and folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.base import Loader, Rejected
from loaders.sources.text_file import TextFiles
from loaders.text import LARGEST
from schema.records import Article


def test_a_folder_stands_for_its_text_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.md"):
        (tmp_path / name).write_text("x")
    (tmp_path / "c.txt").mkdir()
    assert [document.name for document in TextFiles([tmp_path]).documents()] == [str(tmp_path / name) for name in ("a.txt", "b.txt")]


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.article").write_text("The mayor said that the bridge was closed.")
    loader = TextFiles([str(tmp_path / "a.article")])
    assert isinstance(loader, Loader)
    assert isinstance(loader.article(next(loader.documents())), Article)


def test_a_path_that_does_not_exist_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(FileNotFoundError, match=r"gone\.txt"):
        next(TextFiles([tmp_path / "a.txt", tmp_path / "gone.txt"]).documents())


def test_no_more_is_read_of_a_file_than_an_article_can_have(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (LARGEST + 5))
    loader = TextFiles([tmp_path])
    document = next(loader.documents())
    assert len(document.content) == LARGEST + 1
    result = loader.article(document)
    assert isinstance(result, Rejected)
    assert result.code == "TOO_LARGE"


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path))):
        list(TextFiles([tmp_path]).documents())
