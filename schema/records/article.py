"""News articles."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from schema.fields import FILTER, GIVEN, LARGE, PROMINENT, SEARCHED, SORT, SPANNED, Ref, derived
from schema.kinds import ID, PROSE, URL, Choice
from schema.records.base import Record
from schema.records.times import Time


class PublishedBasis(Choice):
    """Where a publication date comes from."""

    METADATA = "The input gave the date beside the text."
    JSON_LD = "The page gives the date in its JSON-LD."
    OPEN_GRAPH = "The page gives the date in its OpenGraph tags."
    HTML = "The page gives the date elsewhere in its markup or its address."
    TEXT = "The article prints the date in its own text."


class Basis(Choice):
    """Where a value of an article comes from."""

    TEXT = "The words of the article show it."
    METADATA = "The input gave it beside the text."
    JSON_LD = "The page gives it in its JSON-LD."
    OPEN_GRAPH = "The page gives it in its OpenGraph tags."
    HTML = "The page gives it elsewhere in its markup."


class Note(Choice):
    """Something about the article's furniture that the loader noticed and put right without touching the text."""

    EMPTY_BYLINE = "A byline is printed without a name or a date in it."
    HEADLINE_REPEATED = "The headline is printed more than once."
    SUMMARY_FIRST = "A summary is printed before the headline."


class Article(Record):
    """One news article: its text as it came in, and the parts of its layout."""

    reading = "published"
    listings = (("publisher", "published"),)

    headline: Annotated[str | None, FILTER, SORT, SPANNED, PROMINENT] = None
    """The headline, as printed; null when the article has none."""
    headline_basis: Annotated[Basis | None, FILTER, GIVEN] = None
    """Where the headline comes from; null when there is none."""
    dek: Annotated[str | None, FILTER, SPANNED, PROMINENT] = None
    """The line under the headline that adds to it (the standfirst), as printed; null when there is none."""
    summary: Annotated[str | None, PROSE, SPANNED] = None
    """A summary paragraph that is printed apart from the body, as printed; null when there is none."""
    byline: Annotated[tuple[str, ...], SPANNED] = ()
    """The authors' names, as printed; empty when the article names none."""
    byline_basis: Annotated[Basis | None, FILTER, GIVEN] = None
    """Where the authors' names come from; null when there are none."""
    dateline: Annotated[str | None, FILTER, SPANNED] = None
    """The place and the agency at the head of the text, as printed, such as "KYIV, Ukraine (AP)"; null when there is none."""
    publisher: Annotated[str | None, FILTER, SORT, GIVEN] = None
    """Who published the article; null when the input does not say."""
    url: Annotated[str | None, URL, FILTER, GIVEN] = None
    """The web address of the article; null when the input does not say."""
    guid: Annotated[str | None, FILTER, GIVEN] = None
    """What the publisher knows the article by, such as the guid of an item in a feed or the uri of an agency; null when the input does not
    say."""
    language: Annotated[str | None, FILTER, GIVEN] = None
    """The language of the text as an ISO 639-1 code, such as en; null when it is not known."""
    language_basis: Annotated[Basis | None, FILTER, GIVEN] = None
    """Where the language comes from; null when it is not known."""
    published: Annotated[datetime | None, FILTER, SORT, GIVEN] = None
    """When the article was published; midnight UTC of the day where only its text prints one; null when nothing says so."""
    published_basis: Annotated[PublishedBasis | None, FILTER, GIVEN] = None
    """Where the publication date comes from; null when there is none."""
    captured: Annotated[datetime | None, FILTER, SORT, GIVEN] = None
    """When the article was fetched into an archive; null when the input does not say. It is no date of publication."""
    partial: Annotated[bool, FILTER, GIVEN] = False
    """Whether the input holds only a part of the article, such as the summary in a feed."""
    replaces_id: Annotated[str | None, ID, FILTER, GIVEN] = None
    """The id of the earlier version, of the same address or guid, in whose place this one came; an earlier snapshot holds it. Null where
    there was none."""
    duplicate_of_id: Annotated[str | None, ID, Ref("article", reverse="duplicates"), FILTER, GIVEN] = None
    """The id of the first published of the articles with nearly the same words, such as the copies of an agency's report; null for that one
    itself, and where there are no others."""
    sections: Annotated[tuple[str, ...], SPANNED] = ()
    """The headings of the article's sections, in order, as printed."""
    key_points: Annotated[tuple[str, ...], PROSE, SPANNED] = ()
    """The points of a list that sums the article up, in order, as printed."""
    times: tuple[Time, ...] = ()
    """The time expressions of the article, in order."""
    notes: Annotated[tuple[Note, ...], SPANNED] = ()
    """What the loader noticed about the article's layout, each with the words concerned."""
    checksum: Annotated[str, FILTER, derived("text")]
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    text: Annotated[str, PROSE, LARGE, GIVEN, SEARCHED]
    """The whole text. All spans of the article's facts are places in this text. A text file stands here exactly as it came in; of a page,
    a feed or a table the headline, the authors and the paragraphs follow each other, as they came in, with blank lines between them."""
