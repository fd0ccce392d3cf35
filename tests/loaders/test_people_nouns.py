"""What sort of people a noun names."""

from __future__ import annotations

from collections import Counter

import pytest

from loaders.extract.lexicon import rows
from loaders.extract.people_nouns import class_of
from schema.records.casualty import GroupClass
from tests.loaders.seeds import analysis_of


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("Two officers were hurt.", "officers", GroupClass.POLICE),
        ("Two army officers were hurt.", "officers", GroupClass.SOLDIERS),
        ("Two prison officers were hurt.", "officers", GroupClass.GUARDS),
        ("A miner was hurt.", "miner", GroupClass.WORKERS),
        ("Two aid workers were hurt.", "workers", GroupClass.AID_WORKERS),
        ("Workers were hurt.", "Workers", GroupClass.WORKERS),
        ("A teenager was hurt.", "teenager", GroupClass.CHILDREN),
        ("Four bystanders were hurt.", "bystanders", GroupClass.CIVILIANS),
        ("Two men were hurt.", "men", None),
        ("Two people were hurt.", "people", None),
    ],
)
def test_a_noun_names_a_sort_of_people(text: str, noun: str, expected: GroupClass | None) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    assert class_of(tokens, [token.text for token in tokens].index(noun)) is expected


def test_each_class_has_nouns_that_are_known_for_people_and_each_noun_has_one_class() -> None:
    listed = [(code, noun) for code, nouns in rows("group_classes") for noun in nouns.split()]
    known = {plural for _, plural, _ in rows("person_nouns")}
    assert {code for code, _ in listed} == set(GroupClass.__members__)
    assert [noun for _, noun in listed if "_" not in noun and noun not in known] == []
    assert [noun for noun, times in Counter(noun for _, noun in listed).items() if times > 1] == []
