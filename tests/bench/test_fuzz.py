"""Hostile texts, small: the long run is `make fuzz`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench import fuzz
from bench.fuzz import articles, complaint, main
from bench.hostile import OPENING, PATTERNS, letters

SMALL = 400


@pytest.mark.parametrize("name", PATTERNS)
def test_a_hostile_text_is_loaded_and_its_records_hold(name: str) -> None:
    text = PATTERNS[name](SMALL)
    assert text.startswith(OPENING)
    assert SMALL / 3 <= len(text) - len(OPENING) <= SMALL + 4
    assert fuzz.seconds(text) > 0


def test_a_growing_number_is_a_word_of_its_own() -> None:
    assert [letters(number) for number in (0, 25, 26, 700)] == ["A", "Z", "Aa", "Yz"]
    assert len({letters(number) for number in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("half", "whole", "size", "said"),
    [
        (10.0, 20.0, 1_000_000, None),
        (10.0, 35.0, 1_000_000, "too steep"),
        (0.1, 1.0, 1_000_000, None),
        (70.0, 130.0, 1_000_000, "too slow"),
        (9.0, 13.0, 100_000, "too slow"),
        (0.1, 0.2, 300, None),
    ],
)
def test_a_pattern_is_too_slow_or_too_steep(half: float, whole: float, size: int, said: str | None) -> None:
    assert complaint(half, whole, size) == said


def test_texts_are_read_from_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "inner" / "b.jsonl").write_text(json.dumps({"text": "two"}) + "\n" + json.dumps({"html": "no"}) + "\n", encoding="utf-8")
    (tmp_path / "inner" / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": "three"}).encode()))
    (tmp_path / "inner" / "d.png").write_bytes(b"\x89PNG")
    assert list(articles(tmp_path)) == ["one", "two", "three"]


def test_the_command_loads_what_is_given_and_prints_the_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(OPENING, encoding="utf-8")
    assert main([str(tmp_path), "--only", "emoji", "--size", "300"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 texts loaded in ")
    assert lines[1].startswith("emoji ")


def test_a_pattern_that_takes_too_long_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "complaint", lambda *_: "too slow")
    assert main(["--only", "emoji", "--size", "100"]) == 1
