"""The catalogue as tables: two for each record type, one for each list of values that can be filtered by, one for each packed list.

Beside them lie tables for searching: one with the words of the records that can be searched, one with the trigrams of their texts.

A record's row holds its columns and its light document; the whole document, folded into the light one, and the long fields lie in a table
of their own, in the row of the same number or key, so that what is read most lies close together. Rows are written in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from schema.catalog import Catalog, RecordSpec, StructSpec, Values
from schema.documents import Document, column
from schema.kinds import PROSE
from schema.plan import PACKED
from schema.store.dialect import Dialect, primary_key, quoted
from schema.store.sql import packed_table, search_table, trigrams_table, values_table, whole_table
from schema.store.stage import Staged
from schema.store.sums import addend_columns, addends_table, write_addends
from schema.totals import totals_of

META = "snapshot"
"""The table that holds the id of the snapshot, what extracted it, and the digest of the catalogue that it was written with."""

LOADED = "loaded"
"""The table that holds the checksums of all documents that were ever loaded; it is no part of the snapshot's id."""

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is filled from records: how it is made, what is written, and the rows of a record, which get its number."""

    name: str
    create: str
    columns: tuple[str, ...]
    rows: Callable[[int, Staged], Iterable[Cells]]


def cells(spec: StructSpec, found: Document) -> list[object]:
    """What the columns of a record or a value hold."""
    return list(_columns(spec)(found))


@cache
def _columns(spec: StructSpec) -> Callable[[Document], Iterable[object]]:
    """What reads them. Where none lies inside another value it is one step, since this is done for each record that is published."""
    paths = tuple(spec.columns)
    if len(paths) > 1 and not any("." in path for path in paths):
        return itemgetter(*paths)
    return lambda found: [column(found, path) for path in paths]


def value_cells(values: Values, found: Document) -> list[list[object]]:
    """The same for a list of values, after the id of the record and the position."""
    return [[found["id"], position, *cells(values.target, value)] for position, value in enumerate(found[values.name])]


def tables(spec: RecordSpec, dialect: Dialect) -> Iterator[Table]:
    """The tables that hold the records of a type."""
    yield _light(spec, dialect)
    yield _whole(spec, dialect)
    yield from (_values(values, dialect) for values in spec.lists.values())
    if spec.searched:
        yield _searched(spec, dialect)
    if dialect.trigrams and any(textual(struct) for struct in (spec, *(values.target for values in spec.lists.values()))):
        yield Table(trigrams_table(spec), dialect.trigrams(dialect.table(trigrams_table(spec))), ("rowid", "texts"), _texts(spec))


def _light(spec: RecordSpec, dialect: Dialect) -> Table:
    key = ("id",) if dialect.numbered else primary_key(spec)
    columns = {**_types(spec, dialect), "document": "TEXT NOT NULL"}
    numbers = ("rowid",) if dialect.numbered else ()

    def rows(number: int, staged: Staged) -> Iterator[Cells]:
        yield [*(number for _ in numbers), *cells(spec, staged.found), staged.light]

    return Table(spec.plural, _create(dialect, spec.plural, columns, key), (*numbers, *columns), rows)


def _whole(spec: RecordSpec, dialect: Dialect) -> Table:
    key = _key_columns(spec, dialect)
    columns = {**key, "document": f"{dialect.binary} NOT NULL", **{name: dialect.column_type(spec.fields[name]) for name in spec.large}}

    def rows(number: int, staged: Staged) -> Iterator[Cells]:
        own = [staged.found[name] for name in key] if key else [number]
        yield [*own, staged.whole, *(staged.found[name] for name in spec.large)]

    numbers = ("rowid",) if dialect.numbered else ()
    return Table(whole_table(spec), _create(dialect, whole_table(spec), columns, tuple(key)), (*numbers, *columns), rows)


def _values(values: Values, dialect: Dialect) -> Table:
    owner = dialect.owner(values.owner)
    columns = dict.fromkeys(owner, f"{dialect.text} NOT NULL") | {"position": "INTEGER NOT NULL"}
    create = _create(dialect, values_table(values), {**columns, **_types(values.target, dialect)}, (*owner, "position"), dialect.keyed)
    others = [column for column in owner.values() if column != "id"]

    def rows(_: int, staged: Staged) -> Iterator[Cells]:
        beside = [staged.found[name] for name in others]
        yield from ([*beside, *value] for value in value_cells(values, staged.found))

    return Table(values_table(values), create, (*columns, *values.target.columns), rows)


def _searched(spec: RecordSpec, dialect: Dialect) -> Table:
    fulltext, name = dialect.fulltext, search_table(spec)
    key = _key_columns(spec, dialect)
    typed = ", ".join([*(f"{quoted(column)} {kind}" for column, kind in key.items()), f"PRIMARY KEY ({', '.join(map(quoted, key))})"])

    def rows(number: int, staged: Staged) -> Iterator[Cells]:
        yield [*(staged.found[one] for one in key), number, *fulltext.cells(*staged.words)]

    return Table(name, fulltext.create(dialect.table(name), typed), (*key, fulltext.reading, *fulltext.columns), rows)


def textual(spec: StructSpec) -> list[str]:
    """The columns that can be asked for what they contain."""
    return [path for path, field in spec.columns.items() if field.filterable and field.kind and field.kind.textual]


def _texts(spec: RecordSpec) -> Callable[[int, Staged], Iterable[Cells]]:
    """The texts of a record and of its lists of values, without NUL, which ends a text in an index."""
    own, lists = textual(spec), {name: paths for name, values in spec.lists.items() if (paths := textual(values.target))}

    def rows(number: int, staged: Staged) -> Iterator[Cells]:
        found = staged.found
        inner = (column(value, path) for name, paths in lists.items() for value in found[name] for path in paths)
        texts = {str(text) for text in (*(column(found, path) for path in own), *inner) if text}
        yield [number, "\n".join(sorted(texts)).replace("\0", "\n")]

    return rows


def _types(spec: StructSpec, dialect: Dialect) -> dict[str, str]:
    return {path: dialect.column_type(field) for path, field in spec.columns.items()}


def _key_columns(spec: RecordSpec, dialect: Dialect) -> dict[str, str]:
    """The columns by which the parts of a record are joined, unless they have a number."""
    return {} if dialect.numbered else dict.fromkeys(primary_key(spec), f"{dialect.text} NOT NULL")


def _create(dialect: Dialect, name: str, columns: Mapping[str, str], key: Sequence[str], end: str = "") -> str:
    parts = [f"{quoted(column)} {kind}" for column, kind in columns.items()]
    if key:
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, key))})")
    return f"CREATE TABLE {dialect.table(name)} ({', '.join(parts)}){end}"


def create_tables(catalog: Catalog, dialect: Dialect) -> Iterator[str]:
    """The statements that make empty tables."""
    yield _create(dialect, META, {"key": "TEXT", "value": "TEXT NOT NULL"}, ["key"], dialect.keyed)
    yield _create(dialect, LOADED, {"checksum": dialect.text}, ["checksum"], dialect.keyed)
    for spec in catalog:
        yield from (table.create for table in tables(spec, dialect))
        for link in spec.packed.values():
            key = _key_columns(spec, dialect)
            yield _create(dialect, packed_table(spec, link), {**key, "documents": "TEXT NOT NULL"}, tuple(key))
        if totals := totals_of(spec):
            columns = {path: dialect.column_type(field) for path, field in addend_columns(totals).items()}
            yield _create(dialect, addends_table(spec), columns, ("id",))


def create_indexes(catalog: Catalog, dialect: Dialect) -> Iterator[str]:
    """The statements that make every filter but those on long prose quick; made after the rows, which is faster."""
    for spec in catalog:
        key = ("id",) if dialect.numbered else primary_key(spec)
        wanted = [(path, "id") if path != "id" else ("id",) for path in _indexed(spec)]
        yield from (dialect.index(spec.plural, columns) for columns in wanted if columns != key)
        yield from (dialect.index(spec.plural, (*pair, "id")) for pair in spec.model.listings)
        for values in spec.lists.values():
            yield from (dialect.index(values_table(values), (path, "owner")) for path in _indexed(values.target))


def _indexed(spec: StructSpec) -> list[str]:
    return [path for path, field in spec.columns.items() if field.kind is not PROSE]


def pack(catalog: Catalog, dialect: Dialect) -> Iterator[str]:
    """The statements that put light documents in lists beside the records that they refer to."""
    for spec in catalog:
        keys = dialect.key(spec)
        into, own = ", ".join(map(quoted, keys)), ", ".join(f"min(a.{quoted(name)})" for name in keys)
        for link in spec.packed.values():
            parent = quoted(link.column)
            among = (
                f"SELECT {parent} AS parent, id, document, row_number() OVER (PARTITION BY {parent} ORDER BY id) AS number "
                f"FROM {dialect.table(link.target.plural)} WHERE {parent} IS NOT NULL"
            )
            gathered = dialect.gathered.format(c="own.document", o="own.id")
            yield (
                f"INSERT INTO {dialect.table(packed_table(spec, link))} ({into}, documents) "
                f"SELECT {own}, '[' || {gathered} || ']' "
                f"FROM ({among}) own JOIN {dialect.table(spec.plural)} a ON a.id = parent "
                f"WHERE number <= {PACKED} GROUP BY parent ORDER BY 1"
            )


def add_up(catalog: Catalog, dialect: Dialect) -> Iterator[str]:
    """The statements that write what sums are made of, and make it quick; after the rows and the indexes."""
    for spec in catalog:
        if totals := totals_of(spec):
            names = list(addend_columns(totals))
            chosen = [one.way.path for name, one in totals.dimensions.items() if name not in totals.declared.apart]
            first, *others = [*(way.path for way in totals.ranges), *chosen]
            yield write_addends(totals, dialect)
            yield dialect.index(addends_table(spec), list(dict.fromkeys([first, *names])))
            yield from (dialect.index(addends_table(spec), (path, "id")) for path in others)


def finish_search(catalog: Catalog, dialect: Dialect) -> Iterator[str]:
    """The statements that make searching quick; after the rows."""
    return (dialect.fulltext.finish(dialect.table(search_table(spec))) for spec in catalog if spec.searched)


def insert(table: str, columns: Sequence[str], dialect: Dialect) -> str:
    """The statement that adds a row."""
    return f"INSERT INTO {dialect.table(table)} ({', '.join(map(quoted, columns))}) VALUES ({', '.join('?' * len(columns))})"
