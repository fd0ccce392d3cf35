"""What becomes an article, what is refused and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.base import Document, Rejected
from loaders.text import LARGEST, language, read
from schema.records import Article
from schema.records.article import Note, PublishedBasis

BODY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."


def article(content: bytes, **given: object) -> Article:
    result = read(Document("a.txt", content, **given))  # type: ignore[arg-type]  # one table of fields
    assert isinstance(result, Article)
    return result


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "EMPTY", "no text"),
        (" \n\ufeff\n".encode(), "EMPTY", "no text"),
        (b"GIF89a\x00\x01", "BINARY", "byte 6"),
        ("Él dijo".encode("latin-1"), "NOT_UTF8", "byte 0"),
        (b"x" * (LARGEST + 1), "TOO_LARGE", str(LARGEST)),
        (b"id,name\n1,2\n3,4\n", "NOT_AN_ARTICLE", "no sentence"),
        (b"Only a headline", "NOT_AN_ARTICLE", "no sentence"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(content: bytes, code: str, says: str) -> None:
    result = read(Document("a.txt", content))
    assert isinstance(result, Rejected)
    assert (result.document, result.code) == ("a.txt", code)
    assert says in result.reason


def test_the_text_is_kept_as_it_came_in_without_its_byte_order_mark() -> None:
    assert article(b"\xef\xbb\xbf" + BODY.encode() + b"\r\n").text == BODY + "\r\n"


def test_what_came_with_the_document_is_kept_with_its_basis() -> None:
    moment = datetime(2025, 4, 22, tzinfo=UTC)
    record = article(BODY.encode(), url="https://example.org/a", publisher="Example", published=moment)
    assert (record.url, record.publisher, record.published) == ("https://example.org/a", "Example", moment)
    assert record.published_basis is PublishedBasis.METADATA


def test_nothing_is_said_about_a_date_that_was_not_given() -> None:
    record = article(BODY.encode())
    assert (record.published, record.published_basis, record.headline) == (None, None, None)


@pytest.mark.parametrize("line", ["March 12, 2026", "By Ann Lee | March 12, 2026", "Posted: Mar 12, 2026 / 10:15 PM EDT"])
def test_a_printed_date_is_the_day_of_publication_where_none_was_given(line: str) -> None:
    content = f"Bridge to close\n\n{line}\n\n{BODY}".encode()
    record = article(content)
    assert (record.published, record.published_basis) == (datetime(2026, 3, 12, tzinfo=UTC), PublishedBasis.TEXT)
    given = article(content, published=datetime(2026, 3, 14, tzinfo=UTC))
    assert (given.published, given.published_basis) == (datetime(2026, 3, 14, tzinfo=UTC), PublishedBasis.METADATA)


def test_one_long_sentence_without_its_full_stop_is_an_article() -> None:
    assert article(b"The mayor said that the old bridge over the river would be closed on Monday").language == "en"


def test_a_date_in_the_story_is_not_the_day_of_publication() -> None:
    assert article(f"Bridge to close\n\n{BODY} It fell on March 12, 2026.".encode()).published is None


def test_the_dateline_is_given_with_its_place() -> None:
    record = article(f"Bridge to close\n\nKYIV, Ukraine (AP) — {BODY}".encode())
    assert record.dateline == "KYIV, Ukraine (AP)"
    assert record.evidence["dateline"][0].exact == "KYIV, Ukraine (AP)"


def test_authors_are_named_one_by_one_with_their_places() -> None:
    record = article(f"Bridge to close\n\nBy Ann Lee and Bo van Dyk, Example News\n\n{BODY}".encode())
    assert record.byline == ("Ann Lee", "Bo van Dyk")
    assert [span.exact for span in record.evidence["byline"]] == ["Ann Lee", "Bo van Dyk"]


def test_an_empty_byline_names_nobody_and_is_noted() -> None:
    record = article(f"Bridge to close\n\nPosted by on\n\n{BODY}".encode())
    assert record.byline == ()
    assert record.notes == (Note.EMPTY_BYLINE,)


@pytest.mark.parametrize(
    ("text", "code"),
    [(BODY, "en"), ("El alcalde dijo que el puente se cerraría el lunes por la noche.", None), ("", None), ("42 1904 77", None)],
)
def test_english_is_known_by_its_function_words(text: str, code: str | None) -> None:
    assert language(text) == code


def test_text_in_another_script_is_an_article_of_unknown_language() -> None:
    record = article("Мэр сообщил в понедельник, что мост будет закрыт на ремонт.".encode())
    assert record.language is None


def test_every_span_of_an_article_quotes_its_text() -> None:
    record = article(f"Bridge to close\n\nBy Ann Lee\n\n{BODY}\n\nWhat now?\n\n{BODY}".encode())
    spans = [span for found in record.evidence.values() for span in found]
    assert spans
    assert all(record.text[span.start : span.end] == span.exact for span in spans)
