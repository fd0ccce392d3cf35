"""From documents to a snapshot: what is added, replaced, merged and refused, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from loaders import pipeline
from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.configuration import Configuration
from loaders.gathering import BrokenRecords
from loaders.loading import Settings, load
from loaders.merging import merged
from loaders.pipeline import annotated
from loaders.registry import EXTRACTORS
from loaders.sources.text_file import TextFiles
from loaders.text import read
from schema.catalog import CATALOG
from schema.documents import documents
from schema.extraction import Extraction
from schema.invariants import violations
from schema.records import Article, Mention, Person, Quote, Record
from schema.store.memory import MemoryReader
from tests.seeds import SEEDS, seed_records

ONE = (
    "Bridge to Open Again\n\nMayor Anna Berg said on Monday that the old bridge in Lisbon would open again next spring. "
    "“We are glad,” Berg said.\n"
)
OTHER = "Harbour Closed\n\nThe harbour in Lisbon was closed on Friday, former mayor Anna Berg told reporters. “It is a pity,” Berg said.\n"


class Given:
    """A loader of texts that a test gives."""

    name = "given"

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def documents(self) -> Iterator[Document]:
        """The texts."""
        return (Document(f"{number}.txt", text.encode()) for number, text in enumerate(self._texts))

    def article(self, document: Document) -> Article | Rejected:
        """The article of a text."""
        return read(document)


class Kept:
    """A writer that keeps what is published."""

    def __init__(self) -> None:
        self.published: list[list[Record]] = []
        self.extraction: Extraction = ()

    def publish(self, records: Iterable[Record], extraction: Extraction = ()) -> str:
        """Keeps the records."""
        self.published.append(list(records))
        self.extraction = extraction
        return self.reader.snapshot

    @property
    def reader(self) -> MemoryReader:
        """A reader of what was published last."""
        return MemoryReader(self.published[-1], extraction=self.extraction)


def loaded(*texts: str, into: Kept | None = None) -> Kept:
    """What is published when the texts are loaded, into what was published before."""
    store = into or Kept()
    load(Given(*texts), Configuration(Light()), store, store.reader if store.published else None)
    return store


def of(store: Kept, kind: type[Record]) -> dict[str, Record]:
    """The records of a type that were published, by id."""
    return {one.id: one for one in store.published[-1] if isinstance(one, kind)}


def test_the_report_tells_what_was_read_and_what_the_snapshot_holds() -> None:
    store, seen = Kept(), list[int]()
    report = load(Given(ONE, "", OTHER), Configuration(Light()), store, None, Settings(progress=seen.append))
    assert (report.articles, report.snapshot, seen) == (2, store.reader.snapshot, [1, 2, 3])
    assert [(one.document, one.code) for one in report.rejected] == [("1.txt", "EMPTY")]
    assert report.counts == store.reader.counts()
    assert report.counts["articles"] == 2


def test_an_article_comes_before_what_is_found_in_it() -> None:
    found = annotated(Document("one.txt", ONE.encode()), Given(), Light())
    assert isinstance(found, list)
    assert isinstance(found[0], Article)
    assert list(violations(documents(iter(merged(found))))) == []


def test_what_is_no_article_is_handed_on() -> None:
    assert annotated(Document("none.txt", b"\x00"), Given(), Light()) == read(Document("none.txt", b"\x00"))


def test_the_same_article_twice_is_one() -> None:
    assert loaded(ONE, ONE).reader.snapshot == loaded(ONE).reader.snapshot
    assert loaded(ONE, into=loaded(ONE)).reader.snapshot == loaded(ONE).reader.snapshot


def test_articles_give_the_same_snapshot_one_by_one_and_in_any_order() -> None:
    whole = loaded(ONE, OTHER).reader.snapshot
    assert loaded(OTHER, ONE).reader.snapshot == whole
    assert loaded(OTHER, into=loaded(ONE)).reader.snapshot == whole
    assert loaded(ONE, into=loaded(OTHER)).reader.snapshot == whole


def test_an_article_comes_in_the_place_of_the_same_one() -> None:
    store = loaded(ONE, OTHER)
    [article] = [one for one in of(store, Article).values() if isinstance(one, Article) and one.text == ONE]
    stale = [one.model_copy(update={"extractor_version": "0"}) for one in store.published[-1]]
    store.published.append(stale)
    loaded(ONE, into=store)
    assert of(store, Article).keys() == {one.id for one in stale if isinstance(one, Article)}
    quotes = [one for one in of(store, Quote).values() if isinstance(one, Quote)]
    assert {one.article_id == article.id for one in quotes} == {True, False}
    assert all((one.extractor_version == "0") is (one.article_id != article.id) for one in quotes)


def test_a_person_of_two_articles_is_one_record_that_both_mention() -> None:
    store = loaded(ONE, OTHER)
    [person] = of(store, Person).values()
    assert isinstance(person, Person)
    assert person.roles == ("Mayor", "former mayor")
    mentions = [one for one in of(store, Mention).values() if isinstance(one, Mention) and one.person_id == person.id]
    assert len({mention.article_id for mention in mentions}) == 2


def test_nobody_stays_whom_no_article_names_any_more() -> None:
    store = loaded(ONE, OTHER)
    article = next(one for one in of(store, Article).values() if isinstance(one, Article) and one.text == ONE)
    gone = Person(id="person-gone", extractor="people", extractor_version="1", name="Carla Dahl")
    mention = next(one for one in of(store, Mention).values() if isinstance(one, Mention) and one.article_id == article.id)
    named = mention.model_copy(update={"id": f"{mention.id}-gone", "person_id": gone.id, "place_id": None})
    store.published.append([*store.published[-1], gone, named])
    assert loaded(OTHER, into=store).reader.get(CATALOG["person"], [gone.id]) != [None]
    assert loaded(ONE, into=store).reader.snapshot == loaded(ONE, OTHER).reader.snapshot


def broken(*_: object) -> list[Record]:
    """An extractor that finds a quotation of an article that is not there."""
    quote = next(one for one in seed_records() if isinstance(one, Quote))
    return [quote.model_copy(update={"article_id": "article-none"})]


def test_records_that_do_not_hold_stop_the_whole_and_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = Kept(), seed_records()  # made before the extractor that needs them takes part
    monkeypatch.setattr(pipeline, "EXTRACTORS", (*EXTRACTORS, broken))
    with pytest.raises(BrokenRecords, match="nothing was published") as caught:
        loaded(ONE, into=store)
    assert "articleId names article-none" in caught.value.message
    assert len(caught.value.message.splitlines()) <= 21
    assert store.published == []


def test_two_different_records_of_one_id_are_not_hidden() -> None:
    quote = next(one for one in seed_records() if isinstance(one, Quote))
    other = quote.model_copy(update={"cue": "shouted"})
    assert merged([quote, quote]) == [quote]
    assert merged([quote, other]) == [quote, other]
    assert any("is not unique" in one for one in violations(documents(iter(merged([quote, other])))))


def test_the_seeds_load_from_their_folder_as_they_are_in_the_tests() -> None:
    store = Kept()
    report = load(TextFiles([SEEDS]), Configuration(Light()), store, None)
    assert report.counts == {spec.plural: sum(one.id.startswith(f"{spec.name}-") for one in seed_records()) for spec in CATALOG}
    assert sorted(store.published[-1], key=lambda one: one.id) == sorted(seed_records(), key=lambda one: one.id)
