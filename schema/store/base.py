"""What a store promises: to read pages of one snapshot, and to publish a new one whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from schema.catalog import RecordSpec, Reverse
from schema.documents import Document
from schema.extraction import Extraction
from schema.plan import Keys, Parts, ReadPlan
from schema.records import Record
from schema.totals import TotalsPlan

Matches: TypeAlias = Sequence[Mapping[str, Any]]
"""Where in a record what is searched for stands, as the type Match shows it."""

KEPT = 2
"""How many snapshots stay: the newest, and those before it for readers that began with them or ask for them."""

OPEN = 16
"""How many earlier snapshots one process has open at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list in its order with their sort values, and whether there are rows before and after them.

    Where the plan asks for them, and it searches, the matches of each row stand beside it.
    """

    rows: tuple[Any, ...]
    keys: tuple[Keys, ...]
    has_previous: bool
    has_next: bool
    matches: tuple[Matches, ...] = ()


class Reader(Protocol):
    """Reads one snapshot, which never changes. `deadline` is a time of time.monotonic(); past it DeadlineExceeded is raised."""

    @property
    def local(self) -> bool:
        """Whether what is read comes without waiting for another process."""

    @property
    def snapshot(self) -> str:
        """The id of the snapshot."""

    @property
    def extraction(self) -> Extraction:
        """What made its records."""

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""

    def is_brief(self, plan: ReadPlan) -> bool:
        """Whether a page of a list is read in steps so short that a deadline is kept to a few milliseconds."""

    def page(self, plan: ReadPlan, deadline: float = ...) -> Page:
        """A page of a list; StaleCursor or InvalidCursor where a cursor of the plan belongs elsewhere."""

    def pages(self, plan: ReadPlan, link: Reverse, parents: Sequence[str], deadline: float = ...) -> list[Page]:
        """For each parent the plan's page of those records only that refer to it by the link."""

    def total(self, plan: ReadPlan, deadline: float = ...) -> int:
        """How many rows the whole list has of which the plan reads a page."""

    def totals(self, plan: TotalsPlan, deadline: float = ...) -> Page:
        """A page of the groups that records are added up in; StaleCursor or InvalidCursor where its cursor belongs elsewhere."""

    def get(self, spec: RecordSpec, ids: Sequence[str], parts: Parts = ..., deadline: float = ...) -> list[Any]:
        """These parts of the records with these ids, in their order; None where there is none. They may have the parts' shape."""

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Every record with all its fields, by type and id."""


class CheckedReader(Reader, Protocol):
    """A reader that can tell whether its store is damaged, and what was loaded into it."""

    def obvious_damages(self) -> Iterator[str]:
        """What the database finds wrong with what it holds, as far as that shows in a moment: a server need not start on it."""

    def violations(self) -> Iterator[str]:
        """Where the store does not hold what it says."""

    def known(self, checksums: Sequence[str]) -> Collection[str]:
        """Those of some checksums that are of documents which were loaded."""

    def loaded(self) -> Iterator[str]:
        """The checksums of all documents that were loaded."""


class Store(Protocol):
    """Where snapshots are read: the newest, and earlier ones while they are kept."""

    def reader(self, snapshot: str | None = None) -> Reader:
        """A reader of the snapshot with this id, or of the newest, which it keeps to its end.

        SnapshotNotFound where none with this id is kept, Unavailable where there is none at all.
        """

    def snapshots(self) -> list[str]:
        """The ids of the snapshots that can be asked for, the newest first."""


class Writer(Protocol):
    """Publishes snapshots."""

    def publish(self, records: Iterable[Record], extraction: Extraction = (), loaded: Iterable[str] = ()) -> str:
        """Puts the records, made so, in the place of the last snapshot, all or none of them, and returns the id of the new one.

        A stage is such records, and is read without taking them into memory. `loaded` are the checksums of the documents that were loaded.
        """


class WritableStore(Store, Writer, Protocol):
    """Where snapshots follow one another."""

    def exists(self) -> bool:
        """Whether anything was published."""

    def reader(self, snapshot: str | None = None) -> CheckedReader:
        """As any store's."""

    def alone(self, waiting: Callable[[], object] = ...) -> AbstractContextManager[None]:
        """Keeps other loads waiting, so that none is lost between what another reads and what it publishes.

        `waiting` is called where another load has to end first.
        """

    def working(self) -> Path:
        """The folder in which a load keeps what it has done until it ends."""
