"""Finds what was said: the clause, phrase or quotation that a verb of speech governs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from loaders.extract.boundaries import FINITE, clause_end, sentence_end, trimmed
from loaders.extract.cues import Cue
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.sources import FIGURES
from loaders.extract.subjects import Range, phrase_after
from loaders.extract.titles import is_distanced, is_title

_OPENS_PHRASE = frozenset(
    {"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "PRP$", "PRP", "CD", "PDT", "VBG", "$", "POS", "RBR", "FW", "EX"}
)
_BEYOND_NAME = FINITE | {"CC", "WDT", "WP", "WRB", ","}
_ASIDES = frozenset({"without", "despite", "according"})
_QUESTION_WORDS = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which", "whom"})
ADDRESSED = frozenset(
    {"tell", "remind", "assure", "inform", "warn", "notify", "convince", "advise", "ask", "caution", "text", "message", "email"}
)
_WINDOW = 14
_CLAUSE_WINDOW = 30
_FIGURE_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Content:
    """What was said, as ranges of tokens, and where the printed cue ends."""

    ranges: tuple[Range, ...]
    cue_last: int


def governed(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    """What follows the cue as its content; None where nothing does."""
    for frame in (
        _figure,
        _that_clause,
        _question,
        _preposition,
        _object_infinitive,
        _infinitive,
        _accusation,
        _bare_clause,
        _naming,
        _phrase,
    ):
        found = frame(passage, cue, stops)
        if found:
            return found
    return None


def _figure(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    """Put the toll at 19."""
    near = passage.low[cue.last : cue.last + _FIGURE_WINDOW]
    counts = any(noun in FIGURES and at == "at" for noun, at in pairwise(near))
    return _content(passage, cue.last, cue, stops) if "f" in cue.frames.codes and counts and not cue.passive else None


def _content(passage: Passage, first: int, cue: Cue, stops: Collection[int], cue_last: int | None = None) -> Content | None:
    if first >= len(passage.tokens) or first >= sentence_end(passage, cue.verb):
        return None
    span = trimmed(passage, first, clause_end(passage, first, cue, stops))
    return Content((span,), cue_last or cue.last) if span else None


def _after_object(passage: Passage, cue: Cue) -> int:
    if passage.tokens[cue.verb].lemma.lower() not in ADDRESSED or cue.passive:
        return cue.last
    person = phrase_after(passage, cue.last)
    return person[1] if person else cue.last


def _that_clause(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    if "t" not in cue.frames.codes and "n" not in cue.frames.codes:
        return None
    tokens = passage.tokens
    end = passage.bounds(cue.verb)[1]
    for at in range(cue.last, min(end, cue.last + _WINDOW)):
        token = tokens[at]
        if token.text.lower() == "that" and token.tag in {"IN", "WDT", "DT", "RB"} and passage.inside[at] < 0:
            clausal = token.tag in {"IN", "WDT"} or (at == cue.last and _has_clause(passage, at + 1, end))
            direct = at == cue.last or not _noun_before(passage, at, cue)
            first = cue.last if _names_speech(passage, cue.last, at) else at + 1
            return _content(passage, first, cue, stops) if clausal and direct else None
        title = passage.inside[at] >= 0 and is_title(passage, passage.quoted[passage.inside[at]])  # told "Meet the Press" that
        if (
            (passage.inside[at] >= 0 and not title)
            or token.tag in FINITE
            or token.text in {":", ";"}
            or (at in stops and token.pos == "VERB" and tokens[at - 1].lemma.lower() not in words("speech_nouns"))  # a statement read out
        ):
            return None
    return None


def _names_speech(passage: Passage, first: int, that: int) -> bool:
    """Whether "that" tells what speech is meant which somebody takes a stand on: rejected criticism that; not: said in a statement that."""
    between = passage.tokens[first:that]
    return bool(between) and between[-1].lemma.lower() in words("speech_nouns") and all(token.tag in _OPENS_PHRASE for token in between)


def _noun_before(passage: Passage, at: int, cue: Cue) -> bool:
    """Whether "that" belongs to a noun in between, as in "expressed hope that", and not to the verb."""
    before = passage.tokens[at - 1]
    if "t" not in cue.frames.codes or before.text.lower() in words("attitude_nouns"):
        return True
    if before.text.lower() in words("calendar") or _after_object(passage, cue) == at:
        return False
    between = passage.tokens[cue.last : at]
    return before.tag.startswith("NN") and not (between and (between[0].tag in {"IN", "TO", "NN", "RB"} or between[0].text == ","))


def _has_clause(passage: Passage, first: int, end: int) -> bool:
    return any(passage.tokens[at].tag in FINITE for at in range(first, min(end, first + _CLAUSE_WINDOW)))


def _question(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    at = _after_object(passage, cue)
    if not set("wt") & set(cue.frames.codes) or at >= len(passage.tokens) or passage.inside[at] >= 0:
        return None
    if passage.tokens[at].text.lower() not in _QUESTION_WORDS or not _has_clause(passage, at + 1, passage.bounds(cue.verb)[1]):
        return None
    return _content(passage, at, cue, stops)


def _preposition(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    at = cue.last
    if "p" not in cue.frames.codes or at + 1 >= len(passage.tokens) or passage.tokens[at].text.lower() not in cue.frames.prepositions:
        return None
    return _content(passage, at + 1, cue, stops, at + 1)


def _infinitive(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    if "i" not in cue.frames.codes or cue.passive:
        return None
    at = cue.last if _is_infinitive(passage, cue.last) else _past_adjuncts(passage, cue.last)
    return _content(passage, at, cue, stops) if _is_infinitive(passage, at) else None


def _past_day(passage: Passage, at: int) -> int:
    """The place itself, or the one behind a day that stands here: said on Monday the deal was dead."""
    tokens = passage.tokens
    if at + 1 < len(tokens) and passage.low[at] in {"this", "last"} and passage.low[at + 1] in words("time_nouns") | words("calendar"):
        return at + 2
    day = at + (at + 1 < len(tokens) and tokens[at].text == "on")
    while day < len(tokens) and tokens[day].text.lower() in words("calendar"):
        day += 1
        at = day
    return at


def _past_adjuncts(passage: Passage, at: int) -> int:
    """The place itself, or the one behind a day and a place that stand here: promised on Monday in the hall to go."""
    end = passage.bounds(min(at, len(passage.tokens) - 1))[1]
    while at < end:
        token = passage.tokens[at]
        day = _past_day(passage, at)
        if day > at:
            at = day
            continue
        phrase = phrase_after(passage, at + 1) if token.tag == "IN" and at + 1 < end else None
        if phrase is None:
            return at
        at = phrase[1]
    return at


def _is_infinitive(passage: Passage, at: int) -> bool:
    """Whether "to" stands here with a verb, or with words in marks that are one for the speaker: to "cancel" it."""
    tokens = passage.tokens
    if at + 1 >= len(tokens) or passage.low[at] != "to":
        return False
    return tokens[at + 1].tag == "VB" or passage.inside[at + 1] >= 0 or (tokens[at].tag == "IN" and tokens[at + 1].tag == "NN")


def _object_infinitive(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    person = phrase_after(passage, cue.last) if "o" in cue.frames.codes and not cue.passive else None
    if person is None or person[1] >= len(passage.tokens):
        return None
    follows = _is_infinitive(passage, person[1]) or (
        passage.tokens[person[1]].text == "not" and passage.tokens[min(person[1] + 1, len(passage.tokens) - 1)].tag == "TO"
    )
    return _content(passage, person[0], cue, stops) if follows else None


def _accusation(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    if "a" not in cue.frames.codes or cue.passive:
        return None
    end = passage.bounds(cue.verb)[1]
    follows = any(token.text == "of" for token in passage.tokens[cue.last : min(end, cue.last + _WINDOW)])
    return _content(passage, cue.last, cue, stops) if follows else None


def _bare_clause(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    at = _past_day(passage, _after_object(passage, cue))
    end = sentence_end(passage, cue.verb)
    if "t" not in cue.frames.codes or at >= end:
        return None
    colon = passage.tokens[at].text == ":" or (passage.tokens[at].text == "," and at + 1 < end and passage.inside[at + 1] >= 0)
    first = at + 1 if colon else at
    marked = first < end and passage.inside[first] >= 0
    if first >= end or (colon and marked and is_title(passage, passage.quoted[passage.inside[first]])):
        return None
    opens = marked or passage.tokens[first].tag in _OPENS_PHRASE | {"EX", "RB", "WP"} or _hedged(passage, first)
    if not colon and not opens:
        return _fronted(passage, first, end, cue, stops)
    asked = colon and passage.tokens[first].tag in FINITE  # asked: Did they go?
    return _content(passage, first, cue, stops) if asked or _subject_and_verb(passage, first, end) else None


def _hedged(passage: Passage, at: int) -> bool:
    """Whether a number opens with a hedge here: at least two, about 30."""
    return passage.tokens[at].tag == "IN" and at + 1 < len(passage.tokens) and passage.tokens[at + 1].tag in {"JJS", "RBS", "CD"}


def _fronted(passage: Passage, first: int, end: int, cue: Cue, stops: Collection[int]) -> Content | None:
    """A clause that opens with an adjunct: said in its view, the deal is dead; said if he wins, he will."""
    low = passage.tokens[first].text.lower()
    if low not in {
        "if",
        "when",
        "while",
        "despite",
        "because",
        "although",
        "unlike",
        "since",
        "under",
        "without",
        "as",
        "once",
        "unless",
        "after",
    }:
        return None
    comma = next((at for at in range(first, min(end, first + _CLAUSE_WINDOW)) if passage.tokens[at].text == ","), end)
    return _content(passage, first, cue, stops) if comma + 1 < end and _subject_and_verb(passage, comma + 1, end) else None


def _subject_and_verb(passage: Passage, first: int, end: int) -> bool:
    """Whether a clause begins here: something with a finite verb behind it, before the first comma that no aside explains."""
    tokens = passage.tokens
    commas = relative = 0
    for at in range(first, min(end, first + _CLAUSE_WINDOW)):
        relative += tokens[at].tag in {"WP", "WDT"} and at > first
        if tokens[at].tag in FINITE and at > first and tokens[at - 1].tag != "CC":
            relative -= 1  # those who left
            if relative < 0:
                return True
        if tokens[at].text in {";", ":"}:
            return False
        if tokens[at].text == ",":
            commas += 1
            if commas > 2:
                return False
    return False


def _naming(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    """Called the deal "a disaster": only where words in marks show that the name is the speaker's."""
    if cue.passive or cue.last >= len(passage.tokens) or not ("s" in cue.frames.codes or _marks_follow(passage, cue)):
        return None
    found = _content(passage, cue.last, cue, stops)
    first, end = found.ranges[0] if found else (0, 0)
    quoted = [at for at in range(first, min(end, passage.bounds(cue.verb)[1])) if _is_marked(passage, at)]
    return Content(((first, _named_end(passage, quoted[-1], end)),), cue.last) if quoted else None


def _is_marked(passage: Passage, at: int) -> bool:
    """Whether the word stands in marks that can be a speaker's."""
    if passage.inside[at] < 0:
        return False
    quote = passage.quoted[passage.inside[at]]
    return not is_distanced(passage, quote) and not is_title(passage, quote)


def _marks_follow(passage: Passage, cue: Cue) -> bool:
    """Whether words in marks stand in the object of a verb of speech: warned of a "wave" of closures."""
    limit = min(passage.bounds(cue.verb)[1], cue.last + _CLAUSE_WINDOW)
    said = set("tn") & set(cue.frames.codes) and passage.tokens[cue.verb + 1 : cue.last] == ()
    return bool(said) and any(passage.inside[at] >= 0 for at in range(cue.last, limit))


def _named_end(passage: Passage, last: int, end: int) -> int:
    """Where a name ends whose last word in marks this is: with its closing mark, and what belongs to it: "a gift" to the banks."""
    at = passage.quoted[passage.inside[last]].last + 1
    end = min(end, passage.bounds(at - 1)[1])
    while at < end and passage.tokens[at].tag not in _BEYOND_NAME and not _leads_away(passage, at):
        at += 1
    return at


def _leads_away(passage: Passage, at: int) -> bool:
    """Whether a word leads from a name to why or how it was given: "spoilers" without naming them, "the Owl" because he rarely slept."""
    return passage.low[at] in words("subordinators") | _ASIDES


def _phrase(passage: Passage, cue: Cue, stops: Collection[int]) -> Content | None:
    at = cue.last
    if "n" not in cue.frames.codes or cue.passive or at >= len(passage.tokens):
        return None
    token = passage.tokens[at]
    opens = (
        token.tag in _OPENS_PHRASE
        or passage.inside[at] >= 0
        or token.text.lower() in {"over", "about", "around", "nearly", "almost"} | words("attitude_nouns")
    )
    if not opens or token.tag in {"PRP", "EX"} or token.text.lower() in words("calendar"):
        return None
    return _content(passage, at, cue, stops)
