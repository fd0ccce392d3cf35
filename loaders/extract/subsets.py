"""Finds people who are a part of those already counted: including four children, one of them seriously, the dead included two women."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.base import Token
from loaders.extract.harm_words import harm_words, of_class
from loaders.extract.parties import Party, apposed, head_of
from loaders.extract.people_nouns import group_of, sex_of
from schema.records.casualty import Effect

LINKS = frozenset({",", ";", "and", "as", "well", "at", "least"})
OPENERS = frozenset({",", ":", "-", "—", "–", "("})
MARKS = (
    ("including",),
    ("among", "them"),
    ("among", "whom"),
    ("among", "them", "were"),
    ("among", "them", "was"),
    ("among", "whom", "were"),
    ("among", "whom", "was"),
)
"""Words before people that make them a part of those told before."""
WHOLES = {
    "dead": Effect.KILLED,
    "killed": Effect.KILLED,
    "deceased": Effect.KILLED,
    "fatalities": Effect.KILLED,
    "deaths": Effect.KILLED,
    "victims": Effect.KILLED,
    "injured": Effect.INJURED,
    "wounded": Effect.INJURED,
    "hurt": Effect.INJURED,
    "missing": Effect.MISSING,
}
"""Words that call up all those whom an article has counted before, with what befell them."""
IDENTIFIED = frozenset(
    f"{verb}{how}" for verb in ("were", "was", "are", "is", "have been", "had been") for how in ("", " identified as", " named as")
) | {"identified as", "named as", "–", "—", ":", "("}
"""What stands between a word for all and those who they are: the dead were two men."""
WHOLE, FAR = 6, 12
"""How many words behind a number the word for all of them stands, and the verb behind that: three of the 14 killed there were boys."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
KNOWN = frozenset({"the", "those", "them"})


@dataclass(frozen=True, slots=True)
class Part:
    """People who are a part of others: the mark that says so (`mark` to the people), and the effect where a noun tells it."""

    party: Party
    mark: int
    whole: int | None = None
    """The word for all of them, as in "the dead included"; None where those stand in the same sentence."""
    effect: Effect | None = None


def parts(tokens: Sequence[Token], people: Sequence[Party]) -> tuple[Part, ...]:
    """The people of a sentence who are a part of others, in order."""
    text = [token.text.lower() for token in tokens]
    marks = {part.party.first: part for part in _sums(tokens, text, people)}
    for number, party in enumerate(people):
        part = (
            _included(text, party)
            or _fatally(text, party)
            or _of_them(text, party)
            or _of_whole(text, party)
            or _among(text, party)
            or _of_those(tokens, text, party)
        )
        follows = number > 0 and not party.more and not party.pronoun and not _acts(tokens, party)
        if part is None and follows and people[number - 1].first in marks and _joined(text, people[number - 1], party):
            before = marks[people[number - 1].first]
            part = Part(party, before.mark, before.whole, before.effect)
        if part:
            marks.setdefault(party.first, part)
    return tuple(marks.values())


def _sums(tokens: Sequence[Token], text: Sequence[str], people: Sequence[Party]) -> Iterator[Part]:
    """Those whom a list behind a number tells anew: 20 people, 14 men and six women; nine climbers, seven Sherpas and two Poles, died."""
    for number, whole in enumerate(people):
        if whole.min != whole.max or (whole.min or 0) < 2 or text[whole.last : whole.last + 1] == [] or text[whole.last] not in OPENERS:
            continue
        listed = _listed(text, people, number)
        if not (_holds(whole, listed) or (whole.min != len(listed) and _is_closed(tokens, listed))) and text[whole.last] == ",":
            continue
        if (
            len(listed) > 1
            and not all(one.named for one in listed)
            and sum(one.min or 0 for one in listed) == whole.min
            and all(one.min == one.max for one in listed)
        ):
            yield from (Part(one, listed[0].first) for one in listed)


def _is_closed(tokens: Sequence[Token], listed: Sequence[Party]) -> bool:
    """Whether a comma and a verb stand behind a list, so that it only says who those before it are."""
    behind = tokens[listed[-1].last : listed[-1].last + 2] if listed else ()
    return len(behind) == 2 and behind[0].text == "," and (behind[1].pos == "AUX" or behind[1].tag in FINITE)


def _holds(whole: Party, listed: Sequence[Party]) -> bool:
    """Whether people can be those of a list: people are men and women; two policemen are no nurse and teacher."""
    if whole.sex and any(one.sex not in {None, whole.sex} for one in listed):
        return False  # two men, a woman and a boy
    wide = whole.group is None or whole.group in of_class("COLLECTIVE")
    return wide or all(one.group is None or one.group in of_class("ANYBODY") for one in listed)


def _listed(text: Sequence[str], people: Sequence[Party], number: int) -> list[Party]:
    """The people in the list behind a party."""
    listed: list[Party] = []
    last, total = people[number].last, people[number].min or 0
    for party in people[number + 1 :]:
        if not set(text[last : party.first]) <= LINKS | OPENERS or party.more or sum(one.min or 0 for one in listed) >= total:
            break
        if not (listed and apposed(listed[-1], party, text[last : party.first])):
            listed.append(party)
        last = party.last
    return listed


def _included(text: Sequence[str], party: Party) -> Part | None:
    """Including four children; among them two nurses; among whom were three boys."""
    for words in MARKS:
        first = party.first - len(words)
        if first > 0 and tuple(text[first : party.first]) == words:
            return Part(party, first)
    return None


def _fatally(text: Sequence[str], party: Party) -> Part | None:
    """Four people were shot, one man fatally: of those who were shot, one died."""
    aside = text[party.first - 1 : party.first] in ([","], ["-"], ["–"], ["—"], ["and"])
    lethal = set(text[party.last : party.last + 1]) <= of_class("LETHAL") and party.last < len(text)
    told = party.last + 1 < len(text) and text[party.last + 1] in harm_words()
    return Part(party, party.first, effect=Effect.KILLED) if aside and lethal and not told else None


def _of_them(text: Sequence[str], party: Party) -> Part | None:
    """One of them seriously; five of whom died; 21 hurt, ten critically; with four in serious condition."""
    if party.bare and {"them", "whom"} & set(text[party.first : party.last]) and "of" in text[party.first : party.last]:
        return Part(party, party.first)
    after = text[party.last : party.last + 3]
    if (
        party.bare
        and party.max == 1
        and after[:1] in (["who"], ["whom"], ["identified"], ["named"])
        and text[party.first - 1 : party.first] == [","]
    ):
        return Part(party, party.first)
    aside = text[party.first - 1 : party.first] in ([","], ["with"]) or text[max(0, party.first - 2) : party.first] == [",", "with"]
    how = bool(after) and after[0] in of_class("HOW") and not (len(after) > 1 and after[1] in harm_words())
    state = len(after) == 3 and after[0] == "in" and after[1] in of_class("CONDITION") and after[2] == "condition"
    return Part(party, party.first) if party.bare and aside and (how or state) else None


def _of_whole(text: Sequence[str], party: Party) -> Part | None:
    """The dead included five boys; among those killed was a nurse."""
    for at in range(max(0, party.first - 6), party.first):
        effect = WHOLES.get(text[at])
        between = text[at + 1 : party.first]
        if effect and between and between[-1] in of_class("PARTITIVE_VERB") and _names_whole(text, at, between[-1]):
            return Part(party, at, at, effect)
        if (
            effect
            and text[at] != "victims"
            and not party.bare
            and " ".join(between) in IDENTIFIED
            and KNOWN & set(text[max(0, at - 3) : at])
        ):
            return Part(party, at, at, effect)
    return None


def _names_whole(text: Sequence[str], at: int, verb: str) -> bool:
    before = text[max(0, at - 3) : at]
    return bool(KNOWN & set(before)) and (verb.startswith("includ") or "among" in before)


def _among(text: Sequence[str], party: Party) -> Part | None:
    """Three children were among the dead; gunman among 5 dead."""
    behind = text[party.last : party.last + 7]
    if behind[:1] == ["among"] and len(behind) > 2 and behind[2] in WHOLES and behind[1][0].isalnum() and behind[1] not in KNOWN:
        return Part(party, party.first, party.last + 2, WHOLES[behind[2]])
    if "among" not in behind or behind[0] not in of_class("PARTITIVE_VERB") | {","}:
        return None
    at = party.last + behind.index("among")
    whole = next((place for place in range(at + 2, min(at + 4, len(text))) if text[place] in WHOLES), None)
    if whole is None or text[at + 1] not in KNOWN or set(text[party.last + 1 : at]) - {"was", "were", "also", "believed", "to", "be"}:
        return None
    return Part(party, party.first, whole, WHOLES[text[whole]])


def _of_those(tokens: Sequence[Token], text: Sequence[str], party: Party) -> Part | None:
    """Eleven of the dead were children; three of the injured are in hospital; not "five of the wounded died"."""
    if text[party.last : party.last + 1] != ["of"] or not party.bare or not KNOWN & set(text[party.last + 1 : party.last + 2]):
        return None
    whole = next((at for at in range(party.last + 2, min(party.last + WHOLE, len(text))) if text[at] in WHOLES), None)
    being = next((at for at in range(whole + 1, len(tokens)) if tokens[at].tag in FINITE), None) if whole else None
    if whole is None or being is None or being - whole > FAR or text[being] not in of_class("BEING"):
        return None
    head = head_of(tokens, being + 1 + (text[being + 1 : being + 2] in (["a"], ["an"], ["the"])))
    if head is None:
        died = any(
            Effect.KILLED is effect for word in tokens[being + 1 : being + 4] for effect, _ in harm_words().get(word.lemma.lower(), ())
        )
        return None if died else Part(party, party.first, whole, WHOLES[text[whole]])
    told = replace(party, head=head, group=group_of(tokens[head]), sex=sex_of(tokens[being + 1 : head + 1]))
    return Part(told, party.first, whole, WHOLES[text[whole]])


def _acts(tokens: Sequence[Token], party: Party) -> bool:
    """Whether people do something of their own behind a list: including two children, the governor said."""
    after = tokens[party.last] if party.last < len(tokens) else None
    return after is not None and after.pos == "VERB" and after.tag in {"VBD", "VBZ", "VBP"} and after.lemma.lower() not in harm_words()


def _joined(text: Sequence[str], before: Party, party: Party) -> bool:
    between = text[before.last : party.first]
    return bool(between) and set(between) <= LINKS
