"""Words that tell of events are found, and told from those that only look like them."""

from __future__ import annotations

import pytest

from loaders.extract.harm import harms
from loaders.extract.retagging import retagged
from loaders.extract.triggers import Trigger, triggers
from tests.loaders.seeds import analysis_of


def _triggers(text: str) -> list[Trigger]:
    sentences = [retagged(sentence) for sentence in analysis_of(text).sentences]
    return [trigger for sentence in sentences for trigger in triggers(sentence, harms(sentence))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A drone slammed into a house.", "DRONE_STRIKE"),
        ("Two rockets hit a market.", "MISSILE_STRIKE"),
        ("Guided bombs struck the town.", "AIRSTRIKE"),
        ("An airstrike hit the town.", "AIRSTRIKE"),
        ("An air strike hit the town.", "AIRSTRIKE"),
        ("Artillery shelling went on.", "SHELLING"),
        ("A car bomb exploded in Basra.", "BOMBING"),
        ("A loud explosion was heard in Basra.", "EXPLOSION"),
        ("A gas explosion shook the block.", "INDUSTRIAL_ACCIDENT"),
        ("A suicide bombing shook the city.", "BOMBING"),
        ("Gunmen opened fire on the crowd.", "SHOOTING"),
        ("Shots were fired at the house.", "SHOOTING"),
        ("A shooting was reported in Denver.", "SHOOTING"),
        ("He attacked them with a knife.", "STABBING"),
        ("A stabbing was reported in Denver.", "STABBING"),
        ("Rebels ambushed a convoy.", "ATTACK"),
        ("Rebels kidnapped three engineers.", "KIDNAPPING"),
        ("They set fire to a church.", "ARSON"),
        ("A bus crashed near Lima.", "ROAD_ACCIDENT"),
        ("A bus plunged into a ravine, killing nine people.", "ROAD_ACCIDENT"),
        ("A man blew himself up outside a mosque.", "BOMBING"),
        ("Artillery fire hit the town.", "SHELLING"),
        ("Nine soldiers were killed in a battle near Ber.", "ARMED_CLASH"),
        ("A plane crashed near Lima.", "AIR_ACCIDENT"),
        ("A train collided with a truck.", "RAIL_ACCIDENT"),
        ("A ferry capsized off Java.", "SHIPPING_ACCIDENT"),
        ("A bridge collapsed in Genoa.", "COLLAPSE"),
        ("A hillside collapsed in Kerala.", "LANDSLIDE"),
        ("An earthquake struck Nepal.", "EARTHQUAKE"),
        ("A blaze destroyed a factory.", "FIRE"),
        ("A fire gutted a garage.", "FIRE"),
        ("Drones set fire to a substation.", "DRONE_STRIKE"),
        ("Drones struck fighters near the town.", "DRONE_STRIKE"),
        ("A clerk was struck on the head with a pistol.", "ATTACK"),
        ("The clerk survived an attempt on his life.", "ASSASSINATION"),
        ("Rebels shot down an army helicopter.", "ATTACK"),
        ("A strike on the depot wounded two guards.", "ATTACK"),
        ("Two died in an exchange of fire.", "SHOOTING"),
        ("Floods came when the dam burst.", "FLOOD"),
        ("Heavy rain brought down a wall, killing one woman.", "COLLAPSE"),
        ("An outbreak of cholera killed nine people.", "EPIDEMIC"),
        ("An overloaded ferry sank off Java, killing nine people.", "SHIPPING_ACCIDENT"),
        ("Gunmen abduct dozens of villagers", "KIDNAPPING"),
        ("Flooding cut off the town.", "FLOOD"),
        ("A tornado hit Joplin.", "STORM"),
        ("Robbers wounded a guard in a robbery.", "ROBBERY"),
    ],
)
def test_the_word_and_the_weapon_tell_what_happened(text: str, kind: str) -> None:
    assert kind in [trigger.type.name for trigger in _triggers(text) if not trigger.weak]


@pytest.mark.parametrize(
    "text",
    [
        "He had a heart attack.",
        "The union went on strike.",
        "The deal collapsed.",
        "Any olive branch will not be followed by an airstrike tomorrow.",
        "They want an end to the bombing.",
        "Police foiled a plan to attack the embassy.",
        "Russia accused Ukraine of launching numerous drone and artillery strikes.",
        "There was no explosion.",
        "The threat of an attack is low.",
        "The minister hit back.",
        "He could shoot.",
        "The army shot down a plane.",
        "The bomb threat was a hoax.",
        "Their attacking chances were few.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert [trigger for trigger in _triggers(text) if not trigger.weak] == []


def test_a_sort_of_event_is_told_from_one_event() -> None:
    assert [trigger.generic for trigger in _triggers("Drone strikes resumed.")] == [True]
    assert [trigger.generic for trigger in _triggers("A drone strike was reported.")] == [False]
    assert [trigger.definite for trigger in _triggers("The explosion was heard.")] == [True]


def test_nouns_that_are_tagged_as_verbs_are_read_as_nouns() -> None:
    (trigger,) = _triggers("Reports emerged as drone strikes shook the port.")
    assert (trigger.noun, [weapon.name for weapon in trigger.weapons]) == (True, ["drone"])


def test_words_used_of_other_things_are_weak_by_themselves() -> None:
    assert [trigger.weak for trigger in _triggers("A fire was reported.")] == [True]
    assert [trigger.weak for trigger in _triggers("A fire killed two people.")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe fired two shots past the keeper.",
        "Five girls were treated for malaria.",
        "It was an attempt on goal.",
        "He shot down the proposal.",
    ],
)
def test_words_of_violence_that_mean_something_else_tell_of_nothing(text: str) -> None:
    assert [one for one in _triggers(text) if not one.weak] == []
