"""Articles that take the place of earlier versions, and articles that are copies, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.articles import article as text_of
from loaders.analyse.light import Light
from loaders.base import Given
from loaders.configuration import Configuration
from loaders.gathering import Gathering, prepared
from loaders.pipeline import extracted
from loaders.text import article
from loaders.versions import address, identity, replaced
from schema.catalog import CATALOG
from schema.documents import Document
from schema.invariants import violations
from schema.store.memory import MemoryReader
from schema.store.sqlite import SqliteStore
from schema.store.versions import Version

URL = "https://example.org/news/1"
FIRST, SECOND, THIRD = ("The bridge in Lisbon was closed.\n", "The bridge in Lisbon was closed today.\n", "The bridge is open again.\n")


def loaded(*given: tuple[str, Given], old: MemoryReader | None = None) -> MemoryReader:
    """What a store holds that texts were loaded into."""
    with closing(Gathering()) as gathering:
        for text, said in given:
            gathering.add(prepared(extracted(article(text, said), Configuration(Light())).records))
        reader = MemoryReader(gathering.whole(old))
    assert list(violations(reader.everything())) == []
    return reader


def articles(reader: MemoryReader) -> dict[str, Document]:
    """The articles in a store by their text."""
    return {found["text"]: found for spec, found in reader.everything() if spec is CATALOG["article"]}


def seen(day: int | None) -> Given:
    """What is said of an article that was captured on a day, at the same address."""
    return Given(url=URL, captured=(day and datetime(2026, 1, day, tzinfo=UTC)) or None)


def test_a_changed_article_takes_the_place_of_its_earlier_version() -> None:
    before = loaded((FIRST, seen(None)), (THIRD, Given()))
    after = loaded((SECOND, seen(None)), old=before)
    assert articles(after).keys() == {SECOND, THIRD}
    assert articles(after)[SECOND]["replacesId"] == articles(before)[FIRST]["id"]
    assert articles(before)[FIRST]["replacesId"] is None
    again = loaded((SECOND, Given(url=URL, publisher="The Post")), old=after)
    assert articles(again)[SECOND]["replacesId"] == articles(before)[FIRST]["id"]
    assert articles(loaded((THIRD, Given()), old=again))[SECOND]["replacesId"] == articles(before)[FIRST]["id"]


@given(st.permutations([(FIRST, seen(1)), (SECOND, seen(2)), (THIRD, seen(3))]))
def test_of_versions_that_come_in_together_the_last_that_was_captured_stays(given: list[tuple[str, Given]]) -> None:
    found = articles(loaded(*given))
    second = article(SECOND, seen(2)).id
    assert [(text, one["replacesId"]) for text, one in found.items()] == [(THIRD, second)]


def test_an_earlier_version_does_not_take_the_place_of_a_later_one() -> None:
    before = loaded((SECOND, seen(2)))
    assert loaded((FIRST, seen(1)), (THIRD, Given()), old=before).counts()["articles"] == 2
    assert articles(loaded((FIRST, seen(1)), old=before)).keys() == {SECOND}


def test_where_the_order_is_open_nothing_is_replaced() -> None:
    both = loaded((FIRST, seen(None)), (SECOND, seen(None)))
    assert articles(both).keys() == {FIRST, SECOND}
    assert articles(loaded((THIRD, seen(None)), old=both)).keys() == {FIRST, SECOND, THIRD}
    assert articles(loaded((FIRST, seen(1)), (SECOND, seen(1)))).keys() == {FIRST, SECOND}
    home = Given(url="https://example.org/")
    assert articles(loaded((SECOND, home), old=loaded((FIRST, home)))).keys() == {FIRST, SECOND}


@pytest.mark.parametrize(
    ("url", "tells"), [(URL, True), ("https://example.org/?id=1", True), ("https://example.org", False), ("https://example.org/", False)]
)
def test_the_address_of_a_whole_site_tells_no_article(url: str, *, tells: bool) -> None:
    assert address(url) == (url if tells else None)
    assert address(None) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Given(guid="urn:newsml:example.org:20260101:7"), Given(guid="urn:newsml:example.org:20260101:7", publisher="The Post")),
        (
            Given(guid="https://example.org/?p=7", url="https://example.org/a"),
            Given(guid="https://example.org/?p=7", url="https://example.org/b"),
        ),
        (Given(guid="7", publisher="The Post"), Given(guid="7", publisher="The Post")),
        (Given(guid="7", publisher="The Post", url=URL), Given(guid="7", publisher="The Post", url=URL)),
        (Given(url=URL), Given(guid="7", publisher="The Post", url=URL)),
    ],
)
def test_a_changed_article_is_known_by_its_guid_too(one: Given, other: Given) -> None:
    before = loaded((FIRST, one), (THIRD, Given()))
    with closing(Gathering()) as gathering:
        gathering.add(prepared(extracted(article(SECOND, other), Configuration(Light())).records))
        after = MemoryReader(gathering.whole(before))
        assert gathering.updated == 1
    assert articles(after).keys() == {SECOND, THIRD}
    assert articles(after)[SECOND]["replacesId"] == articles(before)[FIRST]["id"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Given(guid="7"), Given(guid="7")),
        (Given(guid="7", publisher="The Post"), Given(guid="7", publisher="The Herald")),
        (Given(guid="story", publisher="The Post"), Given(guid="story", publisher="The Post")),
        (Given(guid="https://example.org/"), Given(guid="https://example.org/")),
        (Given(guid="7", publisher="The Post", url=URL), Given(guid="8", publisher="The Post", url=URL)),
    ],
)
def test_what_may_be_another_article_replaces_none(one: Given, other: Given) -> None:
    assert articles(loaded((SECOND, other), old=loaded((FIRST, one)))).keys() == {FIRST, SECOND}


def test_a_guid_that_is_one_anywhere_needs_no_publisher() -> None:
    assert identity("tag:example.org,2026:7", None) == identity("tag:example.org,2026:7", "The Post") == "tag:example.org,2026:7"
    assert identity("post:7", None) is None
    assert identity(None, "The Post") is None


def test_one_version_replaces_nothing() -> None:
    assert list(replaced([Version("a", None, None, is_old=False)])) == []


STORY = text_of(1, 120)
COPIES = [
    (STORY, Given(published=datetime(2026, 1, 2, tzinfo=UTC))),
    (STORY.replace("\n\n", "\n\nBy Our Staff\n\n", 1), Given(published=datetime(2026, 1, 1, tzinfo=UTC))),
    (STORY + "\nCall us with more.\n", Given()),
    (text_of(2, 120), Given()),
]


@given(st.permutations(COPIES), st.integers(0, len(COPIES)))
def test_copies_go_by_the_first_that_was_published_in_any_order(given: Sequence[tuple[str, Given]], cut: int) -> None:
    found = articles(loaded(*given[cut:], old=loaded(*given[:cut])))
    first = found[COPIES[1][0]]["id"]
    assert [found[text]["duplicateOfId"] for text, _ in COPIES] == [first, None, first, None]


def test_a_copy_stands_alone_when_what_it_went_by_is_gone(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    copies = [(COPIES[1][0], Given(url=URL, published=COPIES[1][1].published)), COPIES[0]]
    before = loaded(*copies)
    after = loaded((THIRD, Given(url=URL)), old=before)
    assert articles(before)[STORY]["duplicateOfId"] is not None
    assert articles(after)[STORY]["duplicateOfId"] is None
    with closing(Gathering()) as gathering:
        store.publish(gathering.whole(after))
    assert store.reader().counts()["articles"] == 2
