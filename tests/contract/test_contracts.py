"""The contract files are what the catalogue gives, and what the last release promised still holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline import HERE, OPENAPI, SDL, contracts
from tests.contract.changes import breaking

RELEASED = SDL.with_name("released.graphql")


@pytest.fixture(scope="module")
def given() -> dict[Path, bytes]:
    """The contract files, as they should be."""
    return contracts()


@pytest.mark.parametrize("path", [SDL, OPENAPI], ids=lambda path: path.name)
def test_a_contract_file_is_what_the_catalogue_gives(given: dict[Path, bytes], path: Path) -> None:
    same = path.read_bytes() == given[path]
    assert same, f"{path.relative_to(HERE)} is out of date; run make contracts, and read the difference"


def test_the_contract_files_are_the_same_each_time(given: dict[Path, bytes]) -> None:
    assert contracts() == given


def test_nothing_that_was_released_is_taken_away_without_notice() -> None:
    found = breaking(RELEASED.read_text(encoding="utf-8"), SDL.read_text(encoding="utf-8"))
    assert found == [], "deprecate it first, keep it for two minor releases, then remove it"


def test_the_openapi_document_names_the_version_of_its_format() -> None:
    assert json.loads((HERE / "openapi" / "openapi.json").read_bytes())["openapi"] == "3.1.0"


OLD = """
type Query { quotes(first: Int, size: Int @deprecated(reason: "Use first.")): [Quote!]! moods: [Mood!]! @deprecated(reason: "No.") }
type Quote { id: ID! cue: String mark: String @deprecated(reason: "Use cue.") kind: Kind! }
type Mood { name: String @deprecated(reason: "No.") }
enum Kind { DIRECT LOUD @deprecated(reason: "Use DIRECT.") }
"""

REMOVALS = [
    ("", "", []),
    (' mark: String @deprecated(reason: "Use cue.")', "", []),
    (' LOUD @deprecated(reason: "Use DIRECT.")', "", []),
    (', size: Int @deprecated(reason: "Use first.")', "", []),
    (" cue: String", "", ["Field Quote.cue was removed."]),
    ("enum Kind { DIRECT", "enum Kind { INDIRECT", ["Enum value Kind.DIRECT was removed."]),
    ("first: Int", "last: Int", ["Argument Query.quotes(first:) was removed."]),
    ("cue: String", "cue: Int", ["Field Quote.cue changed type from String to Int."]),
    ("mark: String", "mark: Int", ["Field Quote.mark changed type from String to Int."]),
    ("cue: String", "cue: String!", []),
    ("kind: Kind!", "kind: Kind", ["Field Quote.kind changed type from Kind! to Kind."]),
    ("first: Int", "first: Int!", ["Argument Query.quotes(first:) has changed type from Int to Int!."]),
    ("kind: Kind!", "kind: Kind! mood: String", []),
]


@pytest.mark.parametrize(("text", "instead", "complaints"), REMOVALS)
def test_only_what_was_announced_may_go(text: str, instead: str, complaints: list[str]) -> None:
    assert breaking(OLD, OLD.replace(text, instead, 1) if text else OLD) == complaints


def test_a_type_may_go_when_all_of_it_was_announced() -> None:
    without = OLD.replace(' moods: [Mood!]! @deprecated(reason: "No.")', "").replace(
        'type Mood { name: String @deprecated(reason: "No.") }', ""
    )
    assert breaking(OLD, without) == []
    kept = OLD.replace('name: String @deprecated(reason: "No.")', "name: String")
    assert breaking(kept, without) == ["Mood was removed."]
