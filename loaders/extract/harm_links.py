"""The ways that lead from a word of harm to the people whom it befell: objects, subjects, people right before it, figures behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

from loaders.base import Sentence
from loaders.extract.harm_words import Use, harm_words, of_class
from loaders.extract.numbers import Quantity, quantities
from loaders.extract.parties import Party, apposed, identified

REACH = 8
"""How many words may stand between people and the word of harm, beside commas and what they enclose."""
LINKS = frozenset({",", "and", "or", "as", "well", "plus", "&", "with", "—", "–", "("})
PARTIAL = frozenset({"including", "among", "them", "whom", "were", "was"})
"""Words between people and those who are told as a part of them."""
ASIDES = frozenset({",", "(", ")", "—", "–", "-"})
RELATIVES = frozenset({"who", "whose", "whom", "that", "which"})
OBJECTS = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "JJ"})


class Links:
    """The words of one sentence and its people, with the ways that lead from a word of harm to those whom it befell."""

    def __init__(self, sentence: Sentence, people: Sequence[Party], partial: Collection[int] = ()) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.people = people
        self.partial = partial
        """The first words of those people who are told as a part of others."""
        self.ends = frozenset(party.last for party in people)
        self.at = {party.first: number for number, party in enumerate(people)}
        self.text = [token.text.lower() for token in self.tokens]

    @cached_property
    def numbers(self) -> dict[int, Quantity]:
        """The stated numbers by their first word."""
        return {one.first: one for one in quantities(self.tokens)}

    def is_passive(self, place: int) -> bool:
        """Whether a form of "be" or "get" makes the verb a passive: had been fatally wounded, were later found shot."""
        for token in reversed(self.tokens[max(0, place - 6) : place]):
            if token.lemma in {"be", "get"} or token.text.lower() in {"found", "reported", "believed", "feared"}:
                return self.tokens[place].tag != "VBG"
            if not (token.pos in {"ADV", "PART", "ADJ"} or token.lemma in {"and", "or", ",", "have"} or token.tag in {"VBN", "VBD"}):
                return False
        return False

    def has_object(self, place: int) -> bool:
        """Whether something stands where the object of an active verb stands, so that what is before it is no victim."""
        at = place + 1
        while at + 1 < len(self.tokens) and self.text[at] in {"and", "or"} and self.tokens[at + 1].tag in {"VBD", "VBN"}:
            at += 2
        after = self.tokens[at] if at < len(self.tokens) else None
        if self._fired_at(place) or self.text[place : place + 2] == ["killed", "off"]:
            return True
        if any(self.text[party.first - 1] in of_class("CARRIER") for party in self.right_before(place) if party.first):
            return False
        active = self.tokens[place].tag in {"VBD", "VBZ", "VBP"} or at > place + 1
        return active and after is not None and after.tag in OBJECTS and after.text.lower() not in of_class("OBJECTLESS")

    def _fired_at(self, place: int) -> bool:
        """As in "three officers shot at the car", where those before the verb come to no harm."""
        rest = self.tokens[place + 1 : place + 3]
        aimed = self.text[place] == "shot" and len(rest) == 2 and rest[0].text == "at" and rest[1].tag in {"DT", "PRP", "PRP$", "NNS", "CD"}
        return aimed and not any(party.bare for party in self.right_before(place))

    def objects(self, at: int) -> list[Party]:
        """The people right behind a verb, and those that are joined to them."""
        reach = at
        while reach < min(at + 4, len(self.tokens)) and reach not in self.at:
            word, token = self.text[reach], self.tokens[reach]
            if (
                token.pos not in {"ADV", "CCONJ", "ADP", "PART"}
                and not self._harms_too(reach)
                and word not in {"dead", "all", "the"}
                and token.tag != "PRP$"
            ):
                return []
            if token.pos == "CCONJ" and not self._verb_next(reach):
                return []
            if word in of_class("PREPOSITION"):
                return []
            reach += 1
        if reach not in self.at or (self.people[self.at[reach]].bare and self._has_verb(self.people[self.at[reach]])):
            return []
        return self.list_from(self.at[reach]) + self._then_themselves(reach)

    def _then_themselves(self, at: int) -> list[Party]:
        """Whoever did it, behind those to whom it was done: killed five people in the town, and then himself."""
        for party in self.people:
            if party.first > at and self.text[party.first] in of_class("REFLEXIVE") and self.text[party.first - 1] == "then":
                verbs = any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in self.tokens[at : party.first])
                joined = self.text[party.first - 2] in {",", "and"}
                return [party] if party.pronoun and joined and not verbs else []
        return []

    def _harms_too(self, at: int) -> bool:
        """Whether another verb of the same object stands here: wounded or killed 20 people."""
        return self.tokens[at].tag in {"VBD", "VBN", "VBG"} and self.tokens[at].lemma.lower() in harm_words()

    def _verb_next(self, at: int) -> bool:
        """Whether "and" joins two verbs of one object: killed or wounded 20 people."""
        return any(token.tag in {"VBD", "VBN", "VBG"} for token in self.tokens[at + 1 : at + 3])

    def list_from(self, number: int) -> list[Party]:
        """A party and those joined to it by commas and "and"."""
        joined = [self.people[number]]
        last = joined[0].last
        for party in self.people[number + 1 :]:
            between = self.text[last : party.first]
            told = party.first in self.partial  # of those counted before: five people, including two officers, and himself
            if not between or not set(between) <= (LINKS | PARTIAL if told else LINKS) or self._has_verb(party):
                break
            if not told and not apposed(joined[-1], party, between):
                joined.append(party)
            last = party.last
        return _unnamed(joined)

    def _has_verb(self, party: Party) -> bool:
        """Whether other people have a verb of their own: killed three people and two others were hurt; kills 12, 30 missing."""
        after = self.tokens[party.last] if party.last < len(self.tokens) else None
        return after is not None and (
            after.pos == "AUX"
            or after.tag in {"VBD", "VBZ", "VBP", "MD", "VBN"}
            or any(use is Use.STATE for _, use in harm_words().get(after.text.lower(), ()))
        )

    def subjects(self, place: int) -> list[Party]:
        """The people before a passive or intransitive verb, back over those joined to them."""
        start = self.verb_group(place)
        for number in range(len(self.people) - 1, -1, -1):
            party = self.people[number]
            if party.first >= start:
                continue
            if party.last > start or not self.is_clear(party.last, start):
                return []
            if self.is_aside_part(party, start) or self._aside(party, start) or self._is_object(party, start) or party.last in self.wholes:
                continue
            return self.list_back(number)
        return []

    @cached_property
    def wholes(self) -> frozenset[int]:
        """Where people end of whom those before them are some: two of the five people wounded there later died."""
        pairs = pairwise(self.people)
        return frozenset(whole.last for some, whole in pairs if some.bare and self.text[some.last : whole.first] == ["of"])

    def _aside(self, party: Party, start: int) -> bool:
        """Whether people end an inserted clause about the subject: the singer, who was seen with her, was hurt."""
        if self.text[party.last : start] != [","]:
            return False
        before = self.text[max(0, party.first - 12) : party.first]
        opened = max((at for at, word in enumerate(before) if word in {"who", "whose", "which", "whom"}), default=-1)
        return opened > 0 and before[opened - 1] == "," and "," not in before[opened:]

    def _is_object(self, party: Party, start: int) -> bool:
        """Whether people before a verb are no subject: shot by an officer and later died; lunged at a guard and was shot."""
        before = self.tokens[party.first - 1] if party.first else None
        if before is None:
            return False
        joined = self.text[start - 1 : start] == ["and"]
        return (
            before.text.lower() in of_class("AGENT")
            or ((party.named or party.owned) and before.pos == "ADP" and before.text.lower() != "of")
            or (joined and (before.pos == "ADP" or before.tag in {"VBD", "VBZ", "VBP"}))
        )

    def unsaid_subject(self, place: int) -> list[Party]:
        """The one person whom a clause leaves out: a man killed five people before being shot dead."""
        group = self.verb_group(place)
        being = next((at for at in range(max(0, group - 3), place) if self.text[at] == "being"), None)
        if being is None or self.text[max(0, being - 1) : being] not in (["before"], ["after"]):
            return []
        verbs = (at for at in range(being - 1, -1, -1) if self.tokens[at].tag in {"VBD", "VBZ"} and self.tokens[at].pos == "VERB")
        main = next((at for at in verbs if not self.is_passive(at)), None)
        found = [] if main is None else self.subjects(main)
        return found if len(found) == 1 and found[0].max == 1 else []

    def does_harm(self, party: Party) -> bool:
        """Whether a person has done harm to others in this sentence: Jo Roe shot three people."""
        for place in range(party.last, len(self.tokens)):
            lemma = self.tokens[place].lemma.lower()
            if lemma in harm_words() and self.tokens[place].tag in {"VBD", "VBZ", "VBG"} and not self.is_passive(place):
                victims = self.objects(place + 1)
                if victims and victims[0].first != party.first and party in self.subjects(place):
                    return True
        return False

    def verb_group(self, place: int) -> int:
        """Where the auxiliaries and adverbs before a verb begin."""
        at = place
        while (at and at not in self.ends) and (
            self.tokens[at - 1].pos in {"AUX", "ADV", "PART"}
            or self.text[at - 1]
            in {"and", "who", "that", "also", "later", "found", "reported", "shot", "pronounced", "confirmed", "feared", "believed"}
        ):
            if self.text[at - 1] == "and" and not (at > 1 and self.tokens[at - 2].tag in {"VBN", "VBD"}):
                break
            at -= 1
        return at

    def is_clear(self, first: int, last: int) -> bool:
        """Whether only a phrase, no other clause and no other number, stands between people and their verb."""
        if any(
            first <= at < last and self.tokens[max(0, at - 1)].pos != "ADP" and self.at.keys().isdisjoint((at, at - 1))
            for at in self.numbers
        ):
            return False
        depth, shared = 0, self.text[last - 1 : last] == ["and"]
        for place in range(first, last):
            token, word = self.tokens[place], self.text[place]
            if word in ASIDES:
                depth += 1
                continue
            finite = token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.pos == "AUX"
            told = place in self.wholes or shared or self._relative(first, place)
            if (finite and depth < 2 and not told) or word in of_class("BREAK"):
                return False
        return last - first <= 3 * REACH

    def _relative(self, first: int, place: int) -> bool:
        return any(word in RELATIVES for word in self.text[max(first, place - 4) : place])

    def is_aside_part(self, party: Party, start: int) -> bool:
        """Whether people are told in passing as a part of others, so that the verb is not theirs: 40 people, 11 of them children, died."""
        own = party.last == start and party.bare and {"whom", "them"} & set(self.text[party.first : party.last])
        return party.first in self.partial and not own

    def list_back(self, number: int) -> list[Party]:
        """A party and those before it that are joined to it."""
        joined = [self.people[number]]
        for party in reversed(self.people[:number]):
            if party.first in self.partial:
                break
            between = self.text[party.last : joined[0].first]
            if (
                not between
                or between[-2:] == [",", "with"]  # the toll rose to 53, with 12 missing
                or not set(between) <= LINKS | {"both"}
                or (between == [","] and len(joined) == 1 and "and" not in self.text[party.last : joined[-1].last])
            ):
                if apposed(party, joined[0], between):
                    joined[0] = identified(party, joined[0])
                    continue
                break
            joined.insert(0, party)
        kept = [
            party
            for at, party in enumerate(joined)
            if not at or not apposed(joined[at - 1], party, self.text[joined[at - 1].last : party.first])
        ]
        return _unnamed(kept)

    def right_before(self, place: int) -> list[Party]:
        """The people right before a participle or a state: two killed, three people critically injured, leaving 11 trapped."""
        at = place
        while (at and at not in self.ends) and (
            self.tokens[at - 1].pos == "ADV"
            or (self.text[at - 1] in {"or", "and", "/", ","} and at > 1 and self.tokens[at - 2].lemma.lower() in harm_words())
            or (at < place and self.text[at] in {"and", "or", ","} and self.tokens[at - 1].lemma.lower() in harm_words())
        ):
            at -= 1
        aged = at - 1 if self.text[at - 1 : at] in ([","], [")"]) else at
        ends = (number for number, party in enumerate(self.people) if party.last == at or (party.last == aged and party.age is not None))
        number = next(ends, None)
        return [] if number is None or self.people[number].pronoun else self.list_back(number)

    def figure_behind(self, at: int) -> list[Party]:
        """The number that a count is put at: the number of wounded at 27, the toll has risen to 13."""
        for place in range(at, min(at + 7, len(self.tokens))):
            number = self.at.get(place)
            if number is not None:
                party = self.people[number]
                return [party] if self.text[place - 1] in of_class("COUNTING") and (party.bare or party.head >= 0) else []
            if self.text[place] in {"from", "."}:
                return []
        return []

    def figure_reached(self, at: int) -> list[Party]:
        """The number that a toll has come to, further behind: the death toll from a quake has risen to 48; they put it at 48."""
        put = any(token.lemma.lower() in of_class("PUT") for token in self.tokens[max(0, at - 6) : at])
        for number in range(self.at_or_after(at), len(self.people)):
            party = self.people[number]
            verbs = {token.lemma.lower() for token in self.tokens[max(at, party.first - 3) : party.first]}
            moved = verbs & of_class("REACH") or (put and self.text[party.first - 1] in {"to", "at"})
            if self.text[party.first - 1] in of_class("COUNTING") and moved and (party.bare or party.head >= 0):
                return [party]
            if party.first > at + 3 * REACH or (put and any(token.tag in {"VBD", "VBZ"} for token in self.tokens[at : party.first])):
                break
        return []

    def at_or_after(self, place: int) -> int:
        """The number of the first people at a word or behind it."""
        return next((number for number, party in enumerate(self.people) if party.first >= place), len(self.people))

    def counted_noun(self, place: int) -> list[Party]:
        """Deaths and injuries that are counted themselves: two fatalities, at least 12 deaths."""
        if self.tokens[place].tag not in {"NN", "NNS"}:
            return []
        for number in self.numbers.values():
            if (
                (self.tokens[place].tag == "NNS" or number.max == 1)
                and number.last <= place <= number.last + 2
                and all(token.tag in {"JJ", "IN", "NN"} for token in self.tokens[number.last : place])
            ):
                return [Party(number.first, place + 1, -1, number.min, number.max, number.qualifier, (number.start, number.end))]
        return []


def _unnamed(joined: list[Party]) -> list[Party]:
    """A list of people without the names that only say who those counted before them are: two friends, Ann Roe and Jo Doe."""
    for at, party in enumerate(joined):
        names = joined[at + 1 : at + 1 + (party.min or 0)]
        if party.min == party.max and not party.named and len(names) == party.min and len(names) > 1 and all(one.named for one in names):
            return [*joined[: at + 1], *joined[at + 1 + len(names) :]]
    return joined
