"""JSON in a file: how it is cut into documents, and what is refused."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from loaders.base import Document, Rejected
from loaders.registry import loader
from loaders.sources.base import Options
from loaders.sources.lines import LONGEST
from schema.records import Article

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."
ITEM = {"title": "Bridge shut", "url": "https://a.example/1", "publishedAt": "2026-02-03T08:00:00Z", "content": STORY}


def read(path: Path, content: bytes, *paths: str) -> list[str]:
    """The headlines of the articles and the codes of what is refused."""
    path.write_bytes(content)
    made = loader("files", [path], Options(paths))
    found = [one if isinstance(one, Rejected) else made.article(one) for one in made.documents()]
    return [one.code if isinstance(one, Rejected) else str(one.headline) for one in found]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (ITEM, ["Bridge shut"]),
        ([ITEM, ITEM], ["Bridge shut"] * 2),
        ({"status": "ok", "articles": [ITEM, ITEM]}, ["Bridge shut"] * 2),
        ([{"articles": [ITEM]}, ITEM], ["Bridge shut"] * 2),
        ({"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Bridge shut", "articleBody": STORY}]}, ["Bridge shut"]),
        ([], ["UNKNOWN_SHAPE"]),
        ([[[[[ITEM]]]]], ["UNKNOWN_SHAPE"]),
        ({"colour": "blue"}, ["UNKNOWN_SHAPE"]),
    ],
)
@pytest.mark.parametrize("option", [0, orjson.OPT_INDENT_2])
def test_the_articles_of_a_value_are_found_wherever_containers_hold_them(
    tmp_path: Path, value: object, found: list[str], option: int
) -> None:
    assert read(tmp_path / "a", orjson.dumps(value, option=option)) == found


def test_each_line_is_read_for_itself(tmp_path: Path) -> None:
    line = orjson.dumps(ITEM)
    content = b"\xef\xbb\xbf" + line + b"\r\n\n" + line[:-1] + b"\n" + line
    assert read(tmp_path / "a.jsonl", content) == ["Bridge shut", "BROKEN_JSON", "Bridge shut"]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    line = orjson.dumps(ITEM)
    huge = b'{"x": "' + b"x" * LONGEST + b'"}'
    assert read(tmp_path / "a.jsonl", line + b"\n" + huge + b"\n" + line) == ["Bridge shut", "TOO_LARGE", "Bridge shut"]
    assert read(tmp_path / "b.json", b"[\n" + huge) == ["TOO_LARGE"]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"[[", b'{"title"', b'["\\ud800"]'])
def test_broken_and_deep_json_is_refused(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "a", content) == ["BROKEN_JSON"]


def test_a_map_reads_objects_of_any_shape(tmp_path: Path) -> None:
    content = orjson.dumps({"response": {"docs": [{"head": {"main": "Bridge shut"}, "full": STORY}]}})
    assert read(tmp_path / "a", content, "articles=response.docs", "headline=head.main", "body=full") == ["Bridge shut"]


def test_markup_in_a_field_is_read_within_the_bounds_of_a_page(tmp_path: Path) -> None:
    assert read(tmp_path / "a", orjson.dumps(ITEM | {"content": "<div>" * 1000 + STORY})) == ["TOO_DEEP"]


def test_a_folder_gives_only_json_of_a_known_shape(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(orjson.dumps({"settings": {"x": 1}}))
    assert read_folder(tmp_path, {"b.json": ITEM}) == [f"{tmp_path / 'b.json'}:1"]


def read_folder(folder: Path, files: dict[str, object]) -> list[str]:
    for name, value in files.items():
        (folder / name).write_bytes(orjson.dumps(value))
    return [one.name for one in loader("files", [folder]).documents() if isinstance(one, Document)]


@pytest.mark.parametrize(
    "change",
    [{"headline": 7}, {"text": "Other words."}, {"evidence": {}}, {"published": "yesterday"}, {"publishedBasis": "GUESS"}],
)
def test_a_record_of_our_own_that_does_not_hold_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    samples = Path(__file__).parents[1] / "data" / "sources" / "json" / "export.jsonl"
    item = orjson.loads(samples.read_bytes().splitlines()[0])
    assert read(tmp_path / "a", orjson.dumps(item | change)) == ["BROKEN_RECORD"]


def test_an_article_that_was_exported_is_the_same_when_it_comes_back() -> None:
    samples = Path(__file__).parents[1] / "data" / "sources" / "json" / "export.jsonl"
    line = samples.read_bytes().splitlines()[0]
    made = loader("files", [samples])
    first = next(iter(made.documents()))
    assert isinstance(first, Document)
    article = made.article(first)
    assert isinstance(article, Article)
    assert article.id == orjson.loads(line)["id"]
