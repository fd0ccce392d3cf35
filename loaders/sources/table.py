"""Tables: one article a row, in CSV, TSV or Parquet, with columns that are known by their names or declared."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from loaders import story
from loaders.base import Document, Rejected
from loaders.extras import library
from loaders.page.markup import Unreadable
from loaders.shapes import Shape
from loaders.shapes import story as told
from loaders.sources.base import Input
from loaders.sources.lines import lines
from loaders.text import LARGEST
from schema.records import Article

KNOWN = Shape(
    "table",
    (frozenset(),),
    {
        "headline": ("headline", "title"),
        "byline": ("byline", "author", "authors"),
        "published": ("published", "published_at", "publish_date", "date_published", "date_publish", "date"),
        "language": ("language", "lang"),
        "publisher": ("publisher", "outlet", "source", "source_name"),
        "url": ("url", "link"),
        "guid": ("guid",),
        "body": ("body", "text", "content", "article", "maintext", "full_text"),
        "summary": ("summary", "description"),
    },
)
"""What columns are called that need no declaration."""

BATCH = 64
"""How many rows of a Parquet file are read at a time."""
LARGEST_GROUP = 1_000_000_000
"""The most bytes of a row group of a Parquet file when it is unpacked."""

_PARQUET = b"PAR1"
_NAMES = frozenset({".csv", ".tsv"})
_MARKS = (",", "\t", ";", "|")
_WORD = re.compile(r"[\w .-]{1,60}")


class Table:
    """A source for tables; with a shape of its own it takes any columns."""

    name = "table"

    def __init__(self, shape: Shape | None = None) -> None:
        self._shape = shape

    def recognises(self, given: Input) -> bool:
        """Whether the bytes are Parquet's, or begin with a line of names of which one is that of the text of an article."""
        if given.head.startswith(_PARQUET):
            return True
        return self._known(given) or (given.named and Path(given.name.removesuffix(".gz")).suffix.lower() in _NAMES)

    def _known(self, given: Input) -> bool:
        """Whether the first line names the text of an article, and something else of it where no map declares that."""
        columns = _columns(given.head.split(b"\n", 1)[0])
        paths = (self._shape or KNOWN).paths
        found = {name for name, others in paths.items() if not set(others).isdisjoint((*columns, *map(str.lower, columns)))}
        return len(columns) > 1 and not found.isdisjoint({"body", "summary"}) and (self._shape is not None or len(found) > 1)

    def _unknown(self, given: Input) -> str | None:
        """Why the columns of a text are not those of articles; None where they are."""
        columns = _columns(given.head.split(b"\n", 1)[0])
        wanted = [path for paths in self._shape.paths.values() for path in paths] if self._shape else ()
        if absent := [name for name in wanted if name.split(".")[0] not in columns]:
            return f"no column {' and none '.join(absent)}, which --map names; it has {', '.join(columns) or 'no columns'}."
        if not self._known(given):
            return "no columns that are known for those of an article. Declare them with --map, as in --map body=COLUMN."
        return None

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """A document for each row."""
        if not given.head.startswith(_PARQUET) and (why := self._unknown(given)):
            yield Rejected(given.name, "UNKNOWN_SHAPE", f"{given.name} has {why}")
            return
        rows = _parquet(given, self._shape or KNOWN) if given.head.startswith(_PARQUET) else self._rows(given)
        for number, row in enumerate(rows, 1):
            yield row if isinstance(row, Rejected) else self._document(given, f"{given.name}#{number}", row)

    def _document(self, given: Input, name: str, row: dict[str, Any]) -> Document | Rejected:
        mapped = self._shape.declared if self._shape else ""
        try:
            return Document(name, orjson.dumps(row, default=str), captured=given.captured, source=self.name, mapped=mapped)
        except TypeError:
            return Rejected(name, "NOT_UTF8", f"{name} is not UTF-8.")

    @staticmethod
    def _rows(given: Input) -> Iterator[dict[str, Any] | Rejected]:
        """The rows of a text, by the names in its first line."""
        refused: list[Rejected] = []
        mark = _mark(given.head.split(b"\n", 1)[0])
        csv.field_size_limit(LARGEST)
        read = csv.reader(_texts(given, refused), delimiter=mark)
        names: Sequence[str] = ()
        try:
            for row in read:
                yield from refused
                refused.clear()
                if names and any(row):
                    yield dict(zip(names, row, strict=False))
                names = names or [name.strip() for name in row]
        except csv.Error as error:
            yield Rejected(given.name, "BROKEN_TABLE", f"{given.name} cannot be read on from line {read.line_num}: {error}.")
        yield from refused

    def article(self, document: Document) -> Article | Rejected:
        """The article that a row tells of."""
        row = orjson.loads(document.content)
        known = row if self._shape else {name.lower(): value for name, value in row.items()}
        try:
            return story.article(told(known, self._shape or KNOWN), document)
        except Unreadable as error:
            return Rejected(document.name, error.code, f"{document.name} {error}.")


def _texts(given: Input, refused: list[Rejected]) -> Iterator[str]:
    """The lines as text; those that are too long are left out and kept among the refused."""
    for number, line in enumerate(lines(given)):
        if isinstance(line, Rejected):
            refused.append(line)
        else:
            yield line.decode("utf-8" if number else "utf-8-sig", "surrogateescape")


def _mark(header: bytes) -> str:
    text = header.decode("utf-8", "replace")
    return max(_MARKS, key=text.count)


def _columns(header: bytes) -> list[str]:
    """The names in the first line of a table; none where it is another text."""
    text = header.decode("utf-8-sig", "replace").strip()
    try:
        names = next(csv.reader([text], delimiter=_mark(header)), []) if len(text) < LARGEST else []
    except csv.Error:
        return []
    plain = [name.strip() for name in names]
    return plain if all(_WORD.fullmatch(name) for name in plain) else []


def _parquet(given: Input, shape: Shape) -> Iterator[dict[str, Any] | Rejected]:
    """The rows of a Parquet file, with the columns that the shape names."""
    arrow = library("pyarrow", "parquet")
    try:
        file = library("pyarrow.parquet", "parquet").ParquetFile(given.stream)
        groups = [file.metadata.row_group(number).total_byte_size for number in range(file.metadata.num_row_groups)]
        if max(groups, default=0) > LARGEST_GROUP:
            yield Rejected(given.name, "TOO_LARGE", f"{given.name} has a row group of more than {LARGEST_GROUP} bytes.")
            return
        wanted = {path.split(".")[0] for paths in shape.paths.values() for path in paths}
        names = [name for name in file.schema_arrow.names if name in wanted or (shape is KNOWN and name.lower() in wanted)]
        for batch in file.iter_batches(batch_size=BATCH, columns=names):
            yield from batch.to_pylist()
    except (arrow.ArrowException, OSError) as error:
        yield Rejected(given.name, "BROKEN_TABLE", f"{given.name} is no Parquet file that can be read: {error}.")
