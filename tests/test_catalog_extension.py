"""A record type that only this test knows gets its table, SDL, routes, OpenAPI and parity from its declaration alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import build_app
from api.openapi import build_openapi
from api.settings import Settings
from schema.catalog import CATALOG, Catalog
from schema.documents import documents
from schema.fields import FILTER, GIVEN, LARGE, SORT, SPANNED, Ref, Totals, derived
from schema.graphql import build_schema
from schema.invariants import violations
from schema.kinds import ID, PROSE, Choice
from schema.records import RECORDS, Article, Record
from schema.records.base import Span, Value
from schema.store.memory import MemoryReader
from schema.store.sqlite import SqliteStore
from tests.api.parity import Question, assert_alike, pool, questions
from tests.seeds import seed_records
from tests.strategies import Asked, Records, Summing, datasets, requests, summings


class Mood(Choice):
    """How a reader feels."""

    GRIM = "Not well."
    GLAD = "Well."


class Remark(Value):
    """Words that a reader picks out."""

    words: Annotated[str, FILTER, SPANNED]
    """The words, as printed."""
    stars: Annotated[int, FILTER, derived("words")]
    """How the reader rates them."""


class Reaction(Record):
    """What a reader makes of an article."""

    totalled = Totals(
        doc="How strongly readers feel together.",
        measures=("strength",),
        dimensions={"MOOD": "mood", "READ": "read", "PUBLISHER": "article.publisher"},
        default=("MOOD",),
        sources=("articleId",),
    )

    article_id: Annotated[str, ID, Ref("article"), FILTER, GIVEN]
    """The article that was read."""
    mood: Annotated[Mood, FILTER, SORT, GIVEN]
    """How the reader feels."""
    strength: Annotated[int | None, FILTER, SORT, GIVEN] = None
    """How strongly; null when the reader does not say."""
    read: Annotated[date | None, FILTER, SORT, GIVEN] = None
    """When it was read; null when the reader does not say."""
    letter: Annotated[str | None, PROSE, LARGE, GIVEN] = None
    """What the reader wrote; null when nothing."""
    remarks: tuple[Remark, ...] = ()
    """The words that the reader picks out."""


class Wider(Reaction):
    """What a reader makes of an article."""

    shared_with: Annotated[int | None, FILTER, SORT, GIVEN] = None
    """How many others the reader told; null when nobody knows."""


Wider.__name__ = "Reaction"  # the same record type after one edit

WHOLE = Catalog((*RECORDS, Reaction))
WIDER = Catalog((*RECORDS, Wider))
SPEC = WHOLE["reaction"]


def span(article: Article, start: int, end: int) -> Span:
    """Words of an article."""
    text = article.text
    around = {"prefix": text[max(0, start - 9) : start], "suffix": text[end : end + 9], "sentence": text[start:end]}
    return Span(start=start, end=end, exact=text[start:end], **around)


def reactions() -> Iterator[Reaction]:
    """Reactions to the seed articles."""
    for number, one in enumerate(record for record in seed_records() if isinstance(record, Article)):
        remark = Remark(words=one.text[:20], stars=number, evidence={"words": (span(one, 0, 20),)})
        bare = Reaction(id=f"reaction-{number}-b", extractor="reader", extractor_version="1", article_id=one.id, mood=Mood.GRIM)
        yield bare.model_copy(update={"letter": "Dear editor,\nno."})
        full = {"id": f"reaction-{number}-a", "mood": Mood.GLAD, "strength": number, "read": date(2025, 5, 1), "remarks": (remark,)}
        yield bare.model_copy(update=full)


RECORDS_TOO = (*seed_records(), *reactions())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the seeds and the reactions."""
    found: Path = tmp_path_factory.mktemp("extended") / "store.sqlite"
    SqliteStore(found, WHOLE).publish(RECORDS_TOO)
    return found


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    """A client of a server of the wider catalogue."""
    with TestClient(build_app(SqliteStore(path, WHOLE), Settings(), WHOLE), base_url="http://dateline.test") as found:
        yield found


def columns(path: Path, table: str) -> dict[str, str]:
    """The columns of a table with their types."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def test_it_has_tables(path: Path) -> None:
    assert columns(path, "reactions") == {
        "id": "TEXT",
        "extractor": "TEXT",
        "articleId": "TEXT",
        "mood": "TEXT",
        "strength": "INTEGER",
        "read": "TEXT",
        "document": "TEXT",
    }
    assert columns(path, "reactions.whole") == {"document": "BLOB", "letter": "TEXT"}
    assert columns(path, "reactions.remarks") == {"owner": "TEXT", "position": "INTEGER", "words": "TEXT", "stars": "INTEGER"}


def test_it_is_checked_like_the_others(path: Path) -> None:
    rows = list(documents(iter(RECORDS_TOO), WHOLE))
    assert list(violations(rows, WHOLE)) == []
    assert list(SqliteStore(path, WHOLE).reader().violations()) == []
    [row] = [row for _, row in rows if row["id"] == "reaction-0-a"]
    row["remarks"][0]["evidence"]["words"][0]["exact"] = "other words"
    assert list(violations(rows, WHOLE)) == ["reaction-0-a: remarks: words: the span from 0 to 20 does not quote the text"]


def test_it_has_graphql_types() -> None:
    text = build_schema(WHOLE).as_str()
    for line in (
        "type Reaction implements Node {",
        "  mood: Mood!",
        "  strength: Int",
        "  read: Date",
        "  remarks: [Remark!]!",
        "  article: Article!",
        "enum Mood {",
        "type ReactionConnection {",
        "type ReactionTotal {",
        "enum ReactionDimension {",
        "  strength: BigInt",
        "input RemarkListWhere {",
        "  READ_DESC",
        '  """What a reader makes of an article."""'.strip(),
    ):
        assert f"\n{line}\n" in text, line


def test_graphql_answers_it(client: TestClient) -> None:
    document = """{ reactions(where: {remarks: {some: {stars: {gte: 1}}}}) { nodes { id mood read letter article { id } remarks { words
        evidence { words { exact } } } } } node(id: "reaction-0-b") { ... on Reaction { letter } }
        articles { nodes { reactions(orderBy: [MOOD_DESC]) { totalCount nodes { mood } } } } }"""
    found = client.post("/graphql", json={"query": document}).json()["data"]
    [row] = found["reactions"]["nodes"]
    assert (row["id"], row["mood"], row["read"], row["letter"]) == ("reaction-1-a", "GLAD", "2025-05-01", None)
    assert row["remarks"][0]["evidence"]["words"] == [{"exact": row["remarks"][0]["words"]}]
    assert found["node"] == {"letter": "Dear editor,\nno."}
    listed = {"totalCount": 2, "nodes": [{"mood": "GRIM"}, {"mood": "GLAD"}]}
    assert [node["reactions"] for node in found["articles"]["nodes"]] == [listed, listed]


def test_rest_answers_it(client: TestClient) -> None:
    assert "reactions" in client.get("/").json()["links"]
    listed = client.get("/v1/reactions?mood=GLAD&strength.gte=1&remarks.stars=1&orderBy=-read&include=article").json()["data"]
    assert [(row["id"], row["article"]["id"]) for row in listed] == [("reaction-1-a", listed[0]["articleId"])]
    assert client.get(f"/v1/articles/{listed[0]['articleId']}/reactions?mood=GRIM").json()["data"][0]["id"] == "reaction-1-b"
    assert client.get("/v1/reactions/reaction-0-b/letter").text == "Dear editor,\nno."
    refused = client.get("/v1/reactions?mod=GLAD").json()
    assert (refused["code"], refused["hint"]) == ("UNKNOWN_PARAMETER", "Perhaps you meant mood.")


def test_it_is_added_up(client: TestClient) -> None:
    query = "{ reactionTotals { nodes { mood strength withoutStrength records articles addends } } }"
    groups = client.post("/graphql", json={"query": query}).json()["data"]["reactionTotals"]["nodes"]
    assert [(row["mood"], row["strength"], row["withoutStrength"], row["records"], row["articles"]) for row in groups] == [
        ("GLAD", 1, 0, 2, 2),
        ("GRIM", None, 2, 2, 2),
    ]
    [row] = client.get("/v1/reactions/totals?by=READ,PUBLISHER&mood=GLAD").json()["data"]
    assert row["addends"] == "/v1/reactions?mood=GLAD&read=2025-05-01&article.publisher.isNull=true"
    assert len(client.get(row["addends"]).json()["data"]) == row["records"] == 2


def test_a_record_without_its_long_text_has_none_to_serve(client: TestClient) -> None:
    answer = client.get("/v1/reactions/reaction-0-a/letter")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_it_stands_in_the_openapi_document(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    paths = {path for path in document["paths"] if "reaction" in path}
    assert paths == {
        "/v1/reactions",
        "/v1/reactions/totals",
        "/v1/reactions/{id}",
        "/v1/reactions/{id}/letter",
        "/v1/articles/{id}/reactions",
    }
    fields = document["components"]["schemas"]["Reaction"]["properties"]
    assert fields["strength"] == {
        "type": ["integer", "null"],
        "format": "int32",
        "minimum": -(2**31),
        "maximum": 2**31 - 1,
        "description": "How strongly; null when the reader does not say.",
    }
    assert "- GRIM: Not well." in document["components"]["schemas"]["Mood"]["description"]


@given(question=questions(WHOLE, pool(RECORDS_TOO, WHOLE)).filter(lambda one: one.spec is SPEC))
@settings(max_examples=20)
def test_both_faces_answer_alike(client: TestClient, question: Question) -> None:
    assert_alike(client, question)


@given(datasets(WHOLE), st.lists(requests(WHOLE), min_size=4, max_size=4))
@settings(max_examples=8)
def test_both_stores_answer_alike(tmp_path_factory: pytest.TempPathFactory, records: Records, asked: list[Asked]) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("extended") / "store.sqlite", WHOLE)
    store.publish(records)
    sqlite, memory = store.reader(), MemoryReader(records, WHOLE)
    for one in asked:
        assert sqlite.page(one.plan) == memory.page(one.plan)
        assert sqlite.total(one.plan) == memory.total(one.plan)


@given(datasets(WHOLE), st.lists(summings(WHOLE), min_size=4, max_size=4))
@settings(max_examples=8)
def test_both_stores_add_up_alike(tmp_path_factory: pytest.TempPathFactory, records: Records, asked: list[Summing]) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("extended") / "store.sqlite", WHOLE)
    store.publish(records)
    sqlite, memory = store.reader(), MemoryReader(records, WHOLE)
    for one in asked:
        assert sqlite.totals(one.plan) == memory.totals(one.plan)


# -- one more field ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Somewhere that shows the fields of a catalogue: what it shows, and what it calls the new one."""

    shown: Callable[[Catalog], set[str]]
    added: set[str]


def schema_lines(catalog: Catalog) -> set[str]:
    """The lines of the SDL."""
    return set(build_schema(catalog).as_str().splitlines())


def parameters(catalog: Catalog) -> set[str]:
    """The parameters in the OpenAPI document."""
    return set(build_openapi(catalog)["components"]["parameters"])


def properties(catalog: Catalog) -> set[str]:
    """The properties of a reaction in the OpenAPI document."""
    found: dict[str, Any] = build_openapi(catalog)["components"]["schemas"]["Reaction"]["properties"]
    return set(found)


OPERATORS = ("", ".ne", ".in", ".lt", ".lte", ".gt", ".gte", ".isNull")
PLACES = [
    Place(
        schema_lines,
        {
            "  sharedWith: Int",
            "  sharedWith: IntegerFilter",
            "  SHARED_WITH_ASC",
            "  SHARED_WITH_DESC",
            '  """How many others the reader told; null when nobody knows."""',
            '  """On this: How many others the reader told; null when nobody knows."""',
            '  """By sharedWith, rising; absent values come last."""',
            '  """By sharedWith, falling; absent values come last."""',
        },
    ),
    Place(parameters, {f"Reaction.sharedWith{operator}" for operator in OPERATORS}),
    Place(properties, {"sharedWith"}),
    Place(lambda catalog: set(catalog["reaction"].columns), {"sharedWith"}),
]


@pytest.mark.parametrize("place", PLACES, ids=["sdl", "parameters", "properties", "columns"])
def test_one_more_field_is_one_edit(place: Place) -> None:
    before, after = place.shown(WHOLE), place.shown(WIDER)
    assert (after - before, before - after) == (place.added, set())


def test_one_more_field_is_stored_and_served(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = SqliteStore(path, WIDER)
    rows = [Wider.model_validate({**one.model_dump(), "shared_with": 7}) for one in reactions() if one.letter]
    store.publish([*seed_records(), *rows])
    assert columns(path, "reactions")["sharedWith"] == "INTEGER"
    client = TestClient(build_app(store, Settings(), WIDER))
    assert [row["sharedWith"] for row in client.get("/v1/reactions?sharedWith.gte=7").json()["data"]] == [7, 7]
    document = "{ reactions(where: {sharedWith: {eq: 7}}, orderBy: [SHARED_WITH_ASC]) { nodes { sharedWith } } }"
    assert client.post("/graphql", json={"query": document}).json()["data"]["reactions"]["nodes"] == [{"sharedWith": 7}] * 2


def test_a_store_of_the_narrow_catalogue_is_not_read_by_the_wide_one(path: Path) -> None:
    client = TestClient(build_app(SqliteStore(path, WIDER), Settings(), WIDER))
    assert client.get("/v1/reactions").status_code == 503
    assert SqliteStore(path, WHOLE).reader().counts()["reactions"] == 4
    assert CATALOG.of_id("reaction-0-a") is None
