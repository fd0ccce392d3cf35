"""How the parts of a plain-text article are told apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.base import Part
from loaders.extract.layout import blocks

LEDE = "A fire broke out in the harbour of the old town on Monday and destroyed four boats, the fire brigade said."
MORE = "Nobody was hurt. The cause of the fire is not known yet, but the police are looking for two men who ran away."


def layout(text: str) -> list[tuple[str, str]]:
    return [(block.part.name, text[block.start : block.end]) for block in blocks(text)]


def parts(text: str) -> list[str]:
    return [name for name, _ in layout(text)]


def test_a_headline_stands_first_without_a_full_stop() -> None:
    assert layout(f"Boats burn in harbour\n\n{LEDE}\n\n{MORE}")[0] == ("HEADLINE", "Boats burn in harbour")


def test_a_short_first_line_with_a_full_stop_is_a_headline_where_feeds_print_it_so() -> None:
    assert parts(f"Gen. Lee Visits Burned Boats.\n\n{LEDE}\n\n{MORE}")[0] == "HEADLINE"


def test_an_article_may_have_no_headline() -> None:
    assert parts(f"{LEDE}\n\n{MORE}\n") == ["PARAGRAPH", "PARAGRAPH"]


def test_an_unstopped_line_below_the_headline_is_a_dek() -> None:
    assert parts(f"Boats burn\n\nPolice look for two men who ran away\n\n{LEDE}\n\n{MORE}")[:2] == ["HEADLINE", "DEK"]


def test_a_first_paragraph_is_no_dek_even_when_it_is_short() -> None:
    assert parts(f"Boats burn in harbour\n\nFour boats burned on Monday.\n\n{LEDE} {MORE}")[1] == "PARAGRAPH"


@pytest.mark.parametrize("byline", ["By Ann Lee", "Written by Ann Lee and Bo O'Neill", "By Ann Lee, Staff Writer", "Written by Published"])
def test_a_byline_is_found_below_the_headline(byline: str) -> None:
    assert parts(f"Boats burn in harbour\n{byline}\n\n{LEDE}\n\n{MORE}") == ["HEADLINE", "BYLINE", "PARAGRAPH", "PARAGRAPH"]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    assert parts(f"Boats burn in harbour\n\nBy Monday the fire was out.\n\n{LEDE}")[1] != "BYLINE"


def test_a_repeated_headline_is_known_by_its_words() -> None:
    assert parts(f"Boats burn in harbour\n\nBoats Burn in Harbour\n{LEDE}\n{MORE}")[:2] == ["HEADLINE", "REPEAT"]


def test_a_summary_may_stand_before_the_headline() -> None:
    found = parts(f"Four boats burned in the harbour on Monday.\nFour boats burned in harbour\nBy Ann Lee\n{LEDE}\n{MORE}")
    assert found[:3] == ["SUMMARY", "HEADLINE", "BYLINE"]


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, April 22 (Reuters) - ",
        "KYIV — ",
        "Paris (AFP) – ",
        "SYRACUSE, N.Y. -- ",
        "(Reuters) - ",
        "KYIV, March 12, 2026 /PRNewswire/ -- ",
    ],
)
def test_a_dateline_is_cut_off_the_first_paragraph(dateline: str) -> None:
    found = layout(f"Boats burn in harbour\n\n{dateline}{LEDE}\n\n{MORE}")
    assert found[1] == ("DATELINE", dateline.rstrip(" -—–"))
    assert found[2] == ("PARAGRAPH", LEDE)


@pytest.mark.parametrize("line", ["March 12, 2026", "Published 12 March 2026", "Local News", "Mar 12, 2026 / 08:10 AM CST", "BBC News"])
def test_a_line_of_the_page_below_the_headline_is_neither_dek_nor_heading(line: str) -> None:
    found = parts(f"Boats burn in harbour\n\n{line}\n\n{LEDE}\n\n{MORE}")
    assert (found[0], found[2:]) == ("HEADLINE", ["PARAGRAPH", "PARAGRAPH"])
    assert found[1] in {"DATE", "BOILERPLATE"}


def test_lines_of_the_page_may_stand_above_the_headline() -> None:
    found = parts(f"Ann Lee, Staff Writer\nMarch 12, 2026\n\nBoats burn in harbour\n\n{LEDE}\n\n{MORE}")
    assert found == ["BYLINE", "DATE", "HEADLINE", "PARAGRAPH", "PARAGRAPH"]


def test_a_masthead_above_the_headline_is_not_the_headline() -> None:
    assert parts(f"Oakdale Daily News\n\nBoats burn in harbour\n\n{LEDE}\n\n{MORE}")[:2] == ["BOILERPLATE", "HEADLINE"]


def test_an_agency_may_stand_in_the_byline() -> None:
    assert parts(f"By THE ASSOCIATED PRESS\n\nBoats burn in harbour\n\n{LEDE}\n\n{MORE}")[:2] == ["BYLINE", "HEADLINE"]


def test_a_dek_may_stand_between_the_headline_and_the_date() -> None:
    found = parts(f"Boats burn\nFour boats were lost, the fire brigade says\nby: Ann Lee\nPosted: Mar 12, 2026\n\n{LEDE}\n\n{MORE}")
    assert found[:4] == ["HEADLINE", "DEK", "BYLINE", "DATE"]


@pytest.mark.parametrize("dateline", ["LAGOS, Nigeria (AP) — ", "LAGOS (March 12, 2026) – ", "PORT HARCOURT — "])
def test_a_headline_that_lost_the_break_before_the_dateline_gets_it_back(dateline: str) -> None:
    assert layout(f"Boats burn in harbour{dateline}{LEDE}\n\n{MORE}")[:3] == [
        ("HEADLINE", "Boats burn in harbour"),
        ("DATELINE", dateline.rstrip(" —–")),
        ("PARAGRAPH", LEDE),
    ]


def test_times_of_day_part_a_live_report_without_being_headings() -> None:
    assert parts(f"Live: boats burn\n\n14:05 GMT\n{LEDE}\n\n13:40 GMT\n{MORE}")[1::2] == ["DATE", "DATE"]


def test_questions_and_answers_are_neither_dek_nor_headings() -> None:
    text = "Interview: the harbour master\n\nQ: How many boats burned?\n\nA: Four boats burned that night.\n\nQ: What now?\n\nA: We build."
    assert parts(text) == ["HEADLINE", *["PARAGRAPH"] * 4]


def test_advertisements_and_links_between_paragraphs_are_boilerplate() -> None:
    found = parts(f"Boats burn in harbour\n\n{LEDE}\n\nAdvertisement\n\n{MORE}\n\nRead more: Safe harbours")
    assert found == ["HEADLINE", "PARAGRAPH", "BOILERPLATE", "PARAGRAPH", "BOILERPLATE"]


@pytest.mark.parametrize("heading", ["What happened", "Why Now?", "Civilian Targets: A Flashpoint"])
def test_a_short_unstopped_line_between_paragraphs_is_a_heading(heading: str) -> None:
    assert layout(f"Boats burn in harbour\n\n{LEDE}\n\n{heading}\n\n{MORE}")[2] == ("HEADING", heading)


@pytest.mark.parametrize("line", ["Is it real? Or just a move to buy more time, as he did?", "Nobody knows.", "“A long night”", "***"])
def test_a_short_paragraph_is_no_heading(line: str) -> None:
    assert parts(f"Boats burn in harbour\n\n{LEDE}\n\n{line}\n\n{MORE}")[2] == "PARAGRAPH"


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "1.", "(b)", "▪"])
def test_list_items_lose_their_bullets(bullet: str) -> None:
    found = layout(f"Boats burn in harbour\n\n{LEDE}\n\n  {bullet} One boat sank.\n  {bullet} Three burned.\n\n{MORE}")
    assert found[2:4] == [("ITEM", "One boat sank."), ("ITEM", "Three burned.")]


def test_items_under_a_key_points_heading_are_key_points() -> None:
    found = parts(f"Boats burn in harbour\n\n{LEDE}\n\n{MORE}\n\nKey Takeaways:\n\n• Four boats burned.\n• Nobody was hurt.")
    assert found[-3:] == ["KEY_POINTS_HEADING", "KEY_POINT", "KEY_POINT"]


def test_key_points_may_stand_without_bullets() -> None:
    assert parts(f"Boats burn\n\nAt a glance\nFour boats burned.\nNobody was hurt.\n\n{LEDE}")[1:4] == [
        "KEY_POINTS_HEADING",
        "KEY_POINT",
        "KEY_POINT",
    ]


def test_lines_of_one_paragraph_each_need_no_blank_lines() -> None:
    assert parts(f"Boats burn in harbour\n{LEDE}\n{MORE}") == ["HEADLINE", "PARAGRAPH", "PARAGRAPH"]


def test_wrapped_lines_are_put_together() -> None:
    text = (
        "   Yesterday a column of men in grey arrived in the village of\nChinchipe, in the jungle province, and shot 16 peasants who were\n"
        "members of the patrols that oppose them.\n   The men, who burned the houses of the peasants, charged them\n"
        "with helping the army, a survivor said.\n"
    )
    assert [found.split()[0] for _, found in layout(text)] == ["Yesterday", "The"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ends_give_the_same_parts(newline: str) -> None:
    text = f"Boats burn in harbour\n\n{LEDE}\n\n{MORE}"
    assert layout(text.replace("\n", newline)) == layout(text)


@given(st.text(alphabet="Ab. \n•-?:1)\r", max_size=200))
def test_blocks_lie_in_order_and_begin_and_end_with_something_visible(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert end <= block.start < block.end
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        end = block.end


@pytest.mark.parametrize("unit", ["A. ", "a\n", "• ", "(", "AB, ", "By By "])
def test_hostile_text_is_laid_out_in_linear_time(unit: str) -> None:
    begin = time.process_time()
    blocks(unit * 50_000)
    assert time.process_time() - begin < 5


def test_the_part_of_the_paper_above_the_headline_is_none_of_the_article() -> None:
    text = "Weather\n\nStorm Ida heads for the western coast\n\nStrong winds will reach the coast on Monday, forecasters said.\n"
    assert [block.part for block in blocks(text)] == [Part.BOILERPLATE, Part.HEADLINE, Part.PARAGRAPH]


def test_a_heading_may_be_a_quotation_in_single_marks() -> None:
    first, second = "The minister arrived in the town late on Monday evening.", "Nobody had slept for a week, the people there told her."
    text = f"Minister visits the town\n\n{first}\n\n‘No one came for us’\n\n{second}\n"
    assert [block.part for block in blocks(text)][2] is Part.HEADING
