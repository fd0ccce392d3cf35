"""The gazetteer's own tables are sound."""

from __future__ import annotations

import pytest

from loaders.gazetteer import countries, demonyms, folded, metonyms
from loaders.gazetteer.names import rows


@pytest.mark.parametrize(("word", "code"), [("Russian", "RU"), ("Danes", "DK"), ("South Korean", "KR"), ("Swiss", "CH"), ("Emirati", "AE")])
def test_an_adjective_or_people_tells_its_country(word: str, code: str) -> None:
    assert demonyms()[word] == code


def test_every_code_in_the_tables_is_a_country() -> None:
    codes = {code for code, _, _ in rows("countries.txt")} | set(metonyms().values()) | {code[:2] for code, _ in rows("regions.txt")}
    assert codes <= set(countries())


def test_no_word_belongs_to_two_countries() -> None:
    words = [word for _, words, _ in rows("countries.txt") for word in words.split(", ") if word]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("name", "key"),
    [("Élysée", "elysee"), ("N’Djamena", "ndjamena"), ("St. Paul", "st paul"), ("Łódź", "lodz"), ("Aix-en-Provence", "aix en provence")],
)
def test_all_spellings_of_a_name_fold_to_one(name: str, key: str) -> None:
    assert folded(name) == key
