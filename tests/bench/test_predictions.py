"""The shape of predictions: bench/predictions.py and bench/quality.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.predictions import document, extracted, facts, prediction, utterances
from bench.quality import lines, main
from loaders.registry import analyzer

TEXT = "A bomb killed 12 people in Kabul on Monday, officials said.\n\n“We heard a blast,” Omar Aziz said. “Then it was dark.”"
LINE = {"id": "one", "text": TEXT, "title": "Blast in Kabul", "published": "2026-03-10", "gold": {"casualties": []}}


def test_a_title_that_the_text_does_not_open_with_is_its_headline() -> None:
    assert document(LINE).content.decode() == f"Blast in Kabul\n\n{TEXT}"
    assert document({**LINE, "title": TEXT.splitlines()[0]}).content.decode() == TEXT


def test_a_title_that_runs_into_the_text_is_parted_from_it() -> None:
    glued = {**LINE, "text": f"Blast in Kabul{TEXT}"}
    assert document(glued).content == document(LINE).content
    assert document({**LINE, "title": "A bomb"}).content.decode() == TEXT


def test_the_answer_depends_on_text_title_and_date_alone() -> None:
    light = analyzer("light")
    one = prediction(LINE, extracted(LINE, light))
    other = {"id": "two", "source_set": "other", **{name: LINE[name] for name in ("text", "title", "published")}}
    assert {**prediction(other, extracted(other, light)), "id": "one"} == one
    assert one["casualties"][0]["count_min"] == 12
    assert one["totals"]["killed"] == 12


def test_a_line_without_an_article_predicts_nothing() -> None:
    line = {"id": "none", "text": "12 | 14 | 15"}
    assert prediction(line, extracted(line, analyzer("light"))) == {
        "id": "none",
        "quotes": [],
        "casualties": [],
        "totals": {"killed": 0, "injured": 0},
    }


def test_a_quotation_and_what_goes_on_from_it_are_one_line_in_their_marks() -> None:
    quotes = prediction(LINE, extracted(LINE, analyzer("light")))["quotes"]
    assert [one["text"] for one in quotes if one["kind"] == "direct"] == ["“We heard a blast,” “Then it was dark.”"]


def test_what_follows_reported_speech_keeps_its_own_line() -> None:
    common: dict[str, object] = {"marked": False, "speaker_resolved": None, "antecedent": None}
    parts: list[dict[str, object]] = [
        {**common, "id": "a", "continues": None, "kind": "indirect", "text": "he left"},
        {**common, "id": "b", "continues": "a", "kind": "direct", "text": "I had to."},
    ]
    assert [one["text"] for one in utterances(parts)] == ["he left", "“I had to.”"]


def test_what_follows_words_in_marks_goes_on_with_their_line_in_its_marks() -> None:
    common: dict[str, object] = {"marked": False, "speaker_resolved": None, "antecedent": None}
    parts: list[dict[str, object]] = [
        {**common, "id": "a", "continues": None, "kind": "mixed", "text": 'the port "is over,"'},
        {**common, "id": "b", "continues": "a", "kind": "direct", "text": "We had to."},
    ]
    assert [one["text"] for one in utterances(parts)] == ['the port "is over," "We had to."']


def test_predict_writes_a_line_for_each_article_in_order(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps({**LINE, "id": name}) + "\n" for name in "ba"))
    assert main(["predict", str(source), str(target)]) == 0
    assert [line["id"] for line in lines(target)] == ["b", "a"]


def test_a_folder_without_a_scorer_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} holds no score.py\n"


def test_a_page_is_read_as_a_page_and_gives_its_body() -> None:
    story = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    page = f"<html><body><nav>Home</nav><article><h1>Blast in Kabul</h1>{story}</article></body></html>"
    line = {"id": "page", "html": page, "url": "https://a.example/1", "published": "2026-03-10"}
    found = prediction(line, extracted(line, analyzer("light")))
    assert found["body"] == TEXT
    assert found["totals"]["killed"] == 12


def test_a_night_before_the_news_is_dated_by_the_day_of_the_news() -> None:
    line = {"id": "one", "text": "A bomb killed 12 people in Kabul overnight, officials said.", "published": "2026-03-10"}
    assert [one["date"] for one in prediction(line, extracted(line, analyzer("light")))["incidents"]] == ["2026-03-10"]


def test_a_place_in_the_capitals_of_a_dateline_is_no_second_name() -> None:
    line = {"id": "one", "text": "KABUL (AP) - A bomb killed 12 people in Kabul on Monday, officials said."}
    assert [one["printed"] for one in facts(extracted(line, analyzer("light")))["places"]] == ["Kabul"]
