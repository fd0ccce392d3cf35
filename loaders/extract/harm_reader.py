"""Reads one sentence for harm: how each word of harm finds its people.

    [Harm(effect=KILLED, party=..., trigger=...)] = Reader(sentence, people).read()

Negated, hypothetical and planned harm gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from loaders.base import Sentence, Token
from loaders.extract.lexicon import rows
from loaders.extract.numbers import quantities
from loaders.extract.parties import Party
from schema.records.casualty import Effect

Use = Enum("Use", ["TRANSITIVE", "INTRANSITIVE", "STATE", "NOUN", "OF", "BODY"])
REACH = 8
"""How many words may stand between people and the word of harm, beside commas and what they enclose."""
NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "nobody", "none", "without", "neither", "nor", "deny", "denied", "denies"})
UNREAL = frozenset({"would", "could", "might", "may", "can", "should", "will", "must", "wo", "'d", "’d", "if", "unless", "whether"})
LETHAL = frozenset({"fatally", "mortally"})
LINKS = frozenset({",", "and", "or", "as", "well", "plus", "&", "with", "—", "–", "("})
TAKEN = frozenset({"take", "rush", "transport", "airlift", "bring", "fly", "admit", "send", "go", "hospitalize"})
CARRIERS = frozenset({"leave", "leaves", "left", "leaving"})


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm done to some people: the effect, its word (`trigger`, a token of the sentence), and the bounds of the words that say so."""

    sentence: int
    effect: Effect
    trigger: int
    party: Party
    first: int
    last: int
    part_of: int | None = None
    """The place, in the sentence's list, of the harm whose people these are a part of."""
    of_whole: bool = False
    """These people are a part of those that an earlier sentence counts."""


@cache
def _words() -> Mapping[str, tuple[tuple[Effect, Use], ...]]:
    found: dict[str, list[tuple[Effect, Use]]] = {}
    for word, effect, use in rows("harm_words"):
        found.setdefault(word, []).append((Effect[effect], Use[use]))
    return {word: tuple(uses) for word, uses in found.items()}


def may_harm(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word of harm at all."""
    known = _words()
    return any(
        token.lemma.lower() in known or token.text.lower() in known or token.lemma in {"toll", "life", "hospital"} for token in tokens
    )


class Reader:
    """Reads one sentence: its words, its people by their first and last words."""

    def __init__(self, sentence: Sentence, people: Sequence[Party]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.people = people
        self.at = {party.first: number for number, party in enumerate(people)}
        self.text = [token.text.lower() for token in self.tokens]

    def read(self) -> list[Harm]:
        """All harm that the sentence tells as fact; one party may be told of twice."""
        found: list[Harm] = []
        for place, token in enumerate(self.tokens):
            uses = _words().get(token.lemma.lower(), ()) + (
                _words().get(self.text[place], ()) if token.lemma.lower() != self.text[place] else ()
            )
            found += next((harm for effect, use in uses if (harm := list(self._of(effect, use, place)))), [])
        return found + list(self._tolls()) + list(self._hospital())

    def _of(self, effect: Effect, use: Use, place: int) -> Iterator[Harm]:
        """The harm that one word tells, by the use that it has here."""
        tag = self.tokens[place].tag
        match use:
            case Use.TRANSITIVE if tag.startswith("VB") or tag in {"JJ", "NN"}:
                chosen = self._verb(place, passive_only=tag in {"JJ", "NN"})
            case Use.INTRANSITIVE if tag.startswith("VB"):
                chosen = self._subjects(place)
            case Use.STATE if not tag.startswith("NNP"):
                chosen = self._state(place)
            case Use.NOUN:
                chosen = self._counted_noun(place)
            case Use.OF:
                chosen = self._of_people(place)
            case Use.BODY:
                chosen = self._bodies(place)
            case _:
                return
        if chosen and not self._unreal(place, chosen):
            effect = self._effect(effect, place)
            yield from (self._harm(effect, place, party) for party in chosen)

    def _effect(self, effect: Effect, place: int) -> Effect:
        """Shooting and wounding kill where the words beside them say so: fatally shot, shot dead, stabbed to death."""
        near = self.text[max(0, place - 2) : place]
        after = self.text[place + 1 : place + 4]
        lethal = LETHAL.intersection(near) or after[:2] == ["to", "death"] or after[:1] in (["dead"], ["fatally"])
        return Effect.KILLED if lethal and effect is Effect.INJURED else effect

    def _harm(self, effect: Effect, place: int, party: Party) -> Harm:
        first, last = min(party.first, place), max(party.last, place + 1)
        while first and self.text[first - 1] in CARRIERS:
            first -= 1
        return Harm(self.sentence.index, effect, place, party, first, last)

    # How the word of harm finds its people.

    def _verb(self, place: int, *, passive_only: bool) -> list[Party]:
        if self._passive(place):
            return self._subjects(place)
        objects = [] if passive_only else self._objects(place + 1)
        if objects:
            return objects
        before = self._right_before(place)
        return before if self.tokens[place].tag != "VBG" else []

    def _passive(self, place: int) -> bool:
        """Whether a form of "be" or "get" makes the verb a passive: had been fatally wounded, were later found shot."""
        for token in reversed(self.tokens[max(0, place - 6) : place]):
            if token.lemma in {"be", "get"} or token.text.lower() in {
                "'s",
                "’s",
                "were",
                "was",
                "been",
                "being",
                "found",
                "reported",
                "believed",
                "feared",
            }:
                return self.tokens[place].tag != "VBG"
            if not (token.pos in {"ADV", "PART", "ADJ"} or token.lemma in {"and", "or", ",", "have"} or token.tag in {"VBN", "VBD"}):
                return False
        return False

    def _objects(self, at: int) -> list[Party]:
        """The people right behind a verb, and those that are joined to them."""
        reach = at
        while reach < min(at + 4, len(self.tokens)) and reach not in self.at:
            word, token = self.text[reach], self.tokens[reach]
            if (
                token.pos not in {"ADV", "CCONJ", "ADP", "PART"}
                and token.tag not in {"VBD", "VBN", "VBG"}
                and word not in {"dead", "himself", "herself", "all", "the"}
            ):
                return []
            if word in {"by", "in", "at", "on", "when", "after", "during", "for", "near", "with", "from", "because"}:
                return []
            reach += 1
        return self._list_from(self.at[reach]) if reach in self.at else []

    def _list_from(self, number: int) -> list[Party]:
        """A party and those joined to it by commas and "and"."""
        joined = [self.people[number]]
        for party in self.people[number + 1 :]:
            between = self.text[joined[-1].last : party.first]
            if not between or not set(between) <= LINKS or self._has_verb(party):
                break
            if not _apposed(joined[-1], party, between):
                joined.append(party)
        return joined

    def _has_verb(self, party: Party) -> bool:
        """Whether other people are the subject of a verb of their own: killed three people and two others were hurt."""
        after = self.tokens[party.last] if party.last < len(self.tokens) else None
        return after is not None and (
            after.pos == "AUX"
            or after.tag in {"VBD", "VBZ", "VBP", "MD", "VBN"}
            or after.text.lower() in {"injured", "wounded", "hurt", "dead"}
        )

    def _subjects(self, place: int) -> list[Party]:
        """The people before a passive or intransitive verb, back over those joined to them."""
        start = self._verb_group(place)
        for number in range(len(self.people) - 1, -1, -1):
            party = self.people[number]
            if party.first >= start:
                continue
            if party.last > start or not self._clear(party.last, start):
                return []
            if self._marked_as_part(party.first):
                continue
            return self._list_back(number)
        return []

    def _verb_group(self, place: int) -> int:
        """Where the auxiliaries and adverbs before a verb begin."""
        at = place
        while at and (
            self.tokens[at - 1].pos in {"AUX", "ADV", "PART"}
            or self.text[at - 1]
            in {"and", "who", "that", "also", "later", "found", "reported", "shot", "pronounced", "confirmed", "feared", "believed"}
        ):
            if self.text[at - 1] == "and" and not (at > 1 and self.tokens[at - 2].tag in {"VBN", "VBD"}):
                break
            at -= 1
        return at

    def _clear(self, first: int, last: int) -> bool:
        """Whether only a phrase, no other clause, stands between people and their verb."""
        depth = 0
        for place in range(first, last):
            token, word = self.tokens[place], self.text[place]
            if word in {",", "(", ")", "—", "–"}:
                depth += 1
                continue
            finite = token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.pos == "AUX"
            if (finite and depth < 2 and not self._relative(first, place)) or word in {
                ";",
                ":",
                "when",
                "after",
                "while",
                "because",
                "but",
                "before",
            }:
                return False
        return last - first <= 3 * REACH

    def _relative(self, first: int, place: int) -> bool:
        return any(word in {"who", "whom", "that", "which"} for word in self.text[max(first, place - 4) : place])

    def _marked_as_part(self, at: int) -> bool:
        """Whether people stand in a list of parts: three people, including a child, were killed."""
        before = self.text[max(0, at - 3) : at]
        if "including" in before or before[-2:] == ["among", "them"]:
            return True
        earlier = next((party for party in reversed(self.people) if party.last <= at), None)
        joined = earlier is not None and set(self.text[earlier.last : at]) <= LINKS and earlier.last < at
        return joined and earlier is not None and self._marked_as_part(earlier.first)

    def _list_back(self, number: int) -> list[Party]:
        """A party and those before it that are joined to it."""
        joined = [self.people[number]]
        for party in reversed(self.people[:number]):
            between = self.text[party.last : joined[0].first]
            if (
                not between
                or not set(between) <= LINKS | {"both"}
                or (between == [","] and len(joined) == 1 and "and" not in self.text[party.last : joined[-1].last])
            ):
                if _apposed(party, joined[0], between):
                    joined[0] = party
                    continue
                break
            joined.insert(0, party)
        return [
            party
            for at, party in enumerate(joined)
            if not at or not _apposed(joined[at - 1], party, self.text[joined[at - 1].last : party.first])
        ]

    def _right_before(self, place: int) -> list[Party]:
        """The people right before a participle or a state: two killed, three people critically injured, leaving 11 trapped."""
        at = place
        while at and (
            self.tokens[at - 1].pos == "ADV"
            or (self.text[at - 1] in {"or", "and", "/"} and at > 1 and self.tokens[at - 2].lemma.lower() in _words())
            or (self.text[at - 1] in _words() and self.text[at] in {"and", "or"})
        ):
            at -= 1
        number = next((number for number, party in enumerate(self.people) if party.last == at), None)
        return [] if number is None or self.people[number].definite else self._list_back(number)

    def _state(self, place: int) -> list[Party]:
        """The people who are dead, missing or trapped: right before the word, or before a verb of being."""
        before = self._right_before(place)
        if before:
            return before
        previous = self.text[place - 1] if place else ""
        if previous in {"the", "number", "of"} or (place > 1 and self.text[place - 2] == "number"):
            return self._figure_behind(place + 1)
        linking = any(
            token.lemma
            in {
                "be",
                "remain",
                "go",
                "leave",
                "pronounce",
                "find",
                "declare",
                "report",
                "lie",
                "fall",
                "presume",
                "fear",
                "confirm",
                "list",
                "stay",
                "become",
            }
            for token in self.tokens[max(0, place - 4) : place]
        )
        if not linking:
            return []
        at = place
        while at and (self.tokens[at - 1].pos in {"AUX", "ADV", "PART"} or self.tokens[at - 1].tag in {"VBN", "VBD", "VBZ", "VBP", "VB"}):
            at -= 1
        number = next(
            (
                number
                for number in range(len(self.people) - 1, -1, -1)
                if self.people[number].last <= at and self._clear(self.people[number].last, at)
            ),
            None,
        )
        return [] if number is None or self._marked_as_part(self.people[number].first) else self._list_back(number)

    def _figure_behind(self, at: int) -> list[Party]:
        """The number that a count is put at: the number of wounded at 27, the toll has risen to 13."""
        for place in range(at, min(at + 7, len(self.tokens))):
            number = self.at.get(place)
            if number is not None:
                party = self.people[number]
                return (
                    [party]
                    if self.text[place - 1] in {"at", "to", "was", "is", "of", "stood", "stands", "reached", "hit", ":", "as", "past"}
                    and (party.bare or party.head >= 0)
                    else []
                )
            if self.text[place] in {"from", "."}:
                return []
        return []

    def _counted_noun(self, place: int) -> list[Party]:
        """Deaths and injuries that are counted themselves: two fatalities, at least 12 deaths."""
        if self.tokens[place].tag not in {"NN", "NNS"}:
            return []
        for number in quantities(self.tokens):
            if number.last <= place <= number.last + 2 and all(
                token.tag in {"JJ", "IN", "NN"} for token in self.tokens[number.last : place]
            ):
                return [Party(number.first, place + 1, -1, number.min, number.max, number.qualifier, (number.start, number.end))]
        return []

    def _of_people(self, place: int) -> list[Party]:
        """The people of whose death or murder is spoken: the deaths of two people."""
        if self.text[place + 1 : place + 2] != ["of"] or self.tokens[place].tag not in {"NN", "NNS"}:
            return []
        return self._list_from(self.at[place + 2]) if place + 2 in self.at else []

    def _bodies(self, place: int) -> list[Party]:
        """Bodies that are found: eleven bodies, the bodies of two men."""
        if self.text[place + 1 : place + 2] == ["of"]:
            return self._of_people(place)
        found = any(token.lemma in {"find", "recover", "discover", "retrieve", "pull", "identify"} for token in self.tokens)
        return self._counted_noun(place) if found else []

    def _tolls(self) -> Iterator[Harm]:
        """Figures of a toll, and lives that are lost."""
        for place, token in enumerate(self.tokens):
            chosen: list[Party] = []
            if token.lemma == "toll" and (self.text[place - 1 : place] != ["injury"]):
                chosen = self._figure_behind(place + 1) or self._counted_toll(place)
            elif token.lemma == "life" and token.text.lower() == "lives":
                chosen = self._lives(place)
            if chosen and not self._unreal(place, chosen):
                yield from (self._harm(Effect.KILLED, place, party) for party in chosen)

    def _hospital(self) -> Iterator[Harm]:
        """Those who are taken to hospital."""
        for place, token in enumerate(self.tokens):
            near = self.text[place + 1 : place + 6]
            taken = token.lemma in TAKEN and token.tag in {"VBN", "VBD"} and "to" in near[:2] and {"hospital", "hospitals"} & set(near)
            chosen = self._subjects(place) or self._right_before(place) if taken else []
            if chosen and not self._unreal(place, chosen):
                yield from (self._harm(Effect.INJURED, place, party) for party in chosen)

    def _counted_toll(self, place: int) -> list[Party]:
        return self._list_from(self.at[place + 2])[:1] if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at else []

    def _lives(self, place: int) -> list[Party]:
        """Those who lost their lives, and the lives that something claimed."""
        before = self.tokens[max(0, place - 4) : place]
        if any(token.lemma == "lose" for token in before) and self.text[place - 1] in {"their", "his", "her"}:
            return self._subjects(place - 2)
        if any(token.lemma in {"claim", "take", "cost"} for token in before):
            if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at:
                return self._list_from(self.at[place + 2])
            return self._counted_noun(place)
        return []

    # Whether the harm is told as a fact.

    def _unreal(self, place: int, chosen: Sequence[Party]) -> bool:
        """Whether the harm is denied, possible, planned or conditional."""
        first, last = min(place, chosen[0].first), max(place, chosen[-1].first)
        inside = {at for party in self.people for at in range(party.first, party.last)}
        near = [self.text[at] for at in range(max(0, min(place, first) - 3), last) if at not in inside]
        if NEGATIONS.intersection(near) or self.text[chosen[0].first] == "no":
            return True
        group = range(self._verb_group(place), place)
        if UNREAL.intersection(self.text[at] for at in group) or "if" in self.text[:place][-10:]:
            return True
        infinitive = self.tokens[place].tag == "VB" and self.text[place - 1 : place] == ["to"]
        return infinitive or (self.tokens[place].tag == "VB" and UNREAL.intersection(self.text[max(0, place - 3) : place]) != set())


def _apposed(one: Party, other: Party, between: Sequence[str]) -> bool:
    """Whether two phrases name the same person: his wife, Jane Roe; Jane Roe, a teacher."""
    return list(between) in ([","], []) and one.min == other.min == 1 == one.max and one.named != other.named
