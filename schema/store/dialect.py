"""What the SQL of one database has of its own: one row for each. All other SQL is written once, for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schema.catalog import FieldSpec, RecordSpec
from schema.store.fulltext import FTS5, VECTOR, FullText


def quoted(name: str) -> str:
    """A name as an identifier. Names come from the catalogue, never from a request."""
    return f'"{name}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A row. Tables lie in `schema`, where the database has such."""

    column_type: Callable[[FieldSpec], str]
    text: str
    binary: str
    numbered: bool
    """Whether each row has a number by which the parts of a record are joined; else its key stands in all of them."""
    index_names: bool
    """Whether an index must be given a name."""
    position: str
    """The function that finds a text in another."""
    nested: str
    """How a table is joined of which one row is read for each row before it."""
    gathered: str
    """How texts `{c}` of rows become one, with commas, by the order of `{o}`."""
    explain: str
    """What a statement begins with so that the database tells how it would find the rows."""
    fulltext: FullText
    trigrams: Callable[[str], str] | None = None
    """The statement that makes a table by which texts are found by what they contain; None where all are looked through."""
    grouped: str = "{c}"
    """How a column is grouped by, so that filters decide which index is read, and not the groups."""
    keyed: str = ""
    """What a table of few columns ends with that lies in the order of its key."""
    schema: str = ""

    def table(self, name: str) -> str:
        """A table as it is named in a statement."""
        return f"{quoted(self.schema)}.{quoted(name)}" if self.schema else quoted(name)

    def key(self, spec: RecordSpec) -> tuple[str, ...]:
        """The columns that tell a record in the tables beside its own. Where several machines hold the rows, the first tells which."""
        return ("rowid",) if self.numbered else primary_key(spec)

    def beside(self, spec: RecordSpec, one: str, other: str) -> str:
        """The condition that rows of two tables belong to one record."""
        return " AND ".join(f"{one}.{quoted(name)} = {other}.{quoted(name)}" for name in self.key(spec))

    def owner(self, spec: RecordSpec) -> Mapping[str, str]:
        """The columns that tell in a list of values whose they are, each with the column of the record that it repeats."""
        return {"owner": "id"} if self.numbered else {"owner" if name == "id" else f"owner.{name}": name for name in primary_key(spec)}

    def owned(self, spec: RecordSpec, values: str, owner: str) -> str:
        """The condition that a value belongs to a record."""
        return " AND ".join(f"{values}.{quoted(name)} = {owner}.{quoted(column)}" for name, column in self.owner(spec).items())

    def index(self, table: str, columns: Sequence[str]) -> str:
        """The statement that makes an index."""
        name = quoted(f"{table}:{' '.join(columns[:-1])}") + " " if self.index_names else ""
        return f"CREATE INDEX {name}ON {self.table(table)} ({', '.join(map(quoted, columns))})"


def primary_key(spec: RecordSpec) -> tuple[str, ...]:
    """What tells a record, and before it the article that it lies beside, where it belongs to one."""
    reading = spec.reading
    return (reading.name, "id") if reading.ref and reading.name in spec.columns else ("id",)


SQLITE = Dialect(
    column_type=lambda field: field.kind.sqlite if field.kind else "TEXT",
    text="TEXT",
    binary="BLOB",
    numbered=True,
    index_names=True,
    position="instr",
    nested="CROSS JOIN",
    gathered="group_concat({c}, ',')",
    explain="EXPLAIN QUERY PLAN",
    fulltext=FTS5,
    trigrams=lambda table: (
        f"CREATE VIRTUAL TABLE {table} USING fts5(texts, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')"
    ),
    grouped="+{c}",
    keyed=" WITHOUT ROWID",
)

POSTGRES = Dialect(
    column_type=lambda field: field.kind.postgres if field.kind else 'TEXT COLLATE "C"',
    text='TEXT COLLATE "C"',
    binary="BYTEA",
    numbered=False,
    index_names=False,
    position="strpos",
    nested="JOIN",
    gathered="string_agg({c}, ',' ORDER BY {o})",
    explain="EXPLAIN",
    fulltext=VECTOR,
)
"""PostgreSQL, and what speaks its language. Texts are ordered by their code points, as everywhere here."""
