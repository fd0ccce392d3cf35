"""Weapons, targets and those who did it are read with their words."""

from __future__ import annotations

import pytest

from loaders.base import Token
from loaders.extract.arguments import ActorMention, TargetMention, WeaponMention, actor, targets, weapons
from tests.loaders.seeds import analysis_of


def _tokens(text: str) -> tuple[Token, ...]:
    return analysis_of(text).sentences[0].tokens


def _words(tokens: tuple[Token, ...], one: ActorMention | TargetMention | WeaponMention) -> str:
    return " ".join(token.text for token in tokens[one.first : one.last])


def _at(tokens: tuple[Token, ...], word: str) -> int:
    return next(number for number, token in enumerate(tokens) if token.text == word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two guided bombs slammed into a tower.", [("Two guided bombs", "guided bomb", 2)]),
        ("A drone hit a house.", [("A drone", "drone", 1)]),
        ("Drones hit a house.", [("Drones", "drone", None)]),
        ("A drone attack was reported.", [("drone", "drone", None)]),
        ("Missile and drone strikes resumed.", [("Missile", "missile", None), ("drone", "drone", None)]),
        ("He was attacked with a kitchen knife.", [("a kitchen knife", "kitchen knife", 1)]),
        ("The house is mine, and the shell of it stands.", [("the shell", "shell", None)]),
        ("They talked about it.", []),
    ],
)
def test_weapons_have_their_plain_name_and_their_number(text: str, found: list[tuple[str, str, int | None]]) -> None:
    tokens = _tokens(text)
    assert [(_words(tokens, one), one.name, one.count) for one in weapons(tokens)] == found


@pytest.mark.parametrize(
    ("text", "word", "noun", "found"),
    [
        (
            "It slammed into a residential tower and infrastructure facility.",
            "slammed",
            False,
            [("a residential tower", "RESIDENTIAL"), ("infrastructure facility", "INFRASTRUCTURE")],
        ),
        (
            "It hit a school, a hospital and a church.",
            "hit",
            False,
            [("a school", "EDUCATION"), ("a hospital", "MEDICAL"), ("a church", "RELIGIOUS")],
        ),
        ("An attack on a police station was reported.", "attack", True, [("a police station", "GOVERNMENT")]),
        ("Strikes shook the city, causing extensive damage to residential areas.", "shook", False, [("residential areas", "RESIDENTIAL")]),
        ("It slammed into the sea.", "slammed", False, []),
    ],
)
def test_each_target_stands_for_itself(text: str, word: str, *, noun: bool, found: list[tuple[str, str]]) -> None:
    tokens = _tokens(text)
    read = [(_words(tokens, one), one.kind.name if one.kind else None) for one in targets(tokens, _at(tokens, word), noun=noun)]
    assert read == found


@pytest.mark.parametrize(
    ("text", "word", "noun", "passive", "found"),
    [
        ("Russian missile and drone strikes resumed.", "strikes", True, False, ("Russian", "RU")),
        ("A Syrian rocket hit a farm.", "hit", False, False, ("Syrian", "SY")),
        ("Kenyan police attacked protesters.", "attacked", False, False, ("Kenyan police", "KE")),
        ("Gunmen attacked a bus.", "attacked", False, False, ("Gunmen", None)),
        ("A bus was attacked by Israeli forces.", "attacked", False, True, ("Israeli forces", "IL")),
        ("Drones launched by Russia hit a port.", "launched", False, False, ("Russia", "RU")),
        ("The Ukrainian port city was attacked.", "attacked", False, True, None),
        ("An attack was reported.", "attack", True, False, None),
        ("A storm attacked the coast.", "attacked", False, False, None),
    ],
)
def test_those_who_did_it_are_named_with_their_country(
    text: str, word: str, *, noun: bool, passive: bool, found: tuple[str, str | None] | None
) -> None:
    tokens = _tokens(text)
    read = actor(tokens, _at(tokens, word), noun=noun, passive=passive)
    assert (read and (_words(tokens, read), read.country)) == found
