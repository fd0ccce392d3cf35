"""PostgreSQL servers that hold the same snapshots: connections to each, and which of them is asked.

Statements only read, so one whose connection is lost is asked again, of the same server or of another that holds the snapshot.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schema.errors import DeadlineExceeded, Unavailable

logger = logging.getLogger(__name__)

T = TypeVar("T")
Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

_LOOK_S = 2.0
"""How long a server is waited for that is asked what it holds."""

_GRACE_S = 0.5
"""How long after a deadline a server may still say that it has cancelled the statement."""

_PATIENCE_S = 0.1

CONNECTIONS = 8
"""How many statements one process has running on one server at once; a further one waits."""

REGISTER = "dateline"
"""The schema that says which snapshots there are; each lies in a schema of its own."""

_DEFAULTS: Mapping[str, str | int] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "client_encoding": "UTF8",
    "application_name": "dateline",
}
"""What an address may say otherwise. A server whose machine is gone is noticed within seconds."""


class Lost(Exception):
    """A server cannot be reached.

    With `kept` a connection was lost that had been made before: the server may be there again.
    """

    def __init__(self, message: str, *, kept: bool) -> None:
        super().__init__(message)
        self.kept = kept


class Gone(Lost):
    """A server can be reached, and no longer holds what it was asked for."""


class _Silent(psycopg.OperationalError):
    """A server does not answer."""


class _Patient(psycopg.Connection[tuple[Any, ...]]):
    """A connection that waits for a server until its deadline, and is closed then: the server's machine may be gone without a word."""

    deadline = math.inf

    def wait(self, gen: PQGen[T], interval: float = _PATIENCE_S, timeout: float | None = None) -> T:
        """Waits for what psycopg asks of the server."""
        return super().wait(self._until(gen), interval, timeout)

    def _until(self, gen: PQGen[T]) -> PQGen[T]:
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > self.deadline:
                    self.pgconn.finish()
                    raise _Silent("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # a generator returns what it says


def connect(address: str, *, autocommit: bool = True) -> _Patient:
    """A connection to the server at an address. psycopg.Error where there is none."""
    said = conninfo_to_dict(address)
    unsaid = {name: value for name, value in _DEFAULTS.items() if name not in said}
    return _Patient.connect(make_conninfo(address, **unsaid), autocommit=autocommit, prepare_threshold=2)


class _Kept:
    """A connection, and the time after which its statements are cancelled, in milliseconds; 0 for never."""

    def __init__(self, connection: _Patient) -> None:
        self.connection = connection
        self.timeout = 0

    def limit(self, deadline: float) -> None:
        """Sets when statements are cancelled: in few steps, since to set it takes as long as a quick statement."""
        self.connection.deadline = deadline + _GRACE_S
        left = 0.0 if deadline == math.inf else max(1.0, (deadline - time.monotonic()) * 1000)
        step = 250 if left > 1000 else 10
        timeout = math.ceil(left / step) * step
        if timeout != self.timeout:
            self.connection.execute(f"SET statement_timeout = {timeout}")
            self.timeout = timeout


class Server:
    """One server."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._idle: list[_Kept] = []
        self._room = threading.BoundedSemaphore(CONNECTIONS)
        self.holds: frozenset[int] = frozenset()
        """The numbers of the snapshots that it holds; none while it is lost."""

    def look(self) -> None:
        """Finds out what it holds."""
        statement, deadline = f"SELECT number FROM {REGISTER}.snapshots", time.monotonic() + _LOOK_S
        try:
            found = self.run(lambda connection: connection.execute(statement).fetchall(), deadline)
        except DeadlineExceeded:
            return  # it is busy, not lost
        except (Lost, Unavailable):
            found = []
        self.holds = frozenset(number for (number,) in found)

    def run(self, action: Callable[[Connection], T], deadline: float = math.inf) -> T:
        """What an action gives that only reads. Lost where the server cannot be reached."""
        try:
            return self._once(action, deadline)
        except Lost as lost:
            if not lost.kept:
                raise
        self.close()
        return self._once(action, deadline)

    def _once(self, action: Callable[[Connection], T], deadline: float) -> T:
        with self.connection(deadline) as connection:
            return action(connection)

    @contextmanager
    def connection(self, deadline: float = math.inf) -> Iterator[Connection]:
        """A connection whose statements are cancelled at the deadline; what fails in them fails as one of our errors."""
        if time.monotonic() >= deadline:
            raise DeadlineExceeded("the answer took too long", hint="Ask for fewer records at once.")
        if not self._room.acquire(timeout=None if deadline == math.inf else max(0.0, deadline - time.monotonic())):
            raise DeadlineExceeded("the server is busy", hint="Try again later.")
        kept: _Kept | None = None
        try:
            with suppress(IndexError):
                kept = self._idle.pop()
            used = kept is not None
            kept = kept or _Kept(connect(self._address))
            kept.limit(deadline)
            yield kept.connection
        except psycopg.Error as error:
            again = used and kept is not None and kept.connection.closed and not isinstance(error, _Silent)
            raise _ours(error, kept=again) from error
        finally:
            if kept and not kept.connection.closed:
                self._idle.append(kept)
            self._room.release()

    def close(self) -> None:
        """Ends the connections that nobody uses."""
        idle, self._idle = self._idle, []
        for kept in idle:
            kept.connection.close()

    def __del__(self) -> None:
        """Ends the connections when nobody reads from the server any more."""
        self.close()


def _ours(error: psycopg.Error, *, kept: bool) -> Exception:
    match error:
        case errors.QueryCanceled():
            return DeadlineExceeded("the answer took too long", hint="Ask for fewer records at once.")
        case errors.UndefinedTable() | errors.InvalidSchemaName():
            return Gone(str(error), kept=False)
        case psycopg.OperationalError():
            return Lost(str(error), kept=kept)
    logger.error("a statement failed", exc_info=error)
    return Unavailable("the store cannot be read")


class Servers:
    """A primary and its replicas. Reading is from the replicas while there are any, and of these from those that are furthest."""

    def __init__(self, primary: Server, replicas: Sequence[Server] = ()) -> None:
        self._primary = primary
        self._replicas = tuple(replicas)
        self._turns = count()

    def look(self) -> None:
        """Finds out what each holds. A server that was lost and is there again is taken back."""
        for server in (self._primary, *self._replicas):
            server.look()

    @property
    def newest(self) -> int | None:
        """The number of the newest snapshot that can be read; None where there is none."""
        held = frozenset[int]().union(*(server.holds for server in self._replicas)) or self._primary.holds
        return max(held, default=None)

    @property
    def earlier(self) -> list[int]:
        """The numbers of the snapshots before the newest that can be read, the last first."""
        numbers = frozenset[int]().union(*(server.holds for server in (self._primary, *self._replicas)))
        return sorted((number for number in numbers if number < (self.newest or 0)), reverse=True)

    def run(self, number: int, action: Callable[[Connection], T], deadline: float = math.inf) -> T:
        """What an action gives that only reads this snapshot, on the first of the servers in turn that can do it."""
        for server in self._holding(number):
            try:
                return server.run(action, deadline)
            except Gone:
                server.holds -= {number}
            except Lost:
                logger.warning("a server is left out", extra={"snapshot": number}, exc_info=True)
                server.holds = frozenset()
        raise Unavailable("the store cannot be reached", hint="Try again later.")

    @contextmanager
    def connection(self, number: int) -> Iterator[Connection]:
        """A connection to one of those that hold this snapshot, without a deadline."""
        for server in self._holding(number):
            try:
                with server.connection() as connection:
                    yield connection
            except Lost as error:
                raise Unavailable("the connection to the store is lost", hint="Try again later.") from error
            return
        raise Unavailable("the store cannot be reached", hint="Try again later.")

    def _holding(self, number: int) -> list[Server]:
        """Those that hold a snapshot, in the order in which they are asked: replicas by turns, then the primary."""
        holding = [server for server in self._replicas if number in server.holds]
        turn = next(self._turns) % len(holding) if holding else 0
        return [*holding[turn:], *holding[:turn], *(server for server in [self._primary] if number in server.holds)]

    def close(self) -> None:
        """Ends all connections."""
        for server in (self._primary, *self._replicas):
            server.close()
