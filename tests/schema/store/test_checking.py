"""A snapshot is checked record by record, and what does not hold is told as it is before publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from schema.catalog import CATALOG
from schema.documents import documents
from schema.invariants import violations
from schema.records import Mention, Person, Quote, Record
from schema.store.checking import stored_violations
from schema.store.memory import MemoryReader
from schema.store.sqlite import SqliteStore
from tests.seeds import seed_records


def broken() -> list[Record]:
    """The seeds without one person, with words changed and a mention that is of no article."""
    records = list(seed_records())
    quote = next(one for one in records if isinstance(one, Quote) and one.cue)
    mention = next(one for one in records if isinstance(one, Mention) and one.person_id)
    person = next(one for one in records if isinstance(one, Person) and one.id == mention.person_id)
    changed = {
        quote.id: quote.model_copy(update={"cue": None}),
        mention.id: mention.model_copy(update={"article_id": "article-none"}),
    }
    return [changed.get(one.id, one) for one in records if one is not person]


def test_what_does_not_hold_is_told_as_before_publishing(tmp_path: Path) -> None:
    expected = sorted(violations(documents(iter(broken()))))
    store = SqliteStore(tmp_path / "store.sqlite")
    store.publish(broken())
    assert sorted(stored_violations(store.reader())) == expected == sorted(stored_violations(MemoryReader(broken())))
    for part in ("cue is absent and has a span", "there is no such person", "there is no such article", "does not quote the text"):
        assert any(part in one for one in expected), part


def test_a_snapshot_that_holds_has_no_violations() -> None:
    assert list(stored_violations(MemoryReader(seed_records()))) == []


def test_an_id_that_belongs_to_no_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = MemoryReader(seed_records())
    renamed = [(CATALOG["place"], found | {"id": "quote-1"}) for spec, found in reader.everything() if spec.name == "place"]
    monkeypatch.setattr(reader, "everything", lambda: iter(renamed[:1]))  # a snapshot that no store would write
    assert list(stored_violations(reader)) == ["quote-1: the id does not begin with place"]
