"""Reads one sentence for harm: how each word of harm finds its people.

    told, refused = Reader(sentence, people).read()

What is negated, hypothetical, feared or planned is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.base import Sentence
from loaders.extract.harm_factuality import refusal
from loaders.extract.harm_links import Links
from loaders.extract.harm_words import Idiom, Use, calls, harm_words, idioms, of_class, verbs
from loaders.extract.parties import Party, person_noun
from schema.records.casualty import Effect, Qualifier
from schema.records.refusal import Rule

OPENING = frozenset({"“", "``"})
CLOSING = frozenset({"”", "''", '"'})
NEAR_THING = 5
"""How many words from a verb of harm a thing is looked for."""
_LIFE = (("his", "life"), ("her", "life"))
GAP = "…"
"""Stands in an idiom for any words."""


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
    perpetrator: bool = False
    """These people did the harm themselves."""
    toll: bool = False
    """The number is a toll, which holds all those told before: bringing the death toll to 13; put the number of dead at six."""
    of_wounded: bool = False
    """These people had been counted as hurt before they died: three of the wounded."""
    by_police: bool = False
    """The police did it."""
    earlier: bool = False
    """The number is one that was given before: a previous toll of 112."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Harm that is not told as fact, and why."""

    harm: Harm
    rule: Rule


def may_harm(sentence: Sentence) -> bool:
    """Whether a sentence has a word of harm at all."""
    return not calls().isdisjoint(sentence.vocabulary)


class Reader(Links):
    """Reads one sentence for harm."""

    def read(self) -> tuple[list[Harm], list[Refused]]:
        """All harm that the sentence tells as fact, and what it tells otherwise; one party may be told of twice."""
        told: list[Harm] = []
        refused: list[Refused] = []
        for place, effect, chosen in self._candidates():
            made = [self._harm(effect, place, party) for party in chosen if not (party.pronoun and self._is_quoted(party.first))]
            rule = refusal(self, place, chosen)
            if rule is None:
                told += made
            else:
                refused += [Refused(harm, rule) for harm in made]
        return told, refused + self._things()

    def _things(self) -> list[Refused]:
        """What befell things: 20 cows were killed, they shot down 41 drones, the vote killed the bill."""
        found = []
        for place, token in enumerate(self.tokens):
            uses = harm_words().get(token.lemma.lower(), ())
            if token.tag.startswith("VB") and any(use is Use.TRANSITIVE for _, use in uses):
                passive = self.is_passive(place)
                near = range(max(0, place - NEAR_THING), place) if passive else range(place + 1, min(place + NEAR_THING, len(self.text)))
                thing = self._thing(near, passive=passive)
                found += [Refused(self._harm(uses[0][0], place, thing[0]), thing[1])] if thing else []
        return found

    def _thing(self, near: range, *, passive: bool) -> tuple[Party, Rule] | None:
        """A number of things, or a thing that is only killed in a figure of speech."""
        inside = {at for party in self.people for at in range(party.first, party.last)}
        if inside.intersection(near):
            return None
        for at in near:
            number = self.numbers.get(at)
            after = self.tokens[number.last] if number and number.last < len(self.tokens) else None
            if number and after and after.tag in {"NN", "NNS"} and after.text.islower() and not person_noun(after):
                words = (number.start, number.end)
                return Party(at, number.last, -1, number.min, number.max, number.qualifier, words, bare=True), Rule.NOT_PEOPLE
            if not passive and self.text[at] in of_class("FIGURATIVE"):
                words = (self.tokens[at].start, self.tokens[at].end)
                return Party(at, at + 1, -1, None, None, Qualifier.VAGUE, words, bare=True), Rule.METAPHOR
        return None

    def _is_quoted(self, at: int) -> bool:
        """Whether a quotation is open here: whom a pronoun means in it is not told by what stands before."""
        marks = [word for word in self.text[:at] if word in OPENING | CLOSING]
        return bool(marks) and (marks[-1] in OPENING or (marks[-1] == '"' and marks.count('"') % 2 == 1))

    def _candidates(self) -> Iterator[tuple[int, Effect, list[Party]]]:
        """Each word of harm with its effect and its people: idioms first, then single words, then tolls."""
        for place, token in enumerate(self.tokens):
            lemma = token.lemma.lower()
            if lemma not in verbs() and self.text[place] not in verbs():
                continue
            for effect, chosen in (*self._idioms(place, lemma), *self._words(place, lemma)):
                if chosen:
                    yield place, effect, chosen
                    break
            if lemma == "toll" or self.text[place] == "lives":
                chosen = self._toll(place) if lemma == "toll" else self._lives(place)
                if chosen:
                    yield place, Effect.KILLED, chosen

    def _words(self, place: int, lemma: str) -> Iterator[tuple[Effect, list[Party]]]:
        word = self.text[place]
        for effect, use in harm_words().get(lemma, ()) + (harm_words().get(word, ()) if lemma != word else ()):
            yield self._effect(effect, place), self._of(use, place)

    def _of(self, use: Use, place: int) -> list[Party]:
        """The people of one word, by the use that it has here."""
        tag = self.tokens[place].tag
        match use:
            case Use.TRANSITIVE if tag.startswith("VB") or (tag in {"JJ", "NN"} and self._is_participle(place)):
                return self._verb(place, passive_only=tag in {"JJ", "NN"})
            case Use.INTRANSITIVE if tag.startswith("VB"):
                return self.subjects(place)
            case Use.STATE if not tag.startswith("NNP") or self.right_before(place):
                return self._state(place)
        ways = {Use.NOUN: self._counted, Use.OF: self._of_people, Use.BODY: self._bodies}
        return ways[use](place) if use in ways else []

    def _is_participle(self, place: int) -> bool:
        """Whether a word that is tagged as a noun can be a participle: "two wounded"; not "the Roe murder"."""
        word = self.text[place]
        return word.endswith("ed") or word in of_class("PARTICIPLE")

    def _idioms(self, place: int, lemma: str) -> Iterator[tuple[Effect, list[Party]]]:
        """The people of whom a verb tells by what stands behind it: taken to hospital, beaten to death."""
        for idiom in idioms().get(lemma, ()):
            last = self._anchor(idiom, place)
            if last is None or self.tokens[place].tag.startswith("NN"):
                continue
            match idiom.use:
                case Use.TRANSITIVE:
                    chosen = self._verb(place, passive_only=False)
                case Use.STATE:
                    chosen = self.right_before(place)
                case _:
                    chosen = self.subjects(place) or self.right_before(place)
            own = idiom.anchor[-1] in {"suicide", "life", "lives"} and all(party.max == 1 for party in chosen)
            reflexive = self._self(last, chosen) if own and (chosen or self._has_gone_on(place)) else None
            if lemma == "take" and idiom.anchor in _LIFE and reflexive is None:
                continue
            alive = [party for party in chosen if party.head < 0 or self.text[party.head] not in of_class("BODY")]
            yield self._effect(idiom.effect, place), alive if reflexive is None else [reflexive]

    def _has_gone_on(self, place: int) -> bool:
        """Whether a verb tells what somebody did who is named before: before committing suicide, and then committed suicide."""
        before = self.text[max(0, place - 1) : place]
        return before in (["then"], ["and"]) or (self.tokens[place].tag == "VBG" and before in (["before"], ["after"]))

    def _anchor(self, idiom: Idiom, place: int) -> int | None:
        """The last of the words that make the idiom, in their order behind the verb; None where they are not there."""
        at, end, gap = place + 1, min(place + 1 + idiom.reach, len(self.text)), True
        last = None
        for word in idiom.anchor:
            if word == GAP:
                gap = True
                continue
            known = of_class(word) if word.isupper() else {word}
            found = next((spot for spot in range(at, end if gap else min(at + 1, end)) if self.text[spot] in known), None)
            if found is None or any(self.text[spot] in of_class("BREAK") | {","} for spot in range(at, found)):
                return None
            at, last, gap = found + 1, found, False
        return last

    def _has_done_it(self, chosen: Sequence[Party]) -> bool:
        return any(party.head >= 0 and self.text[party.head] in of_class("PERPETRATOR") for party in chosen)

    def _self(self, last: int, chosen: Sequence[Party]) -> Party | None:
        """Whoever takes his own life, as the words that say so."""
        alone = self.text[last] in {"life", "lives"}
        first = last - 1 - (self.text[last - 1] == "own") if alone else last
        if self.text[last] == "lives" or (alone and self.text[last - 1] != "own" and not self._has_done_it(chosen)):
            return None
        words = (self.tokens[first].start, self.tokens[last].end)
        return Party(first, last + 1, -1, 1, 1, Qualifier.EXACT, words, definite=True, pronoun=True)

    def _effect(self, effect: Effect, place: int) -> Effect:
        """Shooting and wounding kill where the words beside them say so: fatally shot, shot dead, stabbed to death."""
        near = self.text[max(0, place - 2) : place]
        after = self.text[place + 1 : place + 4]
        behind = after[1:2] if after[:1] in (["him"], ["her"], ["them"]) else after[:1]  # shot dead, shot him dead
        if self.tokens[place].lemma.lower() == "seize" and self._is_by_police(place):
            return Effect.ARRESTED
        lethal = of_class("LETHAL").intersection(near) or behind in (["dead"], ["fatally"])
        return Effect.KILLED if lethal and effect is Effect.INJURED else effect

    def _harm(self, effect: Effect, place: int, party: Party) -> Harm:
        first, last = min(party.first, place), max(party.last, place + 1)
        while first and self.text[first - 1] in of_class("CARRIER"):
            first -= 1
        words = self.text[party.first : party.last]
        did = bool(party.pronoun and (words[-1] in of_class("REFLEXIVE") or len(words) > 1 or words == ["suicide"]))
        named = party.head >= 0 and self.text[party.head] in of_class("PERPETRATOR")
        doer = party.max == 1 and party.last <= place and self.is_passive(place) and self.does_harm(party)
        return Harm(
            self.sentence.index, effect, place, party, first, last, perpetrator=did or named or doer, by_police=self._is_by_police(place),
            toll=self._is_toll(place), earlier=bool(of_class("EARLIER").intersection(self.text[max(0, place - 2) : place])),
            of_wounded=effect is Effect.KILLED and self._of_wounded(party),
        )  # fmt: skip

    def _of_wounded(self, party: Party) -> bool:
        """As in "three of the wounded", "one of the injured men"."""
        behind = self.text[party.last - 1 : party.last + 5] if party.bare else self.text[party.first : party.last]
        return "of" in behind and bool(of_class("HURT").intersection(behind))

    def _is_by_police(self, place: int) -> bool:
        """Whether the police did it: shot dead by officers, killed in a shootout with police, police killed him."""
        behind = self.text[place + 1 : place + 12]
        agent = next((at for at, word in enumerate(behind) if word in {"by", "with"}), len(behind))
        subject = self.verb_group(place) - 1
        active = not self.is_passive(place) and subject >= 0 and self.text[subject] in of_class("POLICE")
        return active or bool(of_class("POLICE").intersection(behind[agent : agent + 4]))

    def _is_toll(self, place: int) -> bool:
        """Whether a word of harm stands for all who came to it: the toll, the number of dead."""
        return self.tokens[place].lemma.lower() == "toll" or self._numbered(place)

    def _verb(self, place: int, *, passive_only: bool) -> list[Party]:
        if self._numbered(place):
            return self.figure_behind(place + 1) or self.figure_reached(place + 1)
        if self.is_passive(place):
            return self.unsaid_subject(place) or self.subjects(place)
        if self._is_harmed_otherwise(place + 1) and (before := self.right_before(place)) and self._may_be_headed(before[0]):
            return before
        described = passive_only or self.text[max(0, place - 1) : place] == ["those"]
        objects = [] if described else self.objects(place + 1)
        if objects:
            return objects
        return [] if self.tokens[place].tag == "VBG" or self.has_object(place) else self.right_before(place)

    def _may_be_headed(self, party: Party) -> bool:
        """Whether people are set as in a headline that says whom something befell: no article, and nobody who does harm."""
        doer = party.head >= 0 and self.text[party.head] in of_class("PERPETRATOR")
        return not doer and self.tokens[party.first].tag not in {"DT", "PRP$"}

    def _is_harmed_otherwise(self, place: int) -> bool:
        """Whether the people who begin here have a word of harm of their own behind them: two killed, six injured, without the comma."""
        number = self.at.get(place)
        at = self.people[number].last if number is not None else len(self.text)
        return at < len(self.text) and self.tokens[at].tag in {"VBN", "VBD", "JJ"} and self.tokens[at].lemma.lower() in verbs()

    def _state(self, place: int) -> list[Party]:
        """The people who are dead, missing or trapped: right before the word, or before a verb of being."""
        before = self._around(place) or ([] if self.has_object(place) else self.right_before(place))
        if before:
            return before
        previous = self.text[place - 1] if place else ""
        if previous in {"the", "number", "of"} or (place > 1 and self.text[place - 2] == "number"):
            return self.figure_behind(place + 1)
        if not any(token.lemma in of_class("LINKING") for token in self.tokens[max(0, place - 4) : place]):
            return []
        at = place
        while at and (self.tokens[at - 1].pos in {"AUX", "ADV", "PART"} or self.tokens[at - 1].tag in {"VBN", "VBD", "VBZ", "VBP", "VB"}):
            at -= 1
        for number in range(len(self.people) - 1, -1, -1):
            party = self.people[number]
            if party.last <= at and self.is_clear(party.last, at):
                if self.is_aside_part(party, at):
                    continue
                return self.list_back(number)
        return []

    def _around(self, place: int) -> list[Party]:
        """The people whom the word describes: 14 missing miners, the wounded officer."""
        return [party for party in self.people if party.first < place < party.head]

    def _of_people(self, place: int) -> list[Party]:
        """The people of whose death or murder is spoken: the deaths of two people."""
        if self.text[place + 1 : place + 2] != ["of"] or self.tokens[place].tag not in {"NN", "NNS", "NNP"}:
            return []
        return self.list_from(self.at[place + 2]) if place + 2 in self.at else []

    def _numbered(self, place: int) -> bool:
        """As in "the number of dead", "the number of people killed"."""
        before = self.text[max(0, place - 3) : place]
        return before[-2:] in (["number", "of"], ["count", "of"]) or (
            before[:2] == ["number", "of"] and before[2:] in (["people"], ["the"], ["those"])
        )

    def _counted(self, place: int) -> list[Party]:
        """Deaths and injuries that are counted: two fatalities, the number of deaths to six."""
        return self.figure_behind(place + 1) or self.figure_reached(place + 1) if self._is_toll(place) else self.counted_noun(place)

    def _bodies(self, place: int) -> list[Party]:
        """Bodies that are found: eleven bodies, the bodies of two men."""
        if self.text[place + 1 : place + 2] == ["of"]:
            return self._of_people(place)
        found = any(token.lemma in of_class("FOUND") for token in self.tokens)
        return self.counted_noun(place) if found else []

    def _toll(self, place: int) -> list[Party]:
        """The figure of a toll of the dead."""
        if self.text[place - 1 : place] == ["injury"]:
            return []
        return self.figure_behind(place + 1) or self.figure_reached(place + 1) or self._counted_toll(place)

    def _counted_toll(self, place: int) -> list[Party]:
        return self.list_from(self.at[place + 2])[:1] if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at else []

    def _lives(self, place: int) -> list[Party]:
        """The lives that something claimed."""
        before = self.tokens[max(0, place - 4) : place]
        if not any(token.lemma in {"claim", "take", "cost"} for token in before):
            return []
        if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at:
            return self.list_from(self.at[place + 2])
        return self.counted_noun(place)
