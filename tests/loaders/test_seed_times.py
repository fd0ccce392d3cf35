"""The time expressions of the seed articles are those of their gold."""

from __future__ import annotations

import pytest

from loaders.extract.times import found_times, time_value
from schema.records.times import Time
from tests.loaders.seeds import analysed, gold

OURS: dict[str, dict[str, str]] = {
    "s1": {
        "days": "the length in “in a matter of days”",
        "years": "vague lengths: “After years of broken promises”, “the first time in years”",
        "every day": "a recurring time",
        "Tuesday": "“Tuesday's words”, the day of the first sentence named again",
    },
    "s2": {},
}
"""Expressions that the gold leaves out, with what they are; none has a date."""

MEANT = {
    "XXXX-WXX-2": ["Tuesday", "Tuesday", "Tuesday"],
    "P3Y": ["three years"],
    "PT30H": ["30-hour"],
    "PT48H": ["Less than 48 hours"],
    "XXXX-WXX-WE": ["the weekend"],
    "PRESENT_REF": ["today"],
    "XXXX-XX-XX": ["tomorrow", "Easter Sunday"],
    "2022": ["early 2022", "2022"],
    "2022-02": ["February 2022"],
    "XXXX-XX-XXTNI": ["overnight", "nightly"],
    "XXXX-WXX": ["this week"],
}


def _times(seed: str) -> list[Time]:
    analysis = analysed(seed)
    return [time_value(analysis, match) for match in found_times(analysis)]


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_every_expression_of_the_gold_is_found_and_none_beside(seed: str) -> None:
    golden = [(one["start"], one["end"], one["text"]) for one in gold()["articles"][seed]["dates"]]
    spans = [time.evidence["printed"][0] for time in _times(seed)]
    missed = [text for start, end, text in golden if not any(start <= span.start and span.end <= end for span in spans)]
    extra = [span.exact for span in spans if not any(start <= span.start and span.end <= end for start, end, _ in golden)]
    assert missed == []
    assert set(extra) == set(OURS[seed])


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_only_what_the_words_fix_has_a_date(seed: str) -> None:
    dated = {time.printed: (time.edtf, time.mod, time.basis.name) for time in _times(seed) if time.edtf}
    expected = {
        "early 2022": ("2022-01/2022-04", "START", "STATED"),
        "2022": ("2022", None, "STATED"),
        "February 2022": ("2022-02", None, "STATED"),
    }
    assert dated == (expected if seed == "s2" else {})


def test_the_values_are_those_of_timex3() -> None:
    read = [
        (time.value, time.printed)
        for seed in ("s1", "s2")
        for time in _times(seed)
        if time.printed not in OURS["s1"] or time.printed == "Tuesday"
    ]
    found: dict[str, list[str]] = {}
    for timex, printed in read:
        if timex:
            found.setdefault(timex, []).append(printed)
    assert {value: sorted(words) for value, words in found.items()} == {value: sorted(words) for value, words in MEANT.items()}
