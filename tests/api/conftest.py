"""A server over the seed articles, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.app import build_app
from api.settings import Settings
from loaders.analyse.light import Light
from loaders.configuration import Configuration
from schema.store.sqlite import SqliteStore
from tests.seeds import seed_records, seed_store
from tests.stores import NewPlace


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    """A store with the seeds in it, which no test changes."""
    path: Path = tmp_path_factory.mktemp("seeds") / "store.sqlite"
    return seed_store(path)


@pytest.fixture(scope="session")
def app(store: SqliteStore) -> Starlette:
    """The application over the seeds."""
    return build_app(store, Settings())


@pytest.fixture(scope="session")
def client(app: Starlette) -> Iterator[TestClient]:
    """A client of a server over the seeds."""
    with TestClient(app, base_url="http://dateline.test", raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def any_client(new_place: NewPlace) -> Iterator[TestClient]:
    """A client of a server over the seeds, in each of the databases that can hold them."""
    store = new_place()()
    store.publish(seed_records(), Configuration(Light()).extraction)
    with TestClient(build_app(store, Settings()), base_url="http://dateline.test", raise_server_exceptions=False) as found:
        yield found
