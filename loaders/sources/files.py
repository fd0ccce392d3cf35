"""Files, folders and web addresses: what stands there goes to the first source that recognises its first bytes."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from io import BufferedReader, FileIO
from pathlib import Path

from loaders.base import Document, Rejected, Unknown
from loaders.sources.base import HEAD, Input, Source, shown
from loaders.sources.web import Web, is_address
from schema.errors import InvalidValue
from schema.records import Article

_GZIP = b"\x1f\x8b"
_PARTS = "_files"
"""How a browser names the folder with the pictures and scripts of a page that it saves."""


class Files:
    """A loader for files, folders and, where the network is allowed, web addresses.

    A folder stands for those files in it, at any depth, that a source recognises.
    """

    name = "files"

    def __init__(self, paths: Sequence[str | Path], sources: Sequence[Source], web: Web | None = None) -> None:
        self._paths = tuple(paths)
        self._sources = tuple(sources)
        self._named = {source.name: source for source in self._sources}
        self._web = web
        self._done = 0
        self._open: BufferedReader[FileIO] | None = None

    @cached_property
    def _bytes(self) -> int:
        """How large the files are together."""
        return sum(_size(file) for path in self._paths if not is_address(path) for file in _files_at(Path(path)))

    def share(self) -> float:
        """How much of the files was read, as a part of one."""
        with suppress(OSError, ValueError):
            return min(1.0, (self._done + (self._open.raw.tell() if self._open else 0)) / (self._bytes or 1))
        return 0.0

    def documents(self) -> Iterator[Document | Rejected]:
        """The documents of all files. A path with nothing to load stops it before the first."""
        for path in self._paths:
            if is_address(path) and self._web is None:
                raise InvalidValue(f"{path} is on the network, which is off", hint="Allow it with --allow-network.")
            if not is_address(path) and not Path(path).exists():
                raise FileNotFoundError(f"there is no file or folder {path}")
        for path in self._paths:
            if self._web and is_address(path):
                yield from self._of_address(self._web, str(path))
            elif Path(path).is_dir():
                yield from self._of_folder(Path(path))
            else:
                yield from self._of_file(Path(path))

    def article(self, document: Document) -> Article | Rejected:
        """The article that a document holds, as its source reads it."""
        return self._named[document.source].article(document)

    def _of_folder(self, folder: Path) -> Iterator[Document | Rejected]:
        empty = True
        for file in _files(folder):
            for one in self._of_file(file, named=False):
                empty &= isinstance(one, Unknown)
                yield one
        if empty:
            raise FileNotFoundError(f"the folder {folder} holds no file with articles")

    def _of_address(self, web: Web, url: str) -> Iterator[Document | Rejected]:
        found = web.fetched(url)
        if isinstance(found, Rejected):
            yield found
        else:
            yield from self._of_input(found)

    def _of_file(self, path: Path, *, named: bool = True) -> Iterator[Document | Rejected]:
        """The documents of a file."""
        name = shown(path)
        try:
            with BufferedReader(FileIO(path), HEAD) as raw:
                self._open = raw
                yield from self._of_input(Input(name, raw.peek(HEAD)[:HEAD], raw, named=named))
            self._open, self._done = None, self._done + _size(path)
        except OSError as error:
            yield Rejected(name, "UNREADABLE", f"{name} cannot be read: {error.strerror}.")

    def _of_input(self, given: Input) -> Iterator[Document | Rejected]:
        try:
            if given.head.startswith(_GZIP):
                stream = BufferedReader(gzip.GzipFile(fileobj=given.stream), HEAD)
                given = replace(given, head=stream.peek(HEAD)[:HEAD], stream=stream)
            source = next((source for source in self._sources if source.recognises(given)), None)
            if source:
                yield from source.documents(given)
            else:
                yield Unknown(given.name, "UNKNOWN_KIND", f"{given.name} is of no kind that a source knows.")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Rejected(given.name, "BROKEN_GZIP", f"{given.name} cannot be unpacked: {error}.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _files_at(path: Path) -> Iterable[Path]:
    return _files(path) if path.is_dir() else (path,)


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder, at any depth, but for hidden ones and the parts of saved pages. Links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one.removesuffix(_PARTS) not in (pages - {one}))
        yield from (path for name in sorted(names) if not name.startswith(".") and (path := Path(place, name)).is_file())
