"""Values of an input that become an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.configuration import Configuration
from loaders.pipeline import extracted
from loaders.revision import revised
from loaders.story import Said, Story, address, article, headline, language, moment, names
from loaders.text import LARGEST
from schema.catalog import CATALOG
from schema.documents import document
from schema.records import Article
from schema.records.article import Basis, PublishedBasis
from schema.store.memory import MemoryReader

BODY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."
GIVEN = Document("a.html", b"", url="https://a.example/1", captured=datetime(2026, 2, 4, tzinfo=UTC))


def made(**told: object) -> Article:
    found = article(Story(**{"body": BODY, **told}), GIVEN)  # type: ignore[arg-type]  # one table of fields
    assert isinstance(found, Article)
    return found


def test_the_text_holds_what_the_input_says_and_the_values_rest_on_it() -> None:
    found = made(headline=Said("Is this. A headline.", Basis.JSON_LD), byline=Said(("Ann Lee", "the desk"), Basis.OPEN_GRAPH))
    assert found.text == f"Is this. A headline.\n\nAnn Lee, the desk\n\n{BODY}\n"
    assert (found.headline, found.headline_basis) == ("Is this. A headline.", Basis.JSON_LD)
    assert (found.byline, found.byline_basis) == (("Ann Lee", "the desk"), Basis.OPEN_GRAPH)
    assert [span.exact for span in found.evidence["byline"]] == ["Ann Lee", "the desk"]
    assert (found.url, found.captured, found.published) == ("https://a.example/1", GIVEN.captured, None)


def test_a_headline_that_opens_the_body_is_not_printed_twice() -> None:
    found = made(headline=Said("Bridge closed", Basis.METADATA), body=f"Bridge closed\n\n{BODY}")
    assert found.text == f"Bridge closed\n\n{BODY}\n"


def test_an_input_without_fields_leaves_the_text_to_speak() -> None:
    found = made(body=f"Bridge closed\n\nBy Ann Lee\n\n{BODY}")
    assert (found.headline, found.headline_basis) == ("Bridge closed", Basis.TEXT)
    assert (found.byline, found.byline_basis) == (("Ann Lee",), Basis.TEXT)
    assert (found.language, found.language_basis) == ("en", Basis.TEXT)


def test_a_stated_language_goes_before_that_of_the_words() -> None:
    found = made(language=Said("nl", Basis.HTML))
    assert (found.language, found.language_basis) == ("nl", Basis.HTML)


def test_an_article_made_anew_from_a_store_is_the_same() -> None:
    whole = made(
        headline=Said("Is this. A headline.", Basis.JSON_LD),
        byline=Said(("Ann Lee", "the desk"), Basis.METADATA),
        published=Said(datetime(2026, 2, 3, tzinfo=UTC), Basis.JSON_LD),
        language=Said("en", Basis.HTML),
        publisher="The Ledger",
        partial=True,
    )
    configuration = Configuration(Light())
    store = MemoryReader(extracted(whole, configuration).records, extraction=configuration.extraction)
    revision = revised(store, configuration)
    assert revision.changes == ()
    again = next(one for one in revision.records if isinstance(one, Article))
    assert document(again, CATALOG["article"])["publishedBasis"] == "JSON_LD"
    assert (again.partial, again.published_basis, again.captured) == (True, PublishedBasis.JSON_LD, GIVEN.captured)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "EMPTY"),
        (" \n", "EMPTY"),
        ("a\x00b", "BINARY"),
        (f"{BODY} \ud800", "BINARY"),
        ("x" * (LARGEST + 1), "TOO_LARGE"),
        ("Home. News. Sport.", "NOT_AN_ARTICLE"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(body: str, code: str) -> None:
    found = article(Story(body), GIVEN)
    assert isinstance(found, Rejected)
    assert (found.code, found.document) == (code, "a.html")


def test_a_control_character_is_named_with_its_place() -> None:
    found = article(Story("ab\x00c"), GIVEN)
    assert isinstance(found, Rejected)
    assert "2" in found.reason
    found = article(Story(BODY, publisher="The Post\x00"), GIVEN)
    assert isinstance(found, Rejected)
    assert (found.code, "8 of its publisher is '\\x00'" in found.reason) == ("BINARY", True)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-02-03T09:15:00+01:00", datetime(2026, 2, 3, 8, 15, tzinfo=UTC)),
        ("2026-02-03T08:15:00Z", datetime(2026, 2, 3, 8, 15, tzinfo=UTC)),
        ("2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ("20260203T081500Z", datetime(2026, 2, 3, 8, 15, tzinfo=UTC)),
        ("20260203081500", datetime(2026, 2, 3, 8, 15, tzinfo=UTC)),
        ("Tue, 03 Feb 2026 09:15:00 +0100", datetime(2026, 2, 3, 8, 15, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (1770106500, None),
    ],
)
def test_an_instant_is_what_a_date_says_for_certain(text: object, instant: datetime | None) -> None:
    assert moment(text) == instant


def test_values_that_cannot_be_what_they_should_are_none() -> None:
    assert (headline("  A \n b "), headline(""), headline("x" * 1001), headline(7)) == ("A b", None, None, None)
    assert address("https://a.example/1 ") == "https://a.example/1"
    assert (address("javascript:x"), address("https://a b"), address(None)) == (None, None, None)
    assert (language("en-US"), language("EN"), language("eng"), language(None)) == ("en", "en", None, None)
    assert names(["By Ann Lee", "", None, "x" * 101, "ann@a.example"]) == ("Ann Lee",)
