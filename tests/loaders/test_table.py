"""Tables: which texts are tables, what their columns say, and what is refused."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from loaders.base import Rejected
from loaders.extras import LibraryMissing
from loaders.registry import loader
from loaders.sources.base import Options
from loaders.work import checksum

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."


def read(path: Path, content: bytes, *paths: str) -> list[str]:
    """The headlines of the articles and the codes of what is refused."""
    path.write_bytes(content)
    made = loader("files", [path], Options(paths))
    found = [one if isinstance(one, Rejected) else made.article(one) for one in made.documents()]
    return [one.code if isinstance(one, Rejected) else str(one.headline) for one in found]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_columns_are_known_by_their_names_whatever_parts_them(tmp_path: Path, mark: str) -> None:
    content = f"\ufeff TITLE {mark}Text\nBridge shut{mark}{STORY}\n".encode()
    assert read(tmp_path / "a", content) == ["Bridge shut"]


def test_other_columns_are_declared(tmp_path: Path) -> None:
    content = f"Kop,Inhoud\nBridge shut,{STORY}\n".encode()
    assert read(tmp_path / "a", content, "headline=Kop", "body=Inhoud") == ["Bridge shut"]
    assert read(tmp_path / "a.csv", content) == ["UNKNOWN_SHAPE"]


@pytest.mark.parametrize("declared", [("body=Nope",), ("headline=Nope", "body=Inhoud")])
def test_a_map_to_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, declared: tuple[str, ...]) -> None:
    (tmp_path / "a.csv").write_text(f"Kop,Inhoud\nBridge shut,{STORY}\n")
    [one] = loader("files", [tmp_path / "a.csv"], Options(declared)).documents()
    assert isinstance(one, Rejected)
    assert one.reason.endswith("has no column Nope, which --map names; it has Kop, Inhoud.")


def test_the_same_bytes_under_another_map_are_another_document(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Kop,Inhoud\nBridge shut,{STORY}\n")
    maps = [("body=Inhoud",), ("headline=Kop", "body=Inhoud"), ("body=Inhoud", "headline=Kop")]
    documents = [next(iter(loader("files", [tmp_path / "a.csv"], Options(one)).documents())) for one in maps]
    first, second, third = (checksum(one) for one in documents if not isinstance(one, Rejected))
    assert first != second == third


@pytest.mark.parametrize("content", [f"{STORY}\n{STORY}", "Text\nOne column", "He said, text, and left. It was Monday.\n"])
def test_a_text_with_commas_is_no_table(tmp_path: Path, content: str) -> None:
    (tmp_path / "a").write_text(content)
    [one] = loader("files", [tmp_path / "a"]).documents()
    assert not isinstance(one, Rejected)
    assert one.source == "text"


@pytest.mark.parametrize("content", [b"a,te\rxt\n", b"a," + b"text" * 50_000 + b"\n"])
def test_a_first_line_that_csv_cannot_read_names_no_columns(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "a.csv", content) == ["UNKNOWN_SHAPE"]


def test_a_row_stands_over_several_lines_and_may_lack_columns(tmp_path: Path) -> None:
    content = f'title,text\nOne,"{STORY}\n\n{STORY}"\nTwo\n\nThree,{STORY.replace(",", "")},more\n'.encode()
    assert read(tmp_path / "a", content) == ["One", "EMPTY", "Three"]


def test_a_field_without_an_end_ends_the_table(tmp_path: Path) -> None:
    content = f'title,text\nOne,{STORY}\nTwo,"'.encode() + b"x\n" * 1_500_000
    assert read(tmp_path / "a", content) == ["One", "BROKEN_TABLE"]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    content = f"title,text\nOne,{STORY}\n".encode() + b"x" * 21_000_000 + f"\nTwo,{STORY}\n".encode()
    assert sorted(read(tmp_path / "a", content)) == ["One", "TOO_LARGE", "Two"]


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv.gz", gzip.compress(f"title,text\nOne,{STORY}\n".encode())) == ["One"]


def parquet(monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]], size: int = 1) -> None:
    """A stand-in for pyarrow that reads these rows from any file."""

    class ArrowException(Exception):
        pass

    class ParquetFile:
        schema_arrow = SimpleNamespace(names=["Title", "Text", "Other"])
        metadata = SimpleNamespace(num_row_groups=1, row_group=lambda _: SimpleNamespace(total_byte_size=size))

        def __init__(self, stream: Any) -> None:  # noqa: ANN401  as pyarrow takes it
            if b"broken" in stream.read(100):
                raise ArrowException("no footer")

        def iter_batches(self, batch_size: int, columns: list[str]) -> list[Any]:
            assert columns == ["Title", "Text"]
            return [SimpleNamespace(to_pylist=lambda: rows[:batch_size])]

    arrow, inner = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    arrow.ArrowException, inner.ParquetFile = ArrowException, ParquetFile  # type: ignore[attr-defined]  # modules take any name
    monkeypatch.setitem(sys.modules, "pyarrow", arrow)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", inner)


def test_parquet_is_read_with_the_columns_that_are_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet(monkeypatch, [{"Title": "One", "Text": STORY}, {"Title": None, "Text": None}])
    assert read(tmp_path / "a", b"PAR1....") == ["One", "EMPTY"]


def test_parquet_that_cannot_be_read_or_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet(monkeypatch, [], size=2_000_000_000)
    assert read(tmp_path / "a", b"PAR1....") == ["TOO_LARGE"]
    assert read(tmp_path / "b", b"PAR1broken") == ["BROKEN_TABLE"]


def test_parquet_names_the_extra_that_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LibraryMissing) as missing:
        read(tmp_path / "a", b"PAR1....")
    assert "dateline[parquet]" in str(missing.value.hint)
