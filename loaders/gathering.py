"""Gathers the records of articles on disk, article by article, so that a snapshot may be larger than the memory.

    with closing(Gathering()) as gathering:
        for article in articles:
            gathering.add(prepared(extracted(article).records))     # `prepared` is pure, and may run in another process
        gathering.keep(old.everything())                            # what a snapshot says of other articles
        store.publish(gathering.whole())

People and places are made of all their mentions at the end: what comes out does not depend on the order of what came in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson

from loaders.extract.naming import Naming
from loaders.merging import is_shared, merged, namings
from loaders.registry import MERGES
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document, documents, record
from schema.errors import DatelineError
from schema.invariants import ARTICLE, violations
from schema.records import Article, Mention, Record
from schema.store.shares import Held, Tally
from schema.store.stage import Row, Stage, row
from schema.store.working import Working

TOLD = 20
"""How many things that do not hold are told."""


class BrokenRecords(DatelineError):
    """An extractor made records that do not hold; nothing was published."""

    code = "BROKEN_RECORDS"

    @classmethod
    def of(cls, complaints: Sequence[str]) -> BrokenRecords:
        """The error that tells what does not hold."""
        return cls("\n".join(["nothing was published, because these records do not hold:", *complaints[:TOLD]]))


@dataclass(frozen=True, slots=True)
class Prepared:
    """The records of one article, ready to be gathered: its rows, people and places as it knows them, and how its mentions name them."""

    article: str
    digest: bytes
    rows: tuple[Row, ...]
    shared: tuple[tuple[str, bytes], ...]
    tallies: tuple[Tally, ...]
    partial: bool = False


def prepared(records: Sequence[Record]) -> Prepared:
    """The records of one article, the article first. BrokenRecords where they do not hold."""
    whole = merged(records)
    found = list(zip(whole, documents(iter(whole)), strict=True))
    if broken := list(violations(one for _, one in found)):
        raise BrokenRecords.of(broken)
    rows = tuple(row(spec, document) for one, (spec, document) in found if not is_shared(one))
    shared = tuple((one.id, orjson.dumps(document)) for one, (_, document) in found if is_shared(one))
    tallies = tuple((key, orjson.dumps([*one]), times) for key, held in namings(iter(whole)).items() for one, times in held.items())
    digest = hashlib.sha256(b"".join(sorted(one.digest for one in rows))).digest()
    return Prepared(records[0].id, digest, rows, shared, tallies, getattr(records[0], "partial", False))


class Gathering:
    """Records on their way into a snapshot."""

    def __init__(self, working: Working | None = None) -> None:
        self._working = working or Working()
        self._stage = self._working.stage
        self._shares = self._working.shares
        self._settled = False
        self.updated = 0
        """How many articles of the snapshot before came in again, with something else said about them."""

    def close(self) -> None:
        """Ends it; what was not committed is lost."""
        self._working.close()

    def add(self, article: Prepared, checksum: str | None = None, notes: bytes = b"") -> None:
        """Adds the article of a document. Of two with one text, which differ in what was said about them, one stays, whichever it is."""
        checksum = checksum or article.digest.hex()
        self._shares.want(checksum)
        if self._shares.known(checksum) is None:
            held = Held(article.article, article.digest, self._stage.put(article.rows), notes)
            self._shares.enter(checksum, held, article.shared, article.tallies)

    def articles(self) -> int:
        """How many articles were added."""
        return self._shares.articles()

    def keep(self, old: Iterable[tuple[RecordSpec, Document]]) -> None:
        """Keeps the records of a snapshot but for those of articles that were added before. From here on nothing is added."""
        self._settle()
        self._stage.put(self._kept(old))

    def _settle(self) -> None:
        """Leaves out what is not in this load."""
        if not self._settled:
            for rows in self._shares.settle():
                self._stage.drop(rows)
            self._settled = True

    def _kept(self, old: Iterable[tuple[RecordSpec, Document]]) -> Iterator[Row]:
        @lru_cache(1)
        def replaced(article: str) -> bool:
            return self._shares.holds(article)

        for spec, document in old:
            if spec.model in MERGES:
                self._shares.share([(document["id"], orjson.dumps(document))], ())
            elif replaced(document.get(ARTICLE, document["id"])):
                self.updated += spec.model is Article
            else:
                yield row(spec, document)
                if spec.model is Mention:
                    self._shares.share((), [_tally(document)])

    def whole(self) -> Stage:
        """All records, with people and places made of their mentions. BrokenRecords where two that differ have one id."""
        self._settle()
        self._stage.add(self._shared())
        if broken := [f"{identifier}: the id is not unique" for identifier in self._stage.conflicts()]:
            raise BrokenRecords.of(broken)
        return self._stage

    def _shared(self) -> Iterator[Record]:
        """The people and places that a mention names."""
        for identifier, base, tallies in self._shares.whole():
            spec = CATALOG.of_id(identifier)
            if spec is None or base is None:
                raise BrokenRecords.of([f"{identifier}: mentions name it, and there is no such record"])
            named = {Naming(*orjson.loads(key)): times for key, times in tallies.items()}
            yield MERGES[spec.model](record(orjson.loads(base), spec), named)


def _tally(mention: Document) -> Tally:
    naming = Naming(mention["printed"], mention["role"], mention["extractor"], mention["extractorVersion"])
    return mention["personId"] or mention["placeId"], orjson.dumps([*naming]), 1
