"""Files and folders of any kind that a source knows: each file goes to the first source that recognises its first bytes."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.base import Document, Rejected
from loaders.sources.base import HEAD, Input, Source
from schema.records import Article

TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
"""What a file of a folder is called that is taken for an article though only its words could say so."""

_ABOUT = re.compile(r"(?:readme|changelog|licen[cs]e|notice|authors|contributing|copying)\b", re.IGNORECASE)
"""Files that tell about a folder and not of the world."""
_GZIP = b"\x1f\x8b"
_PARTS = "_files"
"""How a browser names the folder with the pictures and scripts of a page that it saves."""


class Files:
    """A loader for files and folders; a folder stands for those files in it, at any depth, that a source recognises."""

    name = "files"

    def __init__(self, paths: Sequence[str | Path], sources: Sequence[Source]) -> None:
        self._paths = tuple(Path(path) for path in paths)
        self._sources = tuple(sources)
        self._named = {source.name: source for source in self._sources}

    def documents(self) -> Iterator[Document | Rejected]:
        """The documents of all files. A path with nothing to load stops it before the first."""
        for path in self._paths:
            if not path.exists():
                raise FileNotFoundError(f"there is no file or folder {path}")
        for path in self._paths:
            if path.is_dir():
                yield from self._of_folder(path)
            else:
                yield from self._of_file(path)

    def article(self, document: Document) -> Article | Rejected:
        """The article that a document holds, as its source reads it."""
        return self._named[document.source].article(document)

    def _of_folder(self, folder: Path) -> Iterator[Document | Rejected]:
        empty = True
        for file in _files(folder):
            for one in self._of_file(file, known=True):
                empty = False
                yield one
        if empty:
            raise FileNotFoundError(f"the folder {folder} holds no file with articles")

    def _of_file(self, path: Path, *, known: bool = False) -> Iterator[Document | Rejected]:
        """The documents of a file; of one that must be `known` none where no source but that of plain text takes it."""
        try:
            with path.open("rb") as raw:
                zipped = raw.peek(2)[:2] == _GZIP
                stream = gzip.GzipFile(fileobj=raw) if zipped else raw
                given = Input(str(path), stream.peek(HEAD)[:HEAD], stream)
                if source := self._source(given, known=known):
                    yield from source.documents(given)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Rejected(str(path), "BROKEN_GZIP", f"{path} cannot be unpacked: {error}.")
        except OSError as error:
            yield Rejected(str(path), "UNREADABLE", f"{path} cannot be read: {error.strerror}.")

    def _source(self, given: Input, *, known: bool) -> Source | None:
        """The first source that recognises an input; the last takes all, and of a folder only what is called a text."""
        *sources, last = self._sources
        found = next((source for source in sources if source.recognises(given)), None)
        if found is None and known:
            name = Path(given.name.removesuffix(".gz"))
            return last if name.suffix.lower() in TEXTS and not _ABOUT.match(name.stem) else None
        return found or last


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder, at any depth, but for hidden ones and the parts of saved pages. Links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one.removesuffix(_PARTS) not in (pages - {one}))
        yield from (path for name in sorted(names) if not name.startswith(".") and (path := Path(place, name)).is_file())
