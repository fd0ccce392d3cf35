"""Plain text and Markdown: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.base import Document, Rejected
from loaders.sources.base import Input, shown, whole
from loaders.text import LARGEST, read
from schema.records import Article

SUFFIX = ".txt"
TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
"""What a file of a folder is called that is taken for an article though only its words could say so."""

_ABOUT = re.compile(r"(?:readme|changelog|licen[cs]e|notice|authors|contributing|copying)\b", re.IGNORECASE)
"""Files that tell about a folder and not of the world."""


class PlainText:
    """A source for what no other source knows: what is no text is refused when it is read."""

    name = "text"

    def recognises(self, given: Input) -> bool:
        """Always where it is named; in a folder what is called a text and is not about the folder."""
        path = Path(given.name.removesuffix(".gz"))
        return given.named or (path.suffix.lower() in TEXTS and not _ABOUT.match(path.stem))

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """The text."""
        yield whole(given, self.name, LARGEST)

    def article(self, document: Document) -> Article | Rejected:
        """The article that the text is."""
        return read(document)


class TextFiles:
    """A loader for files and folders; a folder stands for its `*.txt` files in the order of their names."""

    name = "text"

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self._paths = tuple(Path(path) for path in paths)

    def documents(self) -> Iterator[Document]:
        """The files' contents, as far as an article can be long. A path with nothing to load stops it before the first."""
        for file in [file for path in self._paths for file in _files(path)]:
            with file.open("rb") as stream:
                yield Document(name=shown(file), content=stream.read(LARGEST + 1))

    def article(self, document: Document) -> Article | Rejected:
        """The article that the file holds."""
        return read(document)


def _files(path: Path) -> Sequence[Path]:
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}")
    if not path.is_dir():
        return (path,)
    found = sorted((file for file in path.iterdir() if file.suffix == SUFFIX and file.is_file()), key=lambda file: file.name)
    if not found:
        raise FileNotFoundError(f"the folder {path} holds no *{SUFFIX} file")
    return found
