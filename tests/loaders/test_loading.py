"""From documents to a snapshot: what is added, replaced, merged and refused, whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from loaders import loading, pipeline
from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.configuration import Configuration
from loaders.engine import Batch, InProcess
from loaders.gathering import BrokenRecords
from loaders.loading import Settings, load
from loaders.merging import merged
from loaders.pipeline import annotated
from loaders.registry import EXTRACTORS
from loaders.report import Report
from loaders.sources.text_file import TextFiles
from loaders.text import read
from loaders.work import Outcome, worked
from schema.catalog import CATALOG
from schema.documents import documents
from schema.errors import Unavailable
from schema.extraction import Extraction
from schema.invariants import violations
from schema.records import Article, Mention, Person, Quote, Record
from schema.store.memory import MemoryReader
from schema.store.sqlite import SqliteStore
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
        self.loaded: list[str] = []
        self.extraction: Extraction = ()

    def publish(self, records: Iterable[Record], extraction: Extraction = (), loaded: Iterable[str] = ()) -> str:
        """Keeps the records."""
        self.loaded = list(loaded)
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


class Failing:
    """An engine that works on some documents and then fails."""

    def __init__(self, number: int) -> None:
        self._left = number
        self._near = InProcess(partial(worked, Given(), Configuration(Light())))
        self.seen: list[str] = []

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """The outcomes of the first documents."""
        for outcome in self._near.outcomes(batches):
            if not self._left:
                raise Unavailable("the machine is gone")
            self._left -= 1
            self.seen.append(outcome.document)
            yield outcome


TEXTS = (ONE, "", OTHER, f"{ONE}\nThe end.\n")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where loads keep what they have done, at once."""
    monkeypatch.setattr(loading, "KEPT_S", 0)
    return tmp_path / "working"


def resumed(folder: Path, store: Kept, *texts: str, number: int = 9) -> tuple[Report, list[str]]:
    """What a load reports and works on; it fails after a number of documents."""
    engine = Failing(number)
    report = load(Given(*texts), Configuration(Light()), store, None, Settings(engine, working=folder))
    return report, engine.seen


def test_what_a_load_has_done_that_failed_is_not_done_again(folder: Path) -> None:
    store = Kept()
    for number in (0, 2, 1):
        with pytest.raises(Unavailable):
            resumed(folder, store, *TEXTS, number=number)
    assert (store.published, folder.exists()) == ([], True)
    report, seen = resumed(folder, store, *TEXTS)
    assert seen == ["3.txt"]
    assert (report.found, report.articles, report.resumed, report.rejections) == (4, 3, 3, {"EMPTY": 1})
    assert report.rejected == (Rejected("1.txt", "EMPTY", "1.txt holds no text."),)
    assert store.reader.snapshot == loaded(*TEXTS).reader.snapshot
    assert not folder.exists()


def test_what_another_load_has_done_is_not_published_with_this_one(folder: Path) -> None:
    store = Kept()
    with pytest.raises(Unavailable):
        resumed(folder, store, *TEXTS, number=3)
    report, seen = resumed(folder, store, OTHER)
    assert (seen, report.resumed, report.articles) == ([], 1, 1)
    assert store.reader.snapshot == loaded(OTHER).reader.snapshot
    assert len(store.loaded) == 1


def test_what_was_done_otherwise_or_is_damaged_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def begun() -> None:
        with pytest.raises(Unavailable):
            resumed(folder, Kept(), *TEXTS, number=3)

    begun()
    (folder / "done.sqlite").write_bytes(b"no database")
    assert len(resumed(folder, Kept(), *TEXTS)[1]) == len(TEXTS)
    begun()
    monkeypatch.setattr(loading, "installed_version", lambda: "another")
    assert len(resumed(folder, Kept(), *TEXTS)[1]) == len(TEXTS)


def test_a_load_that_has_done_nothing_leaves_nothing(folder: Path) -> None:
    with pytest.raises(Unavailable):
        resumed(folder, Kept(), *TEXTS, number=0)
    assert not folder.exists()


def test_what_was_loaded_is_not_worked_on_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    first = load(Given(ONE, OTHER, ONE, ""), Configuration(Light()), store, None)
    assert (first.articles, first.updated, first.repeated, first.unchanged) == (2, 0, 1, 0)
    engine = Failing(1)
    again = load(Given(OTHER, ONE, ""), Configuration(Light()), store, store.reader(), Settings(engine))
    assert (again.articles, again.unchanged, again.snapshot, engine.seen) == (0, 2, first.snapshot, ["2.txt"])
    assert again.counts == first.counts
    engine = Failing(1)
    more = load(Given(ONE, TEXTS[3]), Configuration(Light()), store, store.reader(), Settings(engine))
    assert (more.articles, more.unchanged, engine.seen) == (1, 1, ["1.txt"])
    assert load(Given(*TEXTS), Configuration(Light()), store, store.reader()).unchanged == 3


def test_a_full_disk_leaves_the_old_snapshot_and_the_next_load_goes_on(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    before = load(Given(ONE), Configuration(Light()), store, None).snapshot
    content = (tmp_path / "store.sqlite").read_bytes()
    settings = Settings(working=store.working())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (8_000, len(content) // 2, len(content) - 8_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            with pytest.raises(Unavailable, match="cannot be written"):
                load(Given(OTHER), Configuration(Light()), store, store.reader(), settings)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert (tmp_path / "store.sqlite").read_bytes() == content
        assert store.reader().snapshot == before
    assert load(Given(OTHER), Configuration(Light()), store, store.reader(), settings).articles == 1
    assert store.reader().snapshot == load(Given(ONE, OTHER), Configuration(Light()), SqliteStore(tmp_path / "other.sqlite"), None).snapshot
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other.sqlite", "store.sqlite", f"store.sqlite.{before}"]
