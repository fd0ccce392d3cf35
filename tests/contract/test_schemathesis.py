"""schemathesis on both faces, in process: every phase that applies, no finding, and answers that hold something."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.schemas import BaseSchema
from starlette.applications import Starlette

from api.app import build_app
from api.settings import Settings
from dateline import OPENAPI
from tests.seeds import seed_store

EXAMPLES = 15
"""How many cases each operation gets in the phases that draw them."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    """The application over the seeds, with the committed document."""
    return build_app(seed_store(tmp_path_factory.mktemp("seeds") / "store.sqlite"), Settings(), openapi=OPENAPI.read_bytes())


LISTS = r"^/v1/\w+$"
"""The paths that take most of the time, so that two processes share the work."""

STATEFUL = {PhaseName.STATEFUL_TESTING}
STATELESS = {PhaseName.EXAMPLES, PhaseName.COVERAGE, PhaseName.FUZZING}


def configuration(phases: Collection[PhaseName]) -> SchemathesisConfig:
    """Every check in these phases, valid and invalid data, the same cases on every run."""
    enabled: dict[str, dict[str, bool | int]] = {phase.value: {"enabled": phase in phases} for phase in STATEFUL | STATELESS}
    enabled[PhaseName.STATEFUL_TESTING.value]["max-steps"] = 10
    return SchemathesisConfig.from_dict(
        {
            "generation": {"mode": "all", "max-examples": EXAMPLES, "deterministic": True, "database": "none"},
            "phases": enabled,
            "continue-on-failure": True,
        }
    )


def ran(schema: BaseSchema) -> Iterator[events.EngineEvent]:
    """What the engine reports, to its end."""
    yield from from_schema(schema).execute()


def findings(found: list[events.EngineEvent]) -> list[str]:
    """Failures and errors, each in a line."""
    lines = [repr(event) for event in found if isinstance(event, events.NonFatalError | events.FatalError)]
    for event in found:
        if isinstance(event, events.ScenarioFinished) and event.status in {Status.FAILURE, Status.ERROR}:
            for checks in event.recorder.checks.values():
                lines += [f"{event.label}: {check.failure_info.failure}" for check in checks if check.failure_info]
    return lines


def succeeded(found: list[events.EngineEvent]) -> set[PhaseName]:
    """The phases that ended well."""
    return {event.phase.name for event in found if isinstance(event, events.PhaseFinished) and event.status is Status.SUCCESS}


def holds_something(body: Mapping[str, object]) -> bool:
    """Whether an answer holds data: a list with rows, or a record."""
    return bool(body.get("data")) if "page" in body else bool(body)


def answers_with_data(found: list[events.EngineEvent]) -> Counter[str]:
    """How many answers of each operation held something."""
    answered: Counter[str] = Counter()
    for recorder in (event.recorder for event in found if isinstance(event, events.ScenarioFinished)):
        for identifier, interaction in recorder.interactions.items():
            response = interaction.response
            if response and response.status_code == 200 and identifier in recorder.cases:
                text = response.headers.get("content-type", [""])[0].startswith("text/")
                full = bool(response.content) if text else holds_something(json.loads(response.content))
                answered[recorder.cases[identifier].value.operation.label] += full
    return answered


@pytest.mark.parametrize("lists", [True, False], ids=["the lists of all records", "everything else"])
def test_rest_has_no_finding_and_answers_with_data(app: Starlette, lists: bool) -> None:  # noqa: FBT001  pytest gives it by name
    whole = schemathesis.openapi.from_asgi("/openapi.json", app, config=configuration(STATELESS))
    schema = whole.include(path_regex=LISTS) if lists else whole.exclude(path_regex=LISTS)
    found = list(ran(schema))
    assert findings(found) == []
    assert succeeded(found) >= STATELESS
    answered = answers_with_data(found)
    operations = [result.ok().label for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert operations
    full = [operation for operation in operations if answered[operation]]
    assert len(full) >= 0.9 * len(operations), sorted(set(operations) - set(full))


def test_rest_has_no_finding_along_its_links(app: Starlette) -> None:
    found = list(ran(schemathesis.openapi.from_asgi("/openapi.json", app, config=configuration(STATEFUL))))
    assert findings(found) == []
    assert succeeded(found) >= STATEFUL


def test_graphql_has_no_finding(app: Starlette) -> None:
    found = list(ran(schemathesis.graphql.from_asgi("/graphql", app, config=configuration(STATELESS))))
    assert findings(found) == []
    assert PhaseName.FUZZING in succeeded(found)
