"""Every store finds what the plain-Python one finds, for any text that is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.catalog import CATALOG
from schema.documents import document, record
from schema.errors import InvalidCursor
from schema.operators import Op
from schema.plan import LIGHT, RELEVANCE, And, Condition, Cursor, Order, Parts, ReadPlan, Where, ordered
from schema.records import Article, Incident, Quote
from schema.search import parse_search
from schema.searched import SEARCHED_LIMIT
from schema.store.base import WritableStore
from schema.store.memory import MemoryReader
from tests.schema.store.test_stores import walked
from tests.seeds import seed_records
from tests.stores import NewPlace
from tests.strategies import FEWER, Records

SEARCHED = [spec for spec in CATALOG if spec.searched]
WORDS = ("a", "A", "ab", "b", "é", "e\u0301", "don’t", "ß", "ss", "𝒳", "١", "¶", "\u2028", "_", "AND", "'a'")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
DAYS = st.sampled_from(["2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z", None])
QUERIES = st.one_of(
    st.lists(st.sampled_from((*WORDS, "-a", "-ab", "a*", "-e*", '"a b"', '"ab a"*', '-"b a"', "*", '"')), max_size=4).map(" ".join),
    st.text(max_size=20),
)
SEEDS = {CATALOG.of_id(one.id): one for one in seed_records() if isinstance(one, Article | Quote | Incident)}


@st.composite
def worded(draw: st.DrawFn) -> Records:
    """A few articles, quotes and incidents of random words."""
    found = Records()
    articles = [f"article-{number}" for number in range(draw(st.integers(1, 3)))]
    for spec, one in SEEDS.items():
        assert spec
        for number in range(len(articles) if spec.name == "article" else draw(st.integers(0, 4))):
            row: dict[str, Any] = document(one, spec) | {"id": f"{spec.name}-{number}"}
            own = {"text": TEXTS, "published": DAYS} if spec.name == "article" else {"articleId": st.sampled_from(articles)}
            row |= {name: draw(values) for name, values in own.items()}
            row["evidence"] |= {name: draw(spans()) for name in spec.searched if name in row["evidence"]}
            found.append(record(row, spec))
    return found


@st.composite
def spans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Spans of random words."""
    around = {"prefix": "", "suffix": "", "sentence": ""}
    return [{"start": at, "end": at + 50, "exact": draw(TEXTS), **around} for at in sorted(draw(st.sets(st.integers(0, 99), max_size=2)))]


@st.composite
def plans(draw: st.DrawFn) -> ReadPlan:
    """A page of a list that is searched."""
    spec = draw(st.sampled_from(SEARCHED))
    search = parse_search(draw(QUERIES))
    orders = st.sampled_from([Order(RELEVANCE, descending=True), *(Order(path, end) for path in spec.sortable for end in (True, False))])
    where: Where = Condition("id", Op.NE, f"{spec.name}-1") if draw(st.booleans()) else And()
    parts = replace(draw(st.sampled_from([LIGHT, Parts()])), matches=True)
    size = draw(st.integers(1, 3))
    return ReadPlan(spec, where, ordered(spec, draw(st.lists(orders, max_size=2)), search), size, parts=parts, search=search)


@given(worded(), st.lists(plans(), min_size=6, max_size=6))
@settings(max_examples=FEWER)
def test_a_store_finds_what_plain_python_finds(one_store: WritableStore, records: Records, asked: Sequence[ReadPlan]) -> None:
    one_store.publish(records)
    reader, memory = one_store.reader(), MemoryReader(records)
    for plan in asked:
        whole = memory.page(replace(plan, size=100)).rows
        assert reader.total(plan) == memory.total(plan) == len(whole)
        forward, backward = walked(reader, plan), walked(reader, replace(plan, forward=False))
        assert [row for page in forward for row in page.rows] == list(whole)
        assert forward == walked(memory, plan)
        assert backward == walked(memory, replace(plan, forward=False))


QUERIES_OF_SEEDS = ["drone", "russi*", '"drone strikes"', "-drone", "said -russia", "", "don’t", "ukrain* -odes*", "zzz"]


@pytest.mark.parametrize("text", QUERIES_OF_SEEDS)
@pytest.mark.parametrize("orders", [[], [Order(RELEVANCE, descending=True)], [Order("id")]], ids=["newest", "relevance", "id"])
def test_seeds_are_found_alike(seeded: WritableStore, text: str, orders: list[Order]) -> None:
    reader, memory = seeded.reader(), MemoryReader(seed_records())
    for spec in SEARCHED:
        search = parse_search(text)
        plan = ReadPlan(spec, order=ordered(spec, orders, search), parts=Parts(matches=True), search=search)
        assert walked(reader, plan) == walked(memory, plan)


@pytest.fixture(scope="module")
def seeded(new_place: NewPlace) -> WritableStore:
    """A store with the seeds."""
    store = new_place()()
    store.publish(seed_records())
    return store


def test_the_newest_come_first_and_what_is_prominent_is_more_relevant(new_store: WritableStore) -> None:
    article = next(one for one in seed_records() if isinstance(one, Article))
    plain = article.model_copy(update={"text": "A flood.", "evidence": {}, "headline": None, "dek": None})
    span = article.evidence["headline"][0].model_copy(update={"exact": "Flood"})
    days = {"old": "2020-01-01T00:00:00Z", "new": "2025-01-01T00:00:00Z", "undated": None}
    rows = [document(plain, CATALOG["article"]) | {"id": f"article-{name}", "published": day} for name, day in days.items()]
    rows[0]["evidence"]["headline"], rows[0]["headline"] = [span.model_dump()], "Flood"
    new_store.publish([record(row, CATALOG["article"]) for row in rows])
    search, spec = parse_search("flood"), CATALOG["article"]

    def found(*orders: Order) -> list[str]:
        plan = ReadPlan(spec, order=ordered(spec, orders, search), search=search)
        return [row["id"].removeprefix("article-") for row in new_store.reader().page(plan).rows]

    assert found() == ["new", "old", "undated"]
    assert found(Order(RELEVANCE, descending=True)) == ["old", "new", "undated"]


def test_a_cursor_belongs_to_its_search(seeded: WritableStore) -> None:
    reader, spec = seeded.reader(), CATALOG["quote"]
    plans = [
        ReadPlan(spec, order=ordered(spec, [Order("id")], search), size=1, search=search)
        for search in (parse_search("russia"), parse_search("ukraine"), None)
    ]
    cursor = Cursor.parse(plans[0].cursors(reader.page(plans[0]).keys, reader.snapshot)[0])
    assert reader.page(replace(plans[0], after=cursor)).has_previous
    for other in plans[1:]:
        with pytest.raises(InvalidCursor):
            reader.page(replace(other, after=cursor))


CONTAINED = st.text(st.sampled_from("abé𝒳\"'%* "), max_size=8)


@given(st.lists(CONTAINED, min_size=1, max_size=5), CONTAINED)
@settings(max_examples=FEWER)
def test_what_a_text_contains_is_found_whatever_it_is(one_store: WritableStore, texts: list[str], part: str) -> None:
    place = next(one for one in seed_records() if one.id.startswith("place-"))
    records = [place.model_copy(update={"id": f"place-{number}", "name": text}) for number, text in enumerate(texts)]
    one_store.publish(records)
    plan = ReadPlan(CATALOG["place"], Condition("name", Op.CONTAINS, part))
    assert one_store.reader().page(plan) == MemoryReader(records).page(plan)


@pytest.mark.parametrize(
    ("text", "brief"), [("drone strike -odesa", True), ("", True), ('"drone strike"', False), ("dron*", False), ("-dr*", False)]
)
def test_only_plain_words_are_looked_for_where_nothing_may_take_long(seeded: WritableStore, text: str, brief: bool) -> None:  # noqa: FBT001  pytest gives it by name
    reader = seeded.reader()
    for spec in SEARCHED:
        assert reader.is_brief(ReadPlan(spec, search=parse_search(text))) is brief
    assert reader.is_brief(ReadPlan(CATALOG["place"]))


def test_many_words_in_many_records_may_take_long(seeded: WritableStore, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, plan = seeded.reader(), ReadPlan(CATALOG["quote"], search=parse_search("drone strike"))
    monkeypatch.setattr("schema.store.reader.BRIEF", 2 * reader.counts()["quotes"])
    assert reader.is_brief(plan)
    assert not reader.is_brief(replace(plan, search=parse_search("drone strike odesa")))


def test_a_text_of_nothing_but_different_words_is_searched_up_to_a_limit(new_store: WritableStore) -> None:
    letters = [chr(0x10400 + number) for number in range(0x28, 0x50)]  # of four bytes each, and small
    every = [f"{a}{b}{c}" for a in letters for b in letters for c in letters]
    article = next(one for one in seed_records() if isinstance(one, Article))
    new_store.publish([article.model_copy(update={"text": " ".join(every), "evidence": {}, "headline": None, "dek": None})])

    def found(word: str) -> int:
        return new_store.reader().total(ReadPlan(CATALOG["article"], search=parse_search(word)))

    last = SEARCHED_LIMIT // 4 - 1
    assert [found(every[0]), found(f'"{every[last - 1]} {every[last]}"'), found(every[last + 1])] == [1, 1, 0]
