"""What one article takes: processor time, records, bytes; the figures of docs/scale.md: `python -m bench.scale`, or `make scale`.

Articles of 500 words are loaded in one process into a file, and the same records published into a PostgreSQL server of its own.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from bench.articles import lines
from loaders.engine import InProcess, batched
from loaders.loading import load
from loaders.work import Outcome, Recipe
from schema.documents import record
from schema.records import Record
from schema.store.opening import store_at
from schema.store.sqlite import SqliteReader, SqliteStore
from tests.postgres import running

SIZE, WORDS = 400, 500

_RELATIONS = "pg_class WHERE relkind = 'r' AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'dateline%')"
_MEASURES = f"SELECT sum(reltuples), sum(pg_table_size(oid)), sum(pg_indexes_size(oid)) FROM {_RELATIONS}"  # noqa: S608  names from above


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=SIZE, help="how many articles (default: %(default)s)")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder, running() as server:
        path = Path(folder, "articles.jsonl")
        path.write_bytes(b"".join(lines(range(size), WORDS)))
        _extraction(path, size)
        store = SqliteStore(Path(folder, "store.sqlite"))
        seconds = _seconds(time.process_time, lambda: load(*Recipe([path]).made(), store, None))
        records = list(_records(store.reader()))
        print(f"records                     {len(records) / size:8.1f} an article")
        print(f"loaded into a file          {size / seconds:8.1f} articles a second and core")
        seconds = _seconds(time.process_time, lambda: SqliteStore(Path(folder, "again.sqlite")).publish(records))
        print(f"published into a file       {len(records) / seconds:8.0f} records a second")
        print(f"a file                      {Path(folder, 'store.sqlite').stat().st_size / size / 1e3:8.1f} kB an article")
        seconds = _seconds(time.monotonic, lambda: store_at(server.url()).publish(records))
        with psycopg.connect(server.url()) as connection:
            rows, tables, indexes = map(float, connection.execute(_MEASURES).fetchone() or ())
        print(f"published into PostgreSQL   {rows / seconds:8.0f} rows a second, {rows / size:.0f} rows an article")
        print(f"PostgreSQL                  {tables / size / 1e3:8.1f} kB an article in tables, {indexes / size / 1e3:.1f} kB in indexes")


def _extraction(path: Path, size: int) -> None:
    """What engines do: from documents to the outcomes that they send back."""
    recipe = Recipe([path])
    source, _ = recipe.made()
    documents = [one for one in source.documents() if not hasattr(one, "reason")]
    outcomes = InProcess(recipe.work()).outcomes
    list(outcomes(batched(documents[:20])))  # reads models and word lists
    found: list[Outcome] = []
    seconds = _seconds(time.process_time, lambda: found.extend(outcomes(batched(documents))))
    print(f"extracted                   {size / seconds:8.1f} articles a second and core")
    print(f"a document                  {sum(len(one.content) for one in documents) / size / 1e3:8.1f} kB, to a worker")
    print(f"an outcome                  {len(pickle.dumps([one.found for one in found])) / size / 1e3:8.1f} kB, from a worker")


def _records(reader: SqliteReader) -> Iterator[Record]:
    return (record(row, spec) for spec, row in reader.everything())


def _seconds(clock: Callable[[], float], action: Callable[[], object]) -> float:
    began = clock()
    action()
    return clock() - began


if __name__ == "__main__":
    main()
