"""Where what was said ends."""

from __future__ import annotations

import pytest

from tests.loaders.speech import quotes


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Marsh called it “a disgrace,” blaming the council.", "it “a disgrace,”"),
        ("Marsh promised to review the law, and the flags were lowered.", "to review the law"),
        ("Marsh said the bridge was safe, but engineers closed it.", "the bridge was safe"),
        ("Marsh praised the “rare calm” of the crew, which left at noon.", "the “rare calm” of the crew"),
        ("Marsh blamed “spoilers” without naming them.", "spoilers"),
        ("Marsh called him “the Owl” because he rarely slept.", "him “the Owl”"),
    ],
)
def test_what_was_said_ends_before_a_clause_of_the_writer(text: str, content: str) -> None:
    assert [one.text for one in quotes(text)] == [content]


def test_what_was_said_goes_on_behind_an_aside() -> None:
    text = "Marsh argued that a guard, who was among the dead, had the only key."
    assert [one.text for one in quotes(text)] == ["a guard, who was among the dead, had the only key"]


def test_what_was_said_goes_on_with_but_that() -> None:
    assert "one is too many" in quotes("Marsh said theft was rarer, but that ‘one is too many’.")[-1].text


def test_what_was_said_goes_on_over_a_clause_that_and_joins() -> None:
    assert [one.text for one in quotes("Marsh said the bridge was safe and the road was open.")] == [
        "the bridge was safe and the road was open"
    ]
