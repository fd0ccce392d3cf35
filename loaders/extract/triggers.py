"""Finds the words that tell that something happened: drone strikes, an explosion, slammed into, opened fire.

Words that are used of other things as well count only with a weapon, harm to people or a vehicle beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.base import Sentence, Token
from loaders.extract.arguments import WeaponMention, singular, weapons
from loaders.extract.harm import Harm
from loaders.extract.harm_reader import NEGATIONS, UNREAL
from loaders.extract.lexicon import rows
from schema.records.incident import IncidentType

NEAR = 6
TURNS = frozenset({",", ";", "and", "but", "after", "when", "following", "during", "in", "since", "while", "before"})
"""Words behind which what stands before no longer bears on an event."""
ASIDE = frozenset(
    [
        "threat",
        "threaten",
        "risk",
        "fear",
        "danger",
        "possibility",
        "plan",
        "plot",
        "prevent",
        "avoid",
        "stop",
        "halt",
        "end",
        "ban",
        "against",
        "refrain",
        "cease",
        "deter",
        "suspect",
        "accuse",
        "charge",
        "convict",
        "trial",
        "attempt",
        "try",
        "want",
        "vow",
        "warn",
        "warning",
        "ready",
        "prepare",
        "intend",
        "seek",
        "case",
        "suspicion",
        "future",
        "potential",
        "possible",
        "alleged",
        "cessation",
    ]
)
"""Words before an event that make it one that did not happen, or not as told."""
VEHICLES: Mapping[str, IncidentType] = {
    **dict.fromkeys(
        ["plane", "aircraft", "jet", "airplane", "helicopter", "airliner", "flight", "airbus", "boeing", "cessna"],
        IncidentType.AIR_ACCIDENT,
    ),
    **dict.fromkeys(["train", "tram", "locomotive", "carriage", "rail", "railway", "subway"], IncidentType.RAIL_ACCIDENT),
    **dict.fromkeys(["boat", "ship", "ferry", "vessel", "canoe", "dinghy", "tanker", "trawler", "yacht"], IncidentType.SHIPPING_ACCIDENT),
    **dict.fromkeys(
        [
            "car",
            "bus",
            "truck",
            "van",
            "vehicle",
            "motorcycle",
            "motorbike",
            "lorry",
            "minibus",
            "coach",
            "suv",
            "taxi",
            "bicycle",
            "motorist",
            "driver",
            "road",
            "highway",
        ],
        IncidentType.ROAD_ACCIDENT,
    ),
}
STRUCTURES = frozenset(
    [
        "building",
        "bridge",
        "roof",
        "wall",
        "house",
        "tower",
        "mine",
        "stand",
        "stadium",
        "factory",
        "ceiling",
        "floor",
        "block",
        "balcony",
        "crane",
        "scaffold",
        "scaffolding",
        "dam",
        "tunnel",
        "church",
        "school",
        "stage",
    ]
)
SLOPES = frozenset(["hillside", "hill", "slope", "cliff", "mountainside", "embankment"])
PLANTS = frozenset(["boiler", "methane", "gas", "chemical", "dust", "fireworks", "pipeline", "refinery", "plant", "mine", "firedamp"])
CONFIRMED = frozenset({IncidentType.AIR_ACCIDENT, IncidentType.RAIL_ACCIDENT, IncidentType.COLLAPSE, IncidentType.LANDSLIDE})
"""Sorts that are only read where a vehicle or a building stands beside the word."""
FIXED = {
    ("open", "fire"): "SHOOTING",
    ("return", "fire"): "SHOOTING",
    ("exchange", "fire"): "SHOOTING",
    ("gun", "down"): "SHOOTING",
    ("blow", "up"): "EXPLOSION",
    ("set", "fire"): "ARSON",
    ("set", "ablaze"): "ARSON",
}
"""Two words that tell together what neither tells alone."""
THROWING = frozenset({"launch", "fire", "throw", "hurl", "toss", "plant", "drop"})
VIOLENT_BASES = frozenset({IncidentType.ATTACK, IncidentType.BOMBING, IncidentType.EXPLOSION})


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


@cache
def _words() -> Mapping[tuple[str, str], str]:
    return {(word, part): kind for word, part, kind in rows("event_triggers")}


@cache
def _figurative() -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in rows("figurative"))


def triggers(sentence: Sentence, harm: Sequence[Harm]) -> tuple[Trigger, ...]:
    """The words of a sentence that tell that something happened, in order."""
    tokens = sentence.tokens
    if not any((token.lemma.lower(), part) in _words() or (token.text.lower(), part) in _words() for token in tokens for part in "NV"):
        return ()
    arms = weapons(tokens)
    return tuple(trigger for at in range(len(tokens)) if (trigger := _trigger(tokens, at, arms, harm)))


def _trigger(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention], harm: Sequence[Harm]) -> Trigger | None:
    noun = _is_noun(tokens, at, arms)
    base = _base(tokens, at, noun=noun)
    if base is None or _is_figurative(tokens, at) or _is_unreal(tokens, at, noun=noun) or _describes(tokens, at, noun=noun):
        return None
    near = _arms(tokens, at, arms, noun=noun, throwing=tokens[at].lemma in THROWING)
    kind = _type(tokens, at, base, near, violent=bool(near or harm))
    if kind is None:
        return None
    opener = _opener(tokens, at)
    confirmed = kind in CONFIRMED or (kind is IncidentType.ROAD_ACCIDENT and _vehicle(tokens, at) is not None)
    plural = noun and (tokens[at].tag in {"NNS", "NNPS", "VBZ"} or tokens[at].text.endswith("ing"))
    return Trigger(
        at,
        kind,
        near,
        noun,
        passive=_is_passive(tokens, at),
        definite=noun and opener in {"the", "this", "that"},
        generic=plural and not opener,
        weak=base.startswith("WEAK_") and not near and not harm and not confirmed,
    )


def _is_noun(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention]) -> bool:
    """Whether the word stands as a noun; "drone strikes shook" is tagged as two verbs."""
    token = tokens[at]
    if token.tag in {"NN", "NNS", "NNP", "NNPS"}:
        return True
    only_noun = (singular_noun(token), "N") in _words() and (token.lemma.lower(), "V") not in _words()
    after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
    if token.tag == "VBG" and after in {"CD", "DT", "PRP$", "PRP", "NNP", "JJ", "JJS"}:
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
    token = tokens[at]
    word, before, after = token.text.lower(), _text(tokens, at - 1), _text(tokens, at + 1)
    fixed = FIXED.get((tokens[at - 1].lemma.lower() if at else "", word)) or FIXED.get((token.lemma.lower(), after))
    if fixed:
        return fixed
    if noun and word in {"strike", "strikes", "raid", "raids", "attack", "attacks"} and before in {"air", "aerial"}:
        return "AIRSTRIKE"
    if token.lemma == "fire" and token.tag.startswith("VB") and after in {"at", "on", "upon", "into", "toward", "towards"}:
        return "SHOOTING" if after in {"on", "upon"} else "WEAK_SHOOTING"
    near = {one.lemma for one in tokens[max(0, at - 4) : at + 4]}
    if (noun and word == "shots" and "fire" in near) or (
        word == "shooting" and before and tokens[at - 1].lemma in {"begin", "start", "open"}
    ):
        return "SHOOTING"
    part = "N" if noun else "V" if token.tag.startswith("VB") else None
    if part is None or (token.lemma == "shoot" and after == "down"):
        return None
    lemma = singular(token) if noun else token.lemma.lower()
    if noun and (lemma, "N") not in _words():
        lemma = singular_noun(token)
    return _words().get((lemma, part)) or _words().get((word, part))


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text.lower() if 0 <= at < len(tokens) else ""


def _is_figurative(tokens: Sequence[Token], at: int) -> bool:
    lemma = singular(tokens[at])
    return bool(
        {(_text(tokens, at - 1), lemma), (lemma, _text(tokens, at + 1)), (_text(tokens, at - 1), tokens[at].text.lower())} & _figurative()
    )


def _is_unreal(tokens: Sequence[Token], at: int, *, noun: bool) -> bool:
    """Whether the event is negated, feared, planned, possible or to be ended."""
    near = tokens[max(0, at - 4) : at]
    accused = any(token.lemma in {"accuse", "suspect", "blame"} for token in tokens[max(0, at - 12) : at])
    if noun:
        start = next((place for place in range(len(near) - 1, -1, -1) if near[place].text.lower() in TURNS), -1)
        near = near[start + 1 :]
        return (
            accused or any(token.text.lower() in NEGATIONS or token.lemma.lower() in ASIDE for token in near) or _follows_modal(tokens, at)
        )
    group = _verb_group(tokens, at)
    if any(token.text.lower() in UNREAL | NEGATIONS for token in group):
        return True
    infinitive = tokens[at].tag == "VB" and _text(tokens, at - 1) == "to"
    aside = accused or any(token.lemma.lower() in ASIDE for token in near)
    return infinitive or tokens[at].tag == "VB" or (tokens[at].tag == "VBG" and aside)


def _describes(tokens: Sequence[Token], at: int, *, noun: bool) -> bool:
    """Whether a participle only describes a noun: attacking chances, the assassinated minister."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if noun or after is None or tokens[at].tag not in {"VBG", "VBN"}:
        return False
    return (
        after.tag in {"NN", "NNS", "JJ", "NNP"}
        and not _is_passive(tokens, at)
        and _text(tokens, at - 1) not in {",", "have", "has", "had", "and", "was", "were", "while", "by"}
    )


def _follows_modal(tokens: Sequence[Token], at: int) -> bool:
    """As in "won't be followed by an airstrike", "could lead to an attack", "if a bomb explodes"."""
    before = [token.text.lower() for token in tokens[max(0, at - 10) : at]]
    cut = max(
        (place for place, word in enumerate(before) if word in {",", ";", "but", "that", "as", "after", "when", "while", "—"}), default=-1
    )
    return bool(UNREAL.intersection(before[cut + 1 :]))


def _verb_group(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    first = at
    while first and (tokens[first - 1].pos in {"AUX", "ADV", "PART"} or tokens[first - 1].tag == "MD"):
        first -= 1
    return tokens[first:at]


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].tag in {"VBN", "VBD"} and any(token.lemma in {"be", "get"} for token in _verb_group(tokens, at))


def _opener(tokens: Sequence[Token], at: int) -> str:
    """The article, number or possessive that opens the phrase of a noun; empty where none does."""
    for place in range(at - 1, max(-1, at - 8), -1):
        token = tokens[place]
        if token.tag in {"DT", "CD", "PRP$", "POS"}:
            return token.text.lower()
        if token.tag not in {"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "HYPH", "VBN", "CC", "VBG"}:
            return ""
    return ""


def _arms(tokens: Sequence[Token], at: int, arms: Sequence[WeaponMention], *, noun: bool, throwing: bool) -> tuple[WeaponMention, ...]:
    """The weapons of one event: those that describe its noun, its verb's subject or object, and those behind "with" or "by"."""
    chosen = []
    for arm in arms:
        describes = noun and arm.modifies and arm.last <= at and at - arm.last <= 3
        subject = not noun and not arm.modifies and arm.last <= at <= arm.last + NEAR and _only_verbs(tokens, arm.last, at)
        thrown = throwing and at < arm.first <= at + 4
        means = arm.first > at and arm.first - at <= 10 and _text(tokens, arm.first - 1) in {"with", "by", "from", "using"}
        if describes or subject or thrown or means:
            chosen.append(arm)
    return tuple(chosen)


def _only_verbs(tokens: Sequence[Token], first: int, last: int) -> bool:
    return not any(
        (token.tag in {"NN", "NNS", "VBD", "VBZ"} and token.lemma not in {"have", "be"}) or token.text in {";", "."}
        for token in tokens[first:last]
        if token.text != "by"
    )


def _type(tokens: Sequence[Token], at: int, base: str, near: Sequence[WeaponMention], *, violent: bool) -> IncidentType | None:
    """What happened, from the word and the weapon; None where the word alone does not tell that anything did."""
    weapon = next((arm.type for arm in reversed(near) if arm.type), None)
    if base == "BY_WEAPON":
        return weapon or (IncidentType.ATTACK if _is_military(tokens, at) else None)
    kind = IncidentType[base.removeprefix("WEAK_")]
    match kind:
        case IncidentType.ROAD_ACCIDENT | IncidentType.RAIL_ACCIDENT if tokens[at].lemma not in {"derail", "derailment"}:
            return _vehicle(tokens, at) or (kind if violent and kind is IncidentType.ROAD_ACCIDENT else None)
        case IncidentType.COLLAPSE:
            return _collapse(tokens, at)
        case IncidentType.EXPLOSION if not weapon and _at_plant(tokens, at):
            return IncidentType.INDUSTRIAL_ACCIDENT
    return weapon if weapon and kind in VIOLENT_BASES else kind


def _is_military(tokens: Sequence[Token], at: int) -> bool:
    """As in "military strikes", "Israeli strikes", "a precision strike", "the strike"."""
    return tokens[at].tag in {"NN", "NNS"} and (
        _text(tokens, at - 1) in {"military", "precision", "retaliatory", "overnight", "deadly", "nighttime"}
        or (_opener(tokens, at) == "the" and tokens[at].tag == "NN")
    )


def _vehicle(tokens: Sequence[Token], at: int) -> IncidentType | None:
    near = [*reversed(tokens[max(0, at - NEAR) : at]), *tokens[at + 1 : at + NEAR]]
    found = [VEHICLES[singular(token)] for token in near if singular(token) in VEHICLES]
    rare = next((kind for kind in found if kind is not IncidentType.ROAD_ACCIDENT), None)
    return rare or (found[0] if found else None)


def _collapse(tokens: Sequence[Token], at: int) -> IncidentType | None:
    near = {singular(token) for token in tokens[max(0, at - NEAR) : at + NEAR]}
    return IncidentType.LANDSLIDE if near & SLOPES else IncidentType.COLLAPSE if near & STRUCTURES else None


def _at_plant(tokens: Sequence[Token], at: int) -> bool:
    return any(_text(tokens, place) in PLANTS for place in range(max(0, at - 2), at)) or any(
        _text(tokens, place) in {"mine", "plant", "refinery"} for place in range(at, min(at + 6, len(tokens)))
    )
