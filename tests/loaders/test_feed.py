"""Feeds: what is recognised, what an item is given, and what is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from loaders.base import Rejected
from loaders.registry import loader
from schema.records import Article

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."


def read(path: Path, content: str) -> list[Article | Rejected]:
    path.write_text(content, encoding="utf-8")
    made = loader("files", [path])
    return [one if isinstance(one, Rejected) else made.article(one) for one in made.documents()]


def rss(items: str, before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


def codes(found: list[Article | Rejected]) -> list[str]:
    return [one.code if isinstance(one, Rejected) else str(one.headline) for one in found]


@pytest.mark.parametrize("before", ["", "\ufeff", '<?xml version="1.0"?>\n', "<!-- a > b -->", '<!DOCTYPE rss PUBLIC "x" "y">'])
def test_a_feed_is_known_by_its_first_element(tmp_path: Path, before: str) -> None:
    found = read(tmp_path / "a.txt", rss(f"<item><title>Bridge shut</title><description>{STORY}</description></item>", before))
    assert codes(found) == ["Bridge shut"]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("ann@a.com (Ann Lee)", ("Ann Lee",)),
        ("ann@a.online (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee &lt;ann@a.online&gt;", ("Ann Lee",)),
        ("ann@a.online", ()),
        ("", ()),
    ],
)
def test_an_author_is_a_name_and_no_address(tmp_path: Path, author: str, names: tuple[str, ...]) -> None:
    items = f"<item><title>One</title><author>{author}</author><description>{STORY}</description></item>"
    first, second = read(tmp_path / "a", rss(items + f"<item><title>Two</title><description>{STORY}</description></item>"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.byline, second.byline, second.published) == (names, (), None)


def test_the_guid_of_an_item_is_kept(tmp_path: Path) -> None:
    items = f'<item><title>One</title><guid isPermaLink="false">a-7</guid><description>{STORY}</description></item>'
    first, second = read(tmp_path / "a", rss(items + f"<item><title>Two</title><description>{STORY}</description></item>"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.guid, first.url, second.guid) == ("a-7", None, None)


@pytest.mark.parametrize("date", ["yesterday", "Tue, 99 Feb 2026 09:15:00 GMT", "0001-01-01T00:00:00Z", ""])
def test_a_date_that_cannot_be_read_is_none(tmp_path: Path, date: str) -> None:
    [found] = read(tmp_path / "a", rss(f"<item><title>One</title><pubDate>{date}</pubDate><description>{STORY}</description></item>"))
    assert isinstance(found, Article)
    assert found.published is None


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert codes(read(tmp_path / "a", rss("<item><title>&b;</title></item>", bomb))) == ["ENTITIES"]


def test_a_feed_without_items_is_refused(tmp_path: Path) -> None:
    assert codes(read(tmp_path / "a", rss(""))) == ["EMPTY"]


@pytest.mark.parametrize("part", ["<a>", "<item><title>x", "&amp;", "<", "]]>", "<![CDATA["])
def test_broken_feeds_are_read_in_bounded_time(tmp_path: Path, part: str) -> None:
    began = time.process_time()
    read(tmp_path / "a", f"<rss><channel><item><title>{part * 50_000}")
    assert time.process_time() - began < 10
