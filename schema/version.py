"""The version of dateline that is installed."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def installed_version() -> str:
    """The version of dateline that is installed; 0.0.0 where it runs without being installed."""
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0.0.0"
