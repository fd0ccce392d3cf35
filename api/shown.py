"""What REST shows of records, as selections: the fields that were asked for, and the records that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from schema.catalog import CATALOG, RecordSpec, Reverse, StructSpec, ToOne
from schema.documents import EVIDENCE
from schema.plan import INNER_SIZE, Parts, ReadPlan
from schema.selection import (
    TOTAL,
    Arguments,
    Constant,
    Found,
    Info,
    Inside,
    Many,
    Member,
    Nodes,
    One,
    PageSelection,
    PageValue,
    Plain,
    Selection,
)
from schema.totals import ADDENDS, TotalsSpec

PAGE = Info({name: PageValue(name) for name in ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")})
MATCHES = Found({name: PageValue(name) for name in CATALOG.match.fields})
NO_ARGUMENTS = Arguments(lambda _: {}, constant=True)


@lru_cache(1000)
def record_shown(spec: RecordSpec, fields: tuple[str, ...] | None, include: tuple[str, ...]) -> Selection:
    """A record with these fields, all but the long ones where none are named, and with what is included."""
    if fields is None and not include:
        return Selection({}, stored=True)
    long = frozenset(name for name in fields or () if name in spec.fields and spec.fields[name].large)
    members: dict[str, Member] = _plain(spec, None if fields is None else {"id", *fields})
    inner: dict[str, dict[str, Member]] = {}
    for path in include:
        *outer, name = path.split(".")
        values = spec.lists[outer[0]].target if outer else spec
        held = inner.setdefault(outer[0], _plain(values)) if outer else members
        link = values.links[name]
        if isinstance(link, Reverse):
            held[name] = Many(link, NO_ARGUMENTS, list_shown(link.target, None, ()), packed=False)
        elif isinstance(link, ToOne):
            held[name] = One(link, nullable=True, selection=record_shown(link.target, None, ()))
    members |= {name: Inside(name, many=True, selection=Selection(shown)) for name, shown in inner.items()}
    light = fields is not None and not inner and all(name in spec.fields and not spec.fields[name].struct for name in fields)
    return Selection(members, Parts(not light, long))


@lru_cache(1000)
def list_shown(
    spec: RecordSpec, fields: tuple[str, ...] | None, include: tuple[str, ...], *, counted: bool = False, searched: bool = False
) -> PageSelection:
    """A page of such records, with where it stands in its list, and with what was found in each where they are searched."""
    meta = Info({"snapshot": PageValue("snapshot"), "totalCount": TOTAL if counted else Constant(None)})
    found = {"matches": MATCHES} if searched else {}
    return PageSelection({"data": Nodes(record_shown(spec, fields, include)), **found, "page": PAGE, "meta": meta})


@lru_cache(1000)
def sums_shown(totals: TotalsSpec, by: tuple[str, ...], include: tuple[str, ...]) -> PageSelection:
    """A page of groups, with no other keys than those that the sums go by."""
    absent = {dimension.key for name, dimension in totals.dimensions.items() if name not in by}
    members: dict[str, Member] = {name: Plain(name) for name in (*totals.fields, ADDENDS) if name not in absent}
    for name in include:
        if isinstance(link := totals.links[name], ToOne):
            members[name] = One(link, nullable=True, selection=record_shown(link.target, None, ()))
    meta = Info({"snapshot": PageValue("snapshot"), "totalCount": Constant(None)})
    return PageSelection({"data": Nodes(Selection(members)), "page": PAGE, "meta": meta})


def asked(given: Mapping[str, Any]) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The fields and what is to be included, of the parameters of a request."""
    fields = given.get("fields")
    return (None if fields is None else tuple(dict.fromkeys(fields))), tuple(dict.fromkeys(given.get("include", ())))


def included_plans(selection: Selection) -> dict[Many, ReadPlan]:
    """The first page of each list that a record shows."""
    lists: Iterable[Member] = (link.member for link in selection.links)
    return {many: ReadPlan(many.link.target, size=INNER_SIZE, parts=many.page.parts) for many in lists if isinstance(many, Many)}


def _plain(spec: StructSpec, wanted: Collection[str] | None = None) -> dict[str, Member]:
    """The values of a record, as they stand in it."""
    own = {name: field for name, field in spec.fields.items() if wanted is not None or not getattr(field, "large", False)}
    names = [*own, *([EVIDENCE] if spec.spanned else [])]
    return {name: Plain(name) for name in names if wanted is None or name in wanted}
