"""Finds the people that a sentence counts or names: three civilians, a 69-year-old woman, 23 others, Jane Roe, 34.

[Party(min=3, group="civilians", ...)] = parties(sentence, people)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.base import Sentence, Token
from loaders.extract.lexicon import rows, words
from loaders.extract.numbers import Quantity, number_of, quantities
from loaders.gazetteer import demonyms
from schema.records.casualty import Qualifier, Sex

ARTICLES = frozenset({"a", "an", "another"})
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "my", "our", "your"})
MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "RB"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
CALENDAR = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Mon.",
        "Tue.",
        "Wed.",
        "Thu.",
        "Fri.",
        "Sat.",
        "Sun.",
        "yesterday",
        "today",
        "last",
        "late",
        "early",
    ]
)
LONGEST = 10
"""How many words may stand between the number and the noun that it counts."""
_AGE = re.compile(r"\d{1,3}")
MARKS = frozenset({",", "(", "—", "–", "-", ";", ":"})


@dataclass(frozen=True, slots=True)
class Party:
    """Some people in a sentence: their words (`first` to `last`, exclusive), how many they are, and who.

    `printed` is the place of the words for the number; `head` the word for the people, -1 where there is none.
    `definite` people were named before or are known; `bare` is a number without a noun.
    """

    first: int
    last: int
    head: int
    min: int | None
    max: int | None
    qualifier: Qualifier
    printed: tuple[int, int]
    group: str | None = None
    age: int | None = None
    age_span: tuple[int, int] | None = None
    sex: Sex | None = None
    definite: bool = False
    bare: bool = False
    named: bool = False
    owned: bool = False
    """They are somebody's: his wife."""


@cache
def _nouns() -> Mapping[str, tuple[str, str]]:
    return {singular: (plural, sex) for singular, plural, sex in rows("person_nouns")}


@cache
def _plurals() -> Mapping[str, str]:
    return {plural: singular for singular, (plural, _) in _nouns().items() if plural != "-"} | {
        "passers": "passer",
        "people": "person", "persons": "person", "others": "other", "individuals": "individual", "victims": "victim", "adults": "adult",
        "souls": "soul", "humans": "human",
    }  # fmt: skip


def person_noun(token: Token) -> str | None:
    """The singular of a noun for people; None for other words."""
    word = token.text.lower()
    if token.text in demonyms() and token.tag in {"NNPS", "NNS"}:
        return word
    singular = _plurals().get(word, word)
    return singular if singular in _nouns() else None


def is_plural(token: Token) -> bool:
    """Whether a noun for people names several of them."""
    return token.text.lower() in _plurals() or token.tag in {"NNS", "NNPS"}


def group_of(token: Token) -> str | None:
    """The plural noun for a group of people; None where the word says only that they are people."""
    word = token.text.lower()
    plural = _nouns().get(_plurals().get(word, word), (word, "-"))[0]
    return None if plural == "-" else plural


def sex_of(tokens: Sequence[Token]) -> Sex | None:
    """The sex that the words tell: the noun's, or that of an adjective such as female."""
    for token in reversed(tokens):
        word = token.text.lower()
        code = {"female": "FEMALE", "male": "MALE"}.get(word) or _nouns().get(_plurals().get(word, word), ("", "-"))[1]
        if code != "-":
            return Sex[code]
    return None


def parties(sentence: Sentence, people: Collection[tuple[int, int]] = ()) -> tuple[Party, ...]:
    """The people of a sentence, in order, none within another. `people` holds the bounds of the words that name a person."""
    tokens = sentence.tokens
    counted = {one.first: one for one in quantities(tokens)}
    named = {start: end for start, end in people if sentence.start <= start < sentence.end}
    return tuple(_scan(tokens, counted, named))


def _scan(tokens: Sequence[Token], counted: Mapping[int, Quantity], named: Mapping[int, int]) -> Iterator[Party]:
    at, kin = 0, -1
    while at < len(tokens):
        found = None
        if at in counted:
            found = _counted(tokens, counted[at])
        elif tokens[at].start in named:
            found = _named(tokens, at, named[tokens[at].start])
        elif tokens[at].text.lower() in ARTICLES | DEFINITE:
            found = _single(tokens, at)
        elif kin >= 0 and _in_list(tokens, kin, at):
            found = _single(tokens, at - 1)
            found = replace(found, first=at, printed=(tokens[at].start, found.printed[1])) if found else None
        if found:
            yield found
            kin = found.last if tokens[found.first].tag == "PRP$" or 0 <= kin < found.first <= kin + 2 else -1
        at = found.last if found else at + 1


def _in_list(tokens: Sequence[Token], last: int, at: int) -> bool:
    """Whether a bare noun goes on with a list that a possessive began: his mother, stepfather and grandmother."""
    between = [token.text for token in tokens[last:at]]
    return between in ([","], [",", "and"], ["and"]) and tokens[at].tag == "NN" and person_noun(tokens[at]) is not None


def _counted(tokens: Sequence[Token], number: Quantity) -> Party | None:
    """The people that a number counts; a number without a noun counts those that the sentence speaks of."""
    at = number.last
    partitive = (
        at + 1 < len(tokens) and tokens[at].text == "of" and tokens[at + 1].text.lower() in DEFINITE | {"them", "those", "these", "whom"}
    )
    if partitive and tokens[at + 1].text.lower() in {"them", "whom"}:
        return Party(number.first, at + 2, -1, number.min, number.max, number.qualifier, (number.start, number.end), bare=True)
    at += 2 if partitive else 1 if at < len(tokens) and tokens[at].text == "of" else 0
    head = _head(tokens, at)
    place = (number.start, number.end)
    if head is None:
        if not _stands_alone(tokens, number.last) or _follows_number_word(tokens, number.first):
            return None
        return Party(number.first, number.last, -1, number.min, number.max, number.qualifier, place, bare=True)
    group = group_of(tokens[head])
    if number.min == 1 == number.max:
        age, age_span = _age_inside(tokens, number.last, head)
        last = _beyond_age(tokens, head + 1)
    else:
        age, age_span, last = None, None, head + 1
    sex = sex_of(tokens[number.last : head + 1])
    known = number.first > 0 and tokens[number.first - 1].text.lower() in {"the", "those", "these", "both"}
    return Party(number.first, last, head, number.min, number.max, number.qualifier, place, group, age, age_span, sex, known)


def _follows_number_word(tokens: Sequence[Token], first: int) -> bool:
    """Whether a bare figure belongs to what stands before it: Route 9, page 3, April 20, aged 7."""
    if not first:
        return False
    before = tokens[first - 1]
    after = tokens[first + 1].text if first + 1 < len(tokens) else "."
    age = before.text == "," and first > 1 and tokens[first - 2].tag in NOUNS and after in {",", "."}
    numbered = before.text.lower() in {"aged", "age", "ages", "no", "no.", "number", "page", "route", "channel", "highway", "from"}
    return age or numbered or (before.pos == "PROPN" and before.tag == "NNP" and before.text[0].isupper() and first > 1)


def _stands_alone(tokens: Sequence[Token], last: int) -> bool:
    """Whether no noun follows a number, so that it counts people by itself."""
    if last >= len(tokens):
        return True
    token = tokens[last]
    harmed = token.lemma.lower() in words("harm_words") or token.text.lower() in words("harm_words")
    if (
        not harmed
        and token.tag in {"VBD", "VBN", "VBG"}
        and last + 1 < len(tokens)
        and tokens[last + 1].tag in NOUNS
        and not person_noun(tokens[last + 1])
    ):
        return False
    return (
        token.pos in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PART"}
        or token.tag in {"IN", "WDT", "WP", "RB", "VBN", "VBD"}
        or token.text.lower() in {"dead", "injured", "wounded", "hurt", "missing", "more", "critically", "seriously", "fatally"}
    )


def _head(tokens: Sequence[Token], at: int) -> int | None:
    """The noun for people that ends the phrase which begins here; None where it ends otherwise."""
    head = None
    for place in range(at, min(at + LONGEST, len(tokens))):
        token = tokens[place]
        if token.tag not in MODIFIERS and token.text.lower() not in {"other", "more", "of", "the"}:
            break
        if token.tag in {"VBN", "VBG"} and head is not None:
            break
        if head is not None and (token.text.lower() == "of" or token.text in CALENDAR):
            break
        if token.tag in NOUNS or person_noun(token):
            noun = person_noun(token)
            if head is not None and not noun and token.tag in {"NN", "NNS"}:
                # "police cars": the last noun is the head, and it is no noun for people.
                return None if tokens[place - 1].end + 1 == token.start else head
            head = place if noun else head
    return head


def _single(tokens: Sequence[Token], at: int) -> Party | None:
    """One person after an article or a possessive: a 69-year-old woman, his wife, the gunman."""
    head = _head(tokens, at + 1)
    if head is None and tokens[at].text.lower() == "another" and _stands_alone(tokens, at + 1):
        return Party(at, at + 1, -1, 1, 1, Qualifier.EXACT, (tokens[at].start, tokens[at].end), bare=True)
    if head is None or is_plural(tokens[head]) or (head + 1 < len(tokens) and tokens[head + 1].tag == "POS"):
        return None
    counted = any(
        token.tag == "CD" and token.text.isalpha() and tokens[at + 1 + n].text != "-" for n, token in enumerate(tokens[at + 1 : head], 1)
    )
    if counted or group_of(tokens[head]) in {"families", "personnel", "police"}:
        return None
    word = tokens[at].text.lower()
    age, age_span = _age_inside(tokens, at + 1, head)
    last = _beyond_age(tokens, head + 1)
    if age is None and last > head + 1:
        age, age_span = _age_behind(tokens, head + 1)
    printed = (tokens[at].start, tokens[at].end if word in ARTICLES else tokens[head].end)
    possessive = word in DEFINITE - {"the", "this", "that"}
    return Party(
        at, last, head, 1, 1, Qualifier.EXACT, printed, group_of(tokens[head]), age, age_span, sex_of(tokens[at + 1 : head + 1]),
        definite=word in DEFINITE and not possessive, owned=possessive,
    )  # fmt: skip


def _named(tokens: Sequence[Token], at: int, end: int) -> Party | None:
    last = at
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    if last < len(tokens) and tokens[last].tag == "POS":
        return None
    age, age_span = _age_behind(tokens, last)
    return Party(
        at, _beyond_age(tokens, last), -1, 1, 1, Qualifier.EXACT, (tokens[at].start, tokens[last - 1].end),
        age=age, age_span=age_span, named=True,
    )  # fmt: skip


def _age_inside(tokens: Sequence[Token], first: int, head: int) -> tuple[int | None, tuple[int, int] | None]:
    """The age in "a 69-year-old woman" or "a four-year-old girl"."""
    for at in range(first, head):
        token = tokens[at]
        if at + 4 <= head + 1 and [one.text for one in tokens[at + 1 : at + 4]] == ["-", "year", "-"]:
            return _years(token)
    return None, None


def _age_behind(tokens: Sequence[Token], at: int) -> tuple[int | None, tuple[int, int] | None]:
    """The age in ", 34," or ", aged 7" or "(34)"."""
    words = [token.text.lower() for token in tokens[at : at + 4]]
    if len(words) >= 2 and words[0] in {",", "("}:
        place = at + (2 if words[1] in {"aged", "age"} else 1)
        if place < len(tokens) and _AGE.fullmatch(tokens[place].text):
            after = tokens[place + 1].text if place + 1 < len(tokens) else "."
            if after in {",", ".", ")", ";", "and", "was", "were", "of"}:
                return _years(tokens[place])
    return None, None


def _years(token: Token) -> tuple[int | None, tuple[int, int] | None]:
    years = number_of(token.text)
    return (years, (token.start, token.end)) if years is not None and 0 <= years <= 120 else (None, None)


def _beyond_age(tokens: Sequence[Token], last: int) -> int:
    """The end of the phrase with an age behind it taken in."""
    if _age_behind(tokens, last)[0] is None:
        return last
    return last + (3 if tokens[last + 1].text.lower() in {"aged", "age"} else 2)
