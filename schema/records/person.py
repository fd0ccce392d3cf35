"""People whom articles name."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, SORT, derived
from schema.records.base import Record


class Person(Record):
    """A person whom articles name. One person is one record, however many articles name them."""

    name: Annotated[str, FILTER, SORT, derived("mentions")]
    """The fullest form of the name that is printed anywhere."""
    aliases: Annotated[tuple[str, ...], derived("mentions")] = ()
    """The forms of the name, as printed; where there are more than 50, those that are printed most often."""
    roles: Annotated[tuple[str, ...], derived("mentions")] = ()
    """The offices and titles that stand with the name, as printed; where there are more than 50, those that are printed most often. They
    are the articles' words and may be out of date or wrong."""
