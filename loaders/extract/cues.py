"""Finds the words that mark speech: verbs of speech with their auxiliaries, "according to", "in their words"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.base import Token
from loaders.extract.lexicon import rows, words
from loaders.extract.names import is_titled
from loaders.extract.passages import Passage
from schema.records.refusal import Rule

_AUXILIARY = frozenset({"have", "be", "do", "get"})
_NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "neither", "nor", "hardly"})
_ADVERB = frozenset({"RB", "RBR", "RBS"})
_REALISED_CONTROL = frozenset({"go", "continue", "proceed", "come", "take", "turn"})
_ALWAYS = frozenset({"said", "wrote", "told"})
"""Forms that are verbs whatever a tagger takes them for."""
SPEECH, BELIEFS = "cues", "beliefs"
"""The word lists of verbs that can be read."""
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
    unreal: Rule | None = None
    """Why it tells of no speech, where that is denied or only possible."""
    paraphrase: bool = False
    """True where an adverb such as "essentially" says that the words are the writer's."""

    @property
    def realised(self) -> bool:
        """Whether it tells of speech that took place."""
        return self.unreal is None


@cache
def _frames(kind: str) -> Mapping[str, Frames]:
    return {row[0]: Frames(row[1], frozenset(row[2].split()) if len(row) > 2 else frozenset()) for row in rows(kind)}


@cache
def _forms(kind: str) -> Mapping[str, str]:
    """The regular forms of the verbs of speech, which are surer than a lemma that was guessed from the form."""
    forms: dict[str, str] = {"read": "read", "wrote": "write", "sang": "sing", "said": "say", "told": "tell"}
    for lemma in _frames(kind):
        forms[lemma] = lemma
        stem = lemma.removesuffix("e")
        past = [stem + "ed", stem + stem[-1] + "ed", lemma[:-1] + "ied" if lemma.endswith("y") else stem + "ed"]
        going = [stem + "ing", stem + stem[-1] + "ing"]
        present = [lemma + "s", lemma + "es", lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"]
        for form in (*past, *going, *present):
            forms.setdefault(form, lemma)
    return forms


def cues(passage: Passage, kind: str = SPEECH) -> Iterator[Cue]:
    """The verbs of speech, or of another list, outside quotation marks, in order."""
    frames, forms, heads, calls = _frames(kind), _forms(kind), _heads(kind), _calls(kind)
    for at, low in enumerate(passage.low):
        token = passage.tokens[at]
        if low not in calls and token.lemma not in calls:
            continue
        lemma = token.lemma if token.lemma in frames else forms.get(low, token.lemma)
        if (lemma not in frames and lemma not in heads) or passage.inside[at] >= 0:
            continue
        verbal = (token.pos == "VERB" and token.tag.startswith("VB")) or low in _ALWAYS
        if not (verbal or (kind == SPEECH and _speaks(passage, at))) or _is_marker(passage, at):
            continue
        particle = passage.low[at + 1] if at + 1 < len(passage.low) else ""
        onward = passage.tokens[at + 2].tag == "TO" if at + 2 < len(passage.tokens) else False
        phrasal = None if onward else frames.get(f"{lemma} {particle}")
        frame = phrasal or frames.get(lemma)
        if frame:
            cue = _cue(passage.tokens, passage.bounds(at)[0], at, frame)
            yield replace(cue, last=cue.last + 1) if phrasal else cue


@cache
def _heads(kind: str) -> frozenset[str]:
    """The verbs that are of the list with a particle: to point out."""
    return frozenset(name.partition(" ")[0] for name in _frames(kind) if " " in name)


@cache
def _calls(kind: str) -> frozenset[str]:
    """The words and lemmas that a verb of the list can show by."""
    return frozenset(_forms(kind)) | _heads(kind) | frozenset(_frames(kind))


def _speaks(passage: Passage, at: int) -> bool:
    """Whether a word that was read as another than a verb stands where a verb of speech does: "...," the email read."""
    tokens = passage.tokens
    low = tokens[at].text.lower()
    if low not in _forms(SPEECH) or at == 0 or not _ends_phrase(tokens[at - 1]):
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


def _is_reduced(tokens: Sequence[Token], begin: int, verb: int) -> bool:
    """Whether a participle tells about the noun before it, in a clause that has its verb: it is a plan called X."""
    if verb == begin or tokens[verb - 1].tag not in {"NN", "NNS"}:
        return False
    for at in range(verb - 1, begin - 1, -1):
        if tokens[at].tag in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        if tokens[at].pos in {"PUNCT", "CCONJ"}:
            return False
    return False


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
            negated = negated or any(token.lemma in words("withholding") for token in tokens[max(begin, at - 2) : at])
            control = governor is not None
            first = governor if governor is not None else first
            break
        else:
            break
        at -= 1
    lone = first == verb or paraphrase
    participle = tokens[verb].tag == "VBG" and lone
    passive = passive or (tokens[verb].tag == "VBN" and first == verb and _is_reduced(tokens, begin, verb))
    possible = modal or (infinitive and not control)
    unreal = Rule.NEGATED if negated else Rule.HYPOTHETICAL if possible else None
    return Cue(first, verb + 1, verb, frames, participle, passive, unreal, paraphrase)
