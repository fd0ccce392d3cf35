"""Where an answer is worked out: on the event loop as long as that takes no time, else in a thread."""

from __future__ import annotations

import asyncio
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


async def worked_alone(work: Callable[[], T], turn: asyncio.Semaphore, end: float) -> T:
    """What `work` gives, in a thread of its own when its turn comes. DeadlineExceeded where that is not before the end.

    What keeps the interpreter busy gains nothing by threads beside each other, and each of them would hold up the event loop.
    """
    try:
        async with asyncio.timeout(end - time.monotonic()):
            await turn.acquire()
    except TimeoutError:
        raise DeadlineExceeded("the server is busy", hint="Try again later.") from None
    try:
        return await run_in_threadpool(work)
    finally:
        turn.release()
