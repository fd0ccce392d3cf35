"""The examples of the README's first screen, executed as printed."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import build_app
from api.settings import Settings
from tests.seeds import seed_store

README = Path(__file__).parent.parent / "README.md"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """What `make serve` serves, at the address that the README names."""
    store = seed_store(tmp_path_factory.mktemp("seeds") / "store.sqlite")
    return TestClient(build_app(store, Settings()), base_url="http://127.0.0.1:8000")


def blocks(language: str) -> list[str]:
    """The code blocks of a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_the_curl_example_answers_what_is_printed(client: TestClient) -> None:
    [command] = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("curl")]
    [name, address] = shlex.split(command)
    answer = client.get(address)
    assert (name, answer.status_code) == ("curl", 200)
    assert answer.json()["data"] == json.loads(blocks("json")[0])["data"]


def test_the_graphql_example_finds_both_articles_and_their_sentences(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": blocks("graphql")[0]}).json()
    nodes = answer["data"]["casualties"]["nodes"]
    assert [(node["min"], node["max"], node["printed"]) for node in nodes] == [(3, 3, "three"), (2, None, "several")]
    assert all(node["printed"] in node["evidence"]["printed"][0]["sentence"] for node in nodes)
    assert len({node["article"]["headline"] for node in nodes}) == 2


def test_the_example_of_totals_adds_up_what_it_lists(client: TestClient) -> None:
    groups = client.post("/graphql", json={"query": blocks("graphql")[1]}).json()["data"]["casualtyTotals"]["nodes"]
    assert [(row["place"]["name"], row["min"], row["max"], row["articles"]) for row in groups] == [
        ("Zaporizhzhya", 23, 23, 1),
        ("Kharkiv", 7, None, 1),
        ("Odesa", 5, None, 2),
    ]


def test_the_example_of_a_search_finds_its_words(client: TestClient) -> None:
    edges = client.post("/graphql", json={"query": blocks("graphql")[2]}).json()["data"]["quotes"]["edges"]
    assert edges
    for edge in edges:
        assert all(match["exact"].lower() == "peace talks" and match["exact"] in edge["node"]["text"] for match in edge["matches"])
        assert edge["matches"]


def test_every_command_that_the_readme_names_exists() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make (\w+)", README.read_text(encoding="utf-8"))) - {"are"}
    assert named <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
