"""A server over the seed articles, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import build_app
from api.settings import Settings
from tests.seeds import seed_store


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server over the seeds."""
    path: Path = tmp_path_factory.mktemp("seeds") / "store.sqlite"
    with TestClient(build_app(seed_store(path), Settings()), base_url="http://dateline.test", raise_server_exceptions=False) as found:
        yield found
