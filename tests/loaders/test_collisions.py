"""What vehicles do to people is an accident or an attack: loaders/extract/collisions.py."""

from __future__ import annotations

import pytest

from loaders.extract.collisions import collision
from loaders.extract.retagging import retagged
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A man drove a car into a street market.", "drove", "VEHICLE_ATTACK"),
        ("A lorry was driven into a crowd.", "driven", "VEHICLE_ATTACK"),
        ("A van rammed into a crowd of worshippers.", "rammed", "VEHICLE_ATTACK"),
        ("A car ploughs into a crowd.", "ploughs", "ROAD_ACCIDENT"),
        ("A man drove a car into a wall.", "drove", None),
        ("The council drove reform into the ground.", "drove", None),
        ("A pickup ran a red light and struck two pedestrians.", "struck", "ROAD_ACCIDENT"),
        ("The boy was hit by a train on Monday.", "hit", "RAIL_ACCIDENT"),
        ("The boy was hit by a ball on Monday.", "hit", None),
        ("The car hit a wall on Monday.", "hit", "ROAD_ACCIDENT"),
        ("A train hit a minibus at a crossing.", "hit", "RAIL_ACCIDENT"),
        ("The new car hit the headlines in May.", "hit", None),
        ("A storm hit two towns on Monday.", "hit", None),
        ("A bus fell into a ravine.", "fell", "ROAD_ACCIDENT"),
        ("Sales of the bus fell.", "fell", None),
        ("A small plane disappeared over the sea.", "disappeared", "AIR_ACCIDENT"),
        ("A helicopter went down in the Alps.", "went", "AIR_ACCIDENT"),
        ("A ferry with 60 people on board went down off Zanzibar.", "went", "SHIPPING_ACCIDENT"),
        ("Flight prices went down on Friday.", "went", None),
        ("The plane went up and down.", "went", None),
        ("A car disappeared from the street.", "disappeared", None),
        ("The plane was late.", "late", None),
    ],
)
def test_the_vehicle_its_verb_and_whom_it_meets_tell_what_happened(text: str, word: str, expected: str | None) -> None:
    tokens = retagged(analysis_of(text).sentences[0]).tokens
    found = collision(tokens, [token.text for token in tokens].index(word))
    assert (found and found.name) == expected
