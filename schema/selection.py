"""What an answer shows: a tree of members by the keys that they are shown under, and functions made from it that cut rows to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from schema.catalog import Reverse, ToOne
from schema.plan import WHOLE, Parts


@dataclass(frozen=True, slots=True, eq=False)
class Arguments:
    """The arguments of a field, which `read` gives for the variables of a request; `constant` where no variable stands in them."""

    read: Callable[[Any], Mapping[str, Any]]
    constant: bool


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
    """A page of the records that refer to the row. One that is `packed` lies in the row, and is cut to its size there."""

    link: Reverse
    arguments: Arguments
    page: PageSelection
    packed: bool


Member: TypeAlias = Plain | Constant | Inside | One | Many


@dataclass(frozen=True, eq=False)
class Selection:
    """What is shown of a row, and what has to be read of it for that."""

    members: Mapping[str, Member]
    parts: Parts = WHOLE

    @cached_property
    def packed(self) -> tuple[Many, ...]:
        """The lists that lie in the row."""
        return tuple(member for member in self.members.values() if isinstance(member, Many) and member.packed)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What has to be read besides the row itself, for the values inside it too."""
        names = {member: f"size{number}" for number, member in enumerate(self.packed)}
        return tuple(_links(self, (), names))

    @cached_property
    def shown(self) -> Callable[..., list[dict[str, Any]]]:
        """Cuts rows to the selection. It gets the rows, the size of each packed list, and for each link what was found, by id."""
        sizes: dict[Member, str] = {member: f"size{number}" for number, member in enumerate(self.packed)}
        found: dict[Member, str] = {link.member: f"found{number}" for number, link in enumerate(self.links)}
        writer = _Writer({**sizes, **found})
        made: Callable[..., list[dict[str, Any]]] = _function(
            f"lambda {', '.join(['rows', *sizes.values(), *found.values()])}: [{writer.selection(self, 'row', 0)} for row in rows]"
        )
        return made


@dataclass(frozen=True, eq=False)
class Link:
    """A member that leads to other records, and the lists and values inside the row that one passes on the way to it."""

    member: One | Many
    way: tuple[Inside | Many, ...]
    sizes: Mapping[Many, str]

    @cached_property
    def ids(self) -> Callable[..., list[str | None]]:
        """The ids that lead from rows to the other records. It gets the rows and the size of each packed list."""
        inner, loops = "row", ["for row in rows"]
        for depth, step in enumerate(self.way):
            if isinstance(step, Many):
                value = f"{inner}[{step.link.name!r}][:{self.sizes[step]}]"
            else:
                value = f"{inner}[{step.name!r}]"
                value = value if step.many else f"(() if {value} is None else ({value},))"
            inner = f"value{depth}"
            loops.append(f"for {inner} in {value}")
        column = self.member.link.column if isinstance(self.member, One) else "id"
        made: Callable[..., list[str | None]] = _function(
            f"lambda {', '.join(['rows', *self.sizes.values()])}: [{inner}[{column!r}] {' '.join(loops)}]"
        )
        return made


def _links(selection: Selection, way: tuple[Inside | Many, ...], sizes: Mapping[Many, str]) -> Iterator[Link]:
    for member in selection.members.values():
        if isinstance(member, Many) and member in sizes:
            for nodes in member.page.lists:
                yield from _links(nodes.selection, (*way, member), sizes)
        elif isinstance(member, One | Many):
            yield Link(member, way, sizes)
        elif isinstance(member, Inside):
            yield from _links(member.selection, (*way, member), sizes)


def _function(text: str) -> Any:  # noqa: ANN401  each caller knows the signature that it writes
    return eval(text, {"__builtins__": {}})  # noqa: S307  written here from names of the catalogue and quoted keys


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes selections as Python. `names` has the variable that holds what each link found, and the size of each packed list."""

    names: Mapping[Member, str]

    def selection(self, selection: Selection, row: str, depth: int) -> str:
        """A dictionary of the selection's members, read from the variable `row`."""
        return _dictionary({key: self._member(member, row, depth) for key, member in selection.members.items()})

    def _member(self, member: Member, row: str, depth: int) -> str:
        match member:
            case Plain(name):
                return f"{row}[{name!r}]"
            case Constant(value):
                return repr(value)
            case Inside():
                return self._inside(member, f"{row}[{member.name!r}]", depth)
            case One(link, nullable):
                return f"{self.names[member]}{f'.get({row}[{link.column!r}])' if nullable else f'[{row}[{link.column!r}]]'}"
            case Many(link, packed=True):
                return _dictionary({key: self._page_member(one, member, row, depth) for key, one in member.page.members.items()})
            case Many():
                return f"{self.names[member]}[{row}['id']]"

    def _inside(self, member: Inside, source: str, depth: int) -> str:
        value = f"value{depth}"
        inner = self.selection(member.selection, value, depth + 1)
        if member.many:
            return f"[{inner} for {value} in {source}]"
        return f"(None if {source} is None else [{inner} for {value} in ({source},)][0])"

    def _page_member(self, member: PageMember, many: Many, row: str, depth: int) -> str:
        """What is shown of a page that lies in the row, which is the first."""
        rows, size = f"{row}[{many.link.name!r}]", self.names[many]
        match member:
            case Nodes(selection):
                value = f"value{depth}"
                return f"[{self.selection(selection, value, depth + 1)} for {value} in {rows}[:{size}]]"
            case Info(members):
                return _dictionary({key: self._page_member(one, many, row, depth) for key, one in members.items()})
            case PageValue("hasNextPage"):
                return f"({rows}[{size}:] != [])"
        return repr(member.value) if isinstance(member, Constant) else "False"


def _dictionary(members: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key!r}: {text}' for key, text in members.items())}}}"


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
PLAIN = (PageValue("hasNextPage"), PageValue("hasPreviousPage"))


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
    def is_plain(self) -> bool:
        """Whether it shows nothing but records and whether there are more: no cursors and no total."""
        inner = [one for member in self.members.values() for one in (member.members.values() if isinstance(member, Info) else [member])]
        return all(one in PLAIN or isinstance(one, Nodes | Constant) for one in inner)

    @cached_property
    def parts(self) -> Parts:
        """What has to be read of the records."""
        each = [nodes.selection.parts for nodes in self.lists]
        large, packed = (frozenset[str]().union(*found) for found in ((one.large for one in each), (one.packed for one in each)))
        return Parts(any(one.whole for one in each), large, packed)


def _nodes(members: Iterable[PageMember]) -> Iterator[Nodes]:
    for member in members:
        if isinstance(member, Nodes):
            yield member
        elif isinstance(member, Edges):
            yield from _nodes(member.members.values())
