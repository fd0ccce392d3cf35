"""Which paragraphs of a page are the article."""

from __future__ import annotations

import pytest

from loaders.page.body import body
from loaders.page.markup import tree

FIRST = "The old bridge over the Ister was closed on Monday after divers had found cracks in two of its pillars. It was built in 1904."
SECOND = "The mayor, Anna Berg, said that the repair would take at least a year. She asked drivers to take the ring road until then."
THIRD = "Shops on the left bank fear for their trade. Many of them live on the people who walk across the bridge to work every day."
STORY = [FIRST, SECOND, THIRD]


def found(html: str, *titles: str) -> list[str]:
    return [one.text for one in body(tree(html), titles)]


def paragraphs(*texts: str) -> str:
    return "".join(f'<p class="text">{text}</p>' for text in texts)


def page(inner: str) -> str:
    return f"<html><head><title>Bridge closed</title></head><body><article>{inner}</article></body></html>"


def test_the_headline_the_date_and_the_byline_are_no_part_of_the_body() -> None:
    top = "<h1>Bridge closed!</h1><p>3 February 2026</p><p>By Ann Lee</p>"
    assert found(page(top + paragraphs(*STORY)), "Bridge closed") == STORY


@pytest.mark.parametrize(
    "end",
    [
        '<h2>Related articles</h2><ul><li><a href="/a">A second bridge is asked for</a></li></ul>',
        "<h3>You may also like</h3><p>A second bridge.</p>",
        "<p>Sign up for our newsletter and read the news of the river.</p>",
        '<p><a href="/a">Read more: A second bridge is asked for</a></p>',
    ],
)
def test_the_body_ends_where_the_page_goes_on_with_something_else(end: str) -> None:
    assert found(page(paragraphs(*STORY) + end)) == STORY


def test_a_line_of_the_page_within_the_story_ends_nothing() -> None:
    texts = found(page(paragraphs(FIRST, SECOND) + "<h2>Popular</h2>" + paragraphs(THIRD)))
    assert [text for text in texts if text != "Popular"] == STORY


def test_a_paragraph_that_only_leads_elsewhere_is_left_out_and_one_with_a_link_in_it_stays() -> None:
    linked = SECOND.replace("the repair", '<a href="/repair">the repair</a>')
    inner = paragraphs(FIRST) + '<p><a href="/c">The cracks in the bridge, a story in pictures</a></p>' + paragraphs(linked, THIRD)
    assert found(page(inner)) == STORY


def test_paragraphs_in_several_containers_are_one_story() -> None:
    parts = "".join(f'<div class="part"><div class="text">{paragraphs(text, text[::-1])}</div></div><hr>' for text in STORY)
    texts = found(f"<html><body><main>{parts}</main></body></html>")
    assert [text for text in texts if text in STORY] == STORY


def test_paragraphs_of_another_kind_are_not_added() -> None:
    comment = "I walk over that bridge every day. It has always been a shaky thing to me."
    assert found(page(paragraphs(*STORY)) + f"<div class='comments'><div class='comment'><p>{comment}</p></div></div>") == STORY


def test_words_beside_a_line_break_stay_apart() -> None:
    [text, *_] = found(page(paragraphs(FIRST.replace("on Monday ", "on Monday<br>"), SECOND, THIRD)))
    assert text == FIRST


def test_a_page_without_text_has_no_body() -> None:
    assert found("<html><body><img src=x></body></html>") == []
