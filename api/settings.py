"""What the operator of a server can set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one server. Sizes are in bytes, times in seconds."""

    body_limit: int = 100_000
    address_limit: int = 32_768
    deadline_s: float = 2.0
    max_age_s: int = 60
    """How long a client may use an answer without asking again."""
    documents: Mapping[str, str] | None = None
    """The GraphQL documents that may be asked, by id; None where any may."""
    origins: frozenset[str] = frozenset({"*"})
    """The origins whose pages may read answers; * is all of them."""
