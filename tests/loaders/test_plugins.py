"""Parts that other distributions bring, found by their entry points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from loaders import plugins
from loaders.base import Analysis, Extractor
from loaders.extract.places import resolved
from loaders.extract.segmentation import analyse
from loaders.gazetteer import added, begins_name, candidates
from loaders.plugins import PluginBroken, installed
from loaders.registry import added_extractors, analyzer, in_order, loader
from schema.records import Record
from tests.plugins import install, install_worked

MODULE = """
from loaders.analyse.light import Light
from loaders.gazetteer import Candidate, Level
from loaders.sources.text_file import TextFiles

class Slow(Light):
    name = "slow"
    def __init__(self, pipeline="none"):
        super().__init__()
        self.version = pipeline

class Lines(TextFiles):
    name = "lines"

class Villages:
    name, version = "villages", "1"
    country = "PT"
    def candidates(self, name):
        if name == "aldeia velha":
            yield Candidate(2742000, Level.CITY, "Aldeia Velha", self.country, "", 40.3, -6.8, 300)
    def begins_name(self, words):
        return "aldeia velha".startswith(words)

class Nowhere(Villages):
    country = "XX"

def broken():
    raise RuntimeError("no licence")

def nothing(*_):
    return object()
"""


Install = Callable[..., None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs parts of the module above."""
    (tmp_path / "example_parts.py").write_text(MODULE, encoding="utf-8")

    def forget() -> None:
        added.cache_clear()
        begins_name.cache_clear()
        candidates.cache_clear()

    def puts(group: str, **parts: str) -> None:
        install(tmp_path, monkeypatch, group, {name: f"example_parts:{what}" for name, what in parts.items()})
        forget()

    yield puts
    forget()


def test_nothing_is_added_where_nothing_is_installed() -> None:
    assert [installed(group) for group in plugins.GROUPS] == [()] * 4
    assert added_extractors() == ()


def test_a_plug_in_is_listed_with_its_distribution_and_not_loaded(put: Install) -> None:
    put(plugins.ANALYZERS, tagger="no_such_thing")
    [plugin] = installed(plugins.ANALYZERS)
    assert (plugin.name, plugin.distribution, plugin.version, str(plugin)) == ("tagger", "example", "1.2.0", "tagger of example 1.2.0")


def test_the_worked_example_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_worked(tmp_path, monkeypatch)
    [extractor] = added_extractors()
    assert (extractor.name, extractor.version) == ("transcripts", "1")


def test_an_analyzer_and_its_pipeline_are_chosen_by_name(put: Install) -> None:
    put(plugins.ANALYZERS, slow="Slow")
    assert (analyzer("slow").name, analyzer("slow", "large").version) == ("slow", "large")


def test_a_loader_is_chosen_by_name(put: Install, tmp_path: Path) -> None:
    put(plugins.LOADERS, lines="Lines")
    assert (loader("lines", [tmp_path]).name, loader("text", [tmp_path]).name) == ("lines", "text")


def test_a_gazetteer_adds_places_behind_those_that_are_known(put: Install) -> None:
    assert candidates("Aldeia Velha") == ()
    put(plugins.GAZETTEERS, villages="Villages")
    assert [one.id for one in candidates("Aldeia Velha")] == [2742000]
    assert begins_name("Aldeia")
    assert candidates("Lisbon")[0].name == "Lisbon"


def test_a_gazetteer_cannot_make_countries_up(put: Install) -> None:
    put(plugins.GAZETTEERS, nowhere="Nowhere")
    with pytest.raises(PluginBroken, match="the gazetteer villages gives Candidate"):
        candidates("Aldeia Velha")


@pytest.mark.parametrize("group", plugins.GROUPS)
@pytest.mark.parametrize(
    ("part", "reason"), [("broken", "cannot be loaded|makes no"), ("missing", "AttributeError"), ("nothing", "makes no ")]
)
def test_a_plug_in_that_is_none_is_named(put: Install, group: str, part: str, reason: str) -> None:
    made: dict[str, Callable[[], Any]] = {
        plugins.LOADERS: lambda: loader("mine", []),
        plugins.ANALYZERS: lambda: analyzer("mine"),
        plugins.EXTRACTORS: added_extractors,
        plugins.GAZETTEERS: added,
    }
    put(group, mine=part)
    with pytest.raises(PluginBroken, match=f"mine of example 1.2.0 .*({reason})"):
        made[group]()


def test_no_plug_in_takes_the_name_of_another_part(put: Install) -> None:
    put(plugins.ANALYZERS, light="Slow")
    with pytest.raises(PluginBroken, match="light is the name of more than one part of"):
        analyzer("light")


class Declared:
    """An extractor that declares what it reads and makes."""

    version = "1"

    def __init__(self, name: str, requires: set[str] | None = None, produces: set[str] | None = None) -> None:
        self.name = name
        self.requires = requires or set[str]()
        self.produces = produces or set[str]()

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> list[Record]:
        """Nothing."""
        del analysis, found
        return []


def order(*extractors: Extractor) -> list[str]:
    """The names of the extractors in their order."""
    return [one.name for one in in_order(extractors)]


def test_an_extractor_comes_behind_those_that_make_what_it_reads() -> None:
    assert order(Declared("a", {"quote"}), Declared("b", {"place"}, {"quote"}), Declared("c", set(), {"place"})) == ["c", "b", "a"]
    assert order(Declared("a"), Declared("b")) == ["a", "b"]


def test_an_extractor_may_read_and_make_the_same() -> None:
    assert order(Declared("a", {"quote"}, {"quote"})) == ["a"]


def test_extractors_in_a_ring_are_refused() -> None:
    with pytest.raises(PluginBroken, match="require each other: "):
        order(Declared("a", {"quote"}, {"place"}), Declared("b", {"place"}, {"quote"}))


def test_a_record_type_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PluginBroken, match="a declares record types that do not exist: rumour"):
        order(Declared("a", {"rumour"}))


@pytest.mark.parametrize("names", [("a", "a"), ("people",)])
def test_two_extractors_of_one_name_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(PluginBroken, match="two extractors have one name"):
        order(*map(Declared, names))


def test_an_installed_gazetteer_is_read_by_the_extractors(put: Install) -> None:
    put(plugins.GAZETTEERS, villages="Villages")
    analysis = analyse("article-0123456789abcdef", "Two people were hurt in Aldeia Velha on Monday.", None, analyzer("light"))
    assert [one.place.name for one in resolved(analysis)] == ["Aldeia Velha"]
