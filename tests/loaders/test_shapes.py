"""Objects that tell of articles: which shape they have, and what is taken from where."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.shapes import mapped, shape_of, story
from schema.errors import InvalidValue

NEWS: dict[str, Any] = {"title": "Bridge shut", "url": "https://a.example/1", "publishedAt": "2026-02-03T08:00:00Z"}


def told(**fields: object) -> tuple[str, bool]:
    item = NEWS | fields
    shape = shape_of(item)
    assert shape is not None
    found = story(item, shape)
    return found.body, found.partial


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("The bridge is shut. At least 12… [+230 chars]", "The bridge is shut."),
        ("“The bridge is shut.” It will be for 1,2… [+230 chars]", "“The bridge is shut.”"),
        ("The bridge is shut for 12… [+230 chars]", "The bridge is shut for"),
        ("The bridge is shut... [+1 chars]", "The bridge is"),
    ],
)
def test_of_a_text_that_was_cut_only_whole_sentences_stay(content: str, body: str) -> None:
    assert told(content=content) == (body, True)


def test_a_whole_text_goes_before_a_summary() -> None:
    assert told(content="The bridge is shut.", description="Shut.") == ("The bridge is shut.", False)
    assert told(content=None, description="Shut.") == ("Shut.", True)
    assert told(content=" ") == ("", True)


def test_unknown_fields_and_values_of_other_types_are_left_out() -> None:
    found = story(
        NEWS | {"author": {"x": 1}, "source": [7], "language": 3, "content": ["The bridge", 1, "is shut."], "z": [[[]]]}, mapped_news()
    )
    assert (found.byline, found.publisher, found.language, found.body) == (None, None, None, "The bridge")


@pytest.mark.parametrize(
    ("item", "guid"),
    [
        ({"id": "post-7", "content_text": "The bridge is shut.", "url": "https://a.example/1"}, "post-7"),
        ({"guid": "urn:newsml:a.example:7", "headline": "Bridge shut", "versioncreated": "2026-02-03T08:00:00Z"}, "urn:newsml:a.example:7"),
        ({"@type": "NewsArticle", "articleBody": "Shut.", "identifier": {"value": " 7 "}}, "7"),
        (NEWS | {"id": "7"}, None),
    ],
)
def test_what_a_publisher_knows_an_article_by_is_taken_where_the_shape_has_it(item: dict[str, Any], guid: str | None) -> None:
    shape = shape_of(item)
    assert shape is not None
    assert story(item, shape).guid == guid


def mapped_news() -> Any:  # noqa: ANN401  the shape is only handed on
    return shape_of(NEWS)


def test_a_map_names_the_paths_of_values_and_the_first_that_holds_something_counts() -> None:
    shape = mapped(["body=text.full", "body=text.short", "headline=h", "byline=by.name"])
    assert shape is not None
    found = story({"text": {"short": "Short."}, "h": "<b>Bridge</b> shut", "by": [{"name": "Ann Lee"}, {"name": "Bo Dyk"}]}, shape)
    assert found.body == "Short."
    assert found.headline is not None
    assert found.headline.value == "Bridge shut"
    assert found.byline is not None
    assert found.byline.value == ("Ann Lee", "Bo Dyk")


@pytest.mark.parametrize("path", ["body", "body=", "colour=x", "=x", "headline=x"])
def test_a_map_that_says_nothing_is_refused(path: str) -> None:
    with pytest.raises(InvalidValue):
        mapped([path])


def test_without_a_map_there_is_no_shape() -> None:
    assert mapped([]) is None
    assert shape_of({"colour": "blue"}) is None
