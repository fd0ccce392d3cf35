"""Finds the words that mark speech: verbs of speech with their auxiliaries, "according to", "in their words"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import rows, words
from loaders.extract.names import is_titled
from loaders.extract.passages import Passage

_AUXILIARY = frozenset({"have", "be", "do", "get"})
_NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "neither", "nor", "hardly"})
_ADVERB = frozenset({"RB", "RBR", "RBS"})
_REALISED_CONTROL = frozenset({"go", "continue", "proceed", "come", "take", "turn"})
_INVITING = frozenset({",", "?", "!"})
"""Marks before the end of a quotation that a speaker follows."""
_NEAR = 14
_DISCOURSE = frozenset({"that", "having", "sad", "easier", "needless", "strictly", "generally", "enough"})


@dataclass(frozen=True, slots=True)
class Frames:
    """What a verb of speech can be followed by; see the word list of cues."""

    codes: str
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A mark of speech in a passage: the tokens to print, the token of its verb, and how it is used."""

    first: int
    last: int
    verb: int
    frames: Frames
    participle: bool = False
    passive: bool = False
    realised: bool = True
    """False where the speech is denied, wished for or asked about."""
    paraphrase: bool = False
    """True where an adverb such as "essentially" says that the words are the writer's."""


@cache
def _frames() -> Mapping[str, Frames]:
    return {row[0]: Frames(row[1], frozenset(row[2].split()) if len(row) > 2 else frozenset()) for row in rows("cues")}


@cache
def _forms() -> Mapping[str, str]:
    """The regular forms of the verbs of speech, which are surer than a lemma that was guessed from the form."""
    forms: dict[str, str] = {"read": "read", "wrote": "write", "sang": "sing", "said": "say", "told": "tell"}
    for lemma in _frames():
        forms[lemma] = lemma
        stem = lemma.removesuffix("e")
        past = [stem + "ed", stem + stem[-1] + "ed", lemma[:-1] + "ied" if lemma.endswith("y") else stem + "ed"]
        going = [stem + "ing", stem + stem[-1] + "ing"]
        present = [lemma + "s", lemma + "es", lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"]
        for form in (*past, *going, *present):
            forms.setdefault(form, lemma)
    return forms


def cues(passage: Passage) -> Iterator[Cue]:
    """The verbs of speech outside quotation marks, in order."""
    for at, token in enumerate(passage.tokens):
        if passage.inside[at] < 0 and ((token.pos == "VERB" and token.tag.startswith("VB")) or _speaks(passage, at)):
            lemma = token.lemma.lower()
            lemma = lemma if lemma in _frames() else _forms().get(token.text.lower(), lemma)
            particle = passage.tokens[at + 1].text.lower() if at + 1 < len(passage.tokens) else ""
            onward = passage.tokens[at + 2].tag == "TO" if at + 2 < len(passage.tokens) else False
            phrasal = None if onward else _frames().get(f"{lemma} {particle}")
            frames = phrasal or _frames().get(lemma)
            if frames and not _is_marker(passage, at):
                cue = _cue(passage.tokens, passage.bounds(at)[0], at, frames)
                yield replace(cue, last=cue.last + 1) if phrasal else cue


def _speaks(passage: Passage, at: int) -> bool:
    """Whether a word that was read as another than a verb stands where a verb of speech does: "...," the email read."""
    tokens = passage.tokens
    low = tokens[at].text.lower()
    if low not in _forms() or at == 0 or not _ends_phrase(tokens[at - 1]):
        return False
    if at + 2 < len(tokens) and tokens[at + 1].text in {",", ":"} and passage.inside[at + 2] >= 0:
        return tokens[at - 1].tag in {"NNP", "PRP"}
    if at + 1 < len(tokens) and tokens[at + 1].pos not in {"PUNCT", "ADV", "ADP"}:
        return False
    back = at - 1
    while back > max(0, at - _NEAR) and passage.inside[back] < 0 and tokens[back].pos not in {"VERB", "AUX", "PUNCT"}:
        back -= 1
    return passage.inside[back] >= 0 and back < at - 1 and tokens[back].text not in {",", "."} and tokens[back - 1].text in _INVITING


def _ends_phrase(token: Token) -> bool:
    return token.tag in {"NN", "NNP", "NNPS", "NNS", "PRP", "CD"} or token.text.lower() in words("lone_determiners")


def _is_marker(passage: Passage, at: int) -> bool:
    """Whether the verb belongs to a phrase that marks no speech: that said, so to speak, the so-called, needless to say."""
    tokens = passage.tokens
    begin, end = passage.bounds(at)
    low = tokens[at].text.lower()
    if at > begin and tokens[at].text[0].isupper() and not is_titled(tokens[begin:end]):
        return True  # the United States
    before = tokens[at - 1].text.lower() if at > begin else ""
    after = tokens[at + 1].text.lower() if at + 1 < end else ""
    if low == "said" and before in _DISCOURSE and (at - 1 == begin or tokens[at - 2].text in {",", "—", ";"}) and after in {",", ""}:
        return True
    if "-" in {before, after} and (tokens[at - 1].tag == "HYPH" or (at + 1 < end and tokens[at + 1].tag == "HYPH")):
        return True
    return low == "speak" and before == "to"


def _cue(tokens: Sequence[Token], begin: int, verb: int, frames: Frames) -> Cue:
    first = verb
    passive = negated = modal = False
    infinitive = control = False
    paraphrase = False
    at = verb - 1
    while at >= begin and verb - at < 9:
        token = tokens[at]
        low = token.text.lower()
        if low in _NEGATION:
            negated = True
            first = at
        elif token.tag in _ADVERB and low not in {"as", "so", "however", "meanwhile"}:
            paraphrase = paraphrase or low in words("approximators")
            if paraphrase and low in words("approximators"):
                first = at
        elif token.tag == "MD":
            modal = True
            first = at
        elif token.pos in {"AUX", "VERB"} and token.lemma in _AUXILIARY and token.tag != "VBG":
            passive = passive or (token.lemma in {"be", "get"} and tokens[verb].tag in {"VBN", "VBD"})
            first = at
        elif token.tag == "VBG" and token.lemma in {"be", "have"}:
            first = at
        elif token.tag == "TO" and at + 1 == first:
            infinitive = True
            governor = next((back for back in range(max(begin, at - 2), at) if tokens[back].lemma in _REALISED_CONTROL), None)
            control = governor is not None
            first = governor if governor is not None else first
            break
        else:
            break
        at -= 1
    lone = first == verb or paraphrase
    participle = tokens[verb].tag == "VBG" and lone
    passive = passive or (tokens[verb].tag == "VBN" and first == verb and verb > begin and tokens[verb - 1].tag in {"NN", "NNS"})
    realised = not (negated or modal or (infinitive and not control))
    return Cue(first, verb + 1, verb, frames, participle, passive, realised, paraphrase)
