"""Works on documents in processes of their own, each with one batch at a time. One that dies costs the document that killed it.

A worker ends when the process that started it has ended, so none is left over when a load is killed, whatever it is at.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread

from loaders.engine import Batch, halves, next_batch, refusal
from loaders.work import Outcome, Recipe
from schema.errors import DatelineError

SLOWEST_S = 600.0
"""How long a worker may be at one batch; a million characters of hostile text take 30 seconds."""

STARTING_S = 60.0
"""How long a worker may take before it is up."""

_CONTEXT = get_context("spawn")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with(parent: BaseProcess | None) -> None:
    """Ends this process when another has ended."""
    if parent:
        wait([parent.sentinel])
    os._exit(1)


def _serve(recipe: Recipe, connection: Connection) -> None:
    """What a worker does: says that it is up, then answers each batch with its outcomes, or with what was raised, until nobody asks."""
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        try:
            work = recipe.work()
            connection.send([])
            while True:
                connection.send([work(document) for document in connection.recv()])
        except DatelineError as error:
            connection.send(error)


@dataclass(eq=False)
class _Worker:
    """A process, the batch that it is at, and until when it may take."""

    process: BaseProcess
    connection: Connection
    batch: Batch
    until: float
    is_up: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it has taken too long."""
        return time.monotonic() >= self.until

    def begin(self, batch: Batch, seconds: float) -> None:
        """Sends a batch; that a worker has died is found when its answer is awaited."""
        self.batch, self.until = batch, time.monotonic() + seconds
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(batch)

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        self.connection.close()
        self.process.kill()
        self.process.join()

    def received(self) -> list[Outcome] | None:
        """What it has sent; None where it has sent nothing, and never will if it has died."""
        try:
            found: list[Outcome] | DatelineError | None = self.connection.recv() if self.connection.poll() else None
        except (EOFError, ConnectionResetError):
            return None
        if isinstance(found, DatelineError):
            raise found
        return found


class WorkersLost(DatelineError):
    """Processes that were to work end before they begin."""

    code = "WORKERS_LOST"


class Processes:
    """Works on documents in several processes."""

    def __init__(self, recipe: Recipe, workers: int | None = None, slowest_s: float = SLOWEST_S) -> None:
        self._recipe = recipe
        self._number = workers or cores()
        self._slowest_s = slowest_s

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """The outcomes, as they come. The next batch is sent before the outcomes of the last are handed on."""
        waiting, suspects = iter(batches), list[Batch]()
        workers: list[_Worker] = []
        try:
            while True:
                while len(workers) < self._number and (batch := next_batch(suspects, waiting)):
                    workers.append(self._started(batch))
                if not workers:
                    return
                for worker in self._ready(workers):
                    batch, found = worker.batch, worker.received()
                    following = next_batch(suspects, waiting) if found else ()
                    if following:
                        worker.begin(following, self._slowest_s)
                    else:
                        worker.end()
                        workers.remove(worker)
                    if found is None:
                        suspects += halves(batch)
                    yield from found or self._lost(worker, batch)
        finally:
            for worker in workers:
                worker.end()

    def _started(self, batch: Batch) -> _Worker:
        """A new worker, which gets a batch when it is up."""
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(self._recipe, there), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here, batch, time.monotonic() + STARTING_S)

    def _ready(self, workers: Sequence[_Worker]) -> list[_Worker]:
        """The workers that have answered, have died, or take too long."""
        left = min(worker.until for worker in workers) - time.monotonic()
        answered = wait([worker.connection for worker in workers], timeout=max(0.0, left))
        found = [worker for worker in workers if worker.connection in answered or worker.is_late]
        for worker in [one for one in found if not one.is_up]:
            found.remove(worker)
            if worker.received() is None:
                raise WorkersLost("a process that was to work on documents ended before it began")
            worker.is_up = True
            worker.begin(worker.batch, self._slowest_s)
        return found

    def _lost(self, worker: _Worker, batch: Batch) -> Iterator[Outcome]:
        """What became of the one document that a worker did not survive; nothing where it may be one of several."""
        if len(batch) == 1:
            late = worker.is_late
            reason = f"took more than {self._slowest_s:.0f} seconds" if late else f"ended its process ({_status(worker.process.exitcode)})"
            yield refusal(batch[0], "TOO_SLOW" if late else "CRASHED", reason)


def _status(code: int | None) -> str:
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"
