"""Gathers the records of articles on disk, article by article, so that a snapshot may be larger than the memory.

    with closing(Gathering()) as gathering:
        for article in articles:
            gathering.add(prepared(extracted(article).records))     # `prepared` is pure, and may run in another process
        store.publish(gathering.whole(old))                         # with what a snapshot says of other articles

People and places are made of all their mentions at the end, and copies are found then: what comes out does not depend on the order of what
came in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Protocol

import orjson

from loaders.extract.naming import Naming
from loaders.merging import is_shared, merged, namings
from loaders.registry import MERGES
from loaders.sketch import packed, sketch
from loaders.versions import find_copies, keys, replaced
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document, documents, record
from schema.errors import DatelineError
from schema.invariants import ARTICLE, violations
from schema.records import Article, Mention, Record
from schema.store.shares import Held, Tally
from schema.store.stage import Row, Stage, row
from schema.store.versions import Version
from schema.store.working import Working

TOLD = 20
"""How many things that do not hold are told."""


_ARTICLE = CATALOG["article"]


class Old(Protocol):
    """The snapshot that articles are added to."""

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Every record with all its fields, articles first."""


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
    sketch: bytes = b""


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
    article = records[0]
    known = (article.partial, packed(sketch(article.text))) if isinstance(article, Article) else ()
    return Prepared(article.id, digest, rows, shared, tallies, *known)


class Gathering:
    """Records on their way into a snapshot."""

    def __init__(self, working: Working | None = None) -> None:
        self._working = working or Working()
        self._stage = self._working.stage
        self._shares = self._working.shares
        self._versions = self._working.versions
        self.updated = 0
        """How many articles of the snapshot before came in again, as they are or as a new version."""

    def close(self) -> None:
        """Ends it; what was not committed is lost."""
        self._working.close()

    def add(self, article: Prepared, checksum: str | None = None, notes: bytes = b"") -> None:
        """Adds the article of a document. Of two with one text, which differ in what was said about them, one stays, whichever it is."""
        checksum = checksum or article.digest.hex()
        self._shares.want(checksum)
        if self._shares.known(checksum) is None:
            held = Held(article.article, article.digest, self._stage.put(article.rows), notes, article.sketch)
            self._shares.enter(checksum, held, article.shared, article.tallies)

    def articles(self) -> int:
        """How many articles were added."""
        return self._shares.articles()

    def whole(self, old: Old | None = None) -> Stage:
        """All records, with those of an old snapshot, but for articles that came in again. BrokenRecords where two that differ have one id.

        From here on nothing is added.
        """
        self._drop(self._shares.settle())
        self._find_versions(old)
        self._drop(self._shares.without_replaced())
        if old:
            self._stage.put(self._kept(old))
        self._stage.add(self._shared())
        if broken := [f"{identifier}: the id is not unique" for identifier in self._stage.conflicts()]:
            raise BrokenRecords.of(broken)
        self._link()
        return self._stage

    def _drop(self, rows: Iterable[range]) -> None:
        for one in rows:
            self._stage.drop(one)

    def _find_versions(self, old: Old | None) -> None:
        """Finds which articles take the place of earlier versions."""
        for document in self._stage.of_type(_ARTICLE):
            for key in keys(document):
                self._versions.add(key, _version(document, is_old=False))
        self._versions.index()
        for document in _articles(old) if old else ():
            for key in keys(document):
                if self._versions.wants(key) and not self._shares.holds(document["id"]):
                    self._versions.add(key, _version(document, is_old=True))
        for versions in self._versions.shared():
            for one in replaced(versions):
                self.updated += one.old.is_old and not self._versions.is_replaced(one.old.article)
                self._versions.replace(one.old.article, one.by.article)

    def _link(self) -> None:
        """Writes into articles which they replace and which they are copies of."""
        self._versions.sketch_all()
        find_copies(self._versions, _ARTICLE.name)
        for article, original in self._versions.copies():
            self._stage.update(_ARTICLE, article, {"duplicateOfId": original})
        for article, earlier in self._versions.replacements():
            self._stage.update(_ARTICLE, article, {"replacesId": earlier})

    def _kept(self, old: Old) -> Iterator[Row]:
        @lru_cache(1)
        def goes(article: str) -> bool:
            return self._shares.holds(article) or self._versions.is_replaced(article)

        for spec, document in old.everything():
            if spec.model in MERGES:
                self._shares.share([(document["id"], orjson.dumps(document))], ())
            elif not goes(document.get(ARTICLE, document["id"])):
                yield row(spec, self._kept_article(document) if spec is _ARTICLE else document)
                if spec.model is Mention:
                    self._shares.share((), [_tally(document)])
            elif spec is _ARTICLE and self._shares.holds(document["id"]):
                self.updated += 1
                if document["replacesId"]:
                    self._versions.replace(document["replacesId"], document["id"])

    def _kept_article(self, document: Document) -> Document:
        """An article of the snapshot before; whether it is a copy is found anew."""
        self._versions.sketch(document["id"], packed(sketch(document["text"])))
        return {**document, "duplicateOfId": None}

    def _shared(self) -> Iterator[Record]:
        """The people and places that a mention names."""
        for identifier, base, tallies in self._shares.whole():
            spec = CATALOG.of_id(identifier)
            if spec is None or base is None:
                raise BrokenRecords.of([f"{identifier}: mentions name it, and there is no such record"])
            named = {Naming(*orjson.loads(key)): times for key, times in tallies.items()}
            yield MERGES[spec.model](record(orjson.loads(base), spec), named)


def _articles(old: Old) -> Iterator[Document]:
    """The articles of a snapshot."""
    return (document for _, document in takewhile(lambda one: one[0] is _ARTICLE, old.everything()))


def _version(document: Document, *, is_old: bool) -> Version:
    return Version(document["id"], document["captured"], document["guid"], is_old)


def _tally(mention: Document) -> Tally:
    naming = Naming(mention["printed"], mention["role"], mention["extractor"], mention["extractorVersion"])
    return mention["personId"] or mention["placeId"], orjson.dumps([*naming]), 1
