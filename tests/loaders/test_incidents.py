"""Reports of one event are one incident, and harm belongs to the event that did it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.analyse.light import Light
from loaders.base import annotation_id
from loaders.extract.incidents import Incidents
from loaders.extract.people import Extractor as People
from loaders.extract.segmentation import analyse
from schema.records import Casualty, Incident, Quote
from schema.records.base import Span
from schema.records.incident import CODES, IncidentType
from schema.records.quote import QuoteKind

WEDNESDAY = datetime(2026, 11, 18, tzinfo=UTC)


def _records(text: str) -> tuple[list[Incident], list[Casualty]]:
    analysis = analyse("article-0123456789abcdef", text, WEDNESDAY, Light())
    records = list(Incidents()(analysis, list(People()(analysis, ()))))
    return [one for one in records if isinstance(one, Incident)], [one for one in records if isinstance(one, Casualty)]


def _told(text: str) -> list[tuple[str, str | None, list[tuple[str, int | None]]]]:
    incidents, casualties = _records(text)
    return [
        (one.type.name, one.place_name, [(harm.effect.name, harm.min) for harm in casualties if harm.incident_id == one.id])
        for one in incidents
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A missile slammed into a house in Kharkiv on Tuesday, killing six people.\n\nThe strike injured nine others.",
            [("MISSILE_STRIKE", "Kharkiv", [("KILLED", 6), ("INJURED", 9)])],
        ),
        (
            "A bomb exploded in Basra, killing two people. Another bomb exploded in Mosul, killing five people.",
            [("BOMBING", "Basra", [("KILLED", 2)]), ("BOMBING", "Mosul", [("KILLED", 5)])],
        ),
        (
            "A car bomb exploded in Basra. Three people were killed. Ten people were hurt in the blast.",
            [("BOMBING", "Basra", [("KILLED", 3), ("INJURED", 10)])],
        ),
        (
            "A bomb exploded in Basra, killing two people. Two people were killed, police said.",
            [("BOMBING", "Basra", [("KILLED", 2)])],
        ),
        (
            "A man was shot in Denver. The 36-year-old man died at a hospital.",
            [("SHOOTING", "Denver", [("KILLED", 1)])],
        ),
        ("Two men were murdered in Denver.", [("ATTACK", "Denver", [("KILLED", 2)])]),
        ("Five soldiers were killed and 12 wounded by a roadside bomb in Basra.", [("BOMBING", "Basra", [("KILLED", 5), ("INJURED", 12)])]),
        ("In 2019, 1,200 people were killed by landmines.", []),
        ("A train came off the rails in Lyon. Several passengers were hurt.", [("RAIL_ACCIDENT", "Lyon", [("INJURED", 2)])]),
        ("A bus veered off the road near Nakuru, killing 12 people.", [("ROAD_ACCIDENT", "Nakuru", [("KILLED", 12)])]),
        ("The river burst its banks in Nantes, killing two people.", [("FLOOD", "Nantes", [("KILLED", 2)])]),
        (
            "A bus veered off the road in Basra, killing two people. The police met in Mosul. A blast there killed nine people.",
            [("ROAD_ACCIDENT", "Basra", [("KILLED", 2)]), ("EXPLOSION", "Mosul", [("KILLED", 9)])],
        ),
        ("An explosion there was no surprise to the police in Basra.", []),
        ("There was a fire at a school in Leeds.", [("FIRE", "Leeds", [])]),
        ("There was an attack on his record in London.", []),
        ("A blast rocked the city of Basra.", [("EXPLOSION", "Basra", [])]),
        ("The children came off the swings.", []),
        ("A suicide bomber killed 12 people in Peshawar.", [("BOMBING", "Peshawar", [("KILLED", 12)])]),
        ("Two men were killed by gunmen in Basra.", [("SHOOTING", "Basra", [("KILLED", 2)])]),
        ("A gunman was killed by police in Basra.", [("ATTACK", "Basra", [("KILLED", 1)])]),
        ("A boat carrying 60 migrants sank near Calais. At least 22 died.", [("SHIPPING_ACCIDENT", "Calais", [("KILLED", 22)])]),
        ("Her heart sank in Calais.", []),
        (
            "Bus plunges into gorge, 28 dead\n\nA bus fell into a gorge near Lima. A car plunged into a river in Quito, killing nine.",
            [("ROAD_ACCIDENT", "Lima", [("KILLED", 28)]), ("ROAD_ACCIDENT", "Quito", [("KILLED", 9)])],
        ),
        (
            "Gunmen kidnapped 287 students in Basra on Thursday. Rebels abducted 276 girls in Kirrow in 2014; 98 are still missing.",
            [("KIDNAPPING", "Basra", [("KIDNAPPED", 287)]), ("KIDNAPPING", "Kirrow", [("KIDNAPPED", 276), ("MISSING", 98)])],
        ),
        (
            "More than 1,000 people died in a heatwave in Spain. Fires burned forests near Zamora, killing a firefighter.",
            [("HEATWAVE", "Spain", [("KILLED", 1000)]), ("FIRE", "Zamora", [("KILLED", 1)])],
        ),
        (
            "Strikes killed 14 people across Gaza on Monday, as officials pushed for talks in Cairo. A house in Rafah was hit.",
            [("ATTACK", "Gaza", [("KILLED", 14)])],
        ),
        (
            "A missile killed six people in Odesa. It was the worst day since March 2024, when a missile killed 21 people in Odesa.",
            [("MISSILE_STRIKE", "Odesa", [("KILLED", 6)]), ("MISSILE_STRIKE", "Odesa", [("KILLED", 21)])],
        ),
        ("A gunman killed nine people in Dayton's Oregon District.", [("SHOOTING", "Dayton", [("KILLED", 9)])]),
        ("A powerful earthquake struck Nepal's far hills, killing 12 people.", [("EARTHQUAKE", "Nepal", [("KILLED", 12)])]),
        (
            "A ferry capsized off Zanzibar, leaving 31 people missing. On Monday 28 people remained missing.",
            [("SHIPPING_ACCIDENT", "Zanzibar", [("MISSING", 31), ("MISSING", 28)])],
        ),
        (
            "Fires burned homes near Athens, forcing more than 6,000 people to flee.",
            [("FIRE", "Athens", [("DISPLACED", 6000)])],
        ),
        (
            "Gunmen attacked a school in Nigeria on Friday, wounding a guard. Two people were killed in an attack in Eruku on Tuesday.",
            [("ATTACK", "Nigeria", [("INJURED", 1)]), ("ATTACK", "Eruku", [("KILLED", 2)])],
        ),
        (
            "A bomb hit Basra on Friday, killing two. In 2014 rebels seized 276 girls in Chibok. Dozens are still missing.",
            [("BOMBING", "Basra", [("KILLED", 2)]), ("KIDNAPPING", "Chibok", [("KIDNAPPED", 276), ("MISSING", 24)])],
        ),
        ("Gunmen seized four tourists near Bamiyan.", [("KIDNAPPING", "Bamiyan", [("KIDNAPPED", 4)])]),
        ("Police seized two suspects in Lima after a bombing.", [("BOMBING", "Lima", [("ARRESTED", 2)])]),
        ("A late strike from Leo Marsh killed off any hope in Leeds.", []),
        (
            "A storm hit Missouri, killing 21 people. The storm came less than a month after bad weather killed 24 people in Texas.",
            [("STORM", "Missouri", [("KILLED", 21)])],
        ),
        (
            "A crush killed nine in Basra. In January six people died in a crush in Lima, and 121 died in a crush in Quito in July 2024.",
            [
                ("STAMPEDE", "Basra", [("KILLED", 9)]),
                ("STAMPEDE", "Lima", [("KILLED", 6)]),
                ("STAMPEDE", "Quito", [("KILLED", 121)]),
            ],
        ),
        (
            "Eleven people were stabbed on a train in Cambridgeshire. It was on its way to London.",
            [("STABBING", "Cambridgeshire", [("INJURED", 11)])],
        ),
        ("US strike on boat kills three\n\nIt was late on Monday.", [("ATTACK", None, [("KILLED", 3)])]),
        ("Flames swept a mill in Dhaka, leaving 17 workers dead.", [("FIRE", "Dhaka", [("KILLED", 17)])]),
        ("A quake hit Nepal on Monday. We have recovered 11 bodies so far.", [("EARTHQUAKE", "Nepal", [("KILLED", 11)])]),
        ("It was like an earthquake in Leeds, he said.", []),
        ("The film, shot in Leeds, tells of a bombing that killed 50 people.", []),
        ("A fictional earthquake destroys Los Angeles, killing thousands.", []),
        ("Nine people were killed in an Israeli strike on Basra.", [("ATTACK", "Basra", [("KILLED", 9)])]),
        ("A doctors' strike in Lagos has left 30 patients dead.", []),
        ("Two men were killed during a general strike in Lima.", []),
        ("Russian forces struck the city of Kherson, wounding three people.", [("ATTACK", "Kherson", [("INJURED", 3)])]),
        ("The firm struck a deal in Lima to end a row that left two workers dead.", []),
        ("Three people were killed by Israeli fire in Basra.", [("ATTACK", "Basra", [("KILLED", 3)])]),
        ("Three farmers were killed by lightning in Lima.", [("ACCIDENT", "Lima", [("KILLED", 3)])]),
        ("Two climbers fell to their deaths in Lima.", [("ACCIDENT", "Lima", [("KILLED", 2)])]),
        ("No one was hurt in the fire, which destroyed a mill in Leeds.", [("FIRE", "Leeds", [])]),
        ("Floods hit Derna on Monday.", [("FLOOD", "Derna", [])]),
        ("The storm hit shares in Tokyo.", []),
        ("Waves killed 5,000 people.", []),
        ("Two people were injured.", []),
        ("Attacks in Ukraine went on.", []),
        ("An attack in Lima was condemned.", []),
        ("Airstrikes hit Aleppo overnight.", [("AIRSTRIKE", "Aleppo", [])]),
        ("Dozens have been killed in Kabul since April.", []),
        ("More than 12 million people have been displaced by the war.", []),
    ],
)
def test_events_are_told_with_their_harm(text: str, told: list[tuple[str, str | None, list[tuple[str, int | None]]]]) -> None:
    assert [(kind, harm) for kind, _, harm in _told(text)] == [(kind, harm) for kind, _, harm in told]
    assert [place for _, place, _ in _told(text) if place] == [place for _, place, _ in told if place]


def test_an_event_of_long_ago_is_background_and_keeps_its_dead() -> None:
    incidents, casualties = _records(
        "A missile hit a house in Kharkiv on Tuesday, killing six people. "
        "It was the deadliest day since March, when a glide bomb killed 11 people. In July 2024, landslides there killed over 200 people."
    )
    background = {one.id for one in incidents if one.background}
    assert [(one.min, one.incident_id in background) for one in casualties] == [(6, False), (11, True), (200, True)]


def test_a_headline_that_repeats_the_body_counts_nobody_twice() -> None:
    assert _told(
        "Missile hits Kharkiv, killing six\n\nA missile slammed into a house in Kharkiv on Tuesday, killing six people.\n\nIt was late."
    ) == [("MISSILE_STRIKE", "Kharkiv", [("KILLED", 6)])]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rebels killed 12 soldiers in Basra.", "Rebels"),
        ("Man shot dead in Leeds\n\nIt was late on Monday.", None),
        ("Gunman kills four in Leeds before being shot by police\n\nIt was late on Monday.", None),
        ("Police shoot man in Leeds\n\nIt was late on Monday.", "Police"),
        ("A ferry with nine crew members capsized off Zanzibar on Monday.", None),
    ],
)
def test_whoever_is_harmed_has_not_done_it(text: str, actor: str | None) -> None:
    [incident] = _records(text)[0]
    assert (incident.actor and incident.actor.printed) == actor


@pytest.mark.parametrize(
    ("text", "factuality", "attribution"),
    [
        ("A drone hit a house in Lviv.", "ASSERTED", None),
        ("A drone hit a house in Lviv, officials said.", "CLAIMED", "officials"),
        ("The army claimed that a drone hit a house in Lviv.", "CLAIMED", "The army"),
        ("Moscow denied that a drone hit a house in Lviv.", "DENIED", None),
    ],
)
def test_whoever_stands_behind_a_report_is_named(text: str, factuality: str, attribution: str | None) -> None:
    (incident,) = _records(text)[0]
    assert (incident.factuality.name, incident.attribution) == (factuality, attribution)


def test_the_source_of_a_quotation_stands_behind_the_numbers_in_it() -> None:
    text = 'A bomb exploded in Basra. "Three people were killed," said Ann Roe.'
    analysis = analyse("article-0123456789abcdef", text, None, Light())
    content, source = text.index("Three"), text.index("Ann")
    spans: dict[str, tuple[Span, ...]] = {
        "text": (analysis.span(content, content + 24),),
        "source": (analysis.span(source, source + 7),),
    }
    said = Quote(
        id="quote-0123456789abcdef-1-2",
        extractor="test",
        extractor_version="1",
        article_id=analysis.article_id,
        kind=QuoteKind.DIRECT,
        text="Three people were killed",
        verbatim=True,
        source="Ann Roe",
        evidence=spans,
    )
    (casualty,) = [one for one in Incidents()(analysis, [said]) if isinstance(one, Casualty)]
    assert casualty.attribution == "Ann Roe"


def test_a_later_sentence_names_parts_of_the_dead_that_were_counted() -> None:
    _, casualties = _records("A bomb exploded in Basra, killing 17 people. The dead included a nurse and two soldiers.")
    assert [(one.min, one.subset_of_id) for one in casualties] == [(17, None), (1, casualties[0].id), (2, casualties[0].id)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Drones hit two cities on Tuesday:\n\n• In Sumy, a drone hit a house, killing two.\n",
            "Said by the sentence that introduces the list. ",
        ),
        ("A bomb killed four people in Sumy. The bombing happened on Tuesday.", "Said where the article tells of the event again. "),
        ("A bomb killed four people in Sumy on Tuesday.", ""),
    ],
)
def test_a_date_that_another_sentence_tells_says_so(text: str, reason: str) -> None:
    occurred = _records(text)[0][0].occurred
    assert occurred is not None
    assert occurred.printed == "Tuesday"
    assert occurred.reason == f"{reason}Counted from the day of publication, 2026-11-18."


def test_ids_tell_the_record_the_article_and_the_place() -> None:
    (incident,), (casualty,) = _records("A bomb exploded in Basra, killing 17 people.")
    assert incident.id == annotation_id("incident", "article-0123456789abcdef", 7)
    assert casualty.id == annotation_id("casualty", "article-0123456789abcdef", 34, "killed")
    assert casualty.incident_id == incident.id


def test_an_article_of_many_events_is_read_in_time() -> None:
    incidents, _ = _records("\n".join(f"A bomb exploded in Kyiv on May {day % 28 + 1}, killing {day + 2} people." for day in range(600)))
    assert incidents


def test_harm_far_from_an_event_is_not_bound_to_it() -> None:
    filler = "It rained in the hills. " * 20
    assert [one.min for one in _records(f"A bomb exploded in Basra, killing 17 people. {filler} Two players were injured.")[1]] == [17]


def test_the_dead_of_another_place_are_not_those_of_the_event_before() -> None:
    text = (
        "A bomb exploded in a market in Kabul on Monday, wounding five people.\n\nFour policemen were killed in Herat, the governor said."
    )
    assert _told(text) == [("BOMBING", "Kabul", [("INJURED", 5)])]


def test_the_codes_of_other_schemes_follow_from_the_sort() -> None:
    text = "A drone hit a house in Lviv, killing two people. A bus crashed near Lima, killing nine people."
    codes = [(one.type.name, one.acled_event_type, one.acled_sub_event_type, one.plover_event_type) for one in _records(text)[0]]
    assert codes == [
        ("DRONE_STRIKE", "Explosions/Remote violence", "Air/drone strike", "ASSAULT"),
        ("ROAD_ACCIDENT", None, None, None),
    ]


def test_accidents_and_disasters_have_no_codes_of_conflict() -> None:
    assert not {kind for kind in CODES if kind.name.endswith("ACCIDENT")} | ({IncidentType.EARTHQUAKE, IncidentType.FLOOD} & CODES.keys())
    assert {codes.plover_event_type for codes in CODES.values()} == {"ASSAULT", "COERCE", "PROTEST"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen hijacked a plane in Havana.", "HIJACKING"),
        ("A volcanic eruption killed nine people in Java.", "VOLCANIC_ERUPTION"),
        ("A tsunami killed nine people in Aceh.", "TSUNAMI"),
        ("Cholera killed nine people in Goma.", "EPIDEMIC"),
        ("Two boys drowned in Leeds on Monday.", "DROWNING"),
        ("Three people were hurt in an accident in Leeds.", "ACCIDENT"),
        ("A crash in Leeds killed two people.", "ACCIDENT"),
        ("The engine of a jet caught fire in Denver.", "FIRE"),
        ("Robbers carjacked a driver in Denver, wounding her.", "ROBBERY"),
    ],
)
def test_the_words_tell_the_sort(text: str, kind: str) -> None:
    assert [one.type.name for one in _records(text)[0]] == [kind]
