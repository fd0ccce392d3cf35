"""The people of the seed articles against the gold."""

from __future__ import annotations

from loaders.extract.people import merge
from loaders.merging import namings
from schema.records import Person
from tests.loaders.seeds import gold, text_of
from tests.loaders.speech import mentions, persons

SEEDS = ("s1", "s2")


def merged() -> dict[str, Person]:
    people = {key: person for seed in SEEDS for key, person in persons(text_of(seed)).items()}
    named = namings(one for seed in SEEDS for found in mentions(text_of(seed)).values() for one in found)
    return {identity: merge(person, named[identity]) for identity, person in people.items()}


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
            assert len(mentions(text)[person.id]) == text.count(family), person.name
