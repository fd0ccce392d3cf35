"""What a source is: it knows its kind of input by the first bytes, cuts it into documents, and makes an article of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Any, Protocol

from loaders.base import Document, Rejected
from schema.records import Article

HEAD = 65536
"""How many bytes of an input a source is chosen by."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something to load: its first bytes, all its bytes as a stream, and what is known beside them."""

    name: str
    head: bytes
    stream: BufferedReader[Any]
    url: str | None = None
    charset: str | None = None
    captured: datetime | None = None
    named: bool = True
    """Whether somebody has named this input. A file that only lies in a folder is taken where its bytes leave no doubt."""


class Source(Protocol):
    """One kind of input. `documents` may read the stream; `article` is pure."""

    @property
    def name(self) -> str:
        """What the source is called."""

    def recognises(self, given: Input) -> bool:
        """Whether the input is of this kind, by its first bytes or, where these leave it open, by its name."""

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """The documents in the input, each as bytes that `article` reads."""

    def article(self, document: Document) -> Article | Rejected:
        """The article that a document holds."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user says about the inputs."""

    paths: tuple[str, ...] = ()
    """Where an object or a table has which value, as VALUE=PATH."""
    network: bool = False
    """Whether web addresses may be fetched."""


def shown(path: Path) -> str:
    """A path as text that can be printed and kept: names of files may be any bytes."""
    return str(path).encode(errors="backslashreplace").decode()


def whole(given: Input, source: str, largest: int) -> Document | Rejected:
    """An input that is one document, where it is not too large."""
    content = given.stream.read(largest + 1)
    if len(content) > largest:
        return Rejected(given.name, "TOO_LARGE", f"{given.name} has more than {largest} bytes.")
    return Document(given.name, content, url=given.url, captured=given.captured, charset=given.charset, source=source)
