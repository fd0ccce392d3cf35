"""Which lines name authors, and whom."""

from __future__ import annotations

import pytest

from loaders.extract.byline import authors, is_byline, is_empty


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("BY ANN LEE", ["ANN LEE"]),
        ("Written by: Ann Lee & Bo O'Neill", ["Ann Lee", "Bo O'Neill"]),
        ("By Ann Lee, Bo van Dyk and J. R. Doe | Example News", ["Ann Lee", "Bo van Dyk", "J. R. Doe"]),
        ("By Ann Lee, Staff Writer", ["Ann Lee"]),
        ("By Ann Lee and others", ["Ann Lee"]),
        ("By Reuters Staff", []),
        ("By Ann Lee in Oakdale and agencies", ["Ann Lee"]),
        ("By Jo Park at Loakes Lane", ["Jo Park"]),
        ("By Our Correspondent, Nakuru", []),
        ("Published on", []),
        ("The bridge, by Ann Lee", []),
    ],
)
def test_authors_stand_behind_the_words_of_a_byline(line: str, names: list[str]) -> None:
    assert [line[start:end] for start, end in authors(line)] == names


@pytest.mark.parametrize("line", ["Written by Published", "Posted by on", "By", "Author: | Published"])
def test_a_template_without_names_is_an_empty_byline(line: str) -> None:
    assert is_empty(line)
    assert is_byline(line)


@pytest.mark.parametrize("line", ["Published author Ann Lee", "By Monday it was out.", "Is it by Ann Lee?", "Date", "Written in stone"])
def test_other_lines_are_no_bylines(line: str) -> None:
    assert not is_byline(line)
