"""The gazetteer finds places by any of their names."""

from __future__ import annotations

import pytest

from loaders.gazetteer import Level, begins_name, candidates, capitals, countries, place


@pytest.mark.parametrize(
    ("name", "number"),
    [("Odessa", 698740), ("Kharkiv", 706483), ("Zaporizhzhia", 687700), ("Kiev", 703448), ("München", 2867714), ("St. Louis", 4407066)],
)
def test_the_most_populous_place_of_a_name_comes_first(name: str, number: int) -> None:
    assert candidates(name)[0].id == number


@pytest.mark.parametrize("name", ["U.S.", "US", "America", "United States of America"])
def test_the_short_names_of_a_country_find_it(name: str) -> None:
    assert (candidates(name)[0].id, candidates(name)[0].level) == (6252001, Level.COUNTRY)


def test_a_region_is_found_by_its_name_and_by_its_abbreviation() -> None:
    assert {one.id for one in candidates("Texas")} == {one.id for one in candidates("Tex.")} == {4736286}
    assert candidates("Texas")[0].level is Level.REGION
    assert candidates("Texas")[0].latitude is None


def test_a_name_that_nobody_bears_finds_nothing() -> None:
    assert candidates("Qwertyville") == candidates("") == ()


@pytest.mark.parametrize("number", [0, 698739, 99999999])
def test_a_number_without_a_place_finds_nothing(number: int) -> None:
    assert place(number) is None


def test_a_place_is_found_by_its_number() -> None:
    found = place(698740)
    assert found is not None
    assert (found.name, found.country, found.latitude, found.longitude) == ("Odesa", "UA", 46.48572, 30.74383)


@pytest.mark.parametrize(("words", "true"), [("New", True), ("New York", True), ("Qwerty", False), ("Zaporizh", False), ("zzzz", False)])
def test_names_are_known_by_their_first_words(words: str, *, true: bool) -> None:
    assert begins_name(words) is true


def test_every_country_has_a_code_and_nearly_every_one_a_capital_and_a_point() -> None:
    assert countries()["UA"].name == "Ukraine"
    assert capitals()[703448] == "UA"
    assert sum(one.latitude is None for one in countries().values()) < 15


def test_the_point_of_a_country_lies_where_the_country_is() -> None:
    point = countries()["NO"]
    assert point.latitude is not None
    assert point.longitude is not None
    assert 58 < point.latitude < 71
    assert 5 < point.longitude < 31
