"""The people of the seed articles against the gold."""

from __future__ import annotations

from collections import defaultdict

from loaders.extract.people import merge
from schema.records import Person
from tests.loaders.seeds import gold, text_of
from tests.loaders.speech import persons

SEEDS = ("s1", "s2")


def merged() -> dict[str, Person]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for seed in SEEDS:
        for identity, person in persons(text_of(seed)).items():
            groups[identity].append(person)
    return {identity: merge(group) for identity, group in groups.items()}


def test_the_people_are_those_of_the_gold_and_no_others() -> None:
    assert set(merged()) == {f"person-{name}" for name in gold()["persons"]}


def test_their_names_and_roles_are_those_of_the_gold() -> None:
    problems = []
    for key, wanted in gold()["persons"].items():
        person = merged()[f"person-{key}"]
        if (person.name, set(person.roles)) != (wanted["name"], set(wanted["roles"])):
            problems.append(f"{key}: {person.name}, {person.roles} instead of {wanted['name']}, {wanted['roles']}")
    assert not problems, "\n".join(problems)


def test_every_place_of_a_family_name_is_a_mention() -> None:
    for seed in SEEDS:
        text = text_of(seed)
        for person in persons(text).values():
            family = person.name.split()[-1]
            assert len(person.mentions) == text.count(family), person.name
