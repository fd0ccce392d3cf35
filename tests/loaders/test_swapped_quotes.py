"""The seed articles with other people, countries, places and numbers, or in another order, give the same quotations changed likewise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from schema.records import Quote
from tests.loaders.seeds import text_of
from tests.loaders.speech import persons, quotes

SWAPS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "Vladimir": "Anselm", "Putin": "Okoro", "Volodymyr": "Tomas", "Zelensky": "Halvorsen", "Dmitry": "Pavel",
        "Peskov": "Marchetti", "Marco": "Delia", "Rubio": "Marsh", "Donald": "Casper", "Trump": "Lindqvist",
    },
    "people with invented names": {
        "Vladimir": "Yarvo", "Putin": "Quillan", "Volodymyr": "Belthos", "Zelensky": "Drennik", "Dmitry": "Oskel",
        "Peskov": "Tavram", "Marco": "Harlo", "Rubio": "Vesk", "Donald": "Emmer", "Trump": "Stolbach",
    },
    "countries": {
        "Ukrainian": "Peruvian", "Ukraine": "Peru", "Russian": "Norwegian", "Russia": "Norway", "Moscow": "Oslo",
        "United States": "United Kingdom", "U.S.": "U.K.", "America": "Britain", "American": "British", "European": "African",
    },
    "places": {
        "Zaporizhzhia": "Trujillo", "Kharkiv": "Arequipa", "Odessa": "Callao", "London": "Nairobi", "Paris": "Lima", "Washington": "Ottawa",
    },
    "numbers": {
        "69": "34", "23": "57", "48": "72", "30": "12", "3,000": "4,500", "2022": "2019", "four": "six", "three": "five",
        "seven": "nine", "two": "eight",
    },
    "roles": {
        "President": "Premier", "Secretary of State": "Minister of Defence", "spokesperson": "adviser", "spokesman": "adviser",
        "leader": "chancellor",
    },
    "speech": {
        "said": "replied", "stated": "declared", "warned": "cautioned", "claimed": "alleged", "admitted": "conceded",
        "emphasized": "stressed", "underscored": "highlighted", "elaborated": "explained", "stating": "insisting", "indicated": "hinted",
    },
}  # fmt: skip


def swapper(table: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(table, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda match: table[match.group()], text)


def summary(quote: Quote, names: Mapping[str, str], swap: Callable[[str], str] = lambda text: text) -> tuple[object, ...]:
    """What must not depend on who and where: everything but places in the text and ids."""

    def printed(text: str | None) -> str | None:
        return swap(text) if text else None

    speakers = tuple(
        (printed(speaker.printed), printed(speaker.role), speaker.kind, printed(names.get(speaker.person_id or "")))
        for speaker in quote.speakers
    )
    marked = tuple(map(swap, quote.marked))
    return quote.kind, swap(quote.text), marked, printed(quote.source), printed(quote.cue), quote.continuation_of_id is None, speakers


def named(text: str) -> dict[str, str]:
    return {identity: person.name for identity, person in persons(text).items()}


@pytest.mark.parametrize("seed", ["s1", "s2"])
@pytest.mark.parametrize("table", SWAPS)
def test_other_words_of_the_same_class_give_the_same_quotations(seed: str, table: str) -> None:
    swap = swapper(SWAPS[table])
    text = text_of(seed)
    other = swap(text)
    assert other != text or seed == "s2"
    wanted = [summary(quote, named(text), swap) for quote in quotes(text)]
    assert [summary(quote, named(other)) for quote in quotes(other)] == wanted


def test_the_order_of_independent_paragraphs_does_not_matter() -> None:
    text = text_of("s2")
    lines = text.split("\n")
    head, body = lines[:5], lines[5:]
    turned = "\n".join([*head, *reversed(body)])
    assert {summary(quote, named(turned)) for quote in quotes(turned)} == {summary(quote, named(text)) for quote in quotes(text)}


def test_a_section_can_move_without_changing_what_was_said() -> None:
    text = text_of("s1")
    parts = text.split("\n\n")
    first = parts.index("From Zelensky’s Side: Still Hopeful, But Cautious")
    why = parts.index("Why Now?")
    section = parts[first : first + 4]
    moved = "\n\n".join([*parts[:why], *section, *parts[why:first], *parts[first + 4 :]])
    assert {summary(quote, named(moved)) for quote in quotes(moved)} == {summary(quote, named(text)) for quote in quotes(text)}
