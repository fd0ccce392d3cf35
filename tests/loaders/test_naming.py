"""What a record has of the mentions that name it: bounded, and the same in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.naming import MOST, Naming, common, forms


def test_forms_are_in_the_order_of_letters() -> None:
    assert forms([("Kyiv", 9), ("Kiev", 1), (None, 4)]) == ("Kiev", "Kyiv")


def test_of_very_many_forms_the_most_frequent_stay() -> None:
    many = [(f"Form {number:03}", 1 + (number >= 3 * MOST)) for number in range(4 * MOST)]
    assert forms(many) == tuple(text for text, number in many if number == 2)
    assert forms([(text, 1) for text, _ in many]) == tuple(text for text, _ in many[:MOST])


@given(st.permutations([("a", 1), ("b", 2), ("a", 3), (None, 1), ("c", 1)]))
def test_the_order_in_which_forms_are_counted_does_not_matter(counted: list[tuple[str | None, int]]) -> None:
    assert forms(counted) == ("a", "b", "c")


def test_one_extractor_stands_for_all_that_found_a_record() -> None:
    namings = {Naming("Berg", None, "people", "1"): 5, Naming("Berg", "Mayor", "lines", "3"): 1}
    assert common(namings) == {"extractor": "lines", "extractor_version": "3", "aliases": ("Berg",)}
