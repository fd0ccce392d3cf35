"""Works on documents on a Ray cluster: each batch is a task, which Ray runs anew where a machine or a process is lost.

Every machine of the cluster needs the same dateline, plug-ins included.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from loaders.engine import Batch, halves, next_batch, refusal
from loaders.processes import SLOWEST_S
from loaders.work import Outcome, Recipe, Work
from schema.errors import DatelineError

RETRIES = 1
"""How often Ray runs a batch again whose process is lost, before its documents are suspected."""
CONNECTED_S = 5.0
"""How long the cluster may take to answer that it is there."""
AHEAD = 2
"""How many batches there are for each processor: one that is worked on, and one that waits there."""


class ClusterUnavailable(DatelineError):
    """There is no Ray, or its cluster cannot be reached or used."""

    code = "CLUSTER_UNAVAILABLE"


class Cluster:
    """Works on documents on the cluster at an address, or on one that is started here and ends with the load."""

    def __init__(self, recipe: Recipe, address: str | None = None, workers: int | None = None, slowest_s: float = SLOWEST_S) -> None:
        self._recipe = recipe
        self._address = address
        self._workers = workers
        self._slowest_s = slowest_s * AHEAD  # a batch may wait for another

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """The outcomes, as they come."""
        with self._connected() as ray:
            task = ray.remote(max_retries=RETRIES)(_outcomes)
            recipe = ray.put(pickle.dumps(self._recipe))
            room = AHEAD * int(self._workers or ray.cluster_resources().get("CPU", 1))
            waiting, suspects = iter(batches), list[Batch]()
            running: dict[Any, tuple[Batch, float]] = {}
            while True:
                while len(running) < room and (batch := next_batch(suspects, waiting)):
                    running[task.remote(recipe, batch)] = batch, time.monotonic()
                if not running:
                    return
                ready = self._ready(ray, running)
                batch, since = running.pop(ready)
                found = _received(ray, ready)
                if found is None:
                    suspects += halves(batch)
                yield from found or self._refused(batch, since)

    def _ready(self, ray: Any, running: dict[Any, tuple[Batch, float]]) -> Any:  # noqa: ANN401  Ray has no types
        """A task that has ended; the oldest is ended where it takes too long."""
        oldest, (_, since) = next(iter(running.items()))
        done, _ = ray.wait(list(running), timeout=max(0.0, since + self._slowest_s - time.monotonic()))
        if done:
            return done[0]
        ray.cancel(oldest, force=True)
        return oldest

    def _refused(self, batch: Batch, since: float) -> Iterator[Outcome]:
        """What became of the one document that its process did not survive; nothing where it may be one of several."""
        if len(batch) == 1:
            late = time.monotonic() - since >= self._slowest_s
            yield refusal(
                batch[0],
                "TOO_SLOW" if late else "CRASHED",
                f"took more than {self._slowest_s:.0f} seconds" if late else "ended its process",
            )

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Ray, connected to its cluster."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            ray = import_module("ray")
        except ImportError as error:
            hint = "Install it with the extra: pip install 'dateline[ray]'."
            raise ClusterUnavailable("loading on a cluster needs Ray, which is not installed", hint=hint) from error
        _reached(self._address)
        own = {} if self._address else {"num_cpus": self._workers, "include_dashboard": False}
        try:
            ray.init(address=self._address or "local", log_to_driver=False, logging_level=logging.ERROR, **own)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise ClusterUnavailable(f"the cluster {self._address or 'on this machine'} cannot be used: {error}") from error
        try:
            yield ray
        finally:
            ray.shutdown()


def _reached(address: str | None) -> None:
    """ClusterUnavailable where nothing listens at an address. Ray itself tries for minutes, and then ends the process."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if port.isdigit():
        try:
            socket.create_connection((host, int(port)), CONNECTED_S).close()
        except OSError as error:
            raise ClusterUnavailable(f"the cluster {address} cannot be reached: {error}", hint="`ray status` tells its address.") from error


def _received(ray: Any, task: Any) -> list[Outcome] | None:  # noqa: ANN401  as above
    """What a task gave; None where its process was lost, however often it was run."""
    lost = ray.exceptions
    try:
        found: list[Outcome] | DatelineError = ray.get(task)
    except (lost.WorkerCrashedError, lost.OutOfMemoryError, lost.TaskCancelledError, lost.ObjectLostError):
        return None
    except lost.RayError as error:
        hint = "Every machine of the cluster needs the same dateline."
        raise ClusterUnavailable(f"the cluster failed: {str(error).strip().splitlines()[-1]}", hint=hint) from error
    if isinstance(found, DatelineError):
        raise found
    return found


def _outcomes(recipe: bytes, batch: Batch) -> list[Outcome] | DatelineError:
    """What becomes of the documents of a batch, in a process of the cluster; or what was raised, as it is."""
    try:
        work = _work(recipe)
        return [work(document) for document in batch]
    except DatelineError as error:
        return error


@cache
def _work(recipe: bytes) -> Work:
    made: Recipe = pickle.loads(recipe)  # noqa: S301  from the process that loads
    return made.work()
