"""Finds the words that tell that something happened: drone strikes, an explosion, slammed into, opened fire.

Words that are used of other things as well count only with a weapon, harm to people or a vehicle beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.base import Sentence, Token
from loaders.extract.arguments import WeaponMention, doer, singular, targets, weapons
from loaders.extract.collisions import collision, vehicles
from loaders.extract.event_families import FROM_AFAR
from loaders.extract.harm import Harm
from loaders.extract.irrealis import describes, is_passive, text_at, unreal
from loaders.extract.lexicon import rows, words
from loaders.extract.occurrences import happens
from loaders.extract.parties import person_noun
from loaders.extract.phrases import phrase_from
from loaders.gazetteer import demonyms
from schema.records.casualty import Effect
from schema.records.incident import IncidentType
from schema.records.refusal import Rule

NEAR = 6
"""How many words from the event's word its vehicle, building or weapon stands at most."""
CONFIRMED = frozenset({IncidentType.AIR_ACCIDENT, IncidentType.RAIL_ACCIDENT, IncidentType.COLLAPSE, IncidentType.LANDSLIDE})
"""Sorts that are only read where a vehicle or a building stands beside the word."""
CRASHES = frozenset({IncidentType.RAIL_ACCIDENT, IncidentType.ACCIDENT})
"""Sorts whose words leave open what crashed."""
SPREADING = frozenset(
    {"outbreak", "epidemic", "pandemic", "case", "surge", "spread", "infect", "infection", "kill", "die", "death", "dead"}
)
"""Words without which the name of a disease tells of no epidemic."""
BALL = frozenset({"past", "wide", "over", "on", "into", "off"})
"""Words behind the shots that are fired at a goal."""
THROWING = frozenset({"launch", "fire", "throw", "hurl", "toss", "plant", "drop", "place", "lob"})
VIOLENT_BASES = frozenset({IncidentType.ATTACK, IncidentType.BOMBING, IncidentType.EXPLOSION, IncidentType.ASSASSINATION})
AIMED = frozenset({"at", "on", "upon", "into", "toward", "towards"})
MILITARY = frozenset({"military", "precision", "retaliatory", "overnight", "deadly", "nighttime"})
SERIES = frozenset({"series", "string", "spate", "wave", "rash", "pair", "number"})
OCCURRENCE = frozenset({"happen", "occur", "unfold", "erupt"})
PERSONAL = frozenset({IncidentType.SHOOTING, IncidentType.STABBING, IncidentType.KIDNAPPING, IncidentType.ASSASSINATION})
"""Sorts whose verbs have people as their object."""
STRIKING = frozenset({"strike", "hit", "pound", "target"})
HURTING = frozenset({Effect.KILLED, Effect.INJURED})
OBJECTS = frozenset({"DT", "CD", "PRP", "PRP$", "NNS", "NNP"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells that something happened: its place in the sentence, what happened, and by which weapons."""

    at: int
    type: IncidentType
    weapons: tuple[WeaponMention, ...]
    noun: bool
    passive: bool
    definite: bool
    """The words call up something told before: the attack, the blast."""
    generic: bool
    """The words name a sort of event, not one that happened: strikes on cities."""
    weak: bool
    """The word is used of other things too, and nothing beside it shows that it is not here."""
    other: bool = False
    """The words tell it from an event told before: another attack, a second blast."""
    firm: bool = False
    """The sentence says that it happened, or to whom: the shooting happened, opened fire, shot five players."""
    refused: Rule | None = None
    """Why it is no event after all."""


@cache
def _words() -> Mapping[tuple[str, str], str]:
    return {(word, part): kind for word, part, kind in rows("event_triggers")}


@cache
def _known() -> frozenset[str]:
    """All words that stand in the lists of words for events, and in those of two words."""
    return frozenset(word for pair in (*_words(), *_phrases(), *rows("vehicle_verbs")) for word in pair) | _idioms().keys()


@cache
def _forms() -> frozenset[str]:
    """The same, and what may be their plurals."""
    return _known() | {f"{word}s" for word in _known()}


@cache
def _phrases() -> Mapping[tuple[str, str], str]:
    return {(first, second): kind for first, second, kind in rows("event_phrases")}


@cache
def _idioms() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """By the lemma of a verb the words that may follow it, and what they tell."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for verb, behind, kind in rows("event_idioms"):
        found.setdefault(verb, []).append((tuple(behind.split()), kind))
    return found


@cache
def _collapsing() -> frozenset[tuple[str, str]]:
    return frozenset((word, kind) for word, kind in rows("collapsing"))


def triggers(sentence: Sentence, harm: Sequence[Harm]) -> tuple[Trigger, ...]:
    """The words of a sentence that tell that something happened, in order."""
    return tuple(one for one in read(sentence, harm) if one.refused is None)


def read(sentence: Sentence, harm: Sequence[Harm]) -> tuple[Trigger, ...]:
    """All words for events of a sentence, in order; those that tell of none that happened carry the reason."""
    tokens = sentence.tokens
    if sentence.vocabulary.isdisjoint(_forms()):
        return ()
    places = [at for at, token in enumerate(tokens) if _may_tell(token)]
    if not places:
        return ()
    arms = weapons(tokens)
    return tuple(trigger for at in places if (trigger := _trigger(tokens, at, arms, harm)))


def _may_tell(token: Token) -> bool:
    word = token.text.lower()
    return word in _known() or token.lemma.lower() in _known() or singular_noun(token) in _known()


def _trigger(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention], harm: Sequence[Harm]) -> Trigger | None:
    noun = _is_noun(tokens, at, arms)
    base = _base(tokens, at, noun=noun)
    if (
        base is None
        or (not noun and not _phrase(tokens, at, noun=noun) and describes(tokens, at))
        or any(arm.first <= at < arm.last and " " in arm.name for arm in arms)
    ):
        return None
    near = _arms(tokens, at, arms, noun=noun)
    kind = _type(tokens, at, base, near, harm)
    if kind is None:
        return None
    opener = _opener(tokens, at)
    confirmed = (
        kind in CONFIRMED
        or (kind is IncidentType.ROAD_ACCIDENT and _vehicle(tokens, at) is not None)
        or (kind is IncidentType.SHIPPING_ACCIDENT and _vehicle(tokens, at) is kind)
        or happens(tokens, at, noun=noun)
    )
    plural = noun and (tokens[at].tag in {"NNS", "NNPS", "VBZ"} or _is_activity(tokens, at)) and not _phrase(tokens, at, noun=noun)
    return Trigger(
        at,
        kind,
        near,
        noun,
        passive=is_passive(tokens, at),
        definite=noun and opener in {"the", "this", "that"},
        generic=plural and not opener,
        weak=base.startswith("WEAK_") and not near and not harm and not confirmed,
        other=noun and _is_other(tokens, at),
        firm=_is_firm(tokens, at, kind, noun=noun) or happens(tokens, at, noun=noun),
        refused=unreal(tokens, at, noun=noun),
    )


def _is_activity(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun in -ing stands by itself: shelling went on, but: a fatal shooting, double shooting in Denver."""
    return tokens[at].text.endswith("ing") and not (at and tokens[at - 1].tag in {"JJ", "CD", "NNP", "NN"})


def _is_noun(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention]) -> bool:
    """Whether the word stands as a noun; "drone strikes shook" is tagged as two verbs."""
    token = tokens[at]
    if token.tag in {"NN", "NNS", "NNP", "NNPS"}:
        return True
    only_noun = (singular_noun(token), "N") in _words() and (token.lemma.lower(), "V") not in _words()
    after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
    if token.tag == "VBG" and (after in {"CD", "DT", "PRP$", "PRP", "NNP", "JJ", "JJS"} or text_at(tokens, at - 1) == ","):
        return False
    modified = any(arm.modifies and arm.last == at for arm in arms)
    gerund = (
        token.tag == "VBG" and (token.text.lower(), "N") in _words() and at > 0 and tokens[at - 1].tag in {"DT", "JJ", "NN", "CD", "PRP$"}
    )
    return gerund or ((only_noun or modified) and token.tag in {"VBZ", "VB", "VBP", "VBG", "JJ", "RB"})


def singular_noun(token: Token) -> str:
    """The singular of a word as if it were a noun."""
    word = token.text.lower()
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _base(tokens: Sequence[Token], at: int, *, noun: bool) -> str | None:
    """What the word tells in the list of words for events; None for any other word."""
    phrase = _phrase(tokens, at, noun=noun)
    if phrase:
        return phrase
    if not noun and (driven := collision(tokens, at)):
        return driven.name
    token, word = tokens[at], tokens[at].text.lower()
    part = "N" if noun else "V" if token.tag.startswith("VB") else None
    if part is None:
        return None
    if token.lemma == "shoot" and text_at(tokens, at + 1) == "down":
        return "ATTACK" if _vehicle(tokens, at) is IncidentType.AIR_ACCIDENT else None
    lemma = singular(token) if noun else token.lemma.lower()
    if lemma == "attempt" and not _on_life(tokens, at):
        return None
    if noun and (lemma, "N") not in _words():
        lemma = singular_noun(token)
    return _words().get((lemma, part)) or _words().get((word, part))


def _on_life(tokens: Sequence[Token], at: int) -> bool:
    """As in "an attempt on the life of the mayor"."""
    return text_at(tokens, at + 1) == "on" and any(token.lemma.lower() in {"life", "live"} for token in tokens[at + 2 : at + 6])


def _phrase(tokens: Sequence[Token], at: int, *, noun: bool) -> str | None:
    """What a word tells together with those beside it: opened fire, air raid, fired at, shots were fired."""
    token, word = tokens[at], tokens[at].text.lower()
    before, after = text_at(tokens, at - 1), text_at(tokens, at + 1)
    fixed = _phrases().get((tokens[at - 1].lemma.lower() if at else "", word)) or _phrases().get((token.lemma.lower(), after))
    if fixed:
        return fixed
    for behind, kind in () if noun else _idioms().get(token.lemma.lower(), ()):
        if behind == tuple(one.text.lower() for one in tokens[at + 1 : at + 1 + len(behind)]):
            return kind
    if noun and before in {"air", "aerial"} and singular_noun(token) in {"strike", "raid", "attack"}:
        return "AIRSTRIKE"
    if token.lemma in {"fire", "shoot"} and token.tag.startswith("VB") and after in AIMED:
        sure = _at_people(tokens, at + 2) or (after in {"on", "upon"} and not is_passive(tokens, at))
        return "SHOOTING" if sure else "WEAK_SHOOTING"
    if noun and word == "fire" and at:
        return _fire(tokens, at)
    fired = noun and word == "shots" and after not in BALL and any(one.lemma == "fire" for one in tokens[max(0, at - 4) : at + 4])
    begun = word == "shooting" and at > 0 and tokens[at - 1].lemma in {"begin", "start", "open"}
    return "SHOOTING" if fired or begun else None


def _fire(tokens: Sequence[Token], at: int) -> str | None:
    """What "fire" tells where guns are fired: an exchange of fire; killed by Israeli fire, under rebel fire."""
    if text_at(tokens, at - 1) == "of" and text_at(tokens, at - 2) == "exchange":
        return "SHOOTING"
    by = tokens[at - 1]
    return "ATTACK" if not _opener(tokens, at) and (by.text in demonyms() or singular(by) in words("forces")) else None


def _at_people(tokens: Sequence[Token], first: int) -> bool:
    """Whether a phrase names people, or counts what it names: shot at five players, fired at him."""
    phrase = phrase_from(tokens, first)
    if phrase is None:
        return text_at(tokens, first) in {"him", "her", "them"}
    head = tokens[phrase[1]]
    return person_noun(head) is not None or (tokens[first].tag == "CD" and head.tag == "NNS")


def _is_other(tokens: Sequence[Token], at: int) -> bool:
    """As in "another attack", "a separate shooting", "a second blast", "two other raids"."""
    opener = at
    while opener and at - opener < NEAR and tokens[opener - 1].tag in {"JJ", "NN", "NNP", "HYPH", "VBN", "CD", "DT"}:
        opener -= 1
        if tokens[opener].text.lower() in {
            "another",
            "separate",
            "second",
            "third",
            "other",
            "different",
            "previous",
            "earlier",
            "unrelated",
        }:
            return True
    return False


def _is_firm(tokens: Sequence[Token], at: int, kind: IncidentType, *, noun: bool) -> bool:
    """Whether the words beside an event say that it happened, or to whom: the blast occurred, shots were fired, shot five players."""
    after = tokens[at + 1 : at + 4]
    if noun:
        taking_place = [token.lemma for token in after[:2]] == ["take", "place"]
        return taking_place or any(token.lemma in OCCURRENCE for token in after)
    if tokens[at].tag not in {"VBD", "VBN", "VBZ"} or not after:
        return False
    return _phrase(tokens, at, noun=False) is not None or (kind in PERSONAL and (after[0].tag in OBJECTS or is_passive(tokens, at)))


def _opener(tokens: Sequence[Token], at: int) -> str:
    """The article, number or possessive that opens the phrase of a noun; empty where none does."""
    for place in range(at - 1, max(-1, at - 8), -1):
        token = tokens[place]
        if token.tag in {"DT", "CD", "PRP$", "POS"} or (token.text == "of" and tokens[place - 1].lemma in SERIES):
            return token.text.lower()
        if token.tag not in {"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "HYPH", "VBN", "CC", "VBG"}:
            return ""
    return ""


def _arms(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention], *, noun: bool) -> tuple[WeaponMention, ...]:
    """The weapons of one event: those that describe its noun, its verb's subject or object, and those behind "with" or "by"."""
    chosen = []
    for arm in arms:
        describing = noun and arm.modifies and arm.last <= at and at - arm.last <= 3
        subject = not noun and not arm.modifies and arm.last <= at <= arm.last + NEAR and _only_verbs(tokens, arm.last, at)
        thrown = tokens[at].lemma in THROWING and at < arm.first <= at + 4
        means = arm.first > at and arm.first - at <= 10 and text_at(tokens, arm.first - 1) in {"with", "by", "from", "using"}
        if describing or subject or thrown or means or (noun and text_at(tokens, at + 1) == "of" and at < arm.first <= at + 3):
            chosen.append(arm)
    return tuple(chosen)


def _only_verbs(tokens: Sequence[Token], first: int, last: int) -> bool:
    return not any(
        (token.tag in {"NN", "NNS", "VBD", "VBZ"} and token.lemma not in {"have", "be"}) or token.text in {";", "."}
        for token in tokens[first:last]
        if token.text != "by"
    )


def _type(tokens: Sequence[Token], at: int, base: str, near: Sequence[WeaponMention], harm: Sequence[Harm]) -> IncidentType | None:
    """What happened, from the word and the weapon; None where the word alone does not tell that anything did."""
    weapon = next((arm.type for arm in reversed(near) if arm.type), None)
    if base == "BY_WEAPON":
        return _by_weapon(tokens, at, weapon, near) or (IncidentType.ATTACK if _hurts(tokens, at, harm) else None)
    kind = IncidentType[base.removeprefix("WEAK_")]
    if kind in CRASHES and tokens[at].lemma not in {"derail", "derailment"}:
        return _vehicle(tokens, at) or (kind if (near or harm) and kind is IncidentType.ACCIDENT else None)
    if kind is IncidentType.COLLAPSE:
        return _collapse(tokens, at)
    if kind is IncidentType.EPIDEMIC and not SPREADING & {one.lemma.lower() for one in tokens}:
        return None
    if kind is IncidentType.EXPLOSION and not weapon and _at_plant(tokens, at):
        return IncidentType.INDUSTRIAL_ACCIDENT
    armed = kind in VIOLENT_BASES or (kind is IncidentType.ARSON and weapon in FROM_AFAR)
    return weapon if weapon and armed else kind


def _by_weapon(tokens: Sequence[Token], at: int, weapon: IncidentType | None, near: Sequence[WeaponMention]) -> IncidentType | None:
    """What a verb tells that takes its meaning from the weapon: a drone hit a house; a man was hit with a pistol, which is no shooting."""
    if weapon is IncidentType.SHOOTING and text_at(tokens, near[-1].first - 1) == "with":
        return IncidentType.ATTACK
    return weapon or (IncidentType.ATTACK if _is_military(tokens, at) or _aims(tokens, at) else None)


def _is_military(tokens: Sequence[Token], at: int) -> bool:
    """As in "military strikes", "Israeli strikes", "a precision strike", "the strike"."""
    return tokens[at].tag in {"NN", "NNS"} and (
        text_at(tokens, at - 1) in MILITARY or (_opener(tokens, at) == "the" and tokens[at].tag == "NN")
    )


def _hurts(tokens: Sequence[Token], at: int, harm: Sequence[Harm]) -> bool:
    """Whether it is told whom a strike killed or hurt, so that nobody has put down tools; or whom forces did, which struck something."""
    if tokens[at].lemma.lower() not in STRIKING or not any(one.effect in HURTING for one in harm):
        return False
    if tokens[at].tag.startswith("VB"):
        by = doer(tokens, at, passive=is_passive(tokens, at))
        return by is not None and (singular(tokens[by.last - 1]) in words("forces") or tokens[by.last - 1].tag == "NNP")
    before, after = text_at(tokens, at - 1), text_at(tokens, at + 1)
    return before not in words("peaceful_strikes") and before != "on" and after != "action" and not (at and tokens[at - 1].tag == "POS")


def _aims(tokens: Sequence[Token], at: int) -> bool:
    """As in "a strike on the depot"."""
    aimed = tokens[at].lemma.lower() == "strike" and tokens[at].tag in {"NN", "NNS"} and text_at(tokens, at + 1) == "on"
    return aimed and bool(targets(tokens, at, noun=True))


def _vehicle(tokens: Sequence[Token], at: int) -> IncidentType | None:
    near = [*reversed(tokens[max(0, at - NEAR) : at]), *tokens[at + 1 : at + NEAR]]
    found = [vehicles()[singular(token)] for token in near if singular(token) in vehicles()]
    rare = next((kind for kind in found if kind is not IncidentType.ROAD_ACCIDENT), None)
    return rare or (found[0] if found else None)


def _collapse(tokens: Sequence[Token], at: int) -> IncidentType | None:
    near = {singular(token) for token in tokens[max(0, at - NEAR) : at + NEAR]}
    if any((word, "SLOPE") in _collapsing() for word in near):
        return IncidentType.LANDSLIDE
    return IncidentType.COLLAPSE if any((word, "STRUCTURE") in _collapsing() for word in near) else None


def _at_plant(tokens: Sequence[Token], at: int) -> bool:
    before = any(
        (text_at(tokens, place), "PLANT") in _collapsing() for place in range(max(0, at - 2), at) if text_at(tokens, place - 1) != "tear"
    )
    return before or any(token.text.lower() in {"mine", "plant", "refinery"} for token in tokens[at : at + NEAR])
