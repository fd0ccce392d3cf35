"""Markup inside of a field."""

from __future__ import annotations

import pytest

from loaders.page.fragment import text
from loaders.page.markup import Unreadable


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Plain < text & more\n\n> kept", "Plain < text & more\n\n> kept"),
        ("<p>One\nline</p><p>Two &amp; <b>three</b>, four</p>", "One line\n\nTwo & three, four"),
        ("One<br>two<br/>three", "One\n\ntwo\n\nthree"),
        ("<ul><li>One</li><li>Two</li></ul>Three", "• One\n\n• Two\n\nThree"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
        ("<p>One</p><script>x()</script><figure><img><figcaption>Photo</figcaption></figure><p> </p>", "One"),
        ("wo<b>rd</b>s", "words"),
        ("<p></p>", ""),
    ],
)
def test_paragraphs_stand_apart_and_words_together(value: str, words: str) -> None:
    assert text(value) == words


def test_markup_beyond_the_bounds_is_not_read() -> None:
    with pytest.raises(Unreadable):
        text("<div>" * 1000)
