"""Articles that nobody wrote: as many as one asks for, as long as one asks for, always the same, no two alike."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import orjson

_FIRST = ("Ada", "Boris", "Clara", "Daniel", "Elena", "Farid", "Grace", "Hugo", "Irina", "Jonas", "Karim", "Lena", "Maria", "Nadia", "Omar")
_LAST = ("Abel", "Berg", "Costa", "Dahl", "Ewald", "Faris", "Gruber", "Hansen", "Ivanov", "Jensen", "Kovac", "Lindt", "Moreau", "Novak")
_ROLE = ("Mayor", "Governor", "Police chief", "Minister", "Professor", "Judge", "Senator", "Colonel")
_PLACE = ("Lisbon", "Porto", "Kyiv", "Oslo", "Nairobi", "Lima", "Manila", "Hanoi", "Ankara", "Denver", "Quito", "Perth", "Lagos", "Osaka")
_DAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EVENT = ("fire", "explosion", "bus crash", "shooting", "landslide", "flood", "earthquake", "bombing", "train crash", "storm")
_THING = ("bridge", "harbour", "school", "market", "hospital", "railway", "stadium", "power plant", "library", "tunnel")
_CLAIM = (
    "we will rebuild it before winter",
    "nobody was warned in time",
    "this must never happen again",
    "the talks will go on for weeks",
    "help is on its way to every village",
    "we do not know what caused it",
)
_SENTENCES = (
    "At least {n} people were killed and {m} injured in a {event} near the {thing} in {place} on {day}.",
    "“{claim},” {role} {name} said on {day}.",
    "{name}, who runs the {thing} in {place}, said that {claim}.",
    "Officials in {place} said that the {thing} would stay closed until {day}.",
    "The {event} destroyed {n} houses and cut off {m} families, according to {role} {name}.",
    "Police arrested {n} people after the {event} at the {thing}.",
    "It was the second {event} in {place} since {year}.",
    "“We heard it from far away,” said {name}, a teacher from {place}. “{claim}.”",
    "The council of {place} has spent {n} million dollars on the {thing} since {year}.",
    "{role} {name} told reporters in {place} that {m} people were still missing.",
    "Residents spoke of a long night, and the authorities asked them to stay away from the {thing}.",
    "A report of {year} had found that the {thing} was older than the records said.",
    "The work is to begin on {day} and will take {n} months, the ministry said.",
    "Trains between {place} and {place2} were cancelled, and {m} passengers spent the night in a {thing}.",
    "{name} and {name2} have led the {thing} together since {year}.",
)
_HEADLINES = (
    "{event} in {place} Closes {thing}",
    "{place} Plans New {thing}",
    "{name} Visits {place}",
    "After the {event}: {place} Counts Its Dead",
)


def article(number: int, words: int) -> str:
    """The text of the article with this number, of so many words or a few more."""
    random = Random(number)  # noqa: S311  no secret
    lines, count = [_filled(random, _HEADLINES).title()], 0
    while count < words:
        paragraph = " ".join(_filled(random, _SENTENCES) for _ in range(random.randint(1, 4)))
        lines.append(paragraph)
        count += len(paragraph.split())
    return "\n\n".join([*lines, f"Report {number}."]) + "\n"


def _filled(random: Random, templates: tuple[str, ...]) -> str:
    template = random.choice(templates)
    claim = random.choice(_CLAIM)
    values = {
        "n": random.randint(2, 40),
        "m": random.randint(2, 400),
        "year": random.randint(1950, 2020),
        "claim": claim.capitalize() if "“{claim}" in template else claim,
        "name": f"{random.choice(_FIRST)} {random.choice(_LAST)}",
        "name2": f"{random.choice(_FIRST)} {random.choice(_LAST)}",
        "place2": random.choice(_PLACE),
        "role": random.choice(_ROLE),
        "place": random.choice(_PLACE),
        "day": random.choice(_DAY),
        "event": random.choice(_EVENT),
        "thing": random.choice(_THING),
    }
    return template.format(**values)


def lines(numbers: range, words: int) -> Iterator[bytes]:
    """Articles as lines of JSON, as a news interface gives them."""
    for number in numbers:
        title, _, body = article(number, words).partition("\n\n")
        published = f"2026-01-{number % 28 + 1:02}T12:00:00Z"
        item = {"title": title, "content": body, "url": f"https://example.org/{number}", "publishedAt": published}
        yield orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE)
