"""What is rejected is kept by its input, until that is read again and holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import quarantine as module
from loaders.base import Rejected, Unknown
from loaders.quarantine import Quarantine, entries, recipes
from loaders.sources.base import Options
from loaders.work import Recipe

MAPPED = Recipe((), Options(("body=content",)), "files")


def kept(path: Path, recipe: Recipe, *names: str, seen: tuple[str, ...] = ()) -> list[str]:
    """What is kept after a load that rejects documents with these names and reads others."""
    quarantine = Quarantine(path, recipe)
    for name in seen:
        quarantine.see(name)
    for name in names:
        quarantine.reject(Rejected(name, "EMPTY", f"{name} is empty."))
    quarantine.write()
    return [one.document for one in entries(path)]


def test_a_load_puts_what_it_rejects_in_the_place_of_what_was_rejected_of_the_same_inputs(tmp_path: Path) -> None:
    path, rows, pages = tmp_path / "rejected", f"{tmp_path}/rows.jsonl", f"{tmp_path}/pages.warc"
    Path(rows).write_text("")
    assert kept(path, Recipe(()), f"{rows}:3", f"{rows}:5#2", f"{pages}#1 https://example.org/1") == [
        f"{pages}#1 https://example.org/1",
        f"{rows}:3",
        f"{rows}:5#2",
    ]
    assert {one.input for one in entries(path)} == {rows, pages}
    assert kept(path, Recipe(()), f"{rows}:5", seen=(f"{rows}:3",)) == [f"{pages}#1 https://example.org/1", f"{rows}:5"]
    assert kept(path, Recipe(()), seen=(f"{tmp_path}/other.txt",)) == [f"{pages}#1 https://example.org/1", f"{rows}:5"]
    assert kept(path, Recipe(()), seen=(f"{rows}:1", f"{pages}#7")) == []
    assert not path.exists()


def test_inputs_are_loaded_again_as_they_were_those_together_that_were_loaded_alike(tmp_path: Path) -> None:
    path = tmp_path / "rejected"
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text("")
    kept(path, Recipe(()), f"{tmp_path}/a.txt", f"{tmp_path}/gone.txt", "https://example.org/feed#2")
    kept(path, MAPPED, f"{tmp_path}/b.jsonl:1", f"{tmp_path}/b.jsonl:2")
    plain, mapped = sorted(recipes(entries(path)), key=lambda one: one.options.paths)
    assert plain == Recipe((f"{tmp_path}/a.txt", "https://example.org/feed"))
    assert mapped == Recipe((f"{tmp_path}/b.jsonl",), Options(("body=content",)))


def test_names_are_kept_wherever_the_next_command_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept(tmp_path / "rejected", Recipe(()), "a.txt")
    assert [one.input for one in entries(tmp_path / "rejected")] == [str(tmp_path / "a.txt")]


def test_no_more_is_kept_than_can_be_and_unknown_files_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    assert kept(tmp_path / "rejected", Recipe(()), "a", "b", "c") == ["a", "b"]
    quarantine = Quarantine(tmp_path / "other", Recipe(()))
    quarantine.reject(Unknown("picture.png", "UNKNOWN_KIND", "picture.png is of no kind that a source knows."))
    quarantine.write()
    assert not (tmp_path / "other").exists()
