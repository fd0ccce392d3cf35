"""An event stands where its own words, its sentence or the opening of its article put it: loaders/extract/event_places.py."""

from __future__ import annotations

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Incident


def incidents(text: str) -> list[Incident]:
    records = annotated(Document("article", text.encode()), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    return [one for one in records if isinstance(one, Incident)]


def places(text: str) -> list[str | None]:
    return [one.place_name for one in incidents(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb exploded in Basra, killing two people, and the minister spoke in Baghdad.", ["Basra"]),
        ("A bomb killed two people in Basra, Iraq.", ["Basra"]),
        ("A strike in Ukraine killed two people. The strike hit a house in Kharkiv.", ["Kharkiv"]),
        ("Two people were shot on Monday. Ann Roe, 23, of Denver, was hurt in the shooting.", [None]),
        ("A man was shot in Denver. He was taken to a hospital in Boulder.", ["Denver"]),
        ("Blast kills two in Basra\n\nA bomb killed two people at a market on Monday.\n\nIt was late.", ["Basra"]),
        ("BASRA, Iraq (Reuters) - A bomb killed two people at a market on Monday.\n\nIt was late.", ["BASRA"]),
        ("Denver police are looking for a gunman.\n\nTwo people were shot at a bar on Monday.", ["Denver"]),
        ("Denver Nightclub Shooting\n\nTwo people were shot at a club on Monday.\n\nIt was late.", ["Denver"]),
        ("An airstrike in Georgia killed two. The airstrike hit the Kirrowmere district.", ["Kirrowmere"]),
        ("DENVER, Colo. - An airstrike in Colorado killed two people on Monday.", ["Colorado"]),
        ("A man was shot on Monday and sent to a Boulder hospital.\n\nThe shooting was in Denver.", ["Denver"]),
        ("Two men were shot on Monday.\n\nA man was arrested in Boulder. People in Denver were shocked.", ["Denver"]),
        ("Two men shot | Boulder Today\n\nTwo men were shot at a bar on Monday.", [None]),
    ],
)
def test_an_event_has_the_most_exact_place_that_the_article_gives_it(text: str, expected: list[str | None]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DENVER - Two men were shot in the Kirrowmere neighborhood on Monday.", ["DENVER"]),
        ("AURORA, Colo. (AP) - Two men were shot in suburban Denver on Monday.", ["AURORA"]),
        ("NEW YORK - Two men were shot in suburban Denver on Monday.", ["Denver"]),
        ("Two men were shot in the Kirrowmere neighborhood on Monday.", ["Kirrowmere"]),
    ],
)
def test_a_part_of_a_town_or_one_beside_it_gives_way_to_the_town_that_the_article_names(text: str, expected: list[str | None]) -> None:
    assert places(text) == expected


def test_the_place_is_quoted_from_where_it_is_named() -> None:
    text = "Blast kills two in Basra\n\nA bomb killed two people at a market on Monday.\n\nIt was late."
    records = annotated(Document("article", text.encode()), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    (incident,) = [one for one in records if isinstance(one, Incident)]
    assert incident.evidence["place_name"][0].start == text.index("Basra")


def test_history_is_not_set_where_the_article_is() -> None:
    text = "A bomb killed two people in Basra on Monday.\n\nIn 2009, a bomb killed 20 people at a wedding."
    assert places(text) == ["Basra", None]


def test_an_event_stands_in_the_town_of_the_dateline_where_the_article_names_no_other() -> None:
    text = "DENVER - Shops were busy.\n\nIt rained.\n\nIt was cold.\n\nIt snowed.\n\nThe sun came out.\n\nTwo men were shot on Monday.\n\n"
    assert places(text) == ["DENVER"]
    assert places(text.replace("DENVER - ", "In Denver, ")) == [None]
    assert places(f"{text}She came to Boulder.") == [None]


def test_a_district_goes_before_its_city() -> None:
    text = "Two men were shot in London on Monday. The shooting was at a market in Peckham."
    assert places(text) == ["Peckham"]


def test_a_district_and_its_city_are_one_place() -> None:
    text = "Two men were shot in Brooklyn on Monday. The shooting in New York City was the first this month."
    assert places(text) == ["Brooklyn"]
