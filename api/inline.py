"""Where an answer is worked out: on the event loop as long as that takes no time, else in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from schema.errors import DeadlineExceeded

T = TypeVar("T")

INLINE_S = 0.005
"""How long the event loop may be held up. A thread for each answer would cost more than most answers do."""


async def worked_out(answer: Callable[[float], T], end: float, *, inline: bool = True) -> T:
    """What `answer` gives for a deadline. What does not come at once is worked out again in a thread, until the end."""
    if inline:
        try:
            return answer(min(end, time.monotonic() + INLINE_S))
        except DeadlineExceeded:
            if time.monotonic() >= end:
                raise
    return await run_in_threadpool(answer, end)
