"""Finds the names of people in a sentence: by titles and roles, by given names, and by what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.base import Sentence, Token
from loaders.extract import roles
from loaders.extract.lexicon import words
from loaders.extract.roles import Range
from loaders.gazetteer import Level, candidates, demonyms

_OPEN_TAGS = frozenset({"NN", "NNS", "JJ", "FW", "VB", "VBP", "VBN", "UH", "RB", "VBG", "VBD", "VBZ", "CD"})
_SMALL = frozenset({"IN", "CC", "TO"})
_LONGEST = 5
_TOWN = 5000
_AMBIGUOUS = frozenset(
    {"King", "Dean", "Pope", "Judge", "Prince", "Bishop", "Earl", "Duke", "Major", "Marshal", "Baron", "Lord", "Count", "Chase", "Brother"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a sentence: the tokens of the name, and of the role that is printed with it."""

    first: int
    last: int
    role: Range | None
    courtesy: str | None
    """The form of address before the name, such as Mrs."""

    @property
    def begin(self) -> int:
        """The first token of the name with its role and titles."""
        lead = self.first - 1 if self.courtesy else self.first
        return min(lead, self.role[0]) if self.role and self.role[0] < self.first else lead


def is_titled(tokens: Sequence[Token]) -> bool:
    """Whether the words have capitals as in a headline, so that a capital shows no name."""
    long = small = 0
    for token in tokens:
        if len(token.text) > 3 and token.tag not in _SMALL and token.text[0].isalpha():
            long += 1
            small += token.text[0].islower()
            if small * 5 > len(tokens):
                return False  # however many follow
    return long > 2 and small * 5 < long


def names(sentence: Sentence) -> Iterator[Name]:
    """The names of people that show by themselves to be such, in order."""
    titled = is_titled(sentence.tokens)
    at = 0
    while at < len(sentence.tokens):
        if not sentence.tokens[at].text[0].isupper():
            at += 1
            continue
        end = _run(sentence.tokens, at, titled=titled)
        if end > at:
            name = _name(sentence.tokens, at, end)
            if name:
                yield name
        at = max(end, at + 1)


def _run(tokens: Sequence[Token], start: int, *, titled: bool) -> int:
    """The end of the run of name words that begins here; `start` where none does."""
    at = start
    if not _is_name_word(tokens, at, titled=titled):
        return start
    at += 1
    while at < len(tokens) and at - start < 12:
        step = _joint(tokens, at)
        if at + step >= len(tokens) or not _is_name_word(tokens, at + step, titled=titled):
            break
        at += step + 1
    return _with_suffix(tokens, at)


def _joint(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here on only join two parts of a name: hyphens and particles."""
    step = 0
    while step < 4 and at + step < len(tokens):
        token = tokens[at + step]
        hyphen = token.text in {"-", "–"} and token.start == tokens[at + step - 1].end
        if (
            not hyphen
            and not (token.text in words("name_particles") and token.tag not in {"IN", "CC"})
            and token.text not in {"de", "al", "el", "van", "von"}
        ):
            break
        step += 1
    return step


def _with_suffix(tokens: Sequence[Token], at: int) -> int:
    comma = at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].text in {"Jr.", "Sr.", "Jr", "Sr"}
    return at + 2 if comma else at


def _is_name_word(tokens: Sequence[Token], at: int, *, titled: bool) -> bool:
    token = tokens[at]
    if not token.text[0].isupper() or token.text in {"I", "A"} or (titled and token.text.lower() in words("headline_words")):
        return False
    if token.tag.startswith("NNP") or token.text in words("given_names"):
        return True
    return not titled and at > 0 and token.tag in _OPEN_TAGS and tokens[at - 1].text not in {"“", '"', ":", "‘", "'", "—", "."}


def _name(tokens: Sequence[Token], start: int, end: int) -> Name | None:
    first = _past_titles(tokens, start, end)
    while first < end - 1 and (tokens[first].text in demonyms() or tokens[first].tag == "HYPH"):
        first += 1
    if first >= end or end - first > _LONGEST + 2:
        return None
    courtesy = tokens[first - 1].text if first and tokens[first - 1].text in words("courtesy_titles") else None
    role = roles.before(tokens, first) or roles.behind(tokens, end)
    if not _is_person(tokens, first, end, titled=bool(courtesy or (role and role[0] < first)), apposed=role is not None):
        return None
    return Name(first, end, role, courtesy)


def _past_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name itself begins in a run that may open with titles, places and portfolios."""
    core = end
    while core > start and tokens[core - 1].text in words("name_suffixes"):
        core -= 1
    first = start
    for at in range(start, core - 1):
        if tokens[at].text in _AMBIGUOUS and tokens[at].text in words("given_names") and roles.before(tokens, at) is not None:
            return at  # city manager Dean Holt
        token = tokens[at]
        known = token.text in words("courtesy_titles") or roles.is_role_head(token)
        if known and (at == first or token.text not in _AMBIGUOUS):
            first = at + 1
    if first > start or start < 2 or roles.before(tokens, start) is not None:
        return first
    # Secretary of | State Marco Rubio
    at = start
    while at < core - 1 and tokens[at].text in words("portfolios"):
        at += 1
    return at if at > start and roles.before(tokens, at) is not None else first


def _is_person(tokens: Sequence[Token], first: int, end: int, *, titled: bool, apposed: bool) -> bool:
    parts = [
        token.text for token in tokens[first:end] if token.tag != "HYPH" and token.text not in words("name_suffixes") and token.text != ","
    ]
    if not parts or len(parts) > _LONGEST or any(not part[0].isalpha() for part in parts) or _is_group(tokens, first):
        return False
    if len(parts) == 1:
        return (
            titled
            and not roles.is_role_head(tokens[first])
            and parts[0] not in words("organisation_words")
            and not _is_thing(tokens, first, end)
        )
    if any(part in words("organisation_words") for part in parts[1:]):
        # Ann Power, who is a nurse: a family name that is a word of organisations needs more to show it.
        family = len(parts) == 2 and parts[1] in words("family_names") and parts[0] in words("given_names")
        return family and (titled or apposed or _acts(tokens, first, end))
    if any(part.isupper() and len(part) > 2 for part in parts) and not all(part.isupper() for part in parts):
        return False
    return titled or _shows(tokens, first, end, parts, apposed=apposed)


def _is_group(tokens: Sequence[Token], first: int) -> bool:
    """Whether the word before a name says that it is a group's: the aid group North Star."""
    return first > 0 and tokens[first - 1].text.islower() and tokens[first - 1].text in words("group_nouns")


def _shows(tokens: Sequence[Token], first: int, end: int, parts: Sequence[str], *, apposed: bool) -> bool:
    """Whether a name of several words without a title shows to be a person's: by its given name, or by what stands beside it."""
    if parts[0] in words("organisation_words") or _is_town(" ".join(parts)):
        return False
    if parts[-1].lower() in words("target_nouns") and _is_town(parts[0]) and not apposed:
        return False  # Aurora Cinema
    given = (
        (parts[0] in words("given_names") and not _is_country(parts[0]))
        or (len(parts[0]) == 2 and parts[0].endswith("."))
        or "-" in parts[0]
    )
    return given or apposed or (len(parts) < 4 and _acts(tokens, first, end))


def _is_thing(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a single capital word after a title is a place, a people or a group instead."""
    word = tokens[first].text
    return (
        word in demonyms() or (word.isupper() and len(word) > 2) or (end < len(tokens) and tokens[end].text in words("organisation_words"))
    )


@lru_cache(maxsize=4096)
def _is_town(name: str) -> bool:
    return any(place.population >= _TOWN or place.level.value != "P" for place in candidates(name))


@lru_cache(maxsize=4096)
def _is_country(name: str) -> bool:
    return any(place.level is Level.COUNTRY for place in candidates(name))


def _acts(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether something stands beside the name that stands beside people: an age, "who", a verb of speech."""
    after = [token.text for token in tokens[end : end + 3]]
    if first and tokens[first - 1].text.lower() == "the":
        return False
    aged = len(after) == 3 and after[0] == "," and after[1].isdigit() and after[2] in {",", "."} and 0 < int(after[1][:3]) < 110
    related = len(after) > 1 and after[0] == "," and after[1] in {"who", "whose"}
    speaks = bool(after) and after[0] in words("tail_verbs")
    return aged or related or speaks
