"""The Accept header, read as RFC 9110 says."""

from __future__ import annotations

import pytest

from api.negotiation import named, preferred
from schema.errors import NotAcceptable

JSON, GRAPHQL, HTML = "application/json", "application/graphql-response+json", "text/html"

CHOICES = [
    (None, JSON),
    ("", JSON),
    ("*/*", JSON),
    ("*", JSON),
    ("text/html", HTML),
    ("TEXT/HTML ; Q=1", HTML),
    ("text/*", HTML),
    ("application/json;q=0.1, text/html;q=0.2", HTML),
    ("text/html;q=0.5, */*;q=0.1", HTML),
    ("*/*, application/json;q=0", GRAPHQL),
    ("application/*;q=0.3, application/graphql-response+json", GRAPHQL),
    ("application/graphql-response+json, application/json", JSON),
    ("text/html;level=1", HTML),
    ("text/html;q=often, application/json;q=0.001", JSON),
]


@pytest.mark.parametrize(("accept", "chosen"), CHOICES)
def test_the_highest_rated_type_is_chosen_the_first_of_equals(accept: str | None, chosen: str) -> None:
    assert preferred(accept, (JSON, GRAPHQL, HTML)) == chosen


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/*;q=0, image/*", ",", "json", "*/*;q=0"])
def test_types_that_are_not_served_are_refused_with_those_that_are(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="offered are application/json"):
        preferred(accept, (JSON,))


def test_a_wildcard_names_no_type() -> None:
    assert named("text/html, Application/JSON;q=0.1", JSON)
    assert not named("*/*, application/*", JSON)
    assert not named(None, JSON)
