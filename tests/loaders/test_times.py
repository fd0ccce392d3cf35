"""Time expressions are found and dated, never more exactly than the words allow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loaders.analyse.light import Light
from loaders.extract.segmentation import analyse
from loaders.extract.times import found_times, time_value, with_times
from schema.records import Article
from schema.records.times import Time

TUESDAY = datetime(2025, 4, 22, 9, tzinfo=UTC)


def _times(text: str, published: datetime | None) -> list[Time]:
    analysis = analyse("article-0123456789abcdef", text, published, Light())
    return [time_value(analysis, match) for match in found_times(analysis)]


@pytest.mark.parametrize(
    ("text", "printed", "kind", "timex", "mod", "edtf", "basis"),
    [
        ("It began in early 2022.", "early 2022", "DATE", "2022", "START", "2022-01/2022-04", "STATED"),
        ("It began in late March 2021.", "late March 2021", "DATE", "2021-03", "END", "2021-03-21/2021-03-31", "STATED"),
        ("It began at the end of 2022.", "the end of 2022", "DATE", "2022", "END", "2022-09/2022-12", "STATED"),
        ("The invasion in 2022 failed.", "2022", "DATE", "2022", None, "2022", "STATED"),
        ("The 2017 bombing is past.", "2017", "DATE", "2017", None, "2017", "STATED"),
        ("Talks in February 2022 failed.", "February 2022", "DATE", "2022-02", None, "2022-02", "STATED"),
        ("The war of the 1990s ended.", "the 1990s", "DATE", "199X", None, "199X", "STATED"),
        ("In summer 2022 it rained.", "summer 2022", "DATE", "2022-SU", None, "2022-22", "STATED"),
        ("He died on 5 May 2023.", "5 May 2023", "DATE", "2023-05-05", None, "2023-05-05", "STATED"),
        ("He died on Tuesday, Apr. 22, 2025.", "Tuesday, Apr. 22, 2025", "DATE", "2025-04-22", None, "2025-04-22", "STATED"),
        ("Filed 2025-01-31 by fax.", "2025-01-31", "DATE", "2025-01-31", None, "2025-01-31", "STATED"),
        ("Filed 12/31/2024 by fax.", "12/31/2024", "DATE", "2024-12-31", None, "2024-12-31", "STATED"),
        ("Christmas 2020 was cold.", "Christmas 2020", "DATE", "2020-12-25", None, "2020-12-25", "STATED"),
        ("He died on April 20.", "April 20", "DATE", "2025-04-20", None, "2025-04-20", "PUBLICATION"),
        ("He died on 3 October last year.", "3 October last year", "DATE", "2024-10-03", None, "2024-10-03", "PUBLICATION"),
        ("He died on October 3 last year.", "October 3 last year", "DATE", "2024-10-03", None, "2024-10-03", "PUBLICATION"),
        ("It has been dry this summer.", "this summer", "DATE", "2025-22", None, "2025-22", "PUBLICATION"),
        ("It has been cold this winter.", "this winter", "DATE", "XXXX-WI", None, None, "UNANCHORED"),
        ("It cut its forecast for 2026, and fell.", "2026", "DATE", "2026", None, "2026", "STATED"),
        ("He died on December 30.", "December 30", "DATE", "2024-12-30", None, "2024-12-30", "PUBLICATION"),
        ("He spoke on Tuesday.", "Tuesday", "DATE", "2025-04-22", None, "2025-04-22", "PUBLICATION"),
        ("He spoke last Tuesday.", "last Tuesday", "DATE", "2025-04-15", None, "2025-04-15", "PUBLICATION"),
        ("He will speak on Monday.", "Monday", "DATE", "2025-04-28", None, "2025-04-28", "PUBLICATION"),
        ("Late Sunday a fire broke out.", "Late Sunday", "TIME", "2025-04-20", "END", "2025-04-20", "PUBLICATION"),
        ("A fire broke out Sunday night.", "Sunday night", "TIME", "2025-04-20TNI", None, "2025-04-20", "PUBLICATION"),
        ("It happened overnight.", "overnight", "TIME", "XXXX-XX-XXTNI", None, "2025-04-21/2025-04-22", "PUBLICATION"),
        ("It happened over the weekend.", "the weekend", "DATE", "XXXX-WXX-WE", None, "2025-04-19/2025-04-20", "PUBLICATION"),
        ("They will meet next weekend.", "next weekend", "DATE", "XXXX-WXX-WE", None, "2025-04-26/2025-04-27", "PUBLICATION"),
        ("It happened this week.", "this week", "DATE", "2025-W17", None, "2025-04-21/2025-04-27", "PUBLICATION"),
        ("It happened last month.", "last month", "DATE", "2025-03", None, "2025-03", "PUBLICATION"),
        ("It happened late last year.", "late last year", "DATE", "2024", "END", "2024-09/2024-12", "PUBLICATION"),
        ("It happened two weeks ago.", "two weeks ago", "DATE", None, None, "2025-04-07/2025-04-13", "PUBLICATION"),
        ("It happened three months ago.", "three months ago", "DATE", "2025-01", None, "2025-01", "PUBLICATION"),
        ("It happened more than a year ago.", "more than a year ago", "DATE", "2024", "MORE_THAN", None, "PUBLICATION"),
        ("It happened in March.", "March", "DATE", "2025-03", None, "2025-03", "PUBLICATION"),
        ("It happened in April last year.", "April last year", "DATE", "2024-04", None, "2024-04", "PUBLICATION"),
        ("It happened last May.", "last May", "DATE", "2024-05", None, "2024-05", "PUBLICATION"),
        ("It was cold yesterday morning.", "yesterday morning", "TIME", "2025-04-21TMO", None, "2025-04-21", "PUBLICATION"),
        ("It was quiet since Easter Sunday.", "Easter Sunday", "DATE", "2025-04-20", None, "2025-04-20", "PUBLICATION"),
        (
            "It fell in the early hours of Saturday.",
            "the early hours of Saturday",
            "TIME",
            "2025-04-19",
            "START",
            "2025-04-19",
            "PUBLICATION",
        ),
        ("It fell on the night of 3-4 March.", "3-4 March", "DATE", "XXXX-03-03", None, "2025-03-03/2025-03-04", "PUBLICATION"),
        ("It ran May 3 to 5, 2024 here.", "May 3 to 5, 2024", "DATE", "2024-05-03", None, "2024-05-03/2024-05-05", "STATED"),
        ("It fell between 2015 and 2018.", "2015 and 2018", "DATE", "2015/2018", None, "2015/2018", "STATED"),
        ("He ruled in 2015-18.", "2015-18", "DATE", "2015/2018", None, "2015/2018", "STATED"),
        ("He ruled in the '90s.", "the '90s", "DATE", "199X", None, "199X", "STATED"),
        ("He ruled in the '20s.", "the '20s", "DATE", None, None, None, "UNANCHORED"),
        ("It rose in the third quarter of 2024.", "third quarter of 2024", "DATE", "2024-Q3", None, "2024-07/2024-09", "STATED"),
        ("It rose in Q1 2024.", "Q1 2024", "DATE", "2024-Q1", None, "2024-01/2024-03", "STATED"),
        ("It rose in the first quarter.", "first quarter", "DATE", "XXXX-Q1", None, None, "UNANCHORED"),
        ("It rose in fiscal 2024.", "fiscal 2024", "DATE", "FY2024", None, None, "UNANCHORED"),
        ("Filed 03/04/2025 by fax.", "03/04/2025", "DATE", None, None, None, "UNANCHORED"),
        ("Filed 31.12.2024 by fax.", "31.12.2024", "DATE", "2024-12-31", None, "2024-12-31", "STATED"),
        ("He died on Thanksgiving and was missed.", "Thanksgiving", "DATE", "2024-11-28", None, "2024-11-28", "PUBLICATION"),
        ("He died on Memorial Day.", "Memorial Day", "DATE", "2024-05-27", None, "2024-05-27", "PUBLICATION"),
        ("He died during Ramadan.", "Ramadan", "DATE", None, None, None, "UNANCHORED"),
        ("It was quiet since Christmas.", "Christmas", "DATE", "2024-12-25", None, "2024-12-25", "PUBLICATION"),
    ],
)
def test_an_expression_gets_its_date(  # noqa: PLR0913, PLR0917  one column of the table each
    text: str, printed: str, kind: str, timex: str | None, mod: str | None, edtf: str | None, basis: str
) -> None:
    (time,) = _times(text, TUESDAY)
    assert (time.printed, time.type.name, time.value, time.mod, time.edtf, time.basis.name) == (printed, kind, timex, mod, edtf, basis)


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("He spoke on Tuesday.", "XXXX-WXX-2"),
        ("He died on April 20.", "XXXX-04-20"),
        ("It happened in March.", "XXXX-03"),
        ("It happened overnight.", "XXXX-XX-XXTNI"),
        ("It happened this week.", "XXXX-WXX"),
        ("It happened last year.", "XXXX"),
        ("It happened yesterday.", "XXXX-XX-XX"),
        ("It happened today.", "PRESENT_REF"),
        ("It was quiet since Easter Sunday.", "XXXX-XX-XX"),
        ("It happened two weeks ago.", None),
        ("It happened last winter.", "XXXX-WI"),
    ],
)
def test_without_a_day_of_publication_no_relative_expression_has_a_date(text: str, timex: str | None) -> None:
    (time,) = _times(text, None)
    assert (time.value, time.edtf, time.earliest, time.latest, time.basis.name, time.reason) == (
        timex,
        None,
        None,
        None,
        "UNANCHORED",
        None,
    )


@pytest.mark.parametrize(
    ("text", "printed", "kind", "timex", "mod"),
    [
        ("After three years of war", "three years", "DURATION", "P3Y", None),
        ("A 30-hour truce", "30-hour", "DURATION", "PT30H", None),
        ("Less than 48 hours after it ended", "Less than 48 hours", "DURATION", "PT48H", "LESS_THAN"),
        ("It lasted two decades", "two decades", "DURATION", "P20Y", None),
        ("For several weeks", "several weeks", "DURATION", "PXW", None),
        ("Broken for years", "years", "DURATION", "PXY", None),
        ("In his nightly address", "nightly", "SET", "XXXX-XX-XXTNI", None),
        ("It rains every day", "every day", "SET", "P1D", None),
        ("It rains every Tuesday", "every Tuesday", "SET", "XXXX-WXX-2", None),
        ("They meet on Tuesdays", "Tuesdays", "SET", "XXXX-WXX-2", None),
        ("It rang at 11:30 p.m.", "11:30 p.m.", "TIME", "T23:30", None),
        ("It rang at 12 a.m.", "12 a.m.", "TIME", "T00:00", None),
        ("It rang at 19:15 local time", "19:15 local time", "TIME", "T19:15", None),
        ("It rang at 0330 GMT", "0330 GMT", "TIME", "T03:30", None),
        ("It rang at noon", "noon", "TIME", "T12:00", None),
    ],
)
def test_lengths_and_recurring_times_are_never_dates(text: str, printed: str, kind: str, timex: str, mod: str | None) -> None:
    (time,) = _times(text, TUESDAY)
    assert (time.printed, time.type.name, time.value, time.mod, time.edtf) == (printed, kind, timex, mod, None)


def test_days_earlier_count_from_the_day_named_before() -> None:
    assert [
        (time.edtf, time.basis.name)
        for time in _times("He spoke on Tuesday. Four days earlier he left, and the next day he died.", TUESDAY)
    ] == [
        ("2025-04-22", "PUBLICATION"),
        ("2025-04-18", "ANAPHORIC"),
        ("2025-04-19", "ANAPHORIC"),
    ]
    assert [time.edtf for time in _times("He spoke on Tuesday. Four days earlier he left.", None)] == [None, None]


def test_days_earlier_with_nothing_to_count_from_rest_on_nothing() -> None:
    times = _times("The previous day he left. Four days earlier it rained, and that night it snowed.", TUESDAY)
    assert [(time.printed, time.edtf, time.basis.name) for time in times] == [
        ("The previous day", None, "UNANCHORED"),
        ("Four days earlier", None, "UNANCHORED"),
        ("that night", None, "UNANCHORED"),
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He will appear in court Monday over Friday's attack, which began Friday night.", ["2025-04-28", "2025-04-18", "2025-04-18"]),
        ("He said Sunday that he will leave.", ["2025-04-20"]),
        ("The trial is scheduled to start Thursday.", ["2025-04-24"]),
        ("He died on May 5.", ["2024-05-05"]),
        ("The vote is on May 5.", ["2025-05-05"]),
        ("He is out until Christmas.", ["2025-12-25"]),
        ("He was held until Sunday.", ["2025-04-20"]),
        ("They will vote on March 5.", ["2026-03-05"]),
        ("Talks begin on Monday.", ["2025-04-28"]),
        ("The minister is to visit Kirrow on Monday.", ["2025-04-28"]),
        ("Winds expected to drop on Monday", ["2025-04-28"]),
        ("He was scheduled to speak on Monday.", ["2025-04-28"]),
        ("She said she would fly home on Monday.", ["2025-04-28"]),
        ("He would have left on Monday.", ["2025-04-21"]),
        ("Talks began on Monday.", ["2025-04-21"]),
    ],
)
def test_the_verb_of_the_clause_tells_whether_a_day_is_past_or_to_come(text: str, dates: list[str]) -> None:
    assert [time.edtf for time in _times(text, TUESDAY)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "The Christmas tree fell on him.",
        "He paid 2015 people.",
        "A 69-year-old woman may march.",
        "He fell and the sun rose.",
        "He is 12 years old.",
        "February 31, 2022x",
        "It cost $2022.",
        "13:75 p.m.",
        "2025-02-30",
    ],
)
def test_what_names_no_time_gives_none(text: str) -> None:
    assert [time for time in _times(text, TUESDAY) if time.edtf] == []


@pytest.mark.parametrize("text", ["He never missed a Sunday.", "It was an ordinary Monday for her."])
def test_some_day_of_a_week_is_no_date(text: str) -> None:
    assert _times(text, TUESDAY) == []


@pytest.mark.parametrize("text", ["He left on Friday, two days before the vote began.", "He left on Friday and slept an hour later."])
def test_what_is_counted_from_something_else_is_no_date(text: str) -> None:
    assert [one.edtf for one in _times(text, TUESDAY) if one.printed != "Friday"] == [None]


def test_a_counted_date_says_how_it_was_counted() -> None:
    (time,) = _times("He spoke on Sunday.", TUESDAY)
    assert time.reason == "Counted from the day of publication, 2025-04-22."


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_raise_nothing(year: int) -> None:
    text = "Last year, last month, in March, 5000 years ago, 300 days ago, on Christmas, on May 5, two weeks from now."
    assert _times(text, datetime(year, 7, 8, tzinfo=UTC))


def test_an_article_is_given_its_time_expressions() -> None:
    analysis = analyse("article-0123456789abcdef", "It began in 2022.", None, Light())
    article = Article(id=analysis.article_id, extractor="test", extractor_version="1", checksum="0", text=analysis.text)
    assert [time.edtf for time in with_times(article, analysis).times] == ["2022"]
