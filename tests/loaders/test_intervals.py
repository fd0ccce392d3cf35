"""Places in a text, and what overlaps them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.intervals import Intervals

PLACES = st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda found: (found[0], found[0] + found[1]))


@given(st.lists(PLACES, max_size=6), PLACES)
def test_a_place_overlaps_where_one_of_the_places_shares_a_character_with_it(places: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    shared = any({*range(*place)} & {*range(*asked)} for place in places)
    assert Intervals(places).overlap(*asked) is shared
