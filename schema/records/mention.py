"""Mentions: the words by which articles name people and places."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, SORT, SPANNED, Ref, derived
from schema.kinds import ID, Choice
from schema.records.base import Annotation
from schema.records.place import PlaceUse


class MentionKind(Choice):
    """What is named."""

    PERSON = "A person."
    PLACE = "A place."


class Mention(Annotation):
    """Words of an article that name a person or a place."""

    kind: Annotated[MentionKind, FILTER, SORT, derived("printed")]
    """Whether a person or a place is named."""
    printed: Annotated[str, FILTER, SPANNED]
    """The name as it stands there, without any title."""
    role: Annotated[str | None, FILTER, SPANNED] = None
    """The office or title that stands with the name of a person, exactly as printed; null when none does."""
    use: Annotated[PlaceUse | None, FILTER, derived("printed")] = None
    """Whether the name of a place means the place itself or a government called by it; null for people."""
    person_id: Annotated[str | None, ID, Ref("person", beside="article_id"), FILTER, derived("printed")] = None
    """The person who is named; null when it is a place."""
    place_id: Annotated[str | None, ID, Ref("place", beside="article_id"), FILTER, derived("printed")] = None
    """The place that is named; null when it is a person."""
