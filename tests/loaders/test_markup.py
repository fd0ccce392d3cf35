"""The bytes of a page: in which encoding they are read, and within which bounds."""

from __future__ import annotations

import time

import pytest

from loaders.page.markup import DEEPEST, LARGEST, MOST_TAGS, Unreadable, decoded, tree


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Zürich".encode(), None, "Zürich"),
        ("\ufeffZürich".encode(), None, "Zürich"),
        ("\ufeffZürich".encode("utf-16-le"), None, "Zürich"),
        ("Zürich “x”".encode("cp1252"), None, "Zürich “x”"),
        ("Zürich".encode("latin-1"), "iso-8859-1", "Zürich"),
        ("Łódź".encode("iso-8859-2"), "no-such-encoding", "£ód¼"),
        ('<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"), None, '<meta charset="iso-8859-2">Łódź'),
        ('<?xml version="1.0" encoding="koi8-r"?>Мир'.encode("koi8-r"), None, '<?xml version="1.0" encoding="koi8-r"?>Мир'),
        ('<meta charset="ascii">Zürich'.encode(), "utf-8", '<meta charset="ascii">Zürich'),
        ("Zürich, Genève, Graubünden, Neuchâtel, Delémont, ü, ü, ü, ü, ü".encode() + b"\xff", None, None),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_has(content: bytes, charset: str | None, text: str | None) -> None:
    assert decoded(content, charset) == (text if text is not None else content.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("x" * (LARGEST + 1), "TOO_LARGE"),
        ("<p>x" * (MOST_TAGS + 1), "TOO_LARGE"),
        ("<div>" * (DEEPEST + 1), "TOO_DEEP"),
        ("<b id=1><i>" * DEEPEST + "<p>" * 1000, "TOO_DEEP"),
    ],
    ids=["long", "tags", "deep", "formatting"],
)
def test_a_page_beyond_the_bounds_is_refused_before_it_is_parsed(html: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        tree(html)
    assert refused.value.code == code


def test_tags_in_scripts_and_comments_do_not_count() -> None:
    html = f"<script>{'<div>' * 1000}</script><!-- {'<div>' * 1000} --><p>Text</p>"
    assert tree(html).css_first("p").text() == "Text"  # type: ignore[union-attr]  # the tree has one


@pytest.mark.parametrize("part", ["<!--", "<script ", "<svg>", "</div>", "<p>", "<"])
def test_a_page_of_one_broken_part_is_read_in_bounded_time(part: str) -> None:
    began = time.process_time()
    tree(part * 40_000)
    assert time.process_time() - began < 5
