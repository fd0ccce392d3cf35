"""The catalogue as tables: two for each record type, one for each list of values that can be filtered by, one for each packed list.

A record's row holds its columns and its light document; the whole document and the long fields lie in a table of their own, in the row of
the same number, so that what is read most lies close together. Rows are numbered in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator

from schema.catalog import Catalog, FieldSpec, RecordSpec, StructSpec, Values
from schema.kinds import PROSE
from schema.plan import PACKED
from schema.store.sql import packed_table, quoted, values_table, whole_table

META = "snapshot"
"""The table that holds the id of the snapshot, what extracted it, and the digest of the catalogue that it was written with."""


def large_fields(spec: StructSpec) -> list[FieldSpec]:
    """The fields that stand in a column of their own, outside the document."""
    return sorted((field for field in spec.fields.values() if field.large), key=lambda field: field.name)


def create_tables(catalog: Catalog) -> Iterator[str]:
    """The statements that make empty tables."""
    yield f"CREATE TABLE {META} (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
    for spec in catalog:
        columns = [f"{quoted(path)} {_type(field)}" for path, field in spec.columns.items() if path != "id"]
        yield f"CREATE TABLE {quoted(spec.plural)} ({', '.join(['id TEXT PRIMARY KEY', *columns, 'document TEXT NOT NULL'])})"
        large = [f"{quoted(field.name)} {_type(field)}" for field in large_fields(spec)]
        yield f"CREATE TABLE {quoted(whole_table(spec))} ({', '.join(['document TEXT NOT NULL', *large])})"
        for link in spec.packed.values():
            yield f"CREATE TABLE {quoted(packed_table(spec, link))} (documents TEXT NOT NULL)"
        for values in spec.lists.values():
            inner = [f"{quoted(path)} {_type(field)}" for path, field in values.target.columns.items()]
            yield (
                f"CREATE TABLE {quoted(values_table(values))} (owner TEXT NOT NULL, position INTEGER NOT NULL, "
                f"{', '.join([*inner, 'PRIMARY KEY (owner, position)'])}) WITHOUT ROWID"
            )


def create_indexes(catalog: Catalog) -> Iterator[str]:
    """The statements that make every filter but those on long prose quick; made after the rows, which is faster."""
    for spec in catalog:
        yield from (_index(spec.plural, path, "id") for path in _indexed(spec) if path != "id")
        yield from (_index(spec.plural, *pair, "id") for pair in spec.model.listings)
        for values in spec.lists.values():
            yield from (_index(values_table(values), path, "owner") for path in _indexed(values.target))


def pack(catalog: Catalog) -> Iterator[str]:
    """The statements that put light documents in lists beside the records that they refer to."""
    for spec in catalog:
        for link in spec.packed.values():
            column = quoted(link.column)
            among = (
                f"SELECT {column} parent, document, row_number() OVER (PARTITION BY {column} ORDER BY id) number "
                f"FROM {quoted(link.target.plural)} WHERE {column} IS NOT NULL"
            )
            yield (
                f"INSERT INTO {quoted(packed_table(spec, link))} (rowid, documents) "
                f"SELECT a.rowid, '[' || group_concat(own.document, ',') || ']' "
                f"FROM ({among}) own JOIN {quoted(spec.plural)} a ON a.id = parent "
                f"WHERE number <= {PACKED} GROUP BY parent ORDER BY a.rowid"
            )


def _type(field: FieldSpec) -> str:
    return field.kind.sqlite if field.kind else "TEXT"


def _indexed(spec: StructSpec) -> list[str]:
    return [path for path, field in spec.columns.items() if field.kind is not PROSE]


def _index(table: str, *columns: str) -> str:
    *named, _ = columns
    name = quoted(f"{table}:{' '.join(named)}")
    return f"CREATE INDEX {name} ON {quoted(table)} ({', '.join(map(quoted, columns))})"


def insert(spec: RecordSpec) -> str:
    """The statement that adds the row of a record: its number, its columns, its light document."""
    return _insert(spec.plural, ["rowid", *spec.columns, "document"])


def insert_whole(spec: RecordSpec) -> str:
    """The statement that adds the rest of a record: its number, its whole document, its long fields."""
    return _insert(whole_table(spec), ["rowid", "document", *(field.name for field in large_fields(spec))])


def insert_values(values: Values) -> str:
    """The statement that adds one value of a list."""
    return _insert(values_table(values), ["owner", "position", *values.target.columns])


def _insert(table: str, names: list[str]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, names))}) VALUES ({marks})"
