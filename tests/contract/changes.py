"""What breaks clients between two schemas, but for what the release announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLNamedType, GraphQLSchema, build_schema
from graphql.utilities import find_breaking_changes


def breaking(released: str, current: str) -> list[str]:
    """One sentence for each change from the released SDL to the current one that breaks clients and was not announced."""
    old, new = build_schema(released), build_schema(current)
    announced = set(announcements(old))
    return [change.description for change in find_breaking_changes(old, new) if change.description not in announced]


def announcements(schema: GraphQLSchema) -> Iterator[str]:
    """The removals that a release announces by @deprecated, as they are described when they come."""
    for name, of in schema.type_map.items():
        going = {member: part for member, part in members(of).items() if part.deprecation_reason is not None}
        yield from (f"Field {name}.{member} was removed." for member in going)
        yield from (f"Enum value {name}.{member} was removed." for member in going)
        if going and len(going) == len(members(of)):
            yield f"{name} was removed."
        for member, part in members(of).items():
            arguments = getattr(part, "args", {}).items()
            yield from (f"Argument {name}.{member}({key}:) was removed." for key, one in arguments if one.deprecation_reason is not None)


def members(of: GraphQLNamedType) -> Mapping[str, Any]:
    """The fields of a type or the values of an enum; a scalar has none."""
    found: Mapping[str, Any] = getattr(of, "fields", None) or getattr(of, "values", None) or {}
    return found
