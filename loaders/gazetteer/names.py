"""The gazetteer's own tables: names of people and countries, seats of governments, short names of regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from loaders.gazetteer.spelling import folded


def rows(table: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table of this package: fields between bars, comments after a hash."""
    for line in (files("loaders.gazetteer") / table).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(field.strip() for field in line.split("|"))


@cache
def demonyms() -> Mapping[str, str]:
    """Adjectives and names of peoples, such as Ukrainian or Danes, with the ISO code of their country."""
    return {word: code for code, words, _ in rows("countries.txt") for word in words.split(", ") if word}


@cache
def metonyms() -> Mapping[str, str]:
    """Folded names of seats of governments, such as white house, with the ISO code of their country."""
    return {folded(name): code for name, code in rows("metonyms.txt")}
