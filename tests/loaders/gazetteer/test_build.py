"""The file of the gazetteer is distilled from its sources, the same from the same."""

from __future__ import annotations

import gzip
import json
import struct
from pathlib import Path

import pytest

from loaders.gazetteer.build import main


def _city(number: int, name: str, population: int, *others: str) -> dict[str, object]:
    return {
        "geonameid": number,
        "name": name,
        "latitude": 1.5,
        "longitude": 2.25,
        "countrycode": "AA",
        "population": population,
        "admin1code": "07",
        "alternatenames": list(others),
    }


def _table(columns: list[tuple[str, int]], row: list[str]) -> bytes:
    head = b"".join(name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([size]) + bytes(15) for name, size in columns) + b"\r"
    values = b" " + b"".join(value.encode().ljust(size, b"\0") for value, (_, size) in zip(row, columns, strict=True))
    return bytes(4) + struct.pack("<IHH", 1, 32 + len(head), len(values)) + bytes(20) + head + values


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    country = {"geonameid": 9, "name": "Aland", "capital": "Town", "population": 5}
    towns = {"1": _city(1, "Town", 200_000, "Towne", "Burgh", "tao wn", "TWN"), "2": _city(2, "Hamlet", 6_000, "Hamlett")}
    (tmp_path / "countries.json").write_text(json.dumps({"AA": country, "CS": country}))
    (tmp_path / "cities500.json").write_text(json.dumps(towns))
    (tmp_path / "countries").mkdir()
    (tmp_path / "countries/countries.tsv").write_text("Aland\tAA\n")
    (tmp_path / "subdivisions").mkdir()
    regions = "Norda\tAA-1\tAA.07\t3\tState\tNord Province|Норд\t1\t\t1\nPart\t\tAA.07.1\t4\t\t\t2\t1\t1\n"
    (tmp_path / "subdivisions/subdivisions.tsv").write_text(regions)
    (tmp_path / "earth.dbf").write_bytes(_table([("ISO_A2_EH", 3), ("LABEL_X", 6), ("LABEL_Y", 6)], ["AA", "10.5", "20.5"]))
    main([str(tmp_path), str(tmp_path), str(tmp_path / "earth.dbf"), str(tmp_path / "out.gz")])
    return gzip.decompress((tmp_path / "out.gz").read_bytes()).decode().split("\n")


def test_places_stand_in_the_order_of_their_numbers(lines: list[str]) -> None:
    assert lines[: lines.index("")] == [
        "00000001\tP\tTown\tAA\t07\t1.50000\t2.25000\t200000\t",
        "00000002\tP\tHamlet\tAA\t07\t1.50000\t2.25000\t6000\t",
        "00000003\tR\tNord Province\tAA\t07\t\t\t0\t",
        "00000009\tC\tAland\tAA\t\t20.50000\t10.50000\t5\t1",
    ]


def test_only_a_large_town_keeps_names_unlike_its_own(lines: list[str]) -> None:
    assert lines[lines.index("") + 1 :] == [
        "aland\t9",
        "burgh\t1*",
        "hamlet\t2",
        "nord\t3",
        "nord province\t3",
        "norda\t3",
        "town\t1",
        "towne\t1",
        "",
    ]
