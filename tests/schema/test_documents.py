"""Records become documents and come back the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from schema.catalog import CATALOG
from schema.documents import column, document, documents, line, record
from schema.records import Record
from tests.seeds import seed_records
from tests.strategies import FEWER, Records, datasets


@given(datasets())
@settings(max_examples=FEWER)
def test_a_record_survives_its_document(records: Records) -> None:
    for spec, found in documents(iter(records)):
        again = record(found, spec)
        assert document(again, spec) == found
        assert again in records


def test_the_seeds_survive_json_and_back() -> None:
    for spec, found in documents(iter(seed_records())):
        assert document(record(json.loads(line(found, spec)), spec), spec) == found


def test_a_line_of_an_export_is_the_same_whatever_the_order_of_the_names() -> None:
    for spec, found in documents(iter(seed_records())):
        turned = dict(reversed(found.items()))
        assert line(turned, spec) == line(found, spec)
        assert line(found, spec).endswith(b"\n")
        assert json.loads(line(found, spec))["record"] == spec.name


def test_a_document_that_breaks_an_invariant_of_its_model_is_refused() -> None:
    spec = CATALOG["article"]
    found = document(next(one for one in seed_records() if one.id.startswith("article-")), spec)
    with pytest.raises(ValidationError):
        record(found | {"text": None}, spec)


def test_a_record_whose_id_has_no_type_is_refused() -> None:
    stray: Record = seed_records()[0].model_copy(update={"id": "galaxy-1"})
    with pytest.raises(ValueError, match="galaxy-1 belongs to no record type"):
        list(documents(iter([stray])))


def test_a_column_inside_an_absent_value_is_absent() -> None:
    assert column({"occurred": None}, "occurred.earliest") is None
    assert column({"occurred": {"earliest": "2022-02-24"}}, "occurred.earliest") == "2022-02-24"
