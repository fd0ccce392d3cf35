"""Which noun phrase is the source of a verb of speech."""

from __future__ import annotations

import pytest

from tests.loaders.speech import quotes

CONTENT = "the army would leave"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The mayor of the town said that {}.", "The mayor of the town"),
        ("On Monday the mayor said that {}.", "the mayor"),
        ("In a call with reporters, the mayor also said that {}.", "the mayor"),
        ("Both Norway and Peru said that {}.", "Both Norway and Peru"),
        ("Ann Lee, Ian Vesk and Delia Marsh said that {}.", "Ann Lee, Ian Vesk and Delia Marsh"),
        ("The army fired, and residents said that {}.", "residents"),
        ("While Norway said that {}, Peru was silent.", "Norway"),
        ("A spokeswoman for the port authority said that {}.", "A spokeswoman for the port authority"),
        ("Premier Delia Marsh and her cabinet said that {}.", "Premier Delia Marsh and her cabinet"),
        ("Norway's Premier Delia Marsh said that {}.", "Norway's Premier Delia Marsh"),
        ("The town's mayor said that {}.", "The town's mayor"),
        ("The town's mayor, Dr. Ann Lee, said that {}.", "The town's mayor, Dr. Ann Lee"),
        ("Its spokesman, Brig. Gen. Dan Orr, said that {}.", "Its spokesman, Brig. Gen. Dan Orr"),
        ("The mayor — a nurse — said that {}.", "The mayor"),
        ("Ann Lee (a nurse) said that {}.", "Ann Lee"),
        ("Ann Lee, 45, a nurse, said that {}.", "Ann Lee"),
        ("Ann Lee, who lives here, said that {}.", "Ann Lee"),
        ("They met a man who said that {}.", "a man"),
        ("There was a nurse, who said that {}.", "a nurse"),
        ("The mayor left, saying that {}.", "The mayor"),
        ("The mayor opened the door and said that {}.", "The mayor"),
        ("Some said that {}.", "Some"),
        ("Officials in Oslo said that {}.", "Officials in Oslo"),
        ("A tearful Ann Lee said that {}.", "A tearful Ann Lee"),
        ("The defence ministry and the police said that {}.", "The defence ministry and the police"),
        ("Two of the men said that {}.", "Two of the men"),
        ("Reporters from Norway's Daily Post said that {}.", "Reporters from Norway's Daily Post"),
    ],
)
def test_the_source_stands_before_the_verb(text: str, source: str) -> None:
    (quote,) = [one for one in quotes(text.format(CONTENT)) if one.text.startswith(CONTENT)]
    assert quote.source == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We will go,” said the head of the union.", "the head of the union"),
        ("“We will go,” said Ann Lee and Ian Vesk.", "Ann Lee and Ian Vesk"),
        ("“We will go,” said the mayor on Monday.", "the mayor"),
        ("“We will go,” said the mayor, Ann Lee.", "the mayor, Ann Lee"),
        ("“We will go,” said officials at the port.", "officials at the port"),
        ("“We will go,” said he and left.", "he"),
        ("“We will go,” the mayor said Monday.", "the mayor"),
        ("“We will go,” Ann Lee (a nurse) said last week.", "Ann Lee"),
    ],
)
def test_the_source_of_a_quotation_stands_on_either_side_of_the_verb(text: str, source: str) -> None:
    (quote,) = quotes(text)
    assert (quote.text, quote.source) == ("We will go,", source)


@pytest.mark.parametrize("text", ["I said that {}.", "We said that {}.", "It was said that {}.", "“{},” said on Monday.", "Said that {}."])
def test_no_source_is_made_up(text: str) -> None:
    assert quotes(text.format(CONTENT)) == []
