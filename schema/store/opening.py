"""Stores by where they are: a file, or the address of a PostgreSQL database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from schema.errors import InvalidValue, Unavailable
from schema.store.base import KEPT, WritableStore
from schema.store.sqlite import SqliteStore

_SCHEMES = ("postgresql://", "postgres://")


def is_address(place: str) -> bool:
    """Whether a store is at an address; else it is a file."""
    return place.startswith(_SCHEMES)


def shown(place: str) -> str:
    """Where a store is, as it can be printed: without a password."""
    return re.sub(r"(?<=[?&])(password=)[^&]*", r"\1...", re.sub(r"(//[^/@:]*):[^/@]*@", r"\1:...@", place)) if is_address(place) else place


def store_at(place: str, replicas: Sequence[str] = (), keep: int = KEPT, *, watch: bool = False) -> WritableStore:
    """The store at a place. `keep` of its snapshots stay; `watch` goes with a server that reads from it for long."""
    if not is_address(place):
        if replicas:
            raise InvalidValue("a store in a file has no replicas")
        return SqliteStore(Path(place), keep=keep)
    try:
        from schema.store.postgres import PostgresStore  # noqa: PLC0415  psycopg is an extra
    except ImportError as error:
        hint = "Install it with the extra: pip install 'dateline[postgres]'."
        raise Unavailable("a store in PostgreSQL needs psycopg, which is not installed", hint=hint) from error
    return PostgresStore(place, replicas, keep=keep, watch=watch)
