"""Lines of the page are told from lines of the story, and date lines are read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.extract.furniture import is_boilerplate, is_clock_line, is_date_line, is_masthead, printed_date

DAY = datetime(2026, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "March 12, 2026",
        "12 March 2026",
        "Published 12 March 2026",
        "Posted: Mar 12, 2026 / 10:15 PM EDT",
        "Updated: March 12, 2026 at 9:30 AM EDT",
        "Thu 12 Mar 2026 10.15 GMT",
        "Last updated on 12/03/2026",
        "2026-03-12T10:15:00Z",
        "14:05 GMT",
    ],
)
def test_a_line_of_a_date_and_its_labels_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["He died on March 12, 2026.", "March 12", "Storm of March 12, 2026", "Published", "At 10:15 he ran"])
def test_a_line_that_says_more_or_no_date_is_none(line: str) -> None:
    assert not is_date_line(line)


def test_a_line_of_a_time_alone_parts_a_live_report() -> None:
    assert is_clock_line("14:05 GMT")
    assert not is_clock_line("March 12, 2026 14:05 GMT")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ten ways to stay safe",
        "ALSO READ: Who are they?",
        "Sign up for our newsletter.",
        "Advertisement",
        "Share this article",
        "(Photo: City of Millbrook)",
        "Image source, Reuters",
        "Copyright 2026 KTXX. All rights reserved.",
        "Reporting by Ann Lee; editing by Tom Marsh",
        "The Associated Press",
        "Home > News > Crime",
        "2 hours ago",
        "5 min read",
        "ann.lee@example.com",
        "Editor's note: This story contains details that some may find upsetting.",
    ],
)
def test_links_notices_and_credits_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers of the paper were killed in the blast on Monday.",
        "News of the attack spread.",
        "Photo: Two men were killed when a bomb went off in the market, police said.",
        "Crime has risen.",
        "Two hours ago he fell.",
    ],
)
def test_a_line_that_tells_something_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Posted: Mar 12, 2026", "Updated: Mar 13, 2026"], DAY),
        (["Updated: 12 March 2026"], DAY),
        (["By Ann Lee | March 12, 2026 | 7:15 p.m."], DAY),
        (["12/03/2026"], None),
        (["March 12"], None),
        (["March 12, 2026", "March 14, 2026"], None),
        ([], None),
    ],
)
def test_a_full_date_of_certain_order_is_the_day_of_publication(lines: list[str], day: datetime | None) -> None:
    assert printed_date(lines) == day


def test_the_name_of_a_newspaper_is_a_masthead() -> None:
    assert is_masthead("Oakdale Daily News")
    assert not is_masthead("Oakdale hears the News")
    assert not is_masthead("News")
