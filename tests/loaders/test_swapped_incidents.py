"""The seeds with other places, weapons, people, numbers and another order give the same records, changed likewise."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from loaders.extract.incidents import Incidents
from loaders.extract.people import Extractor as People
from schema.records import Casualty, Incident
from tests.loaders.seeds import analysis_of, text_of

Row = tuple[object, ...]

SEED_ONE: tuple[Row, ...] = (
    (
        "AIRSTRIKE",
        "Zaporizhzhia",
        ("guided bomb", 2),
        ("a residential tower", "infrastructure facility"),
        ("Russian", "RU", True),
        "Tuesday",
    ),
    ("KILLED", "a", 1, 1, "women", 69, "FEMALE", False),
    ("INJURED", "23", 23, 23, None, None, None, False),
    ("INJURED", "four", 4, 4, "children", None, None, True),
    ("DRONE_STRIKE", "Kharkiv", ("drone", None), (), ("Russian", "RU", True), "Tuesday"),
    ("INJURED", "at least seven", 7, None, None, None, None, False),
    ("DRONE_STRIKE", "Odessa", ("drone", 1), ("an apartment building",), ("Russian", "RU", True), "Tuesday"),
    ("INJURED", "three", 3, 3, "civilians", None, None, False),
)
SEED_TWO: tuple[Row, ...] = (
    ("DRONE_STRIKE", "Odessa", ("drone", None), ("residential areas",), None, "overnight"),
    ("INJURED", "several", 2, None, None, None, None, False),
)


def _rows(text: str) -> tuple[Row, ...]:
    analysis = analysis_of(text)
    records = list(Incidents()(analysis, list(People()(analysis, ()))))
    return tuple(_incident(one) if isinstance(one, Incident) else _casualty(one) for one in records if isinstance(one, Incident | Casualty))


def _incident(one: Incident) -> Row:
    weapon = one.weapons[0]
    actor = (one.actor.printed, one.actor.country, one.actor.inherited) if one.actor else None
    targets = tuple(target.printed for target in one.targets)
    return (one.type.name, one.place_name, (weapon.name, weapon.count), targets, actor, one.occurred.printed if one.occurred else None)


def _casualty(one: Casualty) -> Row:
    return (one.effect.name, one.printed, one.min, one.max, one.group, one.age, one.sex.name if one.sex else None, bool(one.subset_of_id))


def _swapped(seed: str, changes: Mapping[str, str]) -> str:
    text = text_of(seed)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def _expected(rows: tuple[Row, ...], changes: Mapping[Row, Row]) -> tuple[Row, ...]:
    return tuple(changes.get(row, row) for row in rows)


def _with(row: Row, **values: object) -> Row:
    names = {"type": 0, "place": 1, "weapon": 2, "targets": 3, "actor": 4, "time": 5}
    changed = list(row)
    for name, value in values.items():
        changed[names[name]] = value
    return tuple(changed)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("Mykolaiv", "Sumy", "Lviv"), ("Aleppo", "Damascus", "Homs"), ("Baghdad", "Mosul", "Basra"), ("Khan Younis", "Gaza City", "Rafah")],
)
def test_other_places_take_the_place_of_the_old(first: str, second: str, third: str) -> None:
    rows = _rows(_swapped("s1", {"Zaporizhzhia": first, "Kharkiv": second, "Odessa": third}))
    names = {"Zaporizhzhia": first, "Kharkiv": second, "Odessa": third}
    assert rows == tuple(_with(row, place=names[str(row[1])]) if row[1] in names else row for row in SEED_ONE)


@pytest.mark.parametrize("place", ["Marseille", "Peshawar", "San Salvador", "Kherson"])
def test_another_port_city_takes_the_place_of_the_second_seed(place: str) -> None:
    assert _rows(_swapped("s2", {"Odessa": place})) == (_with(SEED_TWO[0], place=place), SEED_TWO[1])


@pytest.mark.parametrize(
    ("weapon", "name", "kind"),
    [
        ("rockets", "rocket", "MISSILE_STRIKE"),
        ("cruise missiles", "cruise missile", "MISSILE_STRIKE"),
        ("artillery shells", "artillery shell", "SHELLING"),
        ("drones", "drone", "DRONE_STRIKE"),
    ],
)
def test_another_weapon_makes_another_sort_of_incident(weapon: str, name: str, kind: str) -> None:
    rows = _rows(_swapped("s1", {"two guided bombs": f"five {weapon}"}))
    assert rows == (_with(SEED_ONE[0], type=kind, weapon=(name, 5)), *SEED_ONE[1:])


def test_other_numbers_ages_and_groups_are_read_likewise() -> None:
    changes = {
        "a 69-year-old woman": "a 12-year-old boy",
        "23 others": "nearly 40 others",
        "four children": "two nurses",
        "at least seven people": "more than 30 soldiers",
        "three civilians": "dozens of workers",
    }
    rows = _rows(_swapped("s1", changes))
    assert rows == _expected(
        SEED_ONE,
        {
            SEED_ONE[1]: ("KILLED", "a", 1, 1, "boys", 12, "MALE", False),
            SEED_ONE[2]: ("INJURED", "nearly 40", None, 40, None, None, None, False),
            SEED_ONE[3]: ("INJURED", "two", 2, 2, "nurses", None, None, True),
            SEED_ONE[5]: ("INJURED", "more than 30", 30, None, "soldiers", None, None, False),
            SEED_ONE[7]: ("INJURED", "dozens", 24, None, "workers", None, None, False),
        },
    )


@pytest.mark.parametrize(
    ("killing", "injuring", "effects"),
    [("injuring", "killing", ("INJURED", "KILLED", "KILLED")), ("wounding", "trapping", ("INJURED", "TRAPPED", "TRAPPED"))],
)
def test_other_harm_gives_other_effects(killing: str, injuring: str, effects: tuple[str, str, str]) -> None:
    rows = _rows(_swapped("s1", {"killing a 69": f"{killing} a 69", "injuring 23": f"{injuring} 23"}))
    assert tuple(row[0] for row in rows[1:4]) == effects
    assert rows[4:] == SEED_ONE[4:]


@pytest.mark.parametrize(("adjective", "country"), [("Israeli", "IL"), ("American", "US"), ("Saudi", "SA")])
def test_another_people_is_the_actor_of_the_whole_list(adjective: str, country: str) -> None:
    rows = _rows(_swapped("s1", {"Russian missile and drone": f"{adjective} missile and drone"}))
    assert rows == tuple(_with(row, actor=(adjective, country, True)) if len(row) == 6 else row for row in SEED_ONE)


def test_another_day_in_the_lead_in_is_the_day_of_the_whole_list() -> None:
    rows = _rows(_swapped("s1", {"continuing into Tuesday": "continuing into Friday"}))
    assert rows == tuple(_with(row, time="Friday") if len(row) == 6 else row for row in SEED_ONE)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_another_order_of_the_list_is_another_order_of_the_records(order: tuple[int, int, int]) -> None:
    text = text_of("s1")
    items = [line for line in text.splitlines() if line.startswith("  • ")][:3]
    marked = text
    for number, item in enumerate(items):
        marked = marked.replace(item, f"<{number}>")
    for number, place in enumerate(order):
        marked = marked.replace(f"<{number}>", items[place])
    parts = (SEED_ONE[:4], SEED_ONE[4:6], SEED_ONE[6:])
    assert _rows(marked) == tuple(row for place in order for row in parts[place])


def test_paragraphs_before_the_list_may_change_their_places() -> None:
    paragraphs = text_of("s1").split("\n\n")
    paragraphs[5], paragraphs[12] = paragraphs[12], paragraphs[5]
    assert _rows("\n\n".join(paragraphs)) == SEED_ONE


def test_other_names_of_people_change_nothing() -> None:
    names = {"Vladimir Putin": "Miguel Ortega", "Putin": "Ortega", "Volodymyr Zelensky": "Anna Lindqvist", "Zelensky": "Lindqvist"}
    assert _rows(_swapped("s1", names)) == SEED_ONE
    assert _rows(_swapped("s2", names)) == SEED_TWO


def test_harm_that_is_denied_gives_no_casualty() -> None:
    rows = _rows(
        _swapped(
            "s1", {"left at least seven people injured": "left no people injured", "three civilians were hurt": "no civilians were hurt"}
        )
    )
    assert [row for row in rows if len(row) == 8] == list(SEED_ONE[1:4])
