"""What an answer shows: a tree of members by the keys that they are shown under, and functions made from it that cut rows to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from schema.catalog import Reverse, ToOne
from schema.documents import Document

Arguments: TypeAlias = Callable[[Any], Mapping[str, Any]]
"""Gives the arguments of a list for the variables of a request."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A value as it stands in the row."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """The same in every row: the name of its type."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """A value with fields of its own, or a list of them. A single one may be absent."""

    name: str
    many: bool
    selection: Selection


@dataclass(frozen=True, slots=True, eq=False)
class One:
    """The record that a column of the row names. Only a nullable one may be missing."""

    link: ToOne
    nullable: bool
    selection: Selection


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """A page of the records that refer to the row."""

    link: Reverse
    arguments: Arguments
    page: PageSelection


Member: TypeAlias = Plain | Constant | Inside | One | Many


@dataclass(frozen=True, eq=False)
class Selection:
    """What is shown of a row. `whole` and `large` say what has to be read of it, as in a ReadPlan."""

    members: Mapping[str, Member]
    whole: bool = True
    large: frozenset[str] = frozenset()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What has to be read besides the row itself, for the values inside it too."""
        return tuple(_links(self, ()))

    @cached_property
    def shown(self) -> Callable[..., list[dict[str, Any]]]:
        """Cuts rows to the selection. It gets the rows, and for each link what was found, by id."""
        found = {link.member: f"found{number}" for number, link in enumerate(self.links)}
        made: Callable[..., list[dict[str, Any]]] = _function(
            f"lambda {', '.join(['rows', *found.values()])}: [{_shown(self, 'row', 0, found)} for row in rows]"
        )
        return made


@dataclass(frozen=True, eq=False)
class Link:
    """A member that leads to other records, and the values inside the row that one passes on the way to it."""

    member: One | Many
    way: tuple[Inside, ...]

    @cached_property
    def ids(self) -> Callable[[Sequence[Document]], list[str | None]]:
        """The ids that lead from rows to the other records."""
        inner, loops = "row", ["for row in rows"]
        for depth, step in enumerate(self.way):
            value = f"{inner}[{step.name!r}]"
            inner = f"value{depth}"
            loops.append(f"for {inner} in {value if step.many else f'(() if {value} is None else ({value},))'}")
        column = self.member.link.column if isinstance(self.member, One) else "id"
        made: Callable[[Sequence[Document]], list[str | None]] = _function(f"lambda rows: [{inner}[{column!r}] {' '.join(loops)}]")
        return made


def _links(selection: Selection, way: tuple[Inside, ...]) -> Iterator[Link]:
    for member in selection.members.values():
        if isinstance(member, One | Many):
            yield Link(member, way)
        elif isinstance(member, Inside):
            yield from _links(member.selection, (*way, member))


def _function(text: str) -> Any:  # noqa: ANN401  each caller knows the signature that it writes
    return eval(text, {"__builtins__": {}})  # noqa: S307  written here from names of the catalogue and quoted keys


def _shown(selection: Selection, row: str, depth: int, found: Mapping[One | Many, str]) -> str:
    """The text of a dictionary of the selection's members, read from the variable `row`."""
    return f"{{{', '.join(f'{key!r}: {_member(member, row, depth, found)}' for key, member in selection.members.items())}}}"


def _member(member: Member, row: str, depth: int, found: Mapping[One | Many, str]) -> str:
    match member:
        case Plain(name):
            return f"{row}[{name!r}]"
        case Constant(value):
            return repr(value)
        case Inside(name, many, selection):
            value = f"value{depth}"
            inner = _shown(selection, value, depth + 1, found)
            if many:
                return f"[{inner} for {value} in {row}[{name!r}]]"
            return f"(None if {row}[{name!r}] is None else [{inner} for {value} in ({row}[{name!r}],)][0])"
        case One(link, nullable):
            return f"{found[member]}{f'.get({row}[{link.column!r}])' if nullable else f'[{row}[{link.column!r}]]'}"
        case Many():
            return f"{found[member]}[{row}['id']]"


@dataclass(frozen=True, slots=True)
class PageValue:
    """Something that a page, or a record of it, has besides its fields."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The records of a page; in an edge, its record."""

    selection: Selection


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The records of a page, each with its cursor."""

    members: Mapping[str, Nodes | PageValue | Constant]


@dataclass(frozen=True, slots=True, eq=False)
class Info:
    """Where the page stands in its list."""

    members: Mapping[str, PageValue | Constant]


PageMember: TypeAlias = Nodes | Edges | Info | PageValue | Constant

TOTAL = PageValue("totalCount")


@dataclass(frozen=True, eq=False)
class PageSelection:
    """What is shown of a page."""

    members: Mapping[str, PageMember]

    @cached_property
    def total(self) -> bool:
        """Whether the whole list has to be counted."""
        return TOTAL in self.members.values()

    @cached_property
    def lists(self) -> tuple[Nodes, ...]:
        """Each way in which the records of the page are shown."""
        return tuple(_nodes(self.members.values()))

    @cached_property
    def whole(self) -> bool:
        """Whether whole documents have to be read."""
        return any(nodes.selection.whole for nodes in self.lists)

    @cached_property
    def large(self) -> frozenset[str]:
        """The long fields among what is shown of the records."""
        return frozenset[str]().union(*(nodes.selection.large for nodes in self.lists))


def _nodes(members: Iterable[PageMember]) -> Iterator[Nodes]:
    for member in members:
        if isinstance(member, Nodes):
            yield member
        elif isinstance(member, Edges):
            yield from _nodes(member.members.values())
