"""Libraries that only some inputs need: loaded when one of these is read, and named with their extra where they are not installed."""

from __future__ import annotations

from importlib import import_module
from logging import NullHandler, getLogger
from types import ModuleType

from schema.errors import DatelineError


class LibraryMissing(DatelineError):
    """An input needs a library that is not installed."""

    code = "LIBRARY_MISSING"
    title = "A library is not installed"


def library(name: str, extra: str) -> ModuleType:
    """The library of a name, which an extra of dateline brings. LibraryMissing where it is not installed."""
    logger = getLogger(name)
    if not logger.handlers:
        logger.addHandler(NullHandler())  # what it says of one page is no message of a load
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        hint = f"Install it with the extra: pip install 'dateline[{extra}]'."
        raise LibraryMissing(f"this input needs {name}, which is not installed", hint=hint) from error
