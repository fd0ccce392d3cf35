"""Where documents are worked on: batches of documents go in, outcomes come out, in any order.

Another engine is a class with `outcomes`, made of a `Recipe`, which can be sent anywhere and says there what to do with a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Protocol, TypeAlias

from loaders.base import Document, Rejected
from loaders.work import Outcome, Work, checksum

MOST_DOCUMENTS = 16
MOST_BYTES = 200_000
"""How large a batch becomes: a second of work or less, unless one document is larger."""
FEW = 32
"""How many documents are worked on before other processes would have started."""

Batch: TypeAlias = tuple[Document, ...]


class Engine(Protocol):
    """Works on documents. It reads the batches as it needs them, and holds a few at a time."""

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """An outcome for each document, in any order. What a `Work` raises is raised here."""


def batched(documents: Iterable[Document]) -> Iterator[Batch]:
    """Documents in batches."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (len(batch) == MOST_DOCUMENTS or size + len(document.content) > MOST_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(document)
        size += len(document.content)
    if batch:
        yield tuple(batch)


def next_batch(suspects: list[Batch], waiting: Iterator[Batch]) -> Batch:
    """The next batch to work on: those first whose process was lost; an empty one where there is none."""
    return suspects.pop() if suspects else next(waiting, ())


def halves(batch: Batch) -> list[Batch]:
    """What a batch whose process was lost is worked on as; nothing where it is one document only."""
    return [batch[: len(batch) // 2], batch[len(batch) // 2 :]] if len(batch) > 1 else []


def refusal(document: Document, code: str, reason: str) -> Outcome:
    """The outcome of a document that could not be worked on."""
    return Outcome(document.name, checksum(document), Rejected(document.name, code, f"{document.name} {reason}."))


class InProcess:
    """Works on documents here, one after the other."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """The outcomes, in order."""
        return (self._work(document) for batch in batches for document in batch)


class Sparing:
    """Leaves documents to another engine only where there are more than a few: starting it takes longer than to work on these."""

    def __init__(self, near: Engine, far: Engine, few: int = FEW) -> None:
        self._near = near
        self._far = far
        self._few = few

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """The outcomes, from either."""
        rest = iter(batches)
        first = list(islice(rest, self._few // MOST_DOCUMENTS + 1))
        chosen = self._near if sum(map(len, first)) <= self._few and len(first) <= self._few // MOST_DOCUMENTS else self._far
        return chosen.outcomes(chain(first, rest))
