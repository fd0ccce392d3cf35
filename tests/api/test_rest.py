"""REST over HTTP: lists, records, what is shown of them, and what HTTP promises about the answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.settings import Settings
from schema.catalog import CATALOG, Reverse
from schema.documents import document
from schema.plan import INNER_SIZE
from schema.store.sqlite import SqliteStore
from tests.api.serving import Sent, ask, client_of, lasting, linked
from tests.seeds import seed_records, seed_store


def rows(name: str) -> dict[str, Any]:
    """The seeds' records of a type by id, as documents."""
    spec = CATALOG[name]
    return {one.id: document(one, spec) for one in sorted(seed_records(), key=lambda one: one.id) if one.id.startswith(f"{name}-")}


def data(client: TestClient, address: str) -> Any:  # noqa: ANN401  any JSON
    """The rows of a list that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_list_shows_whole_records_in_the_order_of_their_ids(client: TestClient) -> None:
    expected = rows("quote")
    answer = client.get("/v1/quotes?first=100&totalCount=true").json()
    assert answer["data"] == list(expected.values())
    assert answer["meta"]["totalCount"] == len(expected)
    assert answer["page"]["startCursor"]
    assert (answer["page"]["hasNextPage"], answer["page"]["hasPreviousPage"]) == (False, False)


def test_the_total_is_counted_only_when_it_is_asked_for(client: TestClient) -> None:
    assert client.get("/v1/quotes").json()["meta"]["totalCount"] is None
    assert client.get("/v1/quotes?totalCount=false").json()["meta"]["totalCount"] is None


def test_a_record_is_found_by_its_id(client: TestClient) -> None:
    for name in ("quote", "incident", "casualty", "person", "place"):
        for identifier, row in rows(name).items():
            assert client.get(f"/v1/{CATALOG[name].plural}/{identifier}").json() == row


def test_long_texts_are_left_out_unless_they_are_asked_for(client: TestClient) -> None:
    identifier, row = next(iter(rows("article").items()))
    assert "text" not in client.get(f"/v1/articles/{identifier}").json()
    assert client.get(f"/v1/articles/{identifier}?fields=text").json() == {"id": identifier, "text": row["text"]}
    assert data(client, "/v1/articles?fields=text&first=1") == [{"id": identifier, "text": row["text"]}]


def test_the_text_of_an_article_is_served_as_it_came_in(client: TestClient) -> None:
    for identifier, row in rows("article").items():
        answer = client.get(f"/v1/articles/{identifier}/text")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text == row["text"]
        again = client.get(f"/v1/articles/{identifier}/text", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_only_the_fields_that_are_asked_for_are_shown_and_the_id(client: TestClient) -> None:
    assert [set(row) for row in data(client, "/v1/quotes?fields=cue,evidence&first=3")] == [{"id", "cue", "evidence"}] * 3


def test_a_record_that_is_referred_to_can_be_included(client: TestClient) -> None:
    articles = rows("article")
    for row in data(client, "/v1/quotes?include=article,continuationOf&first=100"):
        assert row["article"]["headline"] == articles[row["articleId"]]["headline"]
        assert (row["continuationOf"] or {}).get("id") == row["continuationOfId"]


def test_the_records_that_refer_to_one_can_be_included(client: TestClient) -> None:
    identifier, _ = next(iter(rows("article").items()))
    shown = client.get(f"/v1/articles/{identifier}?include=quotes&fields=headline").json()
    assert set(shown) == {"id", "headline", "quotes"}
    assert shown["quotes"] == client.get(f"/v1/articles/{identifier}/quotes?first={INNER_SIZE}").json()


def test_records_inside_values_can_be_included(client: TestClient) -> None:
    people = rows("person")
    speakers = [speaker for row in data(client, "/v1/quotes?include=speakers.person&first=100") for speaker in row["speakers"]]
    assert any(speaker["person"] for speaker in speakers)
    for speaker in speakers:
        assert speaker["person"] == (people[speaker["personId"]] if speaker["personId"] else None)


def test_an_empty_list_includes_nothing(client: TestClient) -> None:
    answer = client.get("/v1/quotes?cue=yodelled&include=article,speakers.person").json()
    assert answer["data"] == []
    assert answer["page"] == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


def holders(link: Reverse, row: dict[str, Any]) -> list[dict[str, Any]]:
    """What of a record, or beside it, holds the column of a link."""
    match link.via:
        case None:
            return [row]
        case Reverse(column=column, target=target):
            return [holder for holder in rows(target.name).values() if holder[column] == row["id"]]
        case via:
            return list(row[via.name])


@pytest.mark.parametrize("name", list(CATALOG), ids=lambda spec: spec.name)
def test_nested_lists_hold_the_records_that_refer_to_one(client: TestClient, name: Any) -> None:  # noqa: ANN401  a RecordSpec
    for reverse, link in name.reverses.items():
        found = {
            (identifier, row["id"])
            for identifier in rows(name.name)
            for row in data(client, f"/v1/{name.plural}/{identifier}/{reverse}?first=100&fields=id")
        }
        pointing = {(holder[link.column], row["id"]) for row in rows(link.target.name).values() for holder in holders(link, row)}
        assert found == {(target, row) for target, row in pointing if target}


def test_a_nested_list_filters_and_counts_its_own_records(client: TestClient) -> None:
    for identifier in rows("article"):
        page = client.get(f"/v1/articles/{identifier}/quotes?cue.isNull=false&totalCount=true&first=1").json()
        own = [row for row in rows("quote").values() if row["articleId"] == identifier and row["cue"] is not None]
        assert (page["meta"]["totalCount"], page["data"][0]) == (len(own), own[0])


@pytest.mark.parametrize("path", ["", "/quotes", "/text"])
def test_nothing_stands_below_a_record_that_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(f"/v1/articles/article-none{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


FILTERS = [
    ("cue=said", lambda row: row["cue"] == "said"),
    ("cue.ne=said", lambda row: row["cue"] != "said"),
    ("cue.in=said,stated", lambda row: row["cue"] in {"said", "stated"}),
    ("cue.isNull=true", lambda row: row["cue"] is None),
    ("text.contains=peace", lambda row: "peace" in row["text"]),
    ("cue.startsWith=s", lambda row: (row["cue"] or "").startswith("s")),
    ("verbatim=true", lambda row: row["verbatim"]),
    ("kind=DIRECT&cue=said", lambda row: (row["kind"], row["cue"]) == ("DIRECT", "said")),
    ("speakers.kind=PERSON", lambda row: any(one["kind"] == "PERSON" for one in row["speakers"])),
    ("article.headline.contains=Strikes", lambda row: "Strikes" in rows("article")[row["articleId"]]["headline"]),
]


@pytest.mark.parametrize(("query", "holds"), FILTERS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_filter_finds_the_records_that_it_says(client: TestClient, query: str, holds: Any) -> None:  # noqa: ANN401  a lambda
    expected = [identifier for identifier, row in rows("quote").items() if holds(row)]
    assert [row["id"] for row in data(client, f"/v1/quotes?{query}&first=100")] == expected != []


def test_numbers_are_compared_as_numbers(client: TestClient) -> None:
    expected = [identifier for identifier, row in rows("casualty").items() if (row["min"] or 0) >= 3]
    assert [row["id"] for row in data(client, "/v1/casualties?min.gte=3")] == expected != []


def test_a_list_is_ordered_by_several_fields_with_absent_values_last(client: TestClient) -> None:
    for sign in ("", "-"):
        found = data(client, f"/v1/quotes?orderBy={sign}cue,-id&first=100")
        cues = [row["cue"] for row in found if row["cue"]]
        assert cues == sorted(cues, reverse=bool(sign))
        assert [row["cue"] for row in found][len(cues) :] == [None] * (len(found) - len(cues))
        groups = [[row["id"] for row in found if row["cue"] == cue] for cue in set(cues)]
        assert all(group == sorted(group, reverse=True) for group in groups)


@pytest.mark.parametrize("query", ["first=3", "first=3&orderBy=-kind,cue&fields=id"])
def test_links_lead_through_every_page_and_back(client: TestClient, query: str) -> None:
    pages = [client.get(f"/v1/quotes?{query}")]
    first = linked(pages[0])["first"]
    while "next" in (links := linked(pages[-1])):
        assert links["first"] == first
        pages.append(client.get(links["next"]))
    ids = [row["id"] for page in pages for row in page.json()["data"]]
    assert (len(ids), sorted(ids)) == (len(set(ids)), sorted(rows("quote")))
    back = [pages[-1]]
    while "prev" in (links := linked(back[-1])):
        back.append(client.get(links["prev"]))
    assert [row["id"] for page in reversed(back) for row in page.json()["data"]] == ids
    assert [row["id"] for row in client.get(first).json()["data"]] == ids[:3]


def test_links_keep_the_parameters_and_drop_the_cursors(client: TestClient) -> None:
    links = linked(client.get("/v1/quotes?first=2&cue.ne=s%C3%A4id&orderBy=-id"))
    assert links["first"] == "/v1/quotes?first=2&cue.ne=s%C3%A4id&orderBy=-id"
    assert linked(client.get(links["next"]))["first"] == links["first"]
    assert linked(client.get("/v1/quotes"))["first"] == "/v1/quotes"


def test_a_page_between_two_cursors_is_bounded_by_both(client: TestClient) -> None:
    pages = [client.get("/v1/quotes?first=2").json()]
    for _ in range(2):
        pages.append(client.get("/v1/quotes", params={"first": 2, "after": pages[-1]["page"]["endCursor"]}).json())
    bounds = {"after": pages[0]["page"]["endCursor"], "before": pages[2]["page"]["startCursor"]}
    assert client.get("/v1/quotes", params=bounds).json()["data"] == pages[1]["data"]


def changed(cursor: str) -> str:
    """A cursor with one other letter."""
    return cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:]


def test_a_cursor_that_is_damaged_or_foreign_names_no_page(client: TestClient) -> None:
    cursor = client.get("/v1/quotes?first=1").json()["page"]["endCursor"]
    foreign = [f"/v1/quotes?after={changed(cursor)}", f"/v1/places?after={cursor}", f"/v1/quotes?orderBy=-id&before={cursor}"]
    foreign += [f"/v1/quotes?cue=said&after={cursor}", f"/v1/articles/{next(iter(rows('article')))}/quotes?after={cursor}"]
    for address in foreign:
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "INVALID_CURSOR"), address
    malformed = client.get("/v1/quotes?after=!")
    assert (malformed.status_code, malformed.json()["code"]) == (400, "INVALID_VALUE")


def test_a_cursor_of_an_earlier_snapshot_is_gone(tmp_path: Path) -> None:
    store = seed_store(tmp_path / "store.sqlite")
    client = client_of(store)
    first = client.get("/v1/quotes?first=1")
    for left in ("quote-", "place-"):
        store.publish([one for one in seed_records() if not one.id.startswith(left)])
    answer = client.get(linked(first)["next"])
    assert (answer.status_code, answer.json()["code"]) == (410, "STALE_CURSOR")
    assert answer.json()["hint"] == "Start again without a cursor."
    again = client.get("/v1/quotes?first=1", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.headers["dateline-snapshot"] != first.headers["dateline-snapshot"]
    assert data(client, "/v1/places") == []


ANSWERS = [
    "/v1/quotes?first=2",
    "/v1/articles/{article}",
    "/v1/articles/{article}/text",
    "/v1/articles/{article}/quotes",
    "/graphql?query={{__typename}}",
]


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient, address: str, encoding: str) -> None:
    address = address.format(article=next(iter(rows("article"))))
    headers = {"Accept-Encoding": encoding}
    answer = client.get(address, headers=headers)
    tag = answer.headers["etag"]
    assert (answer.status_code, re.fullmatch(r'"[0-9a-f]{24}"', tag) is not None) == (200, True)
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["vary"].split(", "))
    assert answer.headers["cache-control"] == "public, max-age=60"
    for given in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(address, headers=headers | {"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for given in ('"other"', tag.strip('"'), ""):
        assert client.get(address, headers=headers | {"If-None-Match": given}).status_code == 200


def test_the_tag_differs_by_address_and_encoding(client: TestClient) -> None:
    asked = [("/v1/quotes", "gzip"), ("/v1/quotes", "identity"), ("/v1/quotes?first=2", "identity"), ("/v1/places", "identity")]
    tags = {client.get(address, headers={"Accept-Encoding": encoding}).headers["etag"] for address, encoding in asked}
    assert len(tags) == len(asked)


def test_long_answers_are_packed_for_clients_that_can_unpack(client: TestClient) -> None:
    packed = client.get("/v1/quotes", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == client.get("/v1/quotes", headers={"Accept-Encoding": "identity"}).json()


@pytest.mark.parametrize("address", [*ANSWERS, "/", "/healthz", "/openapi.json"])
def test_head_gives_the_headers_of_get(client: TestClient, address: str) -> None:
    address = address.format(article=next(iter(rows("article"))))
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert lasting(head.headers) == lasting(get.headers)


@pytest.mark.parametrize(
    ("accept", "address", "status"),
    [
        ("text/html", "/v1/quotes", 406),
        ("application/json;q=0", "/v1/quotes", 406),
        ("application/json", "/v1/articles/{article}/text", 406),
        ("text/*", "/v1/articles/{article}/text", 200),
        ("text/html, application/*;q=0.1", "/v1/quotes", 200),
    ],
)
def test_only_what_is_acceptable_is_sent(client: TestClient, accept: str, address: str, status: int) -> None:
    answer = client.get(address.format(article=next(iter(rows("article")))), headers={"Accept": accept})
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/quotes/quote-1", "/v1/articles/{article}/text", "/v1/articles/{article}/quotes"])
def test_an_answer_that_takes_too_long_is_given_up(store: SqliteStore, address: str) -> None:
    client = client_of(store, Settings(deadline_s=0))
    answer = client.get(address.format(article=next(iter(rows("article")))))
    assert (answer.status_code, answer.json()["code"]) == (503, "DEADLINE_EXCEEDED")


@pytest.mark.parametrize("content", [None, b"", b"no store" * 1000])
@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/quotes/quote-1", "/v1/articles/article-1/text", "/readyz", "/version"])
def test_without_a_store_every_answer_is_unavailable_and_shows_no_path(tmp_path: Path, content: bytes | None, address: str) -> None:
    path = tmp_path / "store.sqlite"
    if content is not None:
        path.write_bytes(content)
    answer = client_of(SqliteStore(path)).get(address)
    assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE")
    assert "store.sqlite" not in answer.text
    assert str(tmp_path) not in answer.text


def test_the_server_serves_again_when_the_store_is_back(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    client = client_of(store)
    assert client.get("/v1/articles").status_code == 503
    store.publish(seed_records())
    assert len(data(client, "/v1/articles")) == 2


def test_bytes_that_are_no_utf8_are_refused(app: Starlette) -> None:
    for path in ("/v1/quotes", "/v1/quotes/quote-1", "/v1/articles/article-1/text"):
        answer = ask(app, Sent(path, query=b"cue=\xff"))
        assert (answer.status, answer.json["code"]) == (400, "INVALID_VALUE")
