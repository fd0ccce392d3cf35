"""`python -m bench.serving.replicas`: serves from a primary and a replica, and kills each under load. Fails where an answer fails."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench.serving.__main__ import PARAMETERS, Server, serving
from bench.serving.workloads import WORKLOADS, Workload
from bench.serving.world import records
from schema.store.opening import store_at
from tests.postgres import Postgres, following, running

SIZE = 2000
SECONDS = 6.0
"""How long each load takes: the server is killed after a third, and started again after two."""


def main() -> None:
    """Runs the whole."""
    with running() as primary, following(primary) as replica, tempfile.TemporaryDirectory() as folder:
        store = store_at(primary.url())
        snapshot = store.publish(records(SIZE))
        while not store_at(replica.url()).exists():
            time.sleep(0.1)
        command = ["dateline", "serve", "--store", primary.url(), "--replica", replica.url()]
        with serving("dateline", command, {}) as server:
            for workload in WORKLOADS[:3]:
                requests = Path(folder) / workload.name
                asked = [workload.asked(Random(number), SIZE) for number in range(PARAMETERS)]  # noqa: S311  the same requests each time
                requests.write_bytes(b"".join(path.encode() + b"\t" + (body or b"") + b"\n" for path, body in asked))
                for name, lost in (("replica", replica), ("primary", primary)):
                    _killed(server, workload, requests, lost)
                    rate = server.results[workload.name][-1].rate
                    print(f"{workload.name}: the {name} killed and started again under load: {rate:.0f} answers a second, none failed")
            if snapshot not in server.answer(("/version", None)).decode():
                sys.exit("another snapshot is served than was loaded")


def _killed(server: Server, workload: Workload, requests: Path, lost: Postgres) -> None:
    """Loads the server while another one is killed and started again. RuntimeError where an answer failed."""
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(server.load, workload, requests, SECONDS)
        time.sleep(SECONDS / 3)
        lost.stop(signal.SIGKILL)
        time.sleep(SECONDS / 3)
        lost.start()
        loading.result()


if __name__ == "__main__":
    main()
