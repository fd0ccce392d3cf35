"""Batches of documents go in, outcomes come out: in order here, and elsewhere only where there is much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from loaders.base import Document, Rejected
from loaders.engine import FEW, MOST_BYTES, MOST_DOCUMENTS, Batch, InProcess, Sparing, batched
from loaders.work import Outcome, checksum


def documents(number: int, size: int = 1) -> list[Document]:
    """Documents of so many bytes."""
    return [Document(f"{one}", b"x" * size) for one in range(number)]


def refused(document: Document) -> Outcome:
    """Work that refuses everything."""
    return Outcome(document.name, checksum(document), Rejected(document.name, "NONE", "none"))


class Far:
    """An engine that counts what it is given."""

    seen = 0

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """Refuses everything."""
        for batch in batches:
            self.seen += len(batch)
            yield from map(refused, batch)


@pytest.mark.parametrize(
    ("number", "size", "batches"),
    [(0, 1, []), (MOST_DOCUMENTS + 1, 1, [MOST_DOCUMENTS, 1]), (3, MOST_BYTES // 2, [2, 1]), (2, MOST_BYTES * 2, [1, 1])],
)
def test_batches_have_few_documents_and_few_bytes(number: int, size: int, batches: list[int]) -> None:
    given = documents(number, size)
    found = list(batched(given))
    assert [len(batch) for batch in found] == batches
    assert [one for batch in found for one in batch] == given


@pytest.mark.parametrize("number", [0, 1, FEW, FEW + 1, 3 * FEW])
def test_a_few_documents_are_worked_on_here_and_many_elsewhere(number: int) -> None:
    far, given = Far(), documents(number)
    found = list(Sparing(InProcess(refused), far).outcomes(batched(given)))
    assert [one.document for one in found] == [one.name for one in given]
    assert far.seen == (number if number > FEW else 0)


def test_few_documents_that_are_large_are_many() -> None:
    far = Far()
    assert len(list(Sparing(InProcess(refused), far).outcomes(batched(documents(4, MOST_BYTES))))) == far.seen == 4
