"""schemathesis on both faces, in process: every phase that applies, no finding, and answers that hold something."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

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


def configuration() -> SchemathesisConfig:
    """Every check, valid and invalid data, the same cases on every run."""
    return SchemathesisConfig.from_dict(
        {
            "generation": {"mode": "all", "max-examples": EXAMPLES, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"max-steps": 10}},
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


def phases(found: list[events.EngineEvent]) -> dict[PhaseName, Status]:
    """How each phase ended."""
    return {event.phase.name: event.status for event in found if isinstance(event, events.PhaseFinished)}


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


def test_rest_has_no_finding_and_answers_with_data(app: Starlette) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=configuration())
    found = list(ran(schema))
    assert findings(found) == []
    ended = phases(found)
    wanted = (PhaseName.EXAMPLES, PhaseName.COVERAGE, PhaseName.FUZZING, PhaseName.STATEFUL_TESTING)
    assert {name: ended[name] for name in wanted} == dict.fromkeys(wanted, Status.SUCCESS)
    answered = answers_with_data(found)
    operations = [result.ok().label for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) == len(schema.raw_schema["paths"])
    full = [operation for operation in operations if answered[operation]]
    assert len(full) >= 0.9 * len(operations), sorted(set(operations) - set(full))


def test_graphql_has_no_finding(app: Starlette) -> None:
    schema = schemathesis.graphql.from_asgi("/graphql", app, config=configuration())
    found = list(ran(schema))
    assert findings(found) == []
    assert phases(found)[PhaseName.FUZZING] is Status.SUCCESS
