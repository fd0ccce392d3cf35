"""The one command: load articles, serve their facts, extract, check, export, and write the contract files.

Exit codes: 0 done; 1 what was asked for was done and something does not hold (check); 2 it could not be done.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from loaders import plugins
from loaders.base import Rejected
from loaders.cluster import Cluster
from loaders.configuration import Configuration
from loaders.engine import InProcess, Sparing
from loaders.host import Failure
from loaders.loading import Settings, load
from loaders.merging import merged
from loaders.pipeline import annotated, nested, read
from loaders.processes import Processes
from loaders.progress import progress
from loaders.quarantine import Quarantine, entries, recipes
from loaders.registry import ANALYZERS, EXTRACTORS, LOADERS, added_extractors, analyzer, loader, names
from loaders.report import Report
from loaders.revision import revised
from loaders.sources.base import Options
from loaders.sources.text_file import TextFiles
from loaders.sources.web import is_address
from loaders.work import Recipe, worked
from schema.catalog import CATALOG, RecordSpec, Reverse
from schema.documents import Document, line
from schema.errors import DatelineError, InvalidValue, Unavailable
from schema.store.base import KEPT, CheckedReader, WritableStore
from schema.store.checking import stored_violations
from schema.store.memory import MemoryReader
from schema.store.opening import is_address as is_database
from schema.store.opening import shown, store_at
from schema.version import installed_version

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from api.openapi import Examples

HERE = Path(__file__).parent
SDL = HERE / "schema" / "schema.graphql"
OPENAPI = HERE / "openapi" / "openapi.json"
SEEDS = HERE / "seeds"

_STORE, _REPLICAS = "DATELINE_STORE", "DATELINE_REPLICAS"

_GARBAGE = 10_000
"""How many new objects the server makes between two collections: an answer is a few thousand, none of them in a cycle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes what is left when it ends
        return 2
    except (DatelineError, OSError) as error:
        hint = getattr(error, "hint", None)
        print(f"dateline: {error}{f'. {hint}' if hint else ''}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="News articles go in; typed, checkable facts come out, over GraphQL and REST.",
        epilog="Exit codes: 0 done; 1 something does not hold (check); 2 it could not be done. `dateline COMMAND --help` says more.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {installed_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], doc: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=doc, description=doc[0].upper() + doc[1:] + ".")
        added.set_defaults(command=run)
        return added

    one = command("load", _load, "load articles into a store, in the place of the same articles in it")
    one.add_argument(
        "paths", nargs="+", type=_place, metavar="PATH", help="a file, a folder (the files in it that a source knows), or a web address"
    )
    _store(one)
    _keep(one)
    _options(one)
    one.add_argument(
        "--loader", choices=names(LOADERS, plugins.LOADERS), default="files", help="what reads the paths (default: %(default)s)"
    )
    one.add_argument("--report", type=Path, metavar="FILE", help="write what the load did as JSON")
    _analyzer(one)
    _workers(one)
    one = command("rejected", _rejected, "list what was rejected when a store was loaded, with reasons, or load it again")
    one.add_argument("store", metavar="STORE", help="a store that `dateline load` wrote")
    one.add_argument("--retry", action="store_true", help="load the inputs again that hold it, and list what is rejected still")
    _keep(one)
    _workers(one)
    one = command("serve", _serve, "serve a store over GraphQL and REST")
    _store(one)
    one.add_argument(
        "--replica",
        action="append",
        default=[],
        metavar="URL",
        help="a PostgreSQL server that follows the store's, to read from; more than one goes",
    )
    one.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    one.add_argument("--port", default=8000, type=_number("port", 0, 65535), help="the port to listen on (default: %(default)s)")
    one.add_argument(
        "--workers", default=1, type=_number("number of workers", 1, 64), help="how many processes serve (default: %(default)s)"
    )
    one.add_argument("--documents", type=Path, metavar="FILE", help="answer only the GraphQL documents in this JSON file")
    one.add_argument(
        "--cors-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="whose pages may read answers, as https://example.org; more than one goes; none for nobody's (default: everybody's)",
    )
    one = command("extract", _extract, "print one JSON object an article with all its facts, or extract the articles of a store again")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("files", nargs="*", default=[], type=_place, metavar="FILE", help="a file with articles, or a web address")
    what.add_argument("--again", metavar="STORE", help="extract the articles of this store again, and print what changes")
    _options(one)
    _keep(one)
    one.add_argument("--dry-run", action="store_true", help="with --again: print what would change, and leave the store as it is")
    _analyzer(one)
    for name, run, doc in (
        ("check", _check, "verify every invariant of a store, and print how many records it holds"),
        ("export", _export, "print a store as NDJSON, one record a line, the same bytes for the same content"),
    ):
        one = command(name, run, doc)
        one.add_argument("store", metavar="STORE", help="a store that `dateline load` wrote")
        one.add_argument("--snapshot", metavar="ID", help="an earlier snapshot that is kept (default: the newest)")
    command("plugins", _plugins, "list the loaders, analyzers, extractors and gazetteers, with the distributions that bring them")
    command("contracts", _contracts, "write schema/schema.graphql and openapi/openapi.json from the catalogue")
    return parser


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", required=True, metavar="STORE", help="the file that holds the store, or a database: postgresql://...")


def _workers(parser: argparse.ArgumentParser) -> None:
    doc = "how many processes extract from many articles (default: one a core)"
    parser.add_argument("--workers", type=_number("number of workers", 1, 1024), help=doc)
    doc = "where they run: here, or on a Ray cluster (default: %(default)s)"
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help=doc)
    doc = "the cluster, with --engine ray (default: one is started here for the load)"
    parser.add_argument("--address", metavar="ADDRESS", help=doc)


def _keep(parser: argparse.ArgumentParser) -> None:
    doc = "how many snapshots stay, the new one counted (default: %(default)s)"
    parser.add_argument("--keep", type=_number("number of snapshots", 1), default=KEPT, metavar="N", help=doc)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="VALUE=PATH",
        help="where objects or rows of a shape of your own have a value: --map body=content --map headline=meta.title; more than one goes",
    )
    parser.add_argument("--allow-network", action="store_true", help="fetch the web addresses among the paths (default: refuse them)")


def _told(given: argparse.Namespace) -> Options:
    return Options(tuple(given.map), given.allow_network)


def _place(text: str) -> str | Path:
    """A file, a folder or a web address."""
    return text if is_address(text) else Path(text)


def _analyzer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--analyzer", choices=names(ANALYZERS, plugins.ANALYZERS), default="light", help="what tags the words (default: %(default)s)"
    )
    parser.add_argument("--pipeline", metavar="NAME", help="the installed spaCy pipeline to use, with --analyzer spacy")


def _number(what: str, least: int, most: int | None = None) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdigit() and least <= int(text) <= (most or sys.maxsize):
            return int(text)
        raise argparse.ArgumentTypeError(f"{text} is no {what}: {f'a number from {least} to {most}' if most else f'{least} or more'}")

    return read


def _load(given: argparse.Namespace) -> int:
    recipe = Recipe(given.paths, _told(given), given.loader, given.analyzer, given.pipeline)
    report = _loaded(store_at(given.store, keep=given.keep), given, recipe)
    if given.report:
        given.report.write_bytes(orjson.dumps(report.document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return 0


def _loaded(store: WritableStore, given: argparse.Namespace, recipe: Recipe) -> Report:
    source, configuration = recipe.made()
    far = Cluster(recipe, given.address, given.workers) if given.engine == "ray" else Processes(recipe, given.workers)
    near = InProcess(partial(worked, source, configuration))
    with store.alone(_say_waiting), progress(sys.stderr, "documents read", getattr(source, "share", None)) as tell:
        old = _reader(store, given.store) if store.exists() else None
        quarantine = Quarantine(_quarantine(store), recipe)
        engine = far if store.working().exists() else Sparing(near, far)  # what a load did not survive may be one of its documents
        report = load(source, configuration, store, old, Settings(engine, tell, quarantine, store.working()))
    _print_report(report)
    return report


def _quarantine(store: WritableStore) -> Path:
    return store.working().with_suffix(".rejected")


def _rejected(given: argparse.Namespace) -> int:
    store = store_at(given.store, keep=given.keep)
    _reader(store, given.store)  # a store that is not there has rejected nothing
    found = list(entries(_quarantine(store)))
    if given.retry:
        for recipe in recipes(found):
            _loaded(store, given, recipe)
        found = list(entries(_quarantine(store)))
    for one in found:
        print(f"{one.document}: {one.code}: {one.reason}")
    print(f"{len(found)} documents rejected")
    return 0


def _say_waiting() -> None:
    print("another load is going on; waiting for its end", file=sys.stderr, flush=True)


def _configuration(given: argparse.Namespace) -> Configuration:
    return Configuration(analyzer(given.analyzer, given.pipeline), added_extractors())


def _reader(store: WritableStore, place: str, snapshot: str | None = None) -> CheckedReader:
    """A reader of the store at a place, which the message names where there is none."""
    with _named(place):
        return store.reader(snapshot)


@contextmanager
def _named(place: str) -> Iterator[None]:
    """Names a store in the message that it cannot be read."""
    try:
        yield
    except Unavailable as error:
        raise Unavailable(f"{shown(place)}: {error.message}", hint=error.hint) from error


def _print_report(report: Report) -> None:
    for rejected in report.rejected:
        print(f"rejected {rejected.document}: {rejected.code}: {rejected.reason}", file=sys.stderr)
    _print_failures(report.failures, report.failed)
    print(*report.lines(), sep="\n")


def _print_failures(failures: Sequence[Failure], number: int) -> None:
    for failure in failures:
        print(f"extractor {failure.extractor} failed on {failure.article}: {failure.reason}", file=sys.stderr)
    if number:
        print(f"{number} times an extractor of a plug-in failed; its records of those articles are left out", file=sys.stderr)


def _serve(given: argparse.Namespace) -> int:
    from api.environment import handed_on  # noqa: PLC0415  the same
    from api.server import run  # noqa: PLC0415  the server takes longer to import than an article to be extracted

    reader = _reader(store_at(given.store, given.replica), given.store)  # a store that cannot be read is refused before a port is taken
    with _named(given.store):
        for damage in reader.obvious_damages():
            raise Unavailable(damage, hint="Load it again.")
    os.environ[_STORE] = given.store if is_database(given.store) else str(Path(given.store).absolute())
    os.environ |= handed_on(given.documents, given.cors_origin)
    os.environ[_REPLICAS] = "\n".join(given.replica)
    _log()
    try:
        run("dateline:application", given.host, given.port, given.workers)
    except SystemExit as end:  # uvicorn ends so when it cannot start, and has said why
        return 2 if end.code else 0
    return 0


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def application() -> Starlette:
    """The application over the store that DATELINE_STORE names: what each worker of `serve` builds."""
    from api.app import build_app  # noqa: PLC0415  the same
    from api.environment import settings_of  # noqa: PLC0415  the same

    _log()
    store = store_at(os.environ[_STORE], os.environ.get(_REPLICAS, "").splitlines(), watch=True)
    app = build_app(store, settings_of(os.environ), openapi=OPENAPI.read_bytes())
    gc.collect()
    gc.freeze()  # what an application is made of stays for good: a collection has only what requests made to look through
    gc.set_threshold(_GARBAGE)
    return app


def _extract(given: argparse.Namespace) -> int:
    if given.again or given.dry_run:
        return _extract_again(given)
    source, configuration = loader("files", given.files, _told(given)), _configuration(given)
    for one in source.documents():
        found = one if isinstance(one, Rejected) else read(one, source, configuration)
        if isinstance(found, Rejected):
            print(f"rejected {found.document}: {found.code}: {found.reason}", file=sys.stderr)
        else:
            _print_failures(found.failures, len(found.failures))
            sys.stdout.buffer.write(orjson.dumps(nested(merged(found.records)), option=orjson.OPT_APPEND_NEWLINE))
    return 0


def _extract_again(given: argparse.Namespace) -> int:
    if given.again is None:
        raise InvalidValue("--dry-run goes with --again STORE")
    store, configuration = store_at(given.again, keep=given.keep), _configuration(given)
    with store.alone(_say_waiting), progress(sys.stderr, "articles extracted") as tell:
        old = _reader(store, given.again)
        revision = revised(old, configuration, tell)
        snapshot = None if given.dry_run else store.publish(revision.records, configuration.extraction, old.loaded())
    _print_failures(revision.failures, len(revision.failures))
    print(*revision.lines(), sep="\n")
    print(f"snapshot {old.snapshot} stays" if snapshot is None else f"snapshot {old.snapshot} -> {snapshot}")
    return 0


def _check(given: argparse.Namespace) -> int:
    store = store_at(given.store)
    reader = _reader(store, given.store, given.snapshot)
    found = _complained(reader.violations()) or _complained(stored_violations(reader))  # what is not whole has no records to check
    for plural, count in reader.counts().items():
        print(f"{count} {plural}")
    print(f"snapshot {reader.snapshot}")
    for other in store.snapshots():
        if other != reader.snapshot:
            print(f"also kept: {other}")
    for tool in reader.extraction:
        print(f"{tool.role} {tool.name} {tool.version}{f' ({tool.checksum})' if tool.checksum else ''}")
    print(f"{found} violations")
    return 1 if found else 0


def _complained(violations: Iterable[str]) -> int:
    """How many there are; each is printed when it is found."""
    number = 0
    for number, violation in enumerate(violations, 1):  # noqa: B007  the last number is how many there are
        print(violation, file=sys.stderr)
    return number


def _export(given: argparse.Namespace) -> int:
    for spec, row in _reader(store_at(given.store), given.store, given.snapshot).everything():
        sys.stdout.buffer.write(line(row, spec))
    return 0


def _plugins(_: argparse.Namespace) -> int:
    own = {plugins.LOADERS: LOADERS, plugins.ANALYZERS: ANALYZERS, plugins.EXTRACTORS: [one.name for one in EXTRACTORS]}
    for group in plugins.GROUPS:
        for name in own.get(group, ["geonames"]):
            print(f"{group} {name}: dateline {installed_version()}")
        for plugin in plugins.installed(group):
            print(f"{group} {plugin.name}: {plugin.distribution} {plugin.version}")
    return 0


def _contracts(_: argparse.Namespace) -> int:
    for path, content in contracts().items():
        path.write_bytes(content)
        print(f"wrote {path.relative_to(HERE)}")
    return 0


def contracts() -> dict[Path, bytes]:
    """The contract files, as the catalogue and the seeds give them."""
    from api.openapi import build_openapi  # noqa: PLC0415  the same
    from schema.graphql import build_schema  # noqa: PLC0415  the same

    openapi: Any = build_openapi(CATALOG, seed_examples())
    return {
        SDL: build_schema().as_str().encode() + b"\n",
        OPENAPI: orjson.dumps(openapi, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
    }


def seed_examples() -> Examples:
    """Examples from the seed articles: of each type the record with most references, and of each nested list one that holds this record."""
    from api.openapi import Examples  # noqa: PLC0415  the same

    seeds, tagger = TextFiles([SEEDS]), analyzer("light")
    found = [annotated(source, seeds, tagger) for source in seeds.documents()]
    reader = MemoryReader(merged([one for records in found if not isinstance(records, Rejected) for one in records]))
    chosen: dict[str, Document] = {}
    for spec, row in reader.everything():
        if spec.name not in chosen or _referred(reader, spec, row) > _referred(reader, spec, chosen[spec.name]):
            chosen[spec.name] = row
    links = [(f"{spec.name}.{name}", link) for spec in CATALOG for name, link in spec.reverses.items()]
    parents = {name: _parents(reader, link, chosen[link.target.name]) for name, link in links if link.target.name in chosen}
    return Examples(chosen, {name: held[0] for name, held in parents.items() if held})


def _referred(reader: MemoryReader, spec: RecordSpec, row: Document) -> int:
    """How many sorts of references a record makes."""
    reverses = (link for other in CATALOG for link in other.reverses.values() if link.target is spec)
    return sum(bool(_parents(reader, link, row)) for link in reverses)


def _parents(reader: MemoryReader, link: Reverse, row: Document) -> list[str]:
    """The ids of the records that hold this one in a list of theirs."""
    return [holder[link.column] for holder in reader.holders(link, row) if holder[link.column]]


if __name__ == "__main__":
    sys.exit(main())
