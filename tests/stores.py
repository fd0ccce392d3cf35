"""Places for stores in each of the databases that can hold one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest

from schema.catalog import CATALOG, Catalog
from schema.store.base import WritableStore
from schema.store.postgres import PostgresStore
from schema.store.sqlite import SqliteStore
from tests.postgres import Postgres


class Opened(Protocol):
    """Opens a store at one place."""

    def __call__(self, catalog: Catalog = ...) -> WritableStore:
        """The store, as one of a catalogue."""


NewPlace: TypeAlias = Callable[[], Opened]
"""Makes a place where no store is yet."""


def _sqlite(request: pytest.FixtureRequest, _: ExitStack) -> NewPlace:
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    folder: Path = factory.mktemp("stores")
    numbers = count()

    def new() -> Opened:
        path = folder / f"{next(numbers)}.sqlite"
        return lambda catalog=CATALOG: SqliteStore(path, catalog)

    return new


def _postgresql(request: pytest.FixtureRequest, stack: ExitStack) -> NewPlace:
    server: Postgres = request.getfixturevalue("postgres")

    def new() -> Opened:
        address = server.url(server.database())

        def opened(catalog: Catalog = CATALOG) -> WritableStore:
            store = PostgresStore(address, catalog=catalog)
            stack.callback(store.close)
            return store

        return opened

    return new


STORES: Mapping[str, Callable[[pytest.FixtureRequest, ExitStack], NewPlace]] = {"sqlite": _sqlite, "postgresql": _postgresql}
