"""What the command hands on to the processes that serve, through their environment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from api.persisted import read_documents
from api.settings import Settings
from schema.errors import InvalidValue

_DOCUMENTS, _ORIGINS = "DATELINE_DOCUMENTS", "DATELINE_ORIGINS"


def handed_on(documents: Path | None, origins: Sequence[str]) -> Mapping[str, str]:
    """The environment of a server that answers only the documents in a file, and lets the pages of these origins read."""
    for one in origins:
        if not re.fullmatch(r"\*|none|https?://[^/?#\s,]+", one):
            raise InvalidValue(f"{one} is no origin: https://example.org, * or none")
    if documents:
        _documents(documents)  # what cannot be read is told before a process starts
    return {_DOCUMENTS: str(documents.absolute()) if documents else "", _ORIGINS: " ".join(origins or ["*"])}


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings that were handed on."""
    path = environment.get(_DOCUMENTS)
    return Settings(documents=_documents(Path(path)) if path else None, origins=frozenset(environment.get(_ORIGINS, "*").split()))


def _documents(path: Path) -> Mapping[str, str]:
    try:
        return read_documents(path.read_bytes())
    except InvalidValue as error:
        raise InvalidValue(f"{path}: {error.message}", hint=error.hint) from error
