"""Reads one sentence for harm: how each word of harm finds its people.

    [Harm(effect=KILLED, party=..., trigger=...)] = Reader(sentence, people).read()

Negated, hypothetical and planned harm gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.base import Token
from loaders.extract.harm_links import CARRIERS, Links, Use, harm_words
from loaders.extract.parties import Party
from schema.records.casualty import Effect

NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "nobody", "none", "without", "neither", "nor", "deny", "denied", "denies"})
UNREAL = frozenset({"would", "could", "might", "may", "can", "should", "will", "must", "wo", "'d", "’d", "if", "unless", "whether"})
LETHAL = frozenset({"fatally", "mortally"})
WOUNDS = frozenset({"wound", "injury", "burn", "fracture", "laceration", "concussion"})
MISSILES = frozenset(
    [
        "gunfire",
        "bullet",
        "bullets",
        "shot",
        "shots",
        "round",
        "rounds",
        "shrapnel",
        "debris",
        "car",
        "truck",
        "bus",
        "train",
        "vehicle",
        "van",
        "pellet",
        "pellets",
        "shell",
        "shells",
    ]
)
ASIDE = frozenset(
    [
        "convict",
        "accuse",
        "charge",
        "suspect",
        "plot",
        "attempt",
        "try",
        "threaten",
        "want",
        "plan",
        "solve",
        "allege",
        "acquit",
        "wanted",
        "conspire",
        "vow",
        "aim",
        "intend",
        "refuse",
    ]
)
"""Words right before harm that make it a charge, a plan or a story."""
HABITS = [
    ["every", "day"],
    ["every", "week"],
    ["every", "month"],
    ["every", "year"],
    ["each", "year"],
    ["each", "day"],
    ["per", "year"],
    ["a", "year"],
]
BLOWS = frozenset({"hit", "strike"})
TAKEN = frozenset({"take", "rush", "transport", "airlift", "bring", "fly", "admit", "send", "go", "hospitalize"})


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


def may_harm(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word of harm at all."""
    known = harm_words()
    return any(
        token.lemma.lower() in known
        or token.text.lower() in known
        or token.lemma in {"toll", "life", "hospital", "hit", "strike"}
        or token.lemma in WOUNDS
        for token in tokens
    )


class Reader(Links):
    """Reads one sentence for harm."""

    def read(self) -> list[Harm]:
        """All harm that the sentence tells as fact; one party may be told of twice."""
        found: list[Harm] = []
        for place, token in enumerate(self.tokens):
            uses = harm_words().get(token.lemma.lower(), ()) + (
                harm_words().get(self.text[place], ()) if token.lemma.lower() != self.text[place] else ()
            )
            found += next((harm for effect, use in uses if (harm := list(self._of(effect, use, place)))), [])
        return [*found, *self._tolls(), *self._hospital(), *self._wounded(), *self._struck()]

    def _of(self, effect: Effect, use: Use, place: int) -> Iterator[Harm]:
        """The harm that one word tells, by the use that it has here."""
        tag = self.tokens[place].tag
        match use:
            case Use.TRANSITIVE if tag.startswith("VB") or tag in {"JJ", "NN"}:
                chosen = self._verb(place, passive_only=tag in {"JJ", "NN"})
            case Use.INTRANSITIVE if tag.startswith("VB"):
                chosen = self.subjects(place)
            case Use.STATE if not tag.startswith("NNP") or self.right_before(place):
                chosen = self._state(place)
            case Use.NOUN:
                chosen = self.counted_noun(place)
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

    def _verb(self, place: int, *, passive_only: bool) -> list[Party]:
        if self.is_passive(place):
            return self.subjects(place)
        objects = [] if passive_only else self.objects(place + 1)
        if objects:
            return objects
        return [] if self.tokens[place].tag == "VBG" or self.has_object(place) else self.right_before(place)

    def _state(self, place: int) -> list[Party]:
        """The people who are dead, missing or trapped: right before the word, or before a verb of being."""
        before = [] if self.has_object(place) else self.right_before(place)
        if before:
            return before
        previous = self.text[place - 1] if place else ""
        if previous in {"the", "number", "of"} or (place > 1 and self.text[place - 2] == "number"):
            return self.figure_behind(place + 1)
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
                "lay",
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
                if self.people[number].last <= at and self.is_clear(self.people[number].last, at)
            ),
            None,
        )
        return [] if number is None or self.marked_as_part(self.people[number].first) else self.list_back(number)

    def _of_people(self, place: int) -> list[Party]:
        """The people of whose death or murder is spoken: the deaths of two people."""
        if self.text[place + 1 : place + 2] != ["of"] or self.tokens[place].tag not in {"NN", "NNS"}:
            return []
        return self.list_from(self.at[place + 2]) if place + 2 in self.at else []

    def _bodies(self, place: int) -> list[Party]:
        """Bodies that are found: eleven bodies, the bodies of two men."""
        if self.text[place + 1 : place + 2] == ["of"]:
            return self._of_people(place)
        found = any(token.lemma in {"find", "recover", "discover", "retrieve", "pull", "identify"} for token in self.tokens)
        return self.counted_noun(place) if found else []

    def _tolls(self) -> Iterator[Harm]:
        """Figures of a toll, and lives that are lost."""
        for place, token in enumerate(self.tokens):
            chosen: list[Party] = []
            if token.lemma == "toll" and (self.text[place - 1 : place] != ["injury"]):
                chosen = self.figure_behind(place + 1) or self._counted_toll(place)
            elif token.lemma == "life" and token.text.lower() == "lives":
                chosen = self._lives(place)
            if chosen and not self._unreal(place, chosen):
                yield from (self._harm(Effect.KILLED, place, party) for party in chosen)

    def _hospital(self) -> Iterator[Harm]:
        """Those who are taken to hospital."""
        for place, token in enumerate(self.tokens):
            near = self.text[place + 1 : place + 6]
            taken = token.lemma in TAKEN and token.tag in {"VBN", "VBD"} and "to" in near[:2] and {"hospital", "hospitals"} & set(near)
            chosen = self.subjects(place) or self.right_before(place) if taken else []
            if chosen and not self._unreal(place, chosen):
                yield from (self._harm(Effect.INJURED, place, party) for party in chosen)

    def _wounded(self) -> Iterator[Harm]:
        """Those who have wounds: a man with a gunshot wound; a woman suffered burns."""
        for place, token in enumerate(self.tokens):
            if token.lemma.lower() not in WOUNDS or token.pos != "NOUN":
                continue
            for at in range(place - 1, max(-1, place - 7), -1):
                if self.tokens[at].lemma in {"suffer", "sustain", "receive", "incur"}:
                    chosen = self.subjects(at) or self.right_before(at)
                elif self.text[at] == "with":
                    chosen = self.right_before(at)
                else:
                    continue
                if chosen and not self._unreal(at, chosen):
                    yield from (self._harm(Effect.INJURED, place, party) for party in chosen)
                break

    def _struck(self) -> Iterator[Harm]:
        """Those whom something hits: struck by gunfire, hit by a car."""
        for place, token in enumerate(self.tokens):
            if token.lemma not in BLOWS or token.tag not in {"VBN", "VBD"} or not self._by_missile(place):
                continue
            chosen = self.subjects(place) if self.is_passive(place) else []
            if chosen and not self._unreal(place, chosen):
                yield from (self._harm(Effect.INJURED, place, party) for party in chosen)

    def _by_missile(self, place: int) -> bool:
        after = self.text[place + 1 : place + 8]
        return "by" in after[:4] and bool(MISSILES & set(after))

    def _counted_toll(self, place: int) -> list[Party]:
        return self.list_from(self.at[place + 2])[:1] if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at else []

    def _lives(self, place: int) -> list[Party]:
        """Those who lost their lives, and the lives that something claimed."""
        before = self.tokens[max(0, place - 4) : place]
        if any(token.lemma == "lose" for token in before) and self.text[place - 1] in {"their", "his", "her"}:
            return self.subjects(place - 2)
        if any(token.lemma in {"claim", "take", "cost"} for token in before):
            if self.text[place + 1 : place + 2] == ["of"] and place + 2 in self.at:
                return self.list_from(self.at[place + 2])
            return self.counted_noun(place)
        return []

    def _unreal(self, place: int, chosen: Sequence[Party]) -> bool:
        """Whether the harm is denied, possible, planned or conditional."""
        first, last = min(place, chosen[0].first), max(place, chosen[-1].first)
        inside = {at for party in self.people for at in range(party.first, party.last)}
        near = [self.text[at] for at in range(max(0, min(place, first) - 3), last) if at not in inside]
        if any(token.text.lower() in {"possible", "potential"} for party in chosen for token in self.tokens[party.first : party.last]):
            return True
        if NEGATIONS.intersection(near) or self.text[chosen[0].first] == "no":
            return True
        group = [self.text[at] for at in range(self.verb_group(place), place)]
        if UNREAL.intersection(group) or ("to" in group and "have" not in group) or "if" in self.text[:place][-10:]:
            return True
        if any(self.tokens[at].lemma.lower() in ASIDE for at in range(max(0, place - 3), place) if at not in inside):
            return True
        end = max(place + 1, chosen[-1].last)
        if any(self.text[at : at + 2] in HABITS for at in range(end, end + 4)):
            return True
        infinitive = self.tokens[place].tag == "VB" and self.text[place - 1 : place] == ["to"]
        return infinitive or (self.tokens[place].tag == "VB" and UNREAL.intersection(self.text[max(0, place - 3) : place]) != set())
