"""The lines of an input, one by one, however many: a line that is too long is refused and passed over."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.base import Rejected
from loaders.sources.base import Input

LONGEST = 20_000_000
"""The most bytes of a line."""
PASSED = 2_000_000_000
"""How many bytes of a line that is too long are passed over before the rest of the input is given up."""
_CHUNK = 1 << 20


def lines(given: Input) -> Iterator[bytes | Rejected]:
    """The lines, with their ends."""
    number = 0
    while line := given.stream.readline(LONGEST + 1):
        number += 1
        if len(line) <= LONGEST:
            yield line
            continue
        yield Rejected(f"{given.name}:{number}", "TOO_LARGE", f"{given.name}:{number} has more than {LONGEST} bytes in one line.")
        if not line.endswith(b"\n") and not _passed(given):
            yield Rejected(given.name, "TOO_LARGE", f"{given.name} has a line of more than {PASSED} bytes; what follows it is not read.")
            return


def _passed(given: Input) -> bool:
    """Whether the rest of a line could be passed over."""
    parts = (given.stream.readline(_CHUNK) for _ in range(PASSED // _CHUNK))
    return any(not part or part.endswith(b"\n") for part in parts)
