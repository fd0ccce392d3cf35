"""Writing a snapshot into PostgreSQL: its tables are made, filled by COPY, indexed and counted in the transaction at hand."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from psycopg import errors

from schema.catalog import Catalog, RecordSpec
from schema.errors import InvalidValue
from schema.store import ddl
from schema.store.dialect import Dialect, quoted
from schema.store.servers import Connection
from schema.store.stage import Stage

logger = logging.getLogger(__name__)


def write(connection: Connection, stage: Stage, meta: Mapping[str, str], catalog: Catalog, dialect: Dialect) -> None:
    """Makes the schema of the dialect, with everything that is staged in it."""
    _run(connection, [f"CREATE SCHEMA {quoted(dialect.schema)}", *ddl.create_tables(catalog, dialect)])
    copy(connection, dialect.table(ddl.META), ("key", "value"), meta.items())
    for spec in catalog:
        for table in ddl.tables(spec, dialect):
            copy(connection, dialect.table(table.name), table.columns, _rows(stage, spec, table))
    _index(connection, list(ddl.create_indexes(catalog, dialect)))
    _run(connection, (*ddl.pack(catalog, dialect), *ddl.add_up(catalog, dialect), *ddl.finish_search(catalog, dialect)))
    _run(connection, (f"ANALYZE {dialect.table(table.name)}" for spec in catalog for table in ddl.tables(spec, dialect)))


def _run(connection: Connection, statements: Iterable[str]) -> None:
    connection.execute("; ".join(statements))


def _rows(stage: Stage, spec: RecordSpec, table: ddl.Table) -> Iterator[ddl.Cells]:
    for number, staged in enumerate(stage.in_reading_order(spec), 1):
        for row in table.rows(number, staged):
            if any(isinstance(cell, str) and "\0" in cell for cell in row):
                raise InvalidValue(f"{staged.found['id']} holds the character NUL, which PostgreSQL cannot store")
            yield row


def copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[ddl.Cells]) -> None:
    """Adds rows to a table."""
    text = f"COPY {table} ({', '.join(map(quoted, columns))}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(text) as copied:
        for row in rows:
            copied.write_row(row)


def _index(connection: Connection, statements: Sequence[str]) -> None:
    """Makes the indexes. One that a value is too long for is left out: what it would find is then found by reading all rows."""
    try:
        with connection.transaction():
            _run(connection, statements)
    except errors.ProgramLimitExceeded:
        for statement in statements:
            try:
                with connection.transaction():
                    _run(connection, [statement])
            except errors.ProgramLimitExceeded as error:
                logger.warning("a value is too long for an index: %s", error.diag.message_primary)
