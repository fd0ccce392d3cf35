"""Libraries that only some inputs need."""

from __future__ import annotations

import logging

import pytest

from loaders.extras import LibraryMissing, library


def test_a_library_is_loaded_by_its_name() -> None:
    assert library("json", "none").__name__ == "json"


def test_a_library_that_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(LibraryMissing, match="no_such_library") as missing:
        library("no_such_library", "sources")
    assert missing.value.hint == "Install it with the extra: pip install 'dateline[sources]'."


def test_what_a_library_logs_is_kept_from_the_terminal_once() -> None:
    for _ in range(3):
        library("json", "none")
    assert [type(handler) for handler in logging.getLogger("json").handlers] == [logging.NullHandler]
