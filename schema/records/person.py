"""People whom articles name."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, GIVEN, SORT, SPANNED, Ref, derived
from schema.kinds import ID
from schema.records.base import Record, Value


class PersonMention(Value):
    """A place in an article that names a person."""

    article_id: Annotated[str, ID, Ref("article"), FILTER, GIVEN]
    """The article that names the person."""
    printed: Annotated[str, FILTER, SPANNED]
    """The name as it stands there, without any title."""
    role: Annotated[str | None, FILTER, SPANNED] = None
    """The office or title that stands with the name, exactly as printed; null when none does."""


class Person(Record):
    """A person whom articles name. One person is one record, however many articles name them."""

    name: Annotated[str, FILTER, SORT, derived("mentions")]
    """The fullest form of the name that is printed anywhere."""
    aliases: Annotated[tuple[str, ...], derived("mentions")] = ()
    """All forms of the name, as printed."""
    roles: Annotated[tuple[str, ...], derived("mentions")] = ()
    """All offices and titles that stand with the name, as printed; they are the articles' words and may be out of date or wrong."""
    mentions: tuple[PersonMention, ...] = ()
    """Where the person is named."""
