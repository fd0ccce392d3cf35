"""Inputs that were made to harm: each is bounded and told, and what is good beside them is loaded."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from loaders.analyse.light import Light
from loaders.configuration import Configuration
from loaders.loading import Settings, load
from loaders.quarantine import Quarantine, entries
from loaders.registry import loader
from loaders.sources.base import Options
from loaders.work import Recipe
from schema.store.sqlite import SqliteStore

STORY = "Harbour Closed\n\nThe harbour in Lisbon was closed on Friday after a storm, Mayor Anna Berg said.\n"
ROW = '{"title": "a", "url": "https://example.org/1", "publishedAt": "", "content": "%s"}\n'


def packed_paths() -> bytes:
    """An archive whose files want to stand outside of it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.txt", STORY)
        archive.writestr("large.txt", b"a" * 30_000_000)
    return content.getvalue()


def taped_paths() -> bytes:
    """The same on a tape."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        one = tarfile.TarInfo("../../outside.txt")
        one.size = len(STORY)
        archive.addfile(one, io.BytesIO(STORY.encode()))
    return content.getvalue()


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
FILES: Mapping[str, Callable[[], str | bytes]] = {
    "line.jsonl": lambda: ROW % ("a " * 11_000_000),
    "line.jsonl.gz": lambda: gzip.compress((ROW % ("a " * 11_000_000)).encode(), mtime=0),
    "cell.csv": lambda: b"title,text\nOne," + b"a " * 11_000_000 + b"\n",
    "bomb.txt.gz": lambda: gzip.compress(b"a" * 30_000_000, mtime=0),
    "twice.txt.gz": lambda: gzip.compress(gzip.compress(b"a" * 30_000_000, mtime=0), mtime=0),
    "cut.txt.gz": lambda: gzip.compress(STORY.encode(), mtime=0)[:-9],
    "entities.xml": lambda: f'<!DOCTYPE rss [<!ENTITY e0 "ha">{ENTITIES}]><rss><channel><item>&e11;</item></channel></rss>',
    "entities.html": lambda: f"<!DOCTYPE html [{ENTITIES}]><html><body>{'<p>&e11;' * 1000}</body></html>",
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + STORY.encode(),
    "deep.json": lambda: b'[{"a":' * 100_000,
    "list.jsonl": lambda: (ROW % "a").encode()[:-2] + b',"b":' + b"[" * 5_000 + b"]" * 5_000 + b"}\n",
    "nul.txt": lambda: b"Harbour\n\nClosed\x00 on Friday.\n",
    "nul.jsonl": lambda: ROW % "The harbour was closed\\u0000 on Friday.",
    "half.jsonl": lambda: ROW % "The harbour was closed\\ud800 on Friday.",
    "paths.zip": packed_paths,
    "paths.tar": taped_paths,
}


def codes(tmp_path: Path, paths: list[Path]) -> dict[str, str]:
    """Why inputs are rejected that are loaded with a good one, by the beginning of their names."""
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    store, kept = SqliteStore(tmp_path / "store.sqlite"), tmp_path / "rejected"
    settings = Settings(quarantine=Quarantine(kept, Recipe(())))
    report = load(loader("files", [*paths, good], Options()), Configuration(Light()), store, None, settings)
    assert report.articles == 1
    found = list(entries(kept))
    assert sum(report.rejections.values()) == len(found)
    assert all(one.reason.startswith(one.document) and len(one.reason) < len(one.document) + 200 for one in found)
    return {Path(one.document).name.split(":")[0].split("#")[0]: one.code for one in found}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("line.jsonl", "TOO_LARGE"),
        ("line.jsonl.gz", "TOO_LARGE"),
        ("cell.csv", "TOO_LARGE"),
        ("bomb.txt.gz", "TOO_LARGE"),
        ("twice.txt.gz", "BINARY"),
        ("cut.txt.gz", "BROKEN_GZIP"),
        ("entities.xml", "ENTITIES"),
        ("entities.html", "NOT_AN_ARTICLE"),
        ("deep.html", "TOO_DEEP"),
        ("deep.json", "BROKEN_JSON"),
        ("list.jsonl", "BROKEN_JSON"),
        ("nul.txt", "BINARY"),
        ("nul.jsonl", "BINARY"),
        ("half.jsonl", "BROKEN_JSON"),
        ("paths.zip", "BINARY"),
        ("paths.tar", "BINARY"),
    ],
)
def test_what_was_made_to_harm_is_refused_with_its_reason(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    content = FILES[name]()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert codes(tmp_path, [path]) == {name: code}
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["good.txt", "rejected", "store.sqlite", name])


def test_links_that_lead_nowhere_or_in_circles_and_pipes_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    (folder / "story.txt").write_text(STORY)
    assert codes(tmp_path, [folder]) == {}


def test_a_name_of_any_bytes_is_told_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / os.fsdecode(b"bad\xff.txt")).write_bytes(b"\x00")
    (folder / "story.txt").write_text(STORY)
    assert codes(tmp_path, [folder]) == {"bad\\udcff.txt": "BINARY"}
