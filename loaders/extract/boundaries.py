"""Where what was said ends: where its sentence does, or where the writer goes on."""

from __future__ import annotations

from collections.abc import Collection

from loaders.extract.cues import Cue
from loaders.extract.dependencies import depends
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.subjects import Range

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "EX", "CD", "JJ"})
"""Tags that a main clause begins with."""
_CLAUSE = 14
_TRIM = frozenset({".", ",", "!", "?", ";", ":", "…", "—", "–"})
_RELATIVE = frozenset({"which", "who", "where"})
_ASIDE = frozenset({"while", "whereas"})
_LONGEST = 400


def trimmed(passage: Passage, first: int, end: int) -> Range | None:
    """The range without the marks that end a sentence or part clauses."""
    tokens = passage.tokens
    while end > first and tokens[end - 1].text in _TRIM and passage.inside[end - 1] < 0:
        end -= 1
    while first < end and tokens[first].text in {",", ":", ";"}:
        first += 1
    return (first, end) if first < end else None


def sentence_end(passage: Passage, at: int) -> int:
    """The end of the sentence, and of those that begin inside its quotations."""
    end = passage.bounds(at)[1]
    while end < len(passage.tokens) and passage.inside[end - 1] >= 0 and passage.quoted[passage.inside[end - 1]].last >= end:
        end = passage.bounds(passage.quoted[passage.inside[end - 1]].last)[1]
    return end


def sentence_begin(passage: Passage, at: int) -> int:
    """The beginning of the sentence, and of that in which a quotation began that it opens within."""
    begin = passage.bounds(at)[0]
    while begin and passage.inside[begin] >= 0 and passage.quoted[passage.inside[begin]].first < begin:
        begin = passage.bounds(passage.quoted[passage.inside[begin]].first)[0]
    return begin


def clause_end(passage: Passage, first: int, cue: Cue, stops: Collection[int]) -> int:
    """Where the content that begins at `first` ends: at the end of its sentence, or where the writer goes on."""
    tokens = passage.tokens
    end = min(sentence_end(passage, first), first + _LONGEST)
    subordinate = _is_subordinate(passage, cue)
    finite = next((at for at in range(first, end) if tokens[at].tag in FINITE), end)
    for at in range(first + 1, end):
        if passage.inside[at] >= 0 and passage.quoted[passage.inside[at]].first != at:
            continue
        if tokens[at].text == "," and (
            (subordinate and _clause_opens(passage, at + 1, end))
            or _new_clause(passage, at, end, phrasal=at < finite)
            or _leaves(passage, first, at + 1, cue.verb)
        ):
            return at
        if tokens[at].text in {",", "—", "–", "--", ";"} and at + 1 < end and _writer_goes_on(passage, at + 1, end, stops):
            return at
        if _comma_within(passage, at) and _writer_goes_on(passage, at, end, stops):
            return at
        if tokens[at].tag == "CC" and _joined_cue(passage, at, end, stops, tokens[cue.verb].tag):
            return at
    return end


def _new_clause(passage: Passage, comma: int, end: int, *, phrasal: bool) -> bool:
    """Whether the writer's own clause begins behind a comma: said it was over, but nobody left; backed a plan, which failed."""
    tokens = passage.tokens
    if comma + 2 >= end or passage.inside[comma + 1] >= 0:
        return False
    joined = tokens[comma + 1].tag == "CC" and (phrasal or passage.low[comma + 1] == "but")
    relative = phrasal and passage.low[comma + 1] in _RELATIVE and not _closes(passage, comma + 2, end)
    joined = joined and passage.low[comma + 2] != "that"
    return relative or (joined and _clause_opens(passage, comma + 2, end))


def _leaves(passage: Passage, first: int, at: int, verb: int) -> bool:
    """Whether a parse shows that a verb of speech governs what begins at `first`, and not what follows at a later word."""
    if at >= len(passage.tokens) or passage.inside[at] >= 0:
        return False
    return depends(passage, at, verb) is False and depends(passage, first, verb) is True


def _closes(passage: Passage, first: int, end: int) -> bool:
    """Whether an aside ends before the verb of its clause: a watchman, who died, had the key."""
    comma = next((at for at in range(first, min(end, first + _CLAUSE)) if passage.tokens[at].text == ","), end)
    return comma + 1 < end and passage.tokens[comma + 1].tag in FINITE


def _comma_within(passage: Passage, at: int) -> bool:
    """Whether words in marks end before this one with the comma of the sentence: a "disgrace," blaming him."""
    number = passage.inside[at - 1]
    return number >= 0 and passage.quoted[number].last == at - 1 and passage.tokens[at - 2].text == ","


def _is_subordinate(passage: Passage, cue: Cue) -> bool:
    """Whether the cue stands in a clause that the main one follows: When Lee said it was over, the hall fell silent."""
    begin = passage.bounds(cue.verb)[0]
    head = passage.tokens[begin]
    opens = head.text.lower() in words("subordinators") and head.tag in {"IN", "WRB", "RB"}
    return opens and not any(token.text == "," for token in passage.tokens[begin : cue.first])


def _clause_opens(passage: Passage, at: int, end: int) -> bool:
    """Whether a main clause begins here: a subject, and a finite verb before the next comma."""
    tokens = passage.tokens
    if at >= end or tokens[at].tag not in _SUBJECT or passage.inside[at] >= 0:
        return False
    for place in range(at + 1, min(end, at + _CLAUSE)):
        if tokens[place].tag in FINITE:
            return True
        if tokens[place].text in {",", ";"} or tokens[place].tag in {"WDT", "WP"}:
            return False
    return False


def _writer_goes_on(passage: Passage, at: int, end: int, stops: Collection[int]) -> bool:
    tokens = passage.tokens
    low = tokens[at].text.lower()
    if _comments(passage, at, end) or at in stops or low in _ASIDE or (low == "according" and at + 1 < end and tokens[at + 1].text == "to"):
        return True
    if tokens[at].tag == "CC" and at + 1 < end:
        return at + 1 in stops or _next_verb(passage, at + 1, end) in stops
    verb = _next_verb(passage, at, end)
    return verb in stops or (verb < end and tokens[verb].tag == "VBG" and tokens[verb].text.lower() in words("comment_participles"))


def _comments(passage: Passage, at: int, end: int) -> bool:
    """Whether an apposition to the whole content begins here: , a claim that he made before; , a move that could end it."""
    tokens = passage.tokens
    if tokens[at].text.lower() not in {"a", "an", "one"} or at + 1 >= end:
        return False
    for place in range(at + 1, min(end - 1, at + 4)):
        if tokens[place].tag == "NN" and (
            tokens[place + 1].text.lower() in {"that", "which"} or tokens[place].lemma.lower() in words("speech_nouns")
        ):
            return True
    return tokens[at + 1].text.lower() == "that"


def _joined_cue(passage: Passage, conjunction: int, end: int, stops: Collection[int], tag: str) -> bool:
    verb = _next_verb(passage, conjunction + 1, end)
    perfect = any(token.lemma == "have" for token in passage.tokens[conjunction + 1 : verb])  # had seen it and had told them
    return verb in stops and verb < end and not perfect and _tense(passage.tokens[verb].tag) == _tense(tag)


def _tense(tag: str) -> str:
    """The tag of a verb; past and participle alike, since taggers confuse them behind "and"."""
    return "VBD" if tag == "VBN" else tag


def _next_verb(passage: Passage, at: int, end: int) -> int:
    """The place itself, or the first behind adverbs and auxiliaries that stand here."""
    tokens = passage.tokens
    while at < end and (tokens[at].tag in {"RB", "RBR"} or tokens[at].text.lower() in {"then", "later", "has", "have", "had"}):
        at += 1
    return at
