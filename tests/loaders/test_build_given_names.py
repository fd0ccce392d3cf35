"""The list of given names, and the romanisation that makes a part of it."""

from __future__ import annotations

import pytest

from loaders.extract.lexicon import words
from loaders.extract.lexicon.build_given_names import romanised


@pytest.mark.parametrize(
    ("name", "locale", "forms"),
    [
        ("Володимир", "uk_UA", {"Volodymyr"}),
        ("Алексей", "ru_RU", {"Aleksey", "Aleksei", "Alexei"}),
        ("Юлия", "ru_RU", {"Yuliya"}),
        ("Ana María", "es_ES", {"Ana", "María"}),
    ],
)
def test_names_are_written_as_newspapers_write_them(name: str, locale: str, forms: set[str]) -> None:
    assert forms <= set(romanised(name, locale))


def test_the_list_holds_names_and_not_words_of_the_calendar_or_countries() -> None:
    found = words("given_names")
    assert {"Mary", "Olena", "Mehmet", "Giulia"} <= found
    assert not {"Monday", "March", "China", "Will"} & found
