"""The word lists are what their readers take them for."""

from __future__ import annotations

from importlib.resources import files

import pytest

from loaders.extract.lexicon import rows, words

NAMES = sorted(file.name.removesuffix(".txt") for file in files("loaders.extract.lexicon").iterdir() if file.name.endswith(".txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_has_entries_without_stray_white_space(name: str) -> None:
    assert rows(name)
    assert all(cell == cell.strip() for row in rows(name) for cell in row)


@pytest.mark.parametrize("name", ["cues", "given_names", "role_nouns", "titles", "organisation_words"])
def test_no_entry_stands_twice(name: str) -> None:
    first = [row[0] for row in rows(name)]
    assert len(first) == len(words(name))


def test_every_frame_of_a_cue_is_one_that_is_read() -> None:
    assert {code for row in rows("cues") for code in row[1]} <= set("twniopasdf")
    assert all(len(row) == 3 for row in rows("cues"))
    assert all(row[2] for row in rows("cues") if "p" in row[1])
