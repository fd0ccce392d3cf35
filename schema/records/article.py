"""News articles."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from schema.fields import FILTER, GIVEN, LARGE, SORT, SPANNED, derived
from schema.kinds import PROSE, URL, Choice
from schema.records.base import Record
from schema.records.times import Time


class PublishedBasis(Choice):
    """Where a publication date comes from."""

    METADATA = "The input gave the date beside the text."
    TEXT = "The article prints the date in its own text."


class Note(Choice):
    """Something about the article's furniture that the loader noticed and put right without touching the text."""

    EMPTY_BYLINE = "A byline is printed without a name or a date in it."
    HEADLINE_REPEATED = "The headline is printed more than once."
    SUMMARY_FIRST = "A summary is printed before the headline."


class Article(Record):
    """One news article: its text exactly as it came in, and the parts of its layout."""

    reading = "published"
    listings = (("publisher", "published"),)

    headline: Annotated[str | None, FILTER, SORT, SPANNED] = None
    """The headline, as printed; null when the article has none."""
    dek: Annotated[str | None, FILTER, SPANNED] = None
    """The line under the headline that adds to it (the standfirst), as printed; null when there is none."""
    summary: Annotated[str | None, PROSE, SPANNED] = None
    """A summary paragraph that is printed apart from the body, as printed; null when there is none."""
    byline: Annotated[tuple[str, ...], SPANNED] = ()
    """The authors' names, as printed; empty when the article names none."""
    dateline: Annotated[str | None, FILTER, SPANNED] = None
    """The place and the agency at the head of the text, as printed, such as "KYIV, Ukraine (AP)"; null when there is none."""
    publisher: Annotated[str | None, FILTER, SORT, GIVEN] = None
    """Who published the article; null when the input does not say."""
    url: Annotated[str | None, URL, FILTER, GIVEN] = None
    """The web address of the article; null when the input does not say."""
    language: Annotated[str | None, FILTER, derived("text")] = None
    """The language of the text as an ISO 639-1 code, such as en; null when it is not known."""
    published: Annotated[datetime | None, FILTER, SORT, GIVEN] = None
    """When the article was published; midnight UTC of the day where only its text prints one; null when nothing says so."""
    published_basis: Annotated[PublishedBasis | None, FILTER, GIVEN] = None
    """Where the publication date comes from; null when there is none."""
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
    text: Annotated[str, PROSE, LARGE, GIVEN]
    """The whole text, exactly as it came in. All spans of the article's facts are places in this text."""
