"""Places that no gazetteer knows show by the words around them: loaders/extract/unlisted_places.py."""

from __future__ import annotations

import pytest

from loaders.extract.places import resolved
from loaders.extract.unlisted_places import UNLISTED, unlisted
from schema.records import Incident
from tests.loaders.seeds import analysis_of
from tests.loaders.test_event_places import incidents


def _names(text: str) -> list[str]:
    analysis = analysis_of(text)
    return [one.place.name for sentence in analysis.sentences for one in unlisted(sentence, resolved(analysis), ())]


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot in Kirrowmere on Monday.",
        "The blast near Kirrowmere killed a farmer.",
        "A bomb fell on the village of Kirrowmere.",
        "Police were called to the city's Kirrowmere section.",
        "It happened in the Kirrowmere district.",
        "A man was shot in Kirrowmere, Ohio.",
    ],
)
def test_a_name_where_a_place_stands_is_one(text: str) -> None:
    assert _names(text) == ["Kirrowmere"]


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot near Kirrow and Elm.",
        "Shares in Kirrowmere Holdings fell on Monday.",
        "He believes in Kirrowmere shares.",
        "Shares in Kirrowmere fell on Monday.",
        "A man was shot in Kirrowmere Street.",
        "Man Shot In Standoff With Police",
        "Two were shot in KMRQ on Monday.",
        "They met in March.",
    ],
)
def test_other_names_are_no_places(text: str) -> None:
    assert _names(text) == []


def test_a_name_with_a_hyphen_is_one_name() -> None:
    assert _names("A bomb fell on the village of Al-Kirrow on Monday.") == ["Al-Kirrow"]


def test_the_place_that_holds_it_tells_its_country() -> None:
    analysis = analysis_of("A man was shot in Kirrowmere, Ohio.")
    (one,) = unlisted(analysis.sentences[0], resolved(analysis), ())
    assert (one.place.id, one.place.country, one.place.region) == (UNLISTED, "US", "OH")


def test_an_event_there_has_its_words_and_no_number() -> None:
    (one,) = incidents("A bomb killed two people in the Kirrowmere district on Monday.")
    assert isinstance(one, Incident)
    assert (one.place_name, one.place_id) == ("Kirrowmere", None)
    assert one.evidence["place_name"][0].exact == "Kirrowmere"
