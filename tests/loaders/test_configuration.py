"""What extracts is written into the snapshot: another configuration is another snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.analyse.light import Light
from loaders.base import Analysis
from loaders.configuration import Configuration, checksum
from loaders.loading import OtherExtraction, load
from loaders.registry import EXTRACTORS
from loaders.sources.text_file import TextFiles
from schema.extraction import Tool
from schema.records import Record
from schema.store.sqlite import SqliteStore
from tests.seeds import SEEDS

OWN = Configuration(Light())


class Idle:
    """An extractor that finds nothing."""

    name = "idle"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> list[Record]:
        """Nothing."""
        del analysis, found
        return []


class Newer(Light):
    """The light analyzer of another version."""

    version = "newer"


def stored(path: Path, configuration: Configuration = OWN) -> str:
    """The snapshot of the seeds that a configuration makes."""
    return load(TextFiles([SEEDS]), configuration, SqliteStore(path), None).snapshot


def test_every_part_is_named_once_in_order() -> None:
    parts = OWN.extraction
    assert list(parts) == sorted(parts, key=lambda tool: (tool.role, tool.name))
    assert {tool.name for tool in parts if tool.role == "extractor"} == {one.name for one in EXTRACTORS}
    assert {tool.role for tool in parts} >= {"analyzer", "gazetteer", "layout", "lexicon"}
    assert all(tool.checksum for tool in parts if tool.role in {"analyzer", "gazetteer", "lexicon"})


def test_the_extractors_of_plug_ins_are_parts() -> None:
    assert {*Configuration(Light(), (Idle(),)).extraction} - {*OWN.extraction} == {Tool("extractor", "idle", "1")}


@pytest.mark.parametrize("other", [Configuration(Newer()), Configuration(Light(), (Idle(),)), Configuration(Light(), (Idle("2"),))])
def test_another_configuration_gives_another_snapshot_of_the_same_records(tmp_path: Path, other: Configuration) -> None:
    assert stored(tmp_path / "one.sqlite") == stored(tmp_path / "two.sqlite") != stored(tmp_path / "other.sqlite", other)
    readers = [SqliteStore(tmp_path / name).reader() for name in ("one.sqlite", "other.sqlite")]
    assert [row["id"] for _, row in readers[0].everything()] == [row["id"] for _, row in readers[1].everything()]
    assert [reader.extraction for reader in readers] == [OWN.extraction, other.extraction]
    assert [list(reader.violations()) for reader in readers] == [[], []]


def test_articles_are_not_added_to_records_that_were_made_otherwise(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.sqlite")
    before = stored(tmp_path / "store.sqlite", Configuration(Newer()))
    with pytest.raises(OtherExtraction, match="extracted otherwise: analyzer light 3, analyzer light newer") as caught:
        load(TextFiles([SEEDS]), OWN, store, store.reader())
    assert "extract --again" in str(caught.value.hint)
    assert store.reader().snapshot == before


def test_a_checksum_follows_the_content_and_the_name_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    found = []
    for number, (name, content) in enumerate([("a.txt", "x"), ("b.txt", "x"), ("a.txt", "y"), ("a.py", "x"), ("c.py", "z")]):
        package = tmp_path / f"package_of_data_{number}"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / name).write_text(content, encoding="utf-8")
        found.append(checksum(package.name))
    assert len({*found}) == 4
    assert found[3] == found[4]
