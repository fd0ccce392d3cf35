"""Records wait on disk, behind each other, and come out sorted, each once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from schema.catalog import CATALOG
from schema.documents import documents
from schema.records import Quote
from schema.store.memory import MemoryReader
from schema.store.shares import Held, Refused, Shares
from schema.store.stage import Stage, row, staged
from tests.seeds import seed_records


@pytest.fixture(name="stage")
def _stage() -> Iterator[Stage]:
    with closing(Stage(CATALOG)) as stage:
        stage.add(reversed(seed_records()))
        yield stage


def test_records_come_by_type_and_id(stage: Stage) -> None:
    reader = MemoryReader(seed_records())
    assert [one.id for one in stage] == [found["id"] for _, found in reader.everything()]
    assert stage.counts() == reader.counts()


def test_of_several_with_one_id_the_last_stays(stage: Stage) -> None:
    quote = next(one for one in seed_records() if isinstance(one, Quote))
    before = list(stage.digests())
    stage.add([quote.model_copy(update={"confidence": 0.5}), quote.model_copy(update={"confidence": 0.25})])
    assert list(stage.conflicts()) == [quote.id]
    assert [one.confidence for one in stage if isinstance(one, Quote) and one.id == quote.id] == [0.25]
    stage.add([quote])
    assert list(stage.digests()) == before


def test_the_same_record_twice_is_no_conflict(stage: Stage) -> None:
    stage.add(seed_records())
    assert list(stage.conflicts()) == []
    assert len(list(stage)) == len(seed_records())


def test_rows_can_be_dropped_again(stage: Stage) -> None:
    before = list(stage.digests())
    quote = next(one for one in seed_records() if isinstance(one, Quote))
    rows = [row(spec, found) for spec, found in documents(iter([quote.model_copy(update={"id": "quote-more"})]))]
    stage.drop(stage.put(rows))
    assert list(stage.digests()) == before


def test_a_stage_is_used_as_it_is_and_not_closed(stage: Stage) -> None:
    with staged(stage, CATALOG) as same:
        assert same is stage
    with staged(stage.__iter__(), CATALOG) as other:
        assert list(other.digests()) == list(stage.digests())


def test_what_nobody_asked_for_is_left_out_and_of_one_text_all_but_the_smallest() -> None:
    with closing(Shares()) as shares:
        for number, (article, digest) in enumerate([("one", b"2"), ("one", b"1"), ("one", b"0"), ("two", b"0")]):
            held = Held(article, digest, range(number, number + 1), b"notes")
            shares.enter(f"sum {number}", held, [("a", b"%d" % number), ("c", b"")], [("a", b"x", 1), ("b", b"x", number)])
        assert shares.known("sum 1") == Held("one", b"1", range(1, 2), b"notes")
        assert [shares.want(f"sum {number}") for number in (0, 1, 3, 3)] == [True, True, True, False]
        assert (shares.articles(), shares.documents()) == (2, 4)
        assert [*shares.settle()] == [range(1), range(2, 3)]
        assert (shares.articles(), shares.holds("one"), shares.holds("three")) == (2, True, False)
        assert list(shares.whole()) == [("a", b"1", {b"x": 2}), ("b", None, {b"x": 4})]
        assert sorted(shares.checksums()) == ["sum 0", "sum 1", "sum 3"]


def test_what_was_refused_is_known_and_is_not_loaded() -> None:
    with closing(Shares()) as shares:
        shares.refuse("sum", Refused("EMPTY", "It is empty."))
        shares.want("sum")
        assert shares.known("sum") == Refused("EMPTY", "It is empty.")
        assert shares.known("other") is None
        assert (shares.documents(), list(shares.checksums())) == (1, [])
