"""What becomes of a document, whatever process works on it."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.configuration import Configuration
from loaders.gathering import BrokenRecords, Prepared, prepared
from loaders.pipeline import extracted
from loaders.sources.text_file import TextFiles
from loaders.text import read
from loaders.work import LONGEST, Outcome, Recipe, checksum, worked
from schema.records import Article

TEXT = b"Bridge Opens\n\nMayor Anna Berg said on Monday that the bridge in Lisbon would open.\n"
ONE = Document("one.txt", TEXT)

work = partial(worked, TextFiles([]), Configuration(Light()))


class Failing(TextFiles):
    """A loader whose documents are not what they seem."""

    def __init__(self, error: Exception) -> None:
        super().__init__([])
        self._error = error

    def article(self, document: Document) -> Article | Rejected:
        """Nothing."""
        raise self._error from KeyError(document.name)


def test_an_article_becomes_its_records() -> None:
    article = read(ONE)
    assert isinstance(article, Article)
    found = work(ONE)
    assert found.found == prepared(extracted(article, Configuration(Light())).records)
    assert (found.document, found.checksum, found.failures) == ("one.txt", checksum(ONE), ())
    assert found.seconds > 0
    assert isinstance(pickle.loads(pickle.dumps(found)), Outcome)  # noqa: S301  our own bytes


def test_what_is_no_article_is_told() -> None:
    assert work(Document("none.txt", b"\x00")).found == read(Document("none.txt", b"\x00"))


def test_what_nobody_foresaw_costs_one_document() -> None:
    found = worked(Failing(RecursionError("deep " * 100)), Configuration(Light()), ONE).found
    assert isinstance(found, Rejected)
    assert found.code == "FAILED"
    assert found.reason.startswith("one.txt raised RecursionError: deep deep")
    assert len(found.reason) == LONGEST


def test_records_that_do_not_hold_stop_the_load() -> None:
    with pytest.raises(BrokenRecords):
        worked(Failing(BrokenRecords("none")), Configuration(Light()), ONE)


def test_a_checksum_is_of_the_content_and_of_what_is_said_about_it() -> None:
    others = [
        replace(ONE, content=b"x"),
        replace(ONE, url="https://example.org/"),
        replace(ONE, publisher="The Post"),
        replace(ONE, published=datetime(2026, 1, 1, tzinfo=UTC)),
        replace(ONE, source="html"),
    ]
    assert len({checksum(one) for one in (ONE, *others)}) == len(others) + 1
    assert checksum(replace(ONE, name="other.txt")) == checksum(ONE)


def test_a_recipe_can_be_sent_and_makes_the_same_there() -> None:
    recipe = pickle.loads(pickle.dumps(Recipe(("one.txt",), loader="text")))  # noqa: S301  our own bytes
    found = recipe.work()(ONE).found
    assert isinstance(found, Prepared)
    assert found == work(ONE).found
