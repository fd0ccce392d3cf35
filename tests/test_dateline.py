"""The command: what it prints where, what it leaves behind, and its exit codes."""

from __future__ import annotations

import importlib.metadata
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import dateline
from api.app import build_app
from api.server import BoundedProtocol
from api.settings import Settings
from dateline import SEEDS, main
from loaders.analyse.light import Light
from loaders.text import LARGEST
from schema.catalog import CATALOG
from schema.errors import DatelineError
from schema.records import Quote
from schema.store.keeping import kept_beside
from schema.store.opening import store_at
from schema.store.postgres import PostgresReader
from schema.store.sqlite import SqliteStore
from tests.plugins import install, install_worked
from tests.postgres import Postgres
from tests.seeds import seed_records, seed_store

Capture = pytest.CaptureFixture[str]

COMMANDS = ("load", "rejected", "serve", "extract", "check", "export", "plugins", "contracts")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store will stand."""
    return tmp_path / "store.sqlite"


def run(*arguments: object) -> int:
    """The exit code of a command."""
    return main([str(argument) for argument in arguments])


def exported(path: Path, capfd: Capture) -> str:
    """The export of a store."""
    capfd.readouterr()
    assert run("export", path) == 0
    return capfd.readouterr().out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_says_what_a_command_takes(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*command.split(), "--help")
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "usage: dateline" in out
    assert command or (all(name in out for name in COMMANDS) and "Exit codes" in out)


WRONG: list[tuple[list[str], str]] = [
    ([], "the following arguments are required: COMMAND"),
    (["fetch"], "invalid choice: 'fetch'"),
    (["load", "seeds"], "--store"),
    (["load", "--store", "x"], "PATH"),
    (["serve", "--store", "x", "--port", "99999"], "99999 is no port: a number from 0 to 65535"),
    (["serve", "--store", "x", "--port", "http"], "http is no port"),
    (["load", "seeds", "--store", "x", "--keep", "0"], "0 is no number of snapshots: 1 or more"),
    (["serve", "--store", "x", "--workers", "0"], "0 is no number of workers: a number from 1 to 64"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_command_line_ends_with_2_and_says_what_is_wrong(arguments: list[str], message: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_the_seeds_are_two_articles(path: Path, capsys: Capture) -> None:
    assert run("load", SEEDS, "--store", path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "2 articles loaded, 0 documents rejected" in printed.out
    assert "2 articles, " in printed.out.splitlines()[-1]


def test_the_same_input_gives_the_same_snapshot_and_export(tmp_path: Path, capfd: Capture) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    first, second = sorted(SEEDS.glob("*.txt"))
    assert run("load", SEEDS, "--store", one) == 0
    whole = capfd.readouterr().out.splitlines()[-1]
    assert run("load", second, "--store", other) == run("load", first, "--store", other) == 0
    assert capfd.readouterr().out.splitlines()[-1] == whole
    assert run("load", SEEDS, "--store", one) == 0
    assert capfd.readouterr().out.splitlines()[-1] == whole
    assert exported(one, capfd) == exported(other, capfd) != ""


def test_an_export_has_one_record_a_line(path: Path, capfd: Capture) -> None:
    seed_store(path)
    rows = [json.loads(line) for line in exported(path, capfd).splitlines()]
    assert {row["id"] for row in rows} == {one.id for one in seed_records()}
    assert {row["record"] for row in rows} == {spec.name for spec in CATALOG}


def test_an_earlier_snapshot_is_exported_and_checked_by_its_id(path: Path, capfd: Capture) -> None:
    store = seed_store(path)
    old, whole = store.reader().snapshot, exported(path, capfd)
    new = store.publish([])
    assert exported(path, capfd) == ""
    assert run("export", path, "--snapshot", old) == 0
    assert capfd.readouterr().out == whole
    for given, others in (((), old), (("--snapshot", old), new)):
        assert run("check", path, *given) == 0
        assert f"also kept: {others}" in capfd.readouterr().out.splitlines()
    assert run("export", path, "--snapshot", "0" * 16) == 2
    assert "the snapshot 0000000000000000 is not kept here" in capfd.readouterr().err


NO_ARTICLES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "EMPTY"),
    ("blank.txt", b" \n\n\t", "EMPTY"),
    ("binary.txt", b"\x00\x01PNG", "BINARY"),
    ("latin.txt", "Zürich fiel.".encode("latin-1"), "NOT_UTF8"),
    ("huge.txt", b"a " * (LARGEST // 2 + 1), "TOO_LARGE"),
    ("list.txt", b"one\ntwo\nthree\n", "NOT_AN_ARTICLE"),
]


def test_what_is_no_article_is_counted_and_named_and_stops_nothing(tmp_path: Path, path: Path, capsys: Capture) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    for name, content, _ in NO_ARTICLES:
        (folder / name).write_bytes(content)
    for seed in SEEDS.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    assert run("load", folder, "--store", path) == 0
    printed = capsys.readouterr()
    assert f"2 articles loaded, {len(NO_ARTICLES)} documents rejected" in printed.out
    for name, _, code in NO_ARTICLES:
        [line] = [line for line in printed.err.splitlines() if name in line.split(":")[0]]
        assert line.startswith("rejected ")
        assert f": {code}: " in line
    assert run("check", path) == 0


SENTENCE = "The harbour was closed on Monday."

DEADLY = """
import os
from loaders.sources.text_file import TextFiles

class Deadly(TextFiles):
    name = "deadly"

    def article(self, document):
        return os.kill(os.getpid(), 9) if b"deadly" in document.content else super().article(document)
"""


def test_a_document_that_its_load_does_not_survive_is_found_by_the_next(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, inputs = tmp_path / "plugin", tmp_path / "input"
    folder.mkdir()
    inputs.mkdir()
    (folder / "deadly.py").write_text(DEADLY)
    install(folder, monkeypatch, "dateline.loaders", {"deadly": "deadly:Deadly"})
    (inputs / "a.txt").write_text(SENTENCE)
    (inputs / "b.txt").write_text("A deadly document.")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(Path(dateline.__file__).parent)]))
    command = [sys.executable, "-m", "dateline", "load", str(inputs), "--store", str(path), "--loader", "deadly"]
    loads = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]  # noqa: S603  our own command
    assert [load.returncode for load in loads] == [-9, 0]
    assert "b.txt ended its process (signal 9)" in loads[1].stderr
    assert "1 articles loaded, 1 documents rejected" in loads[1].stdout
    assert not SqliteStore(path).working().exists()


def test_what_was_rejected_is_listed_and_loaded_again_once_it_is_mended(tmp_path: Path, path: Path, capsys: Capture) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    (folder / "mended.txt").write_bytes(b"\x00")
    (folder / "empty.txt").write_bytes(b"")
    rows = [{"title": "Harbour", "url": "", "publishedAt": "", "content": text} for text in (SENTENCE, "")]
    (folder / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = tmp_path / "report.json"
    assert run("load", folder, "--store", path, "--report", report) == 0
    told = json.loads(report.read_bytes())
    assert (told["found"], told["new"], told["unknown"], told["rejections"]) == (4, 1, 1, {"BINARY": 1, "EMPTY": 2})
    capsys.readouterr()
    assert run("rejected", path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{folder}/").split(": ")[:2] for line in lines[:-1]] == [
        ["empty.txt", "EMPTY"],
        ["mended.txt", "BINARY"],
        ["rows.jsonl:2", "EMPTY"],
    ]
    assert lines[-1] == "3 documents rejected"
    (folder / "mended.txt").write_text("Bridge Opens\n\nThe bridge in Lisbon was opened again on Friday.\n")
    (folder / "empty.txt").unlink()
    (folder / "rows.jsonl").write_text(json.dumps(rows[0] | {"content": "The market was closed on Sunday."}))
    assert run("rejected", path, "--retry") == 0
    assert [line.split(": ")[1] for line in capsys.readouterr().out.splitlines() if line.startswith(str(folder))] == ["EMPTY"]
    assert run("check", path) == 0
    assert capsys.readouterr().out.splitlines()[0] == "3 articles"
    (folder / "empty.txt").write_text("Rain\n\nIt rained all night in the city of Porto.\n")
    assert run("rejected", path, "--retry") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 documents rejected"
    assert {*tmp_path.iterdir()} == {folder, report, path, *kept_beside(path)}


def test_a_load_without_a_single_article_makes_an_empty_store(tmp_path: Path, path: Path, capsys: Capture) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("load", tmp_path / "empty.txt", "--store", path) == 0
    assert "0 articles loaded, 1 documents rejected" in capsys.readouterr().out
    assert run("check", path) == 0


def unreadable(path: Path) -> list[list[object]]:
    """Commands that cannot be done because of a path."""
    return [
        ["load", path / "none", "--store", path.parent / "new.sqlite"],
        ["load", SEEDS, "--store", path / "nowhere" / "store.sqlite"],
        ["extract", path / "none"],
        ["check", path / "none"],
        ["rejected", path / "none"],
        ["export", path / "none"],
        ["serve", "--store", path / "none"],
        ["check", SEEDS / "README.md"],
        ["export", path],
        ["serve", "--store", SEEDS / "README.md"],
        ["serve", "--store", cut_off(path / "cut.sqlite")],
        ["serve", "--store", scribbled(path / "scribbled.sqlite")],
    ]


def cut_off(path: Path) -> Path:
    """A store that lacks its end."""
    seed_store(path)
    os.truncate(path, path.stat().st_size // 2)
    return path


def scribbled(path: Path) -> Path:
    """A store with something else in its middle."""
    seed_store(path)
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"scribble" * 1000)
    return path


@pytest.mark.parametrize("number", range(11))
def test_what_cannot_be_done_ends_with_2_and_names_the_file(tmp_path: Path, number: int, capsys: Capture) -> None:
    arguments = unreadable(tmp_path)[number]
    assert run(*arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.startswith("dateline: ")) == ("", True)
    named = str(arguments[-1] if arguments[0] != "load" or number == 1 else arguments[1])
    assert named.removesuffix("/store.sqlite") in printed.err
    assert "Traceback" not in printed.err


def test_a_load_that_fails_leaves_the_old_store(tmp_path: Path, path: Path, capfd: Capture) -> None:
    seed_store(path)
    before = path.read_bytes()
    assert run("load", SEEDS, tmp_path / "none", "--store", path) == 2
    assert path.read_bytes() == before
    path.write_bytes(b"no store")
    capfd.readouterr()
    assert run("load", SEEDS, "--store", path) == 2
    assert str(path) in capfd.readouterr().err
    assert path.read_bytes() == b"no store"


def test_a_load_adds_to_a_store(tmp_path: Path, path: Path, capsys: Capture) -> None:
    story = tmp_path / "story.txt"
    story.write_text("A Small Story\n\nThe mayor said on Monday that the old bridge would open again next spring.\n", encoding="utf-8")
    assert run("load", SEEDS, "--store", path) == run("load", story, "--store", path) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("snapshot ")
    assert run("check", path) == 0
    assert "3 articles" in capsys.readouterr().out


def test_progress_is_shown_on_a_terminal_only(path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run("load", SEEDS, "--store", path) == 0
    assert capsys.readouterr().err == "\r1 documents read\r2 documents read\n"


def test_a_whole_store_is_counted_without_paths_or_times(path: Path, capsys: Capture) -> None:
    seed_store(path)
    assert run("check", path) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert (lines[0], lines[-1], printed.err) == ("2 articles", "0 violations", "")
    assert lines[len(list(CATALOG))] == f"snapshot {SqliteStore(path).reader().snapshot}"
    assert lines[len(list(CATALOG)) + 1].startswith(f"analyzer light {Light.version} (")
    assert str(path.parent) not in printed.out
    assert run("check", path) == 0
    assert capsys.readouterr().out == printed.out


def spoil(statement: str) -> Callable[[Path], None]:
    """A change of a store behind its back."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

    return change


DAMAGES = [
    spoil("UPDATE \"articles.whole\" SET text = replace(text, 'Putin', 'Nobody')"),
    spoil("UPDATE quotes SET cue = 'shouted' WHERE cue = 'said'"),
    spoil('UPDATE "quotes.whole" SET document = substr(document, 1, 40)'),
    spoil("UPDATE quotes SET document = '{'"),
    spoil("DELETE FROM people"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_that_was_tampered_with_ends_with_1(path: Path, damage: Callable[[Path], None], capsys: Capture) -> None:
    seed_store(path)
    damage(path)
    assert run("check", path) == 1
    printed = capsys.readouterr()
    count = int(printed.out.splitlines()[-1].split()[0])
    assert count == len(printed.err.splitlines()) > 0


def test_extract_prints_one_object_an_article_with_its_facts_inside(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("extract", *sorted(SEEDS.glob("*.txt")), tmp_path / "empty.txt") == 0
    printed = capfd.readouterr()
    articles: list[dict[str, Any]] = [json.loads(line) for line in printed.out.splitlines()]
    assert "empty.txt: EMPTY" in printed.err
    assert len(articles) == 2
    for article in articles:
        assert article["id"].startswith("article-")
        assert "casualties" not in article
        assert {one["articleId"] for name in ("quotes", "incidents") for one in article[name]} == {article["id"]}
        inside = [one for incident in article["incidents"] for one in incident["casualties"]]
        assert all(one["incidentId"] == incident["id"] for incident in article["incidents"] for one in incident["casualties"])
        assert inside
        assert article["people"]
        assert article["places"]
    ids = [one["id"] for article in articles for incident in article["incidents"] for one in incident["casualties"]]
    assert sorted(ids) == sorted(one.id for one in seed_records() if one.id.startswith("casualty-"))


def test_contracts_writes_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    given = {tmp_path / "one.graphql": b"type Query", tmp_path / "two.json": b"{}"}
    monkeypatch.setattr(dateline, "HERE", tmp_path)
    monkeypatch.setattr(dateline, "contracts", lambda: given)
    assert run("contracts") == 0
    assert {path: path.read_bytes() for path in given} == given
    assert capsys.readouterr().out == "wrote one.graphql\nwrote two.json\n"


def test_serve_runs_a_bounded_server_over_the_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed_store(path)
    ran: dict[str, Any] = {}
    monkeypatch.setenv("DATELINE_STORE", "")
    monkeypatch.setattr("uvicorn.run", lambda name, **given: ran.update(given, name=name))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)
    assert run("serve", "--store", path, "--port", "0", "--workers", "2") == 0
    assert (ran["name"], ran["http"], ran["host"], ran["port"], ran["workers"]) == (
        "dateline:application",
        BoundedProtocol,
        "127.0.0.1",
        0,
        2,
    )
    assert (ran["proxy_headers"], ran["server_header"]) == (False, False)
    assert os.environ["DATELINE_STORE"] == str(path)
    app = dateline.application()
    assert isinstance(app, Starlette)
    client = TestClient(app)
    assert client.get("/version").json()["counts"]["articles"] == 2
    assert client.get("/openapi.json").content == dateline.OPENAPI.read_bytes()


def test_a_server_that_cannot_start_ends_with_2(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object, **__: object) -> None:
        raise SystemExit(3)

    seed_store(path)
    monkeypatch.setenv("DATELINE_STORE", "")
    monkeypatch.setattr("uvicorn.run", unable)
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)
    assert run("serve", "--store", path) == 2


def test_the_version_is_printed(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("--version")
    assert (stopped.value.code, capsys.readouterr().out) == (0, f"dateline {importlib.metadata.version('dateline')}\n")


def test_a_reader_that_hangs_up_ends_the_command(path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    def broken(*_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    seed_store(path)
    monkeypatch.setattr(dateline, "line", broken)
    assert run("export", path) == 2
    assert capfd.readouterr().err == ""


def test_nothing_is_printed_into_a_pipe_that_is_closed(path: Path) -> None:
    seed_store(path)
    command = [sys.executable, "-m", "dateline", "export", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=dateline.HERE) as process:  # noqa: S603  our own
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


def test_loads_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    files = sorted(SEEDS.glob("*.txt"))
    code = "import sys, dateline; sys.exit(dateline.main(sys.argv[1:]))"
    loads = [subprocess.Popen([sys.executable, "-c", code, "load", file, "--store", store], stdout=subprocess.PIPE) for file in files]  # noqa: S603  our own command
    assert [load.wait() for load in loads if load.communicate()] == [0, 0]
    assert SqliteStore(store).reader().counts()["articles"] == len(files)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path, capsys: Capture) -> None:
    assert run("load", SEEDS, "--store", tmp_path / "no" / "store.sqlite") == 2
    assert capsys.readouterr().err == f"dateline: there is no folder {tmp_path / 'no'} to write the store to\n"


TRANSCRIPT = "A Bridge in Lisbon\n\nMayor Anna Berg said on Monday that the bridge would open.\n\nBERG: We will rebuild it.\n"


def test_an_installed_extractor_is_listed_runs_and_is_served(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    install_worked(tmp_path, monkeypatch)
    (tmp_path / "bridge.txt").write_text(TRANSCRIPT, encoding="utf-8")
    assert run("plugins") == run("load", tmp_path / "bridge.txt", "--store", path) == run("check", path) == 0
    printed = capfd.readouterr()
    assert "dateline.extractors transcripts: dateline-transcripts 1.2.0" in printed.out.splitlines()
    assert printed.err == ""
    client = TestClient(build_app(SqliteStore(path), Settings(), openapi=b""))
    [quote] = client.get("/v1/quotes", params={"source": "BERG", "include": "speakers.person"}).json()["data"]
    assert (quote["text"], quote["extractor"], quote["speakers"][0]["person"]["name"]) == (
        "We will rebuild it.",
        "transcripts",
        "Anna Berg",
    )
    assert run("extract", tmp_path / "bridge.txt") == 0
    assert "We will rebuild it." in {one["text"] for one in json.loads(capfd.readouterr().out)["quotes"]}


def test_an_installed_extractor_that_fails_is_named_and_stops_nothing(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    (tmp_path / "liar.py").write_text(
        "class Liar:\n    name, version = 'liar', '1'\n    def __call__(self, *_): raise OSError('no disk')\n"
    )
    install(tmp_path, monkeypatch, "dateline.extractors", {"liar": "liar:Liar"})
    assert run("load", SEEDS, "--store", path) == run("extract", *sorted(SEEDS.glob("*.txt"))) == run("check", path) == 0
    lines = capfd.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("extractor liar failed on article-") and line.endswith("raised OSError: no disk")]
    assert lines[2] == "2 times an extractor of a plug-in failed; its records of those articles are left out"


def test_a_plug_in_that_cannot_be_loaded_ends_with_2(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    install(tmp_path, monkeypatch, "dateline.extractors", {"lost": "no_such_module:Lost"})
    assert run("load", SEEDS, "--store", path) == 2
    assert capsys.readouterr().err.startswith("dateline: the plug-in lost of example 1.2.0 cannot be loaded: ModuleNotFoundError")
    assert not path.exists()


def stale_store(path: Path) -> SqliteStore:
    """A store of the seeds in which one quotation has another cue."""
    store = SqliteStore(path)
    quote = next(one for one in seed_records() if isinstance(one, Quote) and one.cue)
    store.publish([one.model_copy(update={"cue": "sang"}) if one.id == quote.id else one for one in seed_records()])
    return store


def test_a_store_is_extracted_again_without_its_sources(path: Path, capsys: Capture) -> None:
    before = stale_store(path).reader().snapshot
    assert run("extract", "--again", path) == 0
    lines = capsys.readouterr().out.splitlines()
    after = seed_store(path.with_name("fresh.sqlite")).reader().snapshot
    assert ': cue: "sang" -> ' in lines[0]
    assert lines[-2:] == ["0 added, 0 removed, 1 changed", f"snapshot {before} -> {after}"]
    assert SqliteStore(path).reader().snapshot == after
    assert run("check", path) == 0


def test_a_dry_run_changes_nothing(path: Path, capsys: Capture) -> None:
    snapshot, content = stale_store(path).reader().snapshot, path.read_bytes()
    assert run("extract", "--again", path, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["0 added, 0 removed, 1 changed", f"snapshot {snapshot} stays"]
    assert path.read_bytes() == content


@pytest.mark.parametrize("failure", [DatelineError("no"), OSError("no disk")])
def test_a_store_stays_whole_where_extracting_again_fails(path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def fails(*_: object) -> None:
        raise failure

    stale_store(path)
    content = path.read_bytes()
    monkeypatch.setattr("schema.store.sqlite._write", fails)
    assert run("extract", "--again", path) == 2
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_dry_run_is_of_a_store(capsys: Capture) -> None:
    assert run("extract", "--dry-run", *SEEDS.glob("*.txt")) == 2
    assert "--dry-run goes with --again STORE" in capsys.readouterr().err


def test_both_interfaces_say_what_extracted(path: Path) -> None:
    reader = seed_store(path).reader()
    client = TestClient(build_app(SqliteStore(path), Settings(), openapi=b""))
    answer = client.post("/graphql", json={"query": "{ snapshot { id extraction { role name version checksum } } }"})
    shown = client.get("/version").json()
    assert answer.json()["data"]["snapshot"] == {"id": reader.snapshot, "extraction": shown["extraction"]}
    assert [tuple(row.values()) for row in shown["extraction"]] == [astuple(tool) for tool in reader.extraction]


SAMPLES = SEEDS.parent / "tests" / "data" / "sources"


def test_every_kind_of_input_loads_into_one_store_that_holds(path: Path, capsys: Capture) -> None:
    assert run("load", SAMPLES, "--store", path) == 0
    printed = capsys.readouterr()
    assert "rejected" in printed.err
    assert "Traceback" not in printed.err
    assert run("check", path) == 0
    assert run("extract", "--again", path, "--dry-run") == 0
    assert "0 added, 0 removed, 0 changed" in capsys.readouterr().out


def test_what_was_exported_loads_again_as_the_same_snapshot(tmp_path: Path, path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("load", SAMPLES, "--store", path) == 0
    capfdbinary.readouterr()
    assert run("export", path) == 0
    export = capfdbinary.readouterr().out
    (tmp_path / "export.jsonl").write_bytes(export)
    assert run("load", tmp_path / "export.jsonl", "--store", tmp_path / "again.sqlite") == 0
    capfdbinary.readouterr()
    assert run("export", tmp_path / "again.sqlite") == 0
    assert capfdbinary.readouterr().out == export


def test_fields_of_another_shape_are_declared(tmp_path: Path, path: Path, capsys: Capture) -> None:
    story = "The mayor said on Monday that the bridge would be closed."
    (tmp_path / "a.json").write_text(f'{{"kop": "Bridge shut", "tekst": "{story}"}}')
    assert run("extract", tmp_path / "a.json") == 0
    assert "--map" in capsys.readouterr().err
    assert run("load", tmp_path / "a.json", "--map", "headline=kop", "--map", "body=tekst", "--store", path) == 0
    assert "1 articles loaded, 0 documents rejected" in capsys.readouterr().out
    assert run("load", tmp_path / "a.json", "--map", "colour=kop", "--store", path) == 2
    assert "VALUE=PATH" in capsys.readouterr().err


def test_the_network_is_off_unless_it_is_allowed(path: Path, capsys: Capture) -> None:
    assert run("load", "https://a.example/story", "--store", path) == 2
    assert "--allow-network" in capsys.readouterr().err
    assert not path.exists()


def test_a_database_takes_every_command_as_a_file_does(path: Path, postgres: Postgres, capfd: Capture) -> None:
    def printed(place: object) -> list[str]:
        capfd.readouterr()
        commands = (["load", SEEDS, "--store", place], ["check", place], ["export", place], ["extract", "--again", place])
        assert [run(*command) for command in commands] == [0, 0, 0, 0]
        read = capfd.readouterr()
        assert read.err == ""
        return read.out.splitlines()

    url = postgres.url(postgres.database())
    first = printed(path)
    assert printed(url) == first
    assert run("load", SEEDS, "--store", url, "--keep", "1") == 0  # which changes nothing
    assert [one.number for one in [store_at(url).reader()] if isinstance(one, PostgresReader)] == [2]


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path, capsys: Capture) -> None:
    assert run("check", f"postgresql://ann:secret@/news?host={tmp_path}&password=secret") == 2
    error = capsys.readouterr().err
    assert "the store does not exist, or its server cannot be reached" in error
    assert "ann:...@/news" in error
    assert "secret" not in error


def test_what_goes_with_a_database_only_is_refused_for_a_file(path: Path, capsys: Capture) -> None:
    seed_store(path)
    assert run("serve", "--store", path, "--replica", "postgresql://b/news") == 2
    assert "a store in a file has no replicas" in capsys.readouterr().err


def test_a_database_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setitem(sys.modules, "schema.store.postgres", None)
    assert run("check", "postgresql:///news") == 2
    assert "pip install 'dateline[postgres]'" in capsys.readouterr().err
