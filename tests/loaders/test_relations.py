"""Which source and which content belong to a verb of speech."""

from __future__ import annotations

import pytest

from tests.loaders.speech import quotes, refused, said


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("It was late. The roof, she said, was “gone for good”.", "she", "The roof was “gone for good”"),
        ("It was late. He wore the hat, he said, “on the back of his head”.", "he", "He wore the hat on the back of his head"),
        ("An aide was blunter: the talks, he said, were over.", "he", "the talks were over"),
        ("Officers came at once, the chief said, and did not fire.", "the chief", "Officers came at once and did not fire"),
        ("Later in May, the army said, its boats left the bay.", "the army", "Later in May its boats left the bay"),
        ("The pastor, Ann Lund, plans to leave the town, her office said.", "her office", "The pastor, Ann Lund, plans to leave the town"),
        ("The bridge fell, harbour defence minister Ann Lund said.", "harbour defence minister Ann Lund", "The bridge fell"),
        ("Lawyers for the families of the dead said they would wait.", "Lawyers for the families of the dead", "they would wait"),
        ("The surgeons I met said the ward was full.", "The surgeons", "the ward was full"),
        ("Orrin’s manager was late and said only that the side had been robbed.", "Orrin’s manager", "the side had been robbed"),
        ("A fireman said that she had smelled gas and had phoned twice.", "A fireman", "she had smelled gas and had phoned twice"),
        ("Two more were hurt, Lund said, adding that a girl was flown to Oslo.", "Lund", "Two more were hurt"),
        ("Orrin has promised to station troops at schools.", "Orrin", "to station troops at schools"),
        ("The union says at least two of its members are missing.", "The union", "at least two of its members are missing"),
        ("A reporter asked: Did they talk about the wall?", "A reporter", "Did they talk about the wall"),
        ("The port is “racing to the end,” as Ann Lund puts it.", "Ann Lund", "The port is “racing to the end,”"),
    ],
)
def test_a_source_has_the_whole_of_what_it_said(text: str, source: str, content: str) -> None:
    assert (source, content) in {(one.source, one.text) for one in quotes(text)}


def test_a_participle_that_tells_what_else_a_speaker_did_takes_no_words_from_him() -> None:
    assert [one[1] for one in said("“He does not care,” wrote one reader, tweeting a link.")] == ["one reader"]


def test_a_relative_clause_about_a_speaker_does_not_speak() -> None:
    assert [one[1] for one in said("“It will fail,” said a member, who, like all of them, responded by letter.")] == ["a member"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A book published in May, “The Iron Mayor”, calls her dull.", "The Iron Mayor"),
        ("Marsh said it in his 1994 “Letter to Orrin.”", "Letter to Orrin."),
    ],
)
def test_the_title_of_a_work_is_not_spoken(text: str, title: str) -> None:
    assert (quotes(text), refused(text)) == ([], [("TITLE", title)])


def test_what_a_title_leads_to_is_not_said_by_that() -> None:
    text = 'The advert, titled "Over?", concludes that the port is "doomed".'
    assert [one[3] for one in said(text)] == ['the port is "doomed"']
    assert ("TITLE", "Over?") in refused(text)
