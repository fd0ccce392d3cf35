"""Harm is read with its effect, its people and the words that say so."""

from __future__ import annotations

import pytest

from loaders.extract.harm import Harm, harms, reading
from loaders.extract.people import mentions
from loaders.extract.retagging import retagged
from schema.records.casualty import Effect
from tests.loaders.seeds import analysis_of

LETTERS = {
    Effect.KILLED: "K",
    Effect.INJURED: "I",
    Effect.MISSING: "M",
    Effect.DISPLACED: "D",
    Effect.TRAPPED: "T",
    Effect.RESCUED: "R",
    Effect.ARRESTED: "A",
    Effect.KIDNAPPED: "N",
}
Row = tuple[str, int | None, int | None, str | None]


def _harms(text: str) -> list[Harm]:
    analysis = analysis_of(text)
    people = [(one.start, one.end) for one in mentions(analysis)]
    return [harm for sentence in analysis.sentences for harm in harms(retagged(sentence), people)]


def _rows(text: str) -> list[Row]:
    return [(harm.effect.name, harm.party.min, harm.party.max, harm.party.group) for harm in _harms(text)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A bomb killed a police officer and injured four passers-by.", [("KILLED", 1, 1, "officers"), ("INJURED", 4, 4, "passers-by")]),
        ("Three civilians were hurt after a drone hit a house.", [("INJURED", 3, 3, "civilians")]),
        ("Two killed six injured in rocket attacks.", [("KILLED", 2, 2, None), ("INJURED", 6, 6, None)]),
        ("Child killed 9 Civilians Injured in Attack.", [("KILLED", 1, 1, "children"), ("INJURED", 9, 9, "civilians")]),
        ("A suicide bomber killed 30 people injured 90 on Monday.", [("KILLED", 30, 30, None), ("INJURED", 90, 90, None)]),
        ("Seven people drowned; a boy of four died in hospital.", [("KILLED", 7, 7, None), ("KILLED", 1, 1, "boys")]),
        ("A police officer shot him dead.", [("KILLED", 1, 1, None)]),
        ("A bomb killed 12 injured soldiers.", [("KILLED", 12, 12, "soldiers")]),
        ("The attack left at least seven people injured.", [("INJURED", 7, None, None)]),
        ("The bombing left 13 dead and 35 wounded.", [("KILLED", 13, 13, None), ("INJURED", 35, 35, None)]),
        ("Two killed, 14 wounded in Kyiv.", [("KILLED", 2, 2, None), ("INJURED", 14, 14, None)]),
        ("Ten people were killed and 20 injured.", [("KILLED", 10, 10, None), ("INJURED", 20, 20, None)]),
        (
            "The blast killed at least 14 workers and injured more than 30.",
            [("KILLED", 14, None, "workers"), ("INJURED", 30, None, "workers")],
        ),
        ("A blast killed five miners and left 11 trapped.", [("KILLED", 5, 5, "miners"), ("TRAPPED", 11, 11, "miners")]),
        ("A blast killed five miners and wounded 11 others.", [("KILLED", 5, 5, "miners"), ("INJURED", 11, 11, None)]),
        ("A blast killed an officer and wounded 11.", [("KILLED", 1, 1, "officers"), ("INJURED", 11, 11, None)]),
        ("A blast killed two boys and wounded 11.", [("KILLED", 2, 2, "boys"), ("INJURED", 11, 11, None)]),
        (
            "A blast killed two nurses, a doctor and wounded 11.",
            [("KILLED", 2, 2, "nurses"), ("KILLED", 1, 1, "doctors"), ("INJURED", 11, 11, None)],
        ),
        ("A blast killed two nurses; doctors said 11 were hurt.", [("KILLED", 2, 2, "nurses"), ("INJURED", 11, 11, None)]),
        ("The death toll rose to 13.", [("KILLED", 13, 13, None)]),
        ("Officials put the death toll at 19.", [("KILLED", 19, 19, None)]),
        ("They put the number of wounded at 27.", [("INJURED", 27, 27, None)]),
        ("18 people lost their lives.", [("KILLED", 18, 18, None)]),
        ("The quake claimed the lives of 40 people.", [("KILLED", 40, 40, None)]),
        ("The storm claimed at least 40 lives.", [("KILLED", 40, None, None)]),
        ("There were at least 12 deaths.", [("KILLED", 12, None, None)]),
        ("Police are investigating the deaths of two men.", [("KILLED", 2, 2, "men")]),
        ("Eleven bodies were found in a corridor.", [("KILLED", 11, 11, None)]),
        ("The bodies of two women were recovered.", [("KILLED", 2, 2, "women")]),
        ("Four people remained unaccounted for.", [("MISSING", 4, 4, None)]),
        ("Twelve miners are missing.", [("MISSING", 12, 12, "miners")]),
        ("A blast left 11 trapped underground.", [("TRAPPED", 11, 11, None)]),
        ("Around 2,500 people were evacuated.", [("DISPLACED", 2500, 2500, None)]),
        ("The flood left hundreds homeless.", [("DISPLACED", 200, None, None)]),
        ("Gunmen kidnapped three engineers.", [("KIDNAPPED", 3, 3, "engineers")]),
        ("More than 100 people were arrested.", [("ARRESTED", 100, None, None)]),
        ("Divers rescued five fishermen.", [("RESCUED", 5, 5, "fishermen")]),
        ("Two women and a man were taken to hospital.", [("INJURED", 2, 2, "women"), ("INJURED", 1, 1, "men")]),
        ("A boy was hit by a bullet.", [("INJURED", 1, 1, "boys")]),
        ("A man suffered a gunshot wound.", [("INJURED", 1, 1, "men")]),
        (
            "A dean, a professor and a student were killed.",
            [("KILLED", 1, 1, "deans"), ("KILLED", 1, 1, "professors"), ("KILLED", 1, 1, "students")],
        ),
        (
            "He killed his mother, stepfather, and grandmother.",
            [("KILLED", 1, 1, "mothers"), ("KILLED", 1, 1, "stepfathers"), ("KILLED", 1, 1, "grandmothers")],
        ),
        ("Three people who were standing outside were killed.", [("KILLED", 3, 3, None)]),
        ("The singer, who was seen with a friend, was hurt.", [("INJURED", 1, 1, "singers")]),
        ("A man was shot by a policeman and later died.", [("KILLED", 1, 1, "men")]),
        ("An airstrike killed a family of seven on Friday.", [("KILLED", 7, 7, None)]),
        ("Gunmen killed a group of 12 tourists.", [("KILLED", 12, 12, "tourists")]),
        ("Floods kill 12, 30 missing in Kerala.", [("KILLED", 12, 12, None), ("MISSING", 30, 30, None)]),
        ("Fire at high-rise kills 44, hundreds missing.", [("KILLED", 44, 44, None), ("MISSING", 200, None, None)]),
        ("Toll in floods rises to 5,300, with 10,000 missing.", [("KILLED", 5300, 5300, None), ("MISSING", 10000, 10000, None)]),
        ("Quake kills 300, thousands homeless.", [("KILLED", 300, 300, None)]),
        ("The raid wiped out 40 fighters.", [("KILLED", 40, 40, "fighters")]),
        ("Dozens of people were buried under the rubble.", [("TRAPPED", 24, None, None)]),
        ("The family buried two sons.", []),
        ("Officials raised the death toll from the earthquake in Nepal to 3,455.", [("KILLED", 3455, 3455, None)]),
        ("They put the toll from the fire in Leeds at nine, but said it could rise to 20.", [("KILLED", 9, 9, None)]),
        (
            "At least 16 people were killed and dozens more injured when it derailed.",
            [("KILLED", 16, None, None), ("INJURED", 24, None, None)],
        ),
        ("Troops shot dead a 15-year-old Palestinian.", [("KILLED", 1, 1, "palestinians")]),
        ("The clashes left one Palestinian dead.", [("KILLED", 1, 1, "palestinians")]),
        ("A Palestinian man was killed.", [("KILLED", 1, 1, "men")]),
        ("An off-duty police officer was killed.", [("KILLED", 1, 1, "officers")]),
        ("Twelve people were treated for breathing problems.", [("INJURED", 12, 12, None)]),
        ("Two of the five people wounded in Tulsa later died.", [("KILLED", 2, 2, None), ("INJURED", 5, 5, None)]),
        ("One of three teenagers injured in a crash has died.", [("KILLED", 1, 1, None), ("INJURED", 3, 3, "teenagers")]),
        ("Two of the three men died.", [("KILLED", 2, 2, "men")]),
    ],
)
def test_harm_finds_its_people(text: str, rows: list[Row]) -> None:
    assert _rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "A woman was shot and killed while she slept.",
        "A woman was fatally shot on Friday.",
        "A woman was stabbed to death.",
        "A woman was shot dead on Friday.",
        "He fatally shot a woman.",
        "A woman died after she was shot.",
    ],
)
def test_whoever_died_is_not_injured_as_well(text: str) -> None:
    assert _rows(text) == [("KILLED", 1, 1, "women")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A bomb wounded several people in Kabul.", "I2-"),
        ("The 12 people killed in the blast were miners.", "K12"),
        ("The crash left three dead and nine injured.", "K3 I9"),
        ("A gunman left five dead.", "K5"),
        ("Two cars collided, with three critically wounded.", "I3"),
        ("A flood took four lives.", "K4"),
        ("A man died of gunshot wounds.", "K1"),
        ("A woman was pronounced dead at the scene.", "K1"),
        ("Medics pronounced both victims dead at the scene.", "K2"),
        ("A farmer succumbed to his injuries on Monday.", "K1"),
        ("A student is in critical condition.", "I1"),
        ("A student was listed in critical condition at a hospital.", "I1"),
        ("Four people were taken to hospital.", "I4"),
        ("A woman arrived at a hospital with a gunshot wound.", "I1"),
        ("Officers found a man with a gunshot wound to the head.", "I1"),
        ("Six firefighters were treated for smoke inhalation.", "I6"),
        ("Two officers were treated at the scene for minor injuries.", "I2"),
        ("Three people sustained minor injuries in the crash.", "I3"),
        ("Three pedestrians were hit by a car.", "I3"),
        ("A 19-year-old was shot in the arm.", "I1"),
        ("Two 18-year-olds were wounded.", "I2"),
        ("He was shot in the leg.", "I1"),
        ("She was pronounced dead.", "K1"),
        ("The gunman shot him in the thigh.", "I1"),
        ("A gunman killed himself.", "K1"),
        ("A gunman killed two people before killing himself.", "K2 K1"),
        ("A gunman killed two people and committed suicide.", "K2 K1"),
        ("A gunman killed two people before he took his own life.", "K2 K1"),
        ("The bomber killed himself and three civilians.", "K1 K3"),
        ("The attacker stabbed a man, injuring him and killing his wife.", "I1 K1"),
        ("Seven members of one family died.", "K7"),
        ("A couple is missing.", "M2"),
        ("A couple of hikers are missing.", "M2-"),
        ("A family of five was killed.", "K5"),
        ("A mother and her two daughters were killed.", "K1 K2"),
        ("The dean, a professor and a student were killed.", "K1 K1 K1"),
        ("Both were killed.", "K2"),
        ("All five died.", "K5"),
        ("Two men were killed and a third was wounded.", "K2 I1"),
        ("He opened fire, killing the minister, six others and wounding four more.", "K1 K6 I4"),
        ("Gunmen shot dead two policemen.", "K2"),
        ("Two policemen were gunned down.", "K2"),
        ("A boy was beaten to death.", "K1"),
        ("Three people burned to death.", "K3"),
        ("Four suspects were taken into custody.", "A4"),
        ("Three teachers were taken hostage.", "N3"),
        ("Six people were pulled alive from the rubble.", "R6"),
        ("About 2,500 people fled their homes.", "D2500"),
        ("Rescuers searched for 14 missing miners.", "M14"),
        ("They found two dead bodies.", "K2"),
        ("Man shot dead in Leeds.", "K1"),
        ("Woman shot, killed in Leeds.", "K1"),
        ("Girl, 6, hurt in crash.", "I1"),
        ("Gunman kills woman in Leeds.", "K1"),
        ("1 dead, 3 hurt after crash.", "K1 I3"),
        ("Nearly 30 people were killed.", "K-30"),
    ],
)
def test_harm_is_found_in_every_construction(text: str, told: str) -> None:
    assert sorted(_told(text)) == sorted(told.split())


def _told(text: str) -> list[str]:
    """The harm as a letter for the effect, the number, and s for a part of it."""
    return [
        LETTERS[harm.effect] + _number(harm) + ("s" if harm.part_of is not None else "w" if harm.of_whole else "") for harm in _harms(text)
    ]


def _number(harm: Harm) -> str:
    low, high = harm.party.min, harm.party.max
    return str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A bomb killed 12 people in Kabul. Three children were among the dead.", "K12 K3w"),
        ("A drone hurt six people, including two children, the governor said.", "I6 I2s"),
        ("Among the injured were three nurses, the mayor said.", "I3w"),
        ("Among the dead were a teacher and the mayor.", "K1w K1w"),
        ("Three of the 14 people killed in Kabul were children.", "K14 K3s"),
        ("Four of the nine people hurt in Kabul are in critical condition.", "I9 I4s"),
        ("Nine climbers, seven Sherpas and two Poles, were killed.", "K9 K7s K2s"),
        ("Eleven of the dead were children.", "K11w"),
        ("Two of the five injured were children.", "I5 I2s"),
        ("A blast killed 20 people, 14 men and six women.", "K20 K14s K6s"),
        ("Five relatives - two adults and three children - were found dead.", "K5 K2s K3s"),
        ("The blast killed two policemen, a nurse and a teacher.", "K2 K1 K1"),
        ("Ten people were killed including a child and 37 others were injured.", "K10 K1s I37"),
        ("21 September 2016 Four workers were killed.", "K4"),
        ("07-07-2016 5 civilians killed in Herat.", "K5"),
        ("Published October 3 2016 21 fighters have been killed.", "K21"),
        ("Reuters 7 Aug 2013 Six fighters were killed.", "K6"),
        ("The blast killed 5 injured in rocket attack.", "I5"),
        ("Two people, one of them a child, were killed.", "K2 K1s"),
        ("Forty people, 11 of them children, died.", "K40 K11s"),
        ("Seventy people including 28 children were killed.", "K70 K28s"),
        ("Thirty-five people were wounded, four in critical condition.", "I35 I4s"),
        ("All four victims, three men and a woman, were taken to a hospital.", "I4 I3s I1s"),
        ("Twenty people were hurt. Five of the wounded died.", "I20 K5"),
        ("There were five dead, four critically injured.", "K5 I4"),
    ],
)
def test_parts_are_told_from_further_people(text: str, told: str) -> None:
    assert sorted(_told(text)) == sorted(told.split())


def test_a_part_without_a_noun_has_that_of_its_whole() -> None:
    assert [harm.party.group for harm in _harms("Three workers were hurt, one of them seriously.")] == ["workers", "workers"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ten people were not killed.", "NEGATED"),
        ("Ten people are feared dead.", "FEARED"),
        ("Two men are believed to have been killed.", "FEARED"),
        ("The blast could have killed ten people.", "HYPOTHETICAL"),
        ("He wanted to find a clerk and kill him.", "HYPOTHETICAL"),
        ("They waited until one of them was hurt.", "HYPOTHETICAL"),
        ("He was charged with killing two men.", "HYPOTHETICAL"),
        ("He was charged with the attempted murder of a policeman.", "HYPOTHETICAL"),
        ("Two people are killed every day.", "GENERIC"),
        ("The storm killed 20 cows.", "NOT_PEOPLE"),
        ("Twenty cows were killed.", "NOT_PEOPLE"),
        ("The vote killed the bill.", "METAPHOR"),
        ("Forty people have been killed so far this year.", "PERIOD_TOTAL"),
        ("So far this year, forty people have been killed.", "PERIOD_TOTAL"),
        ("Over the past decade, forty people were killed.", "PERIOD_TOTAL"),
        ("Since the truce began, forty people have been killed.", "PERIOD_TOTAL"),
        ("The war has killed more than 280,000 people.", "PERIOD_TOTAL"),
        ("The war that began with protests and drew in half of its neighbours has killed more than 280,000 people.", "PERIOD_TOTAL"),
        ("The conflict has claimed the lives of over 470,000 people.", "PERIOD_TOTAL"),
        ("All but one of his colleagues were killed.", "NEGATED"),
        ("The six-year conflict has caused more than 470,000 deaths.", "PERIOD_TOTAL"),
        ("Thousands of civilians have been killed in the war.", "PERIOD_TOTAL"),
        ("At least 230,000 people have been killed in the many-sided civil conflict.", "PERIOD_TOTAL"),
        ("Our script has 200 people dying in an hour.", "HYPOTHETICAL"),
        ("The poet has died aged 91.", "NO_EVENT"),
        ("A shepherd who had been missing since Monday was found alive.", "NEGATED"),
        ("A man died of cancer.", "NO_EVENT"),
        ("He was born in May 1930 and died in June 2020.", "NO_EVENT"),
        ("A man who died last year wrote it.", "NO_EVENT"),
        ("Soldiers executed six families.", "NOT_PEOPLE"),
        ("It covers cases such as a man who killed a clerk.", "GENERIC"),
        ("The law is for drivers and for anyone who kills a child.", "GENERIC"),
    ],
)
def test_harm_that_is_not_told_as_fact_is_refused_with_its_reason(text: str, rule: str) -> None:
    (sentence,) = analysis_of(text).sentences
    found = reading(retagged(sentence))
    assert (found.told, [one.rule.name for one in found.refused]) == ((), [rule])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He went on to kill six people.", "K6"),
        ("Air raids kill 31 civilians in Herat.", "K31"),
        ("A man, whose name has not been released, was killed.", "K1"),
        ("Police have not named the victim, who was found dead.", "K1"),
        ("Shelling has killed 66 civilians since Tuesday.", "K66"),
    ],
)
def test_what_was_done_in_the_end_is_told_as_fact(text: str, told: str) -> None:
    assert _told(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "It shot down 41 of the 58 drones.",
        "21 September 2016 Drones were killed.",
        "Jo Roe At least 70 regime cars were hit by a car.",
        "Jo Roe, 49 - Obituaries.",
        "Roe murder sentence to be heard.",
        "A woman in her 20's came.",
        "He said: “They shot her in the back.”",
    ],
)
def test_numbers_and_names_that_no_harm_befell_give_none(text: str) -> None:
    assert _told(text) == []


def test_those_who_did_it_are_marked() -> None:
    assert [harm.perpetrator for harm in _harms("He killed two people, then killed himself.")] == [False, True]
    assert [harm.perpetrator for harm in _harms("The gunman was killed.")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was killed.",
        "No one was hurt in the other attack.",
        "No injuries were reported.",
        "They did not kill three people.",
        "It could have killed 20 people.",
        "He threatened to kill two hostages.",
        "He was accused of killing two men.",
        "If it explodes, ten people will be killed.",
        "He plans to arrest five men.",
        "City looked to have killed the game.",
        "Moreau struck from 25 yards.",
        "Zelensky noted over 3,000 violations of the ceasefire.",
        "Three officers shot at the car.",
        "On March 19, 2015, police came.",
        "A suspect fired one shot at officers.",
    ],
)
def test_what_did_not_happen_or_is_no_harm_gives_none(text: str) -> None:
    assert _rows(text) == []


def test_those_who_shoot_are_not_those_who_are_shot() -> None:
    assert _rows("Three officers shot and injured a suspect on Tuesday night.") == [("INJURED", 1, 1, "suspects")]
    assert _rows("A man killed his two teenage sisters.") == [("KILLED", 2, 2, "sisters")]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("It injured 23 others—including four children.", 23, [4]),
        ("57 civilians, including 21 children, were killed.", 57, [21]),
        ("Twelve people were killed, among them two nurses and a boy.", 12, [2, 1]),
        ("Three dock workers were injured, one of them seriously.", 3, [1]),
        ("They opened fire, wounding 21, ten critically.", 21, [10]),
        ("The 17 dead included five boys and two women.", 17, [5, 2]),
    ],
)
def test_parts_are_marked_as_parts_of_their_whole(text: str, whole: int, parts: list[int]) -> None:
    found = _harms(text)
    (number,) = [number for number, harm in enumerate(found) if harm.part_of is None]
    assert found[number].party.min == whole
    assert [harm.party.min for harm in found if harm.part_of == number] == parts


def test_parts_of_those_counted_in_an_earlier_sentence_are_marked() -> None:
    assert [(harm.party.min, harm.of_whole) for harm in _harms("The dead included a nurse and two soldiers.")] == [(1, True), (2, True)]


def test_those_of_the_injured_who_died_are_no_part_of_the_injured() -> None:
    assert _rows("Twenty were hurt, five of whom died.") == [("INJURED", 20, 20, None), ("KILLED", 5, 5, None)]


def test_named_people_are_one_each_with_their_age() -> None:
    found = _harms("Daniel Segura, 55, and his wife, Gloria Segura-Cruz, 65, were found dead.")
    assert [(harm.effect.name, harm.party.min) for harm in found] == [("KILLED", 1), ("KILLED", 1)]
    assert found[0].party.age == 55


def test_names_behind_a_number_count_nobody_anew() -> None:
    assert [harm.party.min for harm in _harms("Two friends, Donna Small and Jane Roe, were shot.")] == [2]


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Bombs fell, killing a 69-year-old woman.", "killing a 69-year-old woman"),
        ("It left at least seven people injured.", "left at least seven people injured"),
        ("In Kyiv, three civilians were hurt by a drone.", "three civilians were hurt"),
        ("It hurt 23—including four children.", "including four children"),
    ],
)
def test_the_extent_holds_the_harm_and_the_number(text: str, extent: str) -> None:
    analysis = analysis_of(text)
    harm = harms(analysis.sentences[0])[-1]
    tokens = analysis.sentences[0].tokens
    assert text[tokens[harm.first].start : tokens[harm.last - 1].end] == extent


@pytest.mark.parametrize(
    "text",
    [
        "At least 48 people were killed or injured.",
        "At least 48 killed and wounded.",
        "The raid left dozens of people dead or badly injured.",
        "The bomb wounded or killed 20 men.",
        "At least 48 soldiers were killed, wounded or captured.",
        "At least 48 soldiers were killed, badly wounded, or captured.",
        "The flood left more than 50 people dead or missing.",
    ],
)
def test_the_dead_and_the_hurt_counted_as_one_are_neither(text: str) -> None:
    (sentence,) = analysis_of(text).sentences
    found = reading(retagged(sentence))
    assert (found.told, {one.rule.name for one in found.refused}) == ((), {"JOINT"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The blast left five dead and wounded three.", "K5 I3"),
        ("He was injured and killed.", "K1"),
        ("As well as those killed at least 160 people were injured.", "I160-"),
        ("He shot two boys, one who had beaten him.", "I2 I1s"),
        ("Four people were shot, one man fatally.", "I4 K1"),
        ("A man shot dead two clerks and wounded another two.", "K2 I2"),
        ("A man killed five people before being shot dead by police.", "K1 K5"),
        ("He shot six clerks before committing suicide by shooting himself.", "I6 K1"),
        ("The number of fatalities rose to six.", "K6"),
        ("In a war that has lasted for years, a bomb killed two people.", "K2"),
        ("Two men, a woman and a boy were killed.", "K2 K1 K1"),
        ("He killed five people in the town, including two guards, and then himself.", "K5 K2s K1"),
        ("He killed Ann Poe, a nurse, Bob Loe, a teacher, and a guard.", "K1 K1 K1"),
        ("A man whose son was killed wept.", "K1"),
        ("A quarter of a million people were killed.", ""),
        ("The shooter took his life.", "K1"),
        ("The death toll from a quake that flattened parts of the coast has risen to 48.", "K48"),
        ("The number of people killed by a strong quake rose to 32 from an earlier count of 26.", "K32"),
        ("Six died and six clerks, including three women, were hurt.", "K6 I6 I3s"),
        ("Fishermen pulled 97 people from the water.", "R97"),
    ],
)
def test_each_number_is_of_its_own_people(text: str, told: str) -> None:
    assert sorted(_told(text)) == sorted(told.split())
