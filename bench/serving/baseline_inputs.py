"""What the idiomatic server can be asked: its scalars, orders and filters."""

from __future__ import annotations

from enum import Enum
from typing import Any, NewType

import strawberry

from schema.records.incident import IncidentType

DateTime = NewType("DateTime", str)
Date = NewType("Date", str)
PageSize = NewType("PageSize", int)
SearchText = NewType("SearchText", str)
DEFAULT = PageSize(20)
strawberry.enum(IncidentType)

SCALARS: dict[object, Any] = {
    DateTime: strawberry.scalar(name="DateTime"),
    Date: strawberry.scalar(name="Date"),
    PageSize: strawberry.scalar(name="PageSize"),
    SearchText: strawberry.scalar(name="Search"),
}


@strawberry.enum
class ArticleOrder(Enum):
    """What articles can be ordered by."""

    PUBLISHED_DESC = "published DESC"


@strawberry.enum
class IncidentOrder(Enum):
    """What incidents can be ordered by."""

    OCCURRED_EARLIEST_DESC = "earliest DESC"


@strawberry.enum
class TotalOrder(Enum):
    """What sums can be ordered by."""

    MIN_DESC = "min DESC"


@strawberry.enum
class TotalKey(Enum):
    """What sums can go by, effects always apart."""

    PLACE = "placeId"


@strawberry.input
class InstantFilter:
    """Conditions on an instant."""

    lt: DateTime


@strawberry.input
class ArticleWhere:
    """A filter for articles."""

    published: InstantFilter


@strawberry.input
class IncidentTypeFilter:
    """Conditions on a sort of incident."""

    eq: IncidentType


@strawberry.input
class DateFilter:
    """Conditions on a date."""

    gte: Date
    lt: Date


@strawberry.input
class TimeWhere:
    """A filter for times."""

    earliest: DateFilter


@strawberry.input
class DatedWhere:
    """A filter for incidents by their time."""

    occurred: TimeWhere


@strawberry.input
class TotalWhere:
    """A filter for casualties by their incident."""

    incident: DatedWhere


@strawberry.input
class IncidentWhere:
    """A filter for incidents."""

    type: IncidentTypeFilter
    occurred: TimeWhere
