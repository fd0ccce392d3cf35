"""New, empty stores in each of the databases that can hold one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from schema.catalog import CATALOG, Catalog
from schema.store.base import WritableStore
from schema.store.postgres import PostgresStore
from schema.store.sqlite import SqliteStore
from tests.postgres import Postgres


class NewStore(Protocol):
    """Makes a store."""

    def __call__(self, catalog: Catalog = ...) -> WritableStore:
        """A new, empty store of a catalogue."""


def _sqlite(request: pytest.FixtureRequest, _: ExitStack) -> NewStore:
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    folder: Path = factory.mktemp("stores")
    numbers = count()

    def new(catalog: Catalog = CATALOG) -> WritableStore:
        return SqliteStore(folder / f"{next(numbers)}.sqlite", catalog)

    return new


def _postgresql(request: pytest.FixtureRequest, stack: ExitStack) -> NewStore:
    server: Postgres = request.getfixturevalue("postgres")

    def new(catalog: Catalog = CATALOG) -> WritableStore:
        store = PostgresStore(server.url(server.database()), catalog=catalog)
        stack.callback(store.close)
        return store

    return new


STORES: Mapping[str, Callable[[pytest.FixtureRequest, ExitStack], NewStore]] = {"sqlite": _sqlite, "postgresql": _postgresql}
