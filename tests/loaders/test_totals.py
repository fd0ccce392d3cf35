"""What casualties add up to: loaders/extract/totals.py."""

from __future__ import annotations

import pytest

from loaders.analyse.light import Light
from loaders.base import Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Casualty, Incident, Record, Refusal
from schema.records.refusal import Candidate


def found(text: str) -> list[Record]:
    records = annotated(Document("article", text.encode()), TextFiles([]), Light())
    assert not isinstance(records, Rejected)
    return records


def totals(text: str) -> dict[str, tuple[int, int | None]]:
    main = next(one for one in found(text) if isinstance(one, Incident) and one.main)
    return {total.effect.name: (total.low, total.high) for total in main.totals}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 12 people in Kabul, three of them children.", {"KILLED": (12, 12)}),
        ("A bomb killed at least 12 people in Kabul and wounded 30.", {"KILLED": (12, None), "INJURED": (30, 30)}),
        ("A bomb exploded in Kabul on Monday, wounding several people.", {"INJURED": (2, None)}),
        ("A dean, a professor and a student were shot dead in Kabul.", {"KILLED": (3, 3)}),
        ("A gunman in Kabul shot and killed five people before killing himself.", {"KILLED": (6, 6)}),
        ("Five people were killed in a shooting in Kabul. The gunman killed himself.", {"KILLED": (5, 5)}),
        ("A man was shot in Kabul on Monday. The 36-year-old man died in hospital.", {"KILLED": (1, 1)}),
        ("A man was shot in Kabul on Monday. Another man was also wounded.", {"INJURED": (2, 2)}),
        ("A man and a woman were shot in Kabul. Both died.", {"KILLED": (2, 2)}),
        ("A bomb killed five people in Kabul. A man, 34, died at the scene.", {"KILLED": (5, 5)}),
        ("A bomb killed five people in Kabul. Two more were killed later.", {"KILLED": (7, 7)}),
        ("A bomb killed five people in Kabul. Police later said eight people were killed.", {"KILLED": (8, 8)}),
        ("Jo Roe was shot dead in Kabul. Mr Roe died at noon. Ann Poe was also killed.", {"KILLED": (2, 2)}),
        ("A boy, 6, was shot in Kabul. A boy, 9, was wounded.", {"INJURED": (2, 2)}),
        ("A gunman shot a woman in Kabul. The gunman was shot by police.", {"INJURED": (2, 2)}),
        ("A bomb hit Kabul. A monitor said 126 people were killed, updating a previous toll of 112 dead.", {"KILLED": (126, 126)}),
        ("A bomb killed 14 people in Kabul. The mayor put the toll at 17, as three of the wounded had died.", {"KILLED": (17, 17)}),
        ("A bomb in Kabul killed 4 and wounded 20. Three of the wounded later died.", {"KILLED": (4, 7), "INJURED": (20, 20)}),
        ("A bomb hit Kabul. Police said it killed 40 people while the mayor put the toll at 45 dead.", {"KILLED": (40, 45)}),
        ("A bomb killed at least 5 people in Kabul, police said. The mayor said 7 people had died.", {"KILLED": (7, 7)}),
        ("A bomb in Kabul killed 9 soldiers, the army said. The rebels said 15 soldiers were killed.", {"KILLED": (9, 15)}),
        ("A man shot fourteen people in Kabul. Thirteen people died.", {"INJURED": (1, 14), "KILLED": (13, 13)}),
        (
            "Two men were shot dead in Kabul. A man was found with a gunshot wound. Both victims died.",
            {"KILLED": (2, 2), "INJURED": (1, 1)},
        ),
        ("A man and a boy were found shot in Kabul. The two were taken to hospital. Both victims died.", {"KILLED": (2, 2)}),
        ("A man killed two people in Kabul. He later killed two more people.", {"KILLED": (4, 4)}),
        ("A man killed his boss in Kabul. He then killed two teachers.", {"KILLED": (3, 3)}),
        ("A man killed six people in Kabul. He was later killed in a shootout with police.", {"KILLED": (7, 7)}),
        ("A bomb killed four people in Kabul. The dead were two men, a woman and a boy.", {"KILLED": (4, 4)}),
        ("A bomb in Kabul wounded 20 people. Three of the wounded were in critical condition.", {"INJURED": (20, 20)}),
        ("A ferry sank off Leeds, leaving 31 people missing. On Monday 28 people remained missing.", {"MISSING": (28, 28)}),
        ("Two of the five people wounded in a shooting in Leeds later died.", {"KILLED": (2, 2), "INJURED": (5, 5)}),
        ("Gunman among 5 dead in Kabul\n\nA gunman shot and killed four people in Kabul on Monday.", {"KILLED": (5, 5)}),
        ("Jo Roe, 34, killed his wife, their two children and a guest in Kabul before committing suicide.", {"KILLED": (5, 5)}),
        ("A gunman wounded five people in Kabul, one of whom later died.", {"KILLED": (1, 1), "INJURED": (5, 5)}),
        ("A bomb in Kabul killed 12 people on Monday, in the heaviest attack on the city this year.", {"KILLED": (12, 12)}),
        ("A man shot three guests and a clerk in Kabul, and strangled his boss. All five died.", {"KILLED": (5, 5)}),
        ("A man killed his wife in Kabul on Monday. He later killed himself.", {"KILLED": (2, 2)}),
        ("A man killed six people in Kabul. The shooter took his life after he was shot by police.", {"KILLED": (7, 7)}),
        ("A blast in Kabul killed four people, a monitor said. Officials said it took the lives of two women.", {"KILLED": (4, 4)}),
        ("A riot in Kabul left 31 inmates dead, police said. Families disputed that and spoke of 36 dead.", {"KILLED": (31, 36)}),
        ("A bomb killed 11 people in Kabul. A boy died on Monday, bringing the number of the dead to 12.", {"KILLED": (12, 12)}),
        ("A bomb killed 32 people in Kabul, with 18 bodies found in one house.", {"KILLED": (32, 32)}),
        ("A robber was shot in Kabul. The man died in hospital.", {"KILLED": (1, 1)}),
        ("2 men killed in Kabul blast A blast in Kabul on Monday killed at least two men.", {"KILLED": (2, 2)}),
    ],
)
def test_a_total_counts_nobody_twice_and_keeps_open_bounds_open(text: str, expected: dict[str, tuple[int, int | None]]) -> None:
    assert totals(text) == expected


def test_the_addends_of_a_total_are_the_casualties_that_count() -> None:
    records = found("A bomb killed 12 people in Kabul, three of them children.")
    incident = next(one for one in records if isinstance(one, Incident))
    casualties = [one for one in records if isinstance(one, Casualty)]
    assert [one.counted for one in casualties] == [True, False]
    assert incident.totals[0].addend_ids == (casualties[0].id,)


def test_history_is_not_what_an_article_is_about() -> None:
    records = found("A bomb killed two people in Kabul on Monday.\n\nIn 2019, a bomb killed 20 people in Herat.")
    assert [(one.background, one.main) for one in records if isinstance(one, Incident)] == [(False, True), (True, False)]


def test_a_part_keeps_its_whole_where_the_whole_is_told_twice() -> None:
    text = "Four people were shot in Kabul on Monday. All four victims, three men and a woman, were taken to a hospital."
    casualties = [one for one in found(text) if isinstance(one, Casualty)]
    assert [(one.min, one.subset_of_id == casualties[0].id, one.counted) for one in casualties] == [
        (4, False, True),
        (3, True, False),
        (1, True, False),
    ]


def test_those_who_did_it_are_marked_and_counted() -> None:
    records = found("A gunman in Kabul killed five people before killing himself.")
    assert [(one.min, one.perpetrator, one.counted) for one in records if isinstance(one, Casualty)] == [(5, False, True), (1, True, True)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A bomb exploded in Kabul. Ten people are feared dead.", "FEARED"),
        ("Forty people have been killed since April. A bomb exploded in Kabul on Monday.", "PERIOD_TOTAL"),
        ("Jo Roe wrote many books about the sea and the coast. She died of old age.", "NO_EVENT"),
    ],
)
def test_refused_harm_is_a_record_with_its_words(text: str, rule: str) -> None:
    refusals = [one for one in found(text) if isinstance(one, Refusal) and one.candidate is Candidate.CASUALTY]
    assert [one.rule.name for one in refusals] == [rule]
    assert refusals[0].printed in text


def test_a_toll_that_rose_takes_the_place_of_the_one_before() -> None:
    records = found("A bomb killed 11 people in Kabul on Monday. The death toll later rose to 13.")
    old, new = [one for one in records if isinstance(one, Casualty)]
    assert (new.min, new.revises_id, new.counted, old.counted) == (13, old.id, True, False)


def test_figures_that_differ_are_both_kept_and_not_added() -> None:
    records = found("A bomb killed 13 people in Kabul, a monitor said. State media reported eight dead.")
    assert [(one.min, one.revises_id, one.counted) for one in records if isinstance(one, Casualty)] == [(13, None, True), (8, None, False)]


def test_a_part_before_its_whole_is_not_added_to_it() -> None:
    assert totals("A bomb exploded in Kabul. Two of the five injured were children.") == {"INJURED": (5, 5)}


def test_what_another_source_says_is_an_alternative_to_the_addends() -> None:
    records = found("A bomb in Kabul killed 9 soldiers, the army said. The rebels said 15 soldiers were killed.")
    low, high = [one for one in records if isinstance(one, Casualty)]
    (total,) = next(one for one in records if isinstance(one, Incident)).totals
    assert (total.addend_ids, total.alternative_ids, low.counted, high.counted) == ((high.id,), (low.id,), False, True)


def test_whoever_falls_to_the_police_after_killing_others_did_it() -> None:
    records = found("A man killed six people in Kabul. He was later killed in a shootout with police.")
    assert [(one.min, one.perpetrator) for one in records if isinstance(one, Casualty)] == [(6, False), (1, True)]


def test_whoever_is_only_shot_by_police_did_nothing() -> None:
    records = found("A man was shot dead by police in Kabul on Monday. He was shot by two officers.")
    assert [(one.min, one.perpetrator) for one in records if isinstance(one, Casualty)] == [(1, False)]


def test_whom_the_police_arrest_is_not_said_to_have_done_it() -> None:
    records = found("A man shot three people in Kabul. He was later arrested by police.")
    assert [(one.effect.name, one.perpetrator) for one in records if isinstance(one, Casualty)] == [("INJURED", False), ("ARRESTED", False)]
