"""What an answer shows: a tree of members by the keys that they are shown under, and functions made from it that cut rows to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import UNSET, convert

from schema.catalog import Reverse, ToOne
from schema.plan import WHOLE, Parts
from schema.shape import Shape, Stored


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
    """The same in every row: the name of its type, or nothing."""

    value: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """A value with fields of its own, or a list of them. A single one may be absent."""

    name: str
    many: bool
    selection: Selection

    @property
    def type(self) -> Any:  # noqa: ANN401  a class that is made here
        """What it is read as."""
        inner = self.selection.shape.type
        return list[inner] if self.many else inner | None  # type: ignore[valid-type]  # as above


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
    """What is shown of a row, and what has to be read of it for that. One that is `stored` shows the row as it is."""

    members: Mapping[str, Member]
    kept: Parts = WHOLE
    stored: bool = False

    @cached_property
    def parts(self) -> Parts:
        """What is read of a row, and as what."""
        return replace(self.kept, shape=self.shape)

    @cached_property
    def shape(self) -> Shape:
        """What a row is read as: its keys are those of the members, and what they are made of is read besides."""
        if self.stored:
            return Stored()
        read: dict[str, Any] = {_source(member): Any for member in self.members.values() if not isinstance(member, Constant)}
        for member in self.members.values():
            if isinstance(member, Inside):
                read[member.name] = Any if member in self.several.values() else member.type
            elif isinstance(member, Many) and member.packed:
                inner = member.page.lists[0].selection.shape.type
                read[member.link.name] = list[inner]  # type: ignore[valid-type]  # a class that is made here
        constants = {key: member.value for key, member in self.members.items() if isinstance(member, Constant) and key.startswith("__")}
        return Shape(tuple(self.members), read, constants, self.kept.large | self.kept.packed)

    @cached_property
    def several(self) -> Mapping[str, Inside]:
        """The members that show one value of the row in several ways, by key."""
        inside = {key: member for key, member in self.members.items() if isinstance(member, Inside)}
        ways = Counter(member.name for member in inside.values())
        return {key: member for key, member in inside.items() if ways[member.name] > 1}

    @cached_property
    def sizes(self) -> Mapping[Many, str]:
        """The lists that lie in the row, each with the name that stands for its size."""
        lists = (member for member in self.members.values() if isinstance(member, Many) and member.packed)
        return {member: f"size{number}" for number, member in enumerate(lists)}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What has to be read besides the row itself, for the values inside it too."""
        return tuple(_links(self, "row", ["for row in rows"], (), tuple(self.sizes.values())))

    @cached_property
    def prepare(self) -> Callable[[Sequence[Any]], None]:
        """Makes a value of rows that is shown in several ways into one for each of them."""
        types: dict[str, Any] = {"convert": convert}
        made: Callable[[Sequence[Any]], None] = _function(["rows"], _prepared(self, "rows", "row", types), types)
        return made

    @cached_property
    def fill(self) -> Callable[..., None]:
        """Puts into rows what they do not have by themselves. It gets the rows, the size of each packed list, and what each link found."""
        found: dict[Member, str] = {link.member: f"found{number}" for number, link in enumerate(self.links)}
        lines = _Writer(found | dict(self.sizes)).filled(self, "rows", "row")
        made: Callable[..., None] = _function(["rows", *self.sizes.values(), *found.values()], lines, {"UNSET": UNSET})
        return made


def _source(member: Plain | Inside | One | Many) -> str:
    """The value of a row that a member is made of."""
    match member:
        case One(link):
            return link.column
        case Many(link, packed=packed):
            return link.name if packed else "id"
    return member.name


@dataclass(frozen=True, eq=False)
class Link:
    """A member that leads to other records, and the lists and values inside the row that one passes on the way to it.

    `ids` gets rows and the size of each packed list, and gives the ids that lead there.
    """

    member: One | Many
    way: tuple[Member, ...]
    ids: Callable[..., list[str | None]]


def _function(names: Sequence[str], lines: Sequence[str], known: dict[str, Any]) -> Any:  # noqa: ANN401  each caller knows the signature
    """The function with these arguments and lines. The lines are written here, from attributes and quoted keys."""
    space = {"__builtins__": {}, "len": len, **known}
    exec("\n".join([f"def made({', '.join(names)}):", *(f" {line}" for line in lines or ["pass"])]), space)  # noqa: S102  as the docstring says
    return space["made"]


def _block(head: str, lines: Sequence[str]) -> list[str]:
    return [head, *(f" {line}" for line in lines)] if lines else []


def _inner(selection: Selection, key: str, member: Member, row: str) -> tuple[Selection, str] | None:
    """What is shown of the values inside a row, and the expression that has them all; None where the member shows none."""
    attributes = selection.shape.attributes
    if isinstance(member, Many) and member.packed:
        return member.page.lists[0].selection, f"{row}.{attributes[member.link.name]}[:{selection.sizes[member]}]"
    if isinstance(member, Inside):
        value = f"{row}.{attributes[key if key in selection.several else member.name]}"
        return member.selection, value if member.many else f"(() if {value} is None else ({value},))"
    return None


def _links(selection: Selection, row: str, loops: Sequence[str], way: tuple[Member, ...], sizes: Sequence[str]) -> Iterator[Link]:
    """The links of a selection, whose rows are called `row` inside the loops."""
    for key, member in selection.members.items():
        if inner := _inner(selection, key, member, row):
            yield from _links(inner[0], f"{row}_", [*loops, f"for {row}_ in {inner[1]}"], (*way, member), sizes)
        elif isinstance(member, One | Many):
            ids = f"return [{row}.{selection.shape.attributes[_source(member)]} {' '.join(loops)}]"
            yield Link(member, way, _function(["rows", *sizes], [ids], {}))


def _prepared(selection: Selection, rows: str, row: str, types: dict[str, Any]) -> list[str]:
    """The lines that make one value into several. Each of these is one of the `types`."""
    attributes, moved, below = selection.shape.attributes, {}, []
    for key, member in selection.members.items():
        if inner := _inner(selection, key, member, row):
            below += _prepared(inner[0], inner[1], f"{row}_", types)
        if key in selection.several:
            types[name := f"type{len(types)}"] = selection.several[key].type
            moved[attributes[key]] = f"convert({row}.{attributes[selection.several[key].name]}, {name})"
    return _block(f"for {row} in {rows}:", [*_assigned(row, moved), *below])


def _assigned(row: str, values: Mapping[str, str]) -> list[str]:
    """An assignment to all attributes at once, since what one is made of may stand in another."""
    return [f"{', '.join(f'{row}.{name}' for name in values)} = {', '.join(values.values())}"] if values else []


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines that fill rows. `names` has the variable that holds what each link found, and the size of each packed list."""

    names: Mapping[Member, str]

    def filled(self, selection: Selection, rows: str, row: str) -> list[str]:
        """The lines that fill rows, the values inside them first. What was read for the sake of others is taken away."""
        attributes, below = selection.shape.attributes, []
        moved = {}
        for key, member in selection.members.items():
            if inner := _inner(selection, key, member, row):
                below += self.filled(inner[0], inner[1], f"{row}_")
            text = self._member(selection, key, member, row)
            if text != f"{row}.{attributes[key]}":
                moved[attributes[key]] = text
        hidden = {attributes[name]: "UNSET" for name in selection.shape.read if name not in selection.members}
        return _block(f"for {row} in {rows}:", [*below, *_assigned(row, moved | hidden)])

    def _member(self, selection: Selection, key: str, member: Member, row: str) -> str:
        own = f"{row}.{selection.shape.attributes[key]}"
        if key in selection.several or (isinstance(member, Constant) and key in selection.shape.constants):
            return own
        if isinstance(member, Constant):
            return repr(member.value)
        source = f"{row}.{selection.shape.attributes[_source(member)]}"
        match member:
            case One(nullable=nullable):
                return f"{self.names[member]}{f'.get({source})' if nullable else f'[{source}]'}"
            case Many(packed=True):
                return _dictionary({key: self._page_member(one, source, self.names[member]) for key, one in member.page.members.items()})
            case Many():
                return f"{self.names[member]}[{source}]"
        return source

    def _page_member(self, member: PageMember, rows: str, size: str) -> str:
        """What is shown of a page that lies in the row, which is the first."""
        match member:
            case Nodes():
                return f"{rows}[:{size}]"
            case Info(members):
                return _dictionary({key: self._page_member(one, rows, size) for key, one in members.items()})
            case PageValue("hasNextPage"):
                return f"(len({rows}) > {size})"
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
class Found:
    """Where in each record of a page what is searched for stands; in an edge, in its record."""

    members: Mapping[str, PageValue | Constant]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The records of a page, each with its cursor."""

    members: Mapping[str, Nodes | Found | PageValue | Constant]


@dataclass(frozen=True, slots=True, eq=False)
class Info:
    """Where the page stands in its list."""

    members: Mapping[str, PageValue | Constant]


PageMember: TypeAlias = Nodes | Found | Edges | Info | PageValue | Constant

TOTAL = PageValue("totalCount")
PLAIN = (PageValue("hasNextPage"), PageValue("hasPreviousPage"))


@dataclass(frozen=True, eq=False)
class PageSelection:
    """What is shown of a page."""

    members: Mapping[str, PageMember]

    @cached_property
    def total(self) -> bool:
        """Whether the whole list has to be counted."""
        return TOTAL in self._own

    @cached_property
    def lists(self) -> tuple[Nodes, ...]:
        """Each way in which the records of the page are shown."""
        return tuple(_nodes(self.members.values()))

    @cached_property
    def is_plain(self) -> bool:
        """Whether it shows nothing but records and whether there are more: no cursors and no total."""
        return all(one in PLAIN or isinstance(one, Nodes | Constant) for one in self._own)

    @property
    def _own(self) -> list[PageMember]:
        """The members, and those of its place in the list instead of that."""
        return [one for member in self.members.values() for one in (member.members.values() if isinstance(member, Info) else [member])]

    @cached_property
    def parts(self) -> Parts:
        """What has to be read of the records."""
        each = [nodes.selection.parts for nodes in self.lists]
        large, packed = (frozenset[str]().union(*found) for found in ((one.large for one in each), (one.packed for one in each)))
        shape = each[0].shape if len(each) == 1 else None  # rows that are shown in several ways are read as documents
        return Parts(any(one.whole for one in each), large, packed, _finds(self.members.values()), shape)


def _finds(members: Iterable[PageMember]) -> bool:
    return any(isinstance(one, Found) or (isinstance(one, Edges) and _finds(one.members.values())) for one in members)


def _nodes(members: Iterable[PageMember]) -> Iterator[Nodes]:
    for member in members:
        if isinstance(member, Nodes):
            yield member
        elif isinstance(member, Edges):
            yield from _nodes(member.members.values())
