"""Articles are gathered one by one: what comes out depends on them alone, not on their order or on the loads that brought them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.analyse.light import Light
from loaders.base import Given
from loaders.configuration import Configuration
from loaders.gathering import BrokenRecords, Gathering, prepared
from loaders.merging import merged
from loaders.pipeline import extracted
from loaders.text import article
from schema.catalog import CATALOG
from schema.records import Mention, Person, Quote, Record
from schema.store.memory import MemoryReader

TEXTS = (
    "Bridge to Open\n\nMayor Anna Berg said on Monday that the bridge in Lisbon would open. “We are glad,” Berg said.\n",
    "Harbour Closed\n\nThe harbour in Lisbon was closed, former mayor Anna Berg told reporters. “It is a pity,” Berg said.\n",
    "Trams Stood Still\n\nPremier Anselm Okoro met Anna Berg in Kyiv on Friday. Kiev was dark, Okoro said.\n",
    "Fire in Porto\n\nTwo people were killed in a fire in Porto, Portugal, on Sunday, Chief Anselm Okoro said.\n",
    "Rain\n\nIt rained all night.\n",
)
Batch = Sequence[tuple[str, str | None]]
"""Texts with the publishers that they came from."""


@cache
def found(text: str, publisher: str | None = None) -> tuple[Record, ...]:
    """The records of a text."""
    return tuple(extracted(article(text, Given(publisher=publisher)), Configuration(Light())).records)


def loaded(batch: Batch, old: MemoryReader | None = None) -> MemoryReader:
    """What is in a store when texts were loaded into it."""
    with closing(Gathering()) as gathering:
        for text, publisher in batch:
            gathering.add(prepared(found(text, publisher)))
        return MemoryReader(gathering.whole(old))


@given(st.permutations(TEXTS), st.lists(st.integers(0, len(TEXTS)), max_size=3), st.lists(st.sampled_from(TEXTS), max_size=3))
def test_any_order_and_any_batches_give_the_same_snapshot(texts: list[str], cuts: list[int], again: list[str]) -> None:
    store: MemoryReader | None = None
    bounds = [0, *sorted(cuts), len(texts)]
    for batch in (*(texts[start:end] for start, end in pairwise(bounds)), again):
        store = loaded([(text, None) for text in batch], store)
    assert store
    assert store.snapshot == MemoryReader(merged([one for text in TEXTS for one in found(text)])).snapshot


@given(st.permutations([(text, publisher) for text in TEXTS[:2] for publisher in ("One", "Two")]))
def test_of_two_with_one_text_the_same_stays_in_any_order(batch: list[tuple[str, str]]) -> None:
    assert loaded(batch).snapshot == loaded([(text, publisher) for text in TEXTS[:2] for publisher in ("One", "Two")]).snapshot
    assert loaded(batch).counts()["articles"] == 2


def test_an_article_that_is_loaded_again_takes_the_place_of_the_old() -> None:
    for first, second in (("One", "Two"), ("Two", "One")):
        store = loaded([(TEXTS[0], second)], loaded([(TEXTS[0], first), (TEXTS[1], None)]))
        assert store.snapshot == loaded([(TEXTS[0], second), (TEXTS[1], None)]).snapshot


def test_people_and_places_are_made_of_all_their_mentions() -> None:
    store = loaded([(text, None) for text in TEXTS])
    [anna, kyiv] = store.get(CATALOG["person"], ["person-anna-berg"]) + store.get(CATALOG["place"], ["place-kyiv-703448"])
    assert anna
    assert kyiv
    assert (anna["aliases"], anna["roles"]) == (["Anna Berg", "Berg"], ["Mayor", "former mayor"])
    assert kyiv["aliases"] == ["Kiev", "Kyiv"]


def test_nobody_is_kept_whom_only_replaced_articles_name() -> None:
    records = found(TEXTS[0])
    mention = next(one for one in records if isinstance(one, Mention) and one.person_id)
    gone = Person(id="person-gone", extractor="people", extractor_version="1", name="Berg", aliases=("Berg",))
    stale = [*records, gone, mention.model_copy(update={"id": f"{mention.id}-gone", "person_id": gone.id})]
    with closing(Gathering()) as gathering:
        gathering.add(prepared(stale))
        old = MemoryReader(gathering.whole())
    assert old.get(CATALOG["person"], [gone.id]) != [None]
    assert loaded([(TEXTS[0], None)], old).snapshot == loaded([(TEXTS[0], None)]).snapshot


def test_two_articles_cannot_have_records_of_one_id() -> None:
    with closing(Gathering()) as gathering:
        for text in TEXTS[:2]:
            quote = next(one for one in found(text) if isinstance(one, Quote))
            others = [one for one in found(text) if not isinstance(one, Quote)]
            gathering.add(prepared([*others, quote.model_copy(update={"id": "quote-one", "continuation_of_id": None})]))
        with pytest.raises(BrokenRecords, match="quote-one: the id is not unique"):
            gathering.whole()


def test_what_does_not_hold_is_told_before_anything_is_gathered() -> None:
    quote = next(one for one in found(TEXTS[0]) if isinstance(one, Quote))
    broken = [one if one is not quote else quote.model_copy(update={"cue": None}) for one in found(TEXTS[0])]
    with pytest.raises(BrokenRecords, match="cue is absent and has a span"):
        prepared(broken)


def test_a_person_whom_nothing_holds_is_missed() -> None:
    ready = prepared(found(TEXTS[0]))
    with closing(Gathering()) as gathering:
        gathering.add(replace(ready, shared=()))
        with pytest.raises(BrokenRecords, match="person-anna-berg: mentions name it, and there is no such record"):
            gathering.whole()
