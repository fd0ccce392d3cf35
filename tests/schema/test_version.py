"""The version that is installed."""

from __future__ import annotations

import importlib.metadata
from importlib.metadata import PackageNotFoundError

import pytest

from schema.version import installed_version


def test_a_version_that_is_not_installed_is_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    assert installed_version() == importlib.metadata.version("dateline")
    monkeypatch.setattr("schema.version.version", missing)
    installed_version.cache_clear()
    assert installed_version() == "0.0.0"
    installed_version.cache_clear()
