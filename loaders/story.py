"""One article as an input with fields tells it, made into an article whose text holds what its values rest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Generic, TypeVar

from loaders.base import Bounds, Document, Given, Rejected
from loaders.extract.byline import authors
from loaders.text import LARGEST, prose
from schema.kinds import TEXT_LIMIT, URL
from schema.records import Article
from schema.records.article import Basis, PublishedBasis

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]*)?", re.IGNORECASE)
_BY = re.compile(r"by[:\s]\s*", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)Z?)?")
_LONGEST_NAME = 100
_FIRST_YEAR = 1600
"""Before this year there was no newspaper: such a date stands for none."""


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and where the input says it."""

    value: T
    basis: Basis


@dataclass(frozen=True, slots=True)
class Story:
    """What an input says of one article. What it does not say is None."""

    body: str
    headline: Said[str] | None = None
    byline: Said[tuple[str, ...]] | None = None
    published: Said[datetime] | None = None
    language: Said[str] | None = None
    publisher: str | None = None
    url: str | None = None
    guid: str | None = None
    """What the publisher knows the article by."""
    captured: datetime | None = None
    """When somebody saw the article, which is no date of publication."""
    partial: bool = False


def article(story: Story, document: Document) -> Article | Rejected:
    """The article of a story: its headline, its authors and its body, each on lines of their own."""
    text, headline, byline = _composed(story)
    publisher = story.publisher or document.publisher
    for what, value in (("text", text), ("publisher", publisher or "")):
        if control := _CONTROL.search(value):
            place = f"{control.start()} of its {what} is {control.group()!r}"
            return Rejected(document.name, "BINARY", f"{document.name} holds a control character or half a character: {place}.")
    if len(text) > LARGEST:
        return Rejected(
            document.name, "TOO_LARGE", f"{document.name} has more than {LARGEST} characters, the most that an article can have."
        )
    if not story.body.strip():
        return Rejected(document.name, "EMPTY", f"{document.name} holds no text of an article.")
    published = story.published or (Said(document.published, Basis.METADATA) if document.published else None)
    given = Given(
        url=story.url or document.url,
        guid=story.guid,
        publisher=publisher,
        published=published.value if published else None,
        published_basis=PublishedBasis[published.basis.name] if published else None,
        captured=story.captured or document.captured,
        language=story.language.value if story.language else None,
        language_basis=story.language.basis if story.language else None,
        headline=headline,
        headline_basis=story.headline.basis if story.headline and headline else None,
        byline=byline,
        byline_basis=story.byline.basis if story.byline and byline else None,
        partial=story.partial,
    )
    return prose(text, given, document.name)


def _composed(story: Story) -> tuple[str, Bounds | None, tuple[Bounds, ...]]:
    """The text of a story, and where its headline and its authors' names stand in it."""
    text, headline, byline = "", None, []
    if story.headline:
        headline = (0, len(story.headline.value))
        text = story.headline.value + "\n\n"
    if story.byline:
        for at, name in enumerate(story.byline.value):
            text += ", " if at else ""
            byline.append((len(text), len(text) + len(name)))
            text += name
        text += "\n\n"
    body = story.body.strip("\r\n")
    if headline and _line(body).casefold() == text[slice(*headline)].casefold():
        body = body.partition("\n")[2].lstrip("\r\n")
    return f"{text}{body}\n", headline, tuple(byline)


def _line(text: str) -> str:
    return text.partition("\n")[0].strip()


def headline(value: object) -> str | None:
    """A headline as one line; None where it cannot be one."""
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line if 0 < len(line) <= TEXT_LIMIT else None


def names(values: Iterable[object]) -> tuple[str, ...]:
    """The names among the values, each once; addresses and accounts are no names."""
    lines = [_BY.sub("", " ".join(value.split()), count=1) for value in values if isinstance(value, str)]
    found = [name for line in lines for name in _apart(line)]
    kept = [name for name in found if 0 < len(name) <= _LONGEST_NAME and not _WEB.match(name) and "@" not in name and name.strip(" -–—.,")]
    return tuple(dict.fromkeys(kept))


def _apart(line: str) -> list[str]:
    """The names of a line that has several, or a name with its paper; the line itself where none is known for a name."""
    lead = "By "
    return [(lead + line)[start:end] for start, end in authors(lead + line)] or [line]


def address(value: object) -> str | None:
    """A web address; None for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    return text if _WEB.fullmatch(text) and len(text) <= URL.json_schema["maxLength"] else None


def language(value: object) -> str | None:
    """The ISO 639-1 code that a language tag begins with."""
    found = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return found.group(1).lower() if found else None


def moment(value: object) -> datetime | None:
    """The instant that a date says, in ISO 8601 or as mail writes it; one without a zone is taken to be in UTC."""
    if not isinstance(value, str) or not value.strip() or len(value) > TEXT_LIMIT:
        return None
    text = value.strip()
    if packed := _DAY.fullmatch(text):
        text = "{}-{}-{}T{}:{}:{}".format(*(part or "00" for part in packed.groups()))
    found = _read(datetime.fromisoformat, text) or _read(parsedate_to_datetime, text)
    return found if found and found.year >= _FIRST_YEAR else None


def _read(reader: Callable[[str], datetime], text: str) -> datetime | None:
    try:
        found = reader(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
