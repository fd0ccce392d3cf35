"""Tells who is meant by a source: by name, by a pronoun, or by a role alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from loaders.base import Token
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.people import Mention

_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
_FEMALE = frozenset({"she", "her"})
_FEMALE_WORDS = (
    "woman",
    "mother",
    "wife",
    "queen",
    "princess",
    "duchess",
    "baroness",
    "actress",
    "daughter",
    "sister",
    "mrs",
    "ms",
    "miss",
    "widow",
    "niece",
    "aunt",
    "girlfriend",
    "lady",
    "dame",
)
_MALE_WORDS = (
    "king",
    "prince",
    "duke",
    "lord",
    "sir",
    "father",
    "husband",
    "son",
    "brother",
    "mr",
    "uncle",
    "nephew",
    "boyfriend",
    "pope",
    "imam",
)
_OTHER_OFFICE = frozenset({"vice", "deputy", "former", "assistant", "acting", "ex", "then", "designate", "elect", "vice-presidential"})
"""Words that make another office of one: the president is not the vice president."""

PRONOUNS = {"it": "it", "they": "they", "he": "one", "she": "one", "who": "one"}
"""The class of each pronoun that can be a source."""
_FAR = 1200
"""How many characters back the words can stand that a pronoun stands for."""
_REACH = 6
"""How many sentences back a pronoun can point."""


def is_singular_pronoun(token: Token) -> bool:
    """Whether the word stands for one person."""
    return token.text.lower() in _SINGULAR


class Discourse:
    """Who has been named and who has spoken so far, paragraph by paragraph."""

    def __init__(self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._quoted = sorted((quote.start, quote.end) for passage in passages for quote in passage.quoted)
        self._quote_starts = [start for start, _ in self._quoted]
        self._genders = self._stated_genders()
        self._roles = self._stated_roles()
        self.spoke: tuple[str | None, int] = (None, -1)
        """The person who spoke last, and where."""
        self.sources: dict[str, tuple[int, int]] = {}
        """For each class of pronouns the words of the last source that one of them can stand for."""

    def antecedent(self, word: str, offset: int) -> tuple[int, int] | None:
        """The words of the source before this place that a pronoun stands for; None where none is near."""
        words_of = self.sources.get(PRONOUNS.get(word.lower(), ""))
        return words_of if words_of and offset - words_of[1] < _FAR else None

    def _stated_genders(self) -> dict[str, str]:
        genders: dict[str, str] = {}
        for one in self._mentions:
            said = (
                " ".join(filter(None, [one.courtesy, self._text[slice(*one.role)] if one.role else None])).lower().replace(".", "").split()
            )
            if any(word.endswith(_FEMALE_WORDS) for word in said):
                genders[one.person] = "f"
            elif any(word in _MALE_WORDS or (word.endswith("man") and not word.endswith("woman")) for word in said):
                genders.setdefault(one.person, "m")
        return genders

    def _stated_roles(self) -> list[tuple[int, str, frozenset[str]]]:
        return [(one.start, one.person, frozenset(self._text[slice(*one.role)].lower().split())) for one in self._mentions if one.role]

    def _is_quoted(self, offset: int) -> bool:
        at = bisect_left(self._quote_starts, offset + 1) - 1
        return at >= 0 and self._quoted[at][0] <= offset < self._quoted[at][1]

    def pronoun(self, word: str, offset: int, passage: Passage) -> str | None:
        """The person whom "he" or "she" means at this place: the subject of the sentence, of one before, or who spoke last."""
        gender = "f" if word.lower() in _FEMALE else "m"
        here = self._before(offset, gender)
        person, spoken_at = self.spoke
        opening = passage.tokens[0].start
        if spoken_at >= opening and (person is None or self._fits(person, gender)):
            nearer = [one for one in here if one.start > spoken_at and self._is_subject(one)]
            return nearer[0].person if nearer else person
        if not here:
            return person if person and self._fits(person, gender) else None
        latest = here[-1].sentence
        same = [one for one in here if one.sentence == latest]
        subjects = [one for one in same if self._is_subject(one)]
        return (subjects or same)[0].person

    def _fits(self, person: str, gender: str) -> bool:
        return self._genders.get(person, gender) == gender

    def _before(self, offset: int, gender: str) -> list[Mention]:
        """The mentions not long before this place that the pronoun can mean, in order."""
        end = bisect_left(self._starts, offset)
        nearby = [
            one for one in self._mentions[max(0, end - 12) : end] if not self._is_quoted(one.start) and self._fits(one.person, gender)
        ]
        return [one for one in nearby if nearby[-1].sentence - one.sentence < _REACH]

    def _is_subject(self, mention: Mention) -> bool:
        after = self._text[mention.end : mention.end + 2]
        return not after.startswith(("'s", "’s", "'", "’"))

    def role(self, tokens: Sequence[Token], offset: int) -> str | None:
        """The person whose printed role these words repeat: "the Russian president" after "Russian President Vladimir Putin"."""
        said = [
            token.text.lower()
            for token in tokens
            if token.tag not in {"DT", "POS", "HYPH"} and token.text.lower() not in {"the", "'s", "’s"}
        ]
        if not said or said[-1] not in words("role_nouns"):
            return None
        fitting = [
            (start, person)
            for start, person, role in self._roles
            if said[-1] in role and (set(said) <= role or role <= set(said)) and not (role ^ set(said)) & _OTHER_OFFICE
        ]
        earlier = [person for start, person in fitting if start < offset]
        return earlier[-1] if earlier else (fitting[0][1] if fitting and len({person for _, person in fitting}) == 1 else None)
