"""How long the phases of an answer take, and, where a client asks for it, what was read for the answer and how."""

from __future__ import annotations

from time import perf_counter

from starlette.responses import Response

from api.responses import SNAPSHOT_HEADER, encoded
from schema.store.trace import Trace, trace

TIMING_HEADER = "Server-Timing"
EXPLANATION = "application/vnd.dateline.explanation+json"
"""The media type of what was read for an answer, in the place of the answer itself."""


class Timing:
    """The seconds that an answer took: to parse the request, to plan, in the store, and to render. It begins when it is made.

    Where the answer is to be explained, each statement is kept.
    """

    __slots__ = ("_since", "_trace", "explains", "parse", "plan", "render", "store")

    def __init__(self, *, explains: bool) -> None:
        self.parse = self.plan = self.store = self.render = 0.0
        self.explains = explains
        self._trace = trace(Trace(explains))
        self._since = perf_counter()

    def parsed(self, planned_s: float = 0.0) -> None:
        """The request has been read; for so many of the seconds it was planned, too."""
        now = perf_counter()
        self.parse, self.plan, self._since = now - self._since - planned_s, planned_s, now

    def planned(self) -> None:
        """What is to be read is known."""
        now = perf_counter()
        self.plan, self._since = self.plan + now - self._since, now

    def rendered(self) -> dict[str, str]:
        """The answer is written: the header that tells all phases (W3C Server Timing, in milliseconds)."""
        self.store = self._trace.seconds
        self.render = perf_counter() - self._since - self.store
        phases = f"parse;dur={self.parse * 1e3:.3f}, plan;dur={self.plan * 1e3:.3f}"
        return {TIMING_HEADER: f"{phases}, store;dur={self.store * 1e3:.3f}, render;dur={self.render * 1e3:.3f}"}

    def explanation(self, snapshot: str, cost: int | None = None) -> Response:
        """What was read for the answer: each statement, for how many sets of values, and by which steps the database finds its rows."""
        headers = {"Cache-Control": "no-store", SNAPSHOT_HEADER: snapshot, **self.rendered()}
        found = {
            "snapshot": snapshot,
            "cost": cost,
            "milliseconds": {name: round(getattr(self, name) * 1e3, 3) for name in ("parse", "plan", "store", "render")},
            "statements": [
                {"sql": ran.text, "steps": ran.steps, "times": ran.times, "rows": ran.rows, "milliseconds": round(ran.seconds * 1e3, 3)}
                for ran in self._trace.ran.values()
            ],
        }
        return Response(encoded(found), 200, headers, EXPLANATION)
