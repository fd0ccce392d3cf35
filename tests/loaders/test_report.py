"""What is told of a load: everything as a number, and a few of each sort by name."""

from __future__ import annotations

import orjson

from loaders.base import Rejected, Unknown
from loaders.host import Failure
from loaders.report import NAMED, SLOWEST, Account, Report
from loaders.work import Outcome


def account() -> Account:
    """The account of a load with many of everything."""
    made = Account()
    for number in range(NAMED + 50):
        rejected = Rejected(f"{number:03}", "EMPTY" if number % 2 else "BINARY", "")
        made.reject(rejected)
        made.hold((Failure("own", str(number), ""),), partial=number < 3)
        made.time(Outcome(str(number), "", rejected, seconds=number / 10))
    made.reject(Unknown("picture.png", "UNKNOWN_KIND", ""))
    return made


def test_everything_is_counted_and_a_few_are_named() -> None:
    made = account()
    assert made.done == 2 * (NAMED + 50)
    report = made.report("abc", {"articles": 9}, articles=NAMED + 48, updated=7)
    assert report.rejections == {"BINARY": (NAMED + 50) // 2, "EMPTY": (NAMED + 50) // 2}
    assert (len(report.rejected), len(report.failures), report.failed) == (NAMED, NAMED, NAMED + 50)
    assert (report.partial, report.repeated, report.unknown) == (3, 2, 1)
    assert report.slowest == tuple((str(number), number / 10) for number in range(NAMED + 49, NAMED + 49 - SLOWEST, -1))


def test_people_read_it_in_a_few_lines_that_end_with_the_snapshot() -> None:
    report = Report("abc", {"articles": 5}, articles=3, updated=1, unchanged=2, rejections={"EMPTY": 4}, slowest=(("a", 3.25), ("b", 0.1)))
    assert list(report.lines()) == [
        "slow a: 3.2 s",
        "3 articles loaded, 4 documents rejected",
        "1 updated, 2 unchanged, 4 EMPTY",
        "snapshot abc: 5 articles",
    ]


def test_it_can_be_written_as_json() -> None:
    report = Report("abc", articles=3, updated=1, rejected=(Rejected("a", "EMPTY", "It is."),), slowest=(("a", 3.25),))
    told = orjson.loads(orjson.dumps(report.document()))
    assert (told["new"], told["updated"]) == (2, 1)
    assert told["slowest"] == [{"document": "a", "seconds": 3.25}]
    assert told["rejected"] == [{"document": "a", "code": "EMPTY", "reason": "It is."}]
