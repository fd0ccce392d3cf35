"""Rows as objects that have what an answer shows: read from their JSON, without what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import UNSET, Raw, convert, defstruct
from msgspec.json import Decoder


@dataclass(frozen=True, eq=False)
class Shape:
    """The objects that rows become. Written as JSON, such an object has the `keys` in their order, as far as they are set.

    `read` has the type of each value that is taken from a row, by its name there; one that is no key is there for the sake of others.
    Those in `late` do not stand in the document of a row but beside it. A key in `constants` has its value from the start.
    """

    keys: Sequence[str]
    read: Mapping[str, Any]
    constants: Mapping[str, str | None] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The attribute that holds a key or a value of the row."""
        return {name: f"f{number}" for number, name in enumerate(dict.fromkeys([*self.keys, *self.read]))}

    @cached_property
    def type(self) -> type[Any]:
        """The class of the objects."""
        fields: list[tuple[Any, ...]] = []
        for name, attribute in self.attributes.items():
            required = name in self.read and name not in self.late
            fields.append((attribute, self.read.get(name, Any), *(() if required else (self.constants.get(name, UNSET),))))
        names = {attribute: name for name, attribute in self.attributes.items()}
        return defstruct("Row", fields, rename=names, kw_only=True, gc=False)

    @cached_property
    def decoded(self) -> Callable[[str | bytes], Any]:
        """Makes an object of the document of a row. ValueError where it is damaged."""
        return Decoder(self.type).decode

    def late_decoded(self, name: str) -> Callable[[str], Any]:
        """Makes what an object has under the name of a value that stands beside the document. ValueError where it is damaged."""
        return Decoder(self.read[name]).decode

    def of(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Makes objects of rows that are dictionaries."""
        return convert(rows, list[self.type])  # type: ignore[name-defined]  # a class that is made here


class Stored(Shape):
    """Documents as they are stored, which are not read at all."""

    def __init__(self) -> None:
        super().__init__((), {})

    @cached_property
    def decoded(self) -> Callable[[str | bytes], Any]:
        """The document itself. ValueError where it is damaged."""
        return Decoder(Raw).decode

    def of(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """The documents themselves."""
        return list(rows)
