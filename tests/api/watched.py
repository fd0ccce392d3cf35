"""A store that counts what is read from it, or fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schema.catalog import RecordSpec, Reverse
from schema.documents import Document
from schema.extraction import Extraction
from schema.plan import WHOLE, Parts, ReadPlan
from schema.store.base import Page, Reader, Store
from schema.totals import TotalsPlan


class Watched:
    """A reader that counts what is read, or fails."""

    def __init__(self, reader: Reader, calls: Counter[str], failure: Exception | None) -> None:
        self._reader = reader
        self._calls = calls
        self._failure = failure

    @property
    def local(self) -> bool:
        """As the reader behind."""
        return self._reader.local

    @property
    def snapshot(self) -> str:
        """The snapshot of the reader behind."""
        return self._reader.snapshot

    @property
    def extraction(self) -> Extraction:
        """What made the records of the reader behind."""
        return self._reader.extraction

    def counts(self) -> Mapping[str, int]:
        """The counts of the reader behind."""
        return self._reader.counts()

    def is_brief(self, plan: ReadPlan) -> bool:
        """What the reader behind says."""
        return self._reader.is_brief(plan)

    def page(self, plan: ReadPlan, deadline: float = 0) -> Page:
        """A page, counted."""
        self._called("page")
        return self._reader.page(plan, deadline)

    def pages(self, plan: ReadPlan, link: Reverse, parents: Sequence[str], deadline: float = 0) -> list[Page]:
        """Pages of the lists of several records, counted as one read."""
        self._called("pages")
        return self._reader.pages(plan, link, parents, deadline)

    def total(self, plan: ReadPlan, deadline: float = 0) -> int:
        """A total, counted."""
        self._called("total")
        return self._reader.total(plan, deadline)

    def totals(self, plan: TotalsPlan, deadline: float = 0) -> Page:
        """A page of groups, counted."""
        self._called("totals")
        return self._reader.totals(plan, deadline)

    def get(self, spec: RecordSpec, ids: Sequence[str], parts: Parts = WHOLE, deadline: float = 0) -> list[Document | None]:
        """Records, counted."""
        self._called("get")
        return self._reader.get(spec, ids, parts, deadline)

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Everything behind."""
        return self._reader.everything()

    def _called(self, name: str) -> None:
        self._calls[name] += 1
        if self._failure:
            raise self._failure


class WatchedStore:
    """A store of watched readers."""

    def __init__(self, store: Store, failure: Exception | None = None) -> None:
        self.calls: Counter[str] = Counter()
        self._store = store
        self._failure = failure

    def reader(self, snapshot: str | None = None) -> Reader:
        """A watched reader."""
        return Watched(self._store.reader(snapshot), self.calls, self._failure)

    def snapshots(self) -> list[str]:
        """Those of the store behind."""
        return self._store.snapshots()
