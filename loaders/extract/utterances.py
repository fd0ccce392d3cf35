"""What a quotation has to do with a verb of speech: whether it ends before a speaker, stands whole behind a cue, or goes on elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.boundaries import FINITE
from loaders.extract.contents import ADDRESSED
from loaders.extract.cues import Cue
from loaders.extract.lexicon import words
from loaders.extract.marks import Quoted
from loaders.extract.passages import Passage
from loaders.extract.subjects import Range, phrase_after
from loaders.extract.titles import is_title

_TAIL_MARKS = frozenset({",", "?", "!", ".", "—", "–", "...", "…", "--"})
LEAD_WINDOW = 28
"""How many words stand at most between a cue and its quotation."""
_ASIDE_WINDOW = 50
_NAME_WINDOW = 8
_CLOSED_BY = frozenset({".", ",", ";", "?", "!", "—", "–", "-", "--"})
_GOING_ON = FINITE | {"IN", "TO", "VBN"}
"""Tags of the word in small letters with which a quotation goes on with a clause before it."""
_SHORTEST = 4
"""Quotations of fewer words need a comma to be an utterance."""


def quotation_before(passage: Passage, cue: Cue, source: Range | None) -> tuple[int, Range] | None:
    """The number of the quotation that a cue closes, and its source: "...," Lee said; "...," said Lee."""
    piece = quote_ending(passage, source[0] - 1) if source and source[1] <= cue.first else None
    if piece is None:
        piece, source = _across(passage, cue, source)
    if piece is None and cue.first > 0:
        piece = quote_ending(passage, cue.first - 1)
        inverted = _inverted(passage, cue.last) if piece is not None else None
        source = inverted or source
    if piece is None or source is None or _begins_anew(passage, cue, source, piece):
        return None
    return piece, source


def _begins_anew(passage: Passage, cue: Cue, source: Range, piece: int) -> bool:
    """Whether a new sentence begins behind a quotation that closed its own: "We left." It was said that ..."""
    tokens, quote = passage.tokens, passage.quoted[piece]
    if tokens[quote.last - 1].text != "." or source[0] != quote.last + 1:
        return False
    head = tokens[source[0]]
    if head.text[0].isupper() and head.tag in {"PRP", "DT", "PRP$", "NN", "NNS", "JJ"}:
        return True
    return source[1] < cue.first or _has_content(passage, cue)


def _has_content(passage: Passage, cue: Cue) -> bool:
    """Whether more stands behind the cue than when, where and to whom it was said."""
    addressed = passage.tokens[cue.verb].lemma.lower() in ADDRESSED
    if addressed or cue.last >= passage.bounds(cue.verb)[1] or passage.inside[cue.last] >= 0:
        return False
    after = passage.tokens[cue.last]
    return after.pos not in {"PUNCT", "ADV", "ADP"} and after.tag not in {"IN", "TO", "RB"} and after.text.lower() not in words("calendar")


def _across(passage: Passage, cue: Cue, source: Range | None) -> tuple[int | None, Range | None]:
    """The quotation before the cue with nothing between them but the source and what explains it."""
    begin = passage.bounds(cue.verb)[0]
    at = cue.first - 1
    while at > max(begin - 1, cue.first - LEAD_WINDOW) and passage.inside[at] < 0 and passage.tokens[at].tag not in FINITE:
        at -= 1
    piece = quote_ending(passage, at) if 0 <= at < cue.first - 1 and passage.inside[at] >= 0 else None
    if piece is None:
        piece, at = _before_relative(passage, cue, begin)
    if piece is None:
        return None, source
    behind = at + 1 + (passage.tokens[at + 1].text == ",")
    phrase = phrase_after(passage, behind + (passage.low[behind] == "as"))  # as Lee puts it
    phrase = phrase or _stretch(passage, at + 1, cue.first)
    return (piece, phrase) if phrase and phrase[1] <= cue.first else (None, source)


def _stretch(passage: Passage, first: int, end: int) -> Range | None:
    """The words between a quotation and its verb, whatever they were read as, if they end in a noun."""
    whole = all(token.pos != "PUNCT" for token in passage.tokens[first:end])
    return (first, end) if whole and first < end and passage.tokens[end - 1].tag.startswith("NN") else None


def _inverted(passage: Passage, first: int) -> Range | None:
    """The source behind a verb; its name too where one word between them was read as none of its phrase."""
    phrase = phrase_after(passage, first)
    if phrase is None:
        return _name_after(passage, first)
    if passage.low[first] == "that":
        return None
    gap = passage.tokens[phrase[1]] if phrase[1] + 1 < len(passage.tokens) else None
    name = passage.mention_at.get(phrase[1] + 1)
    word = gap is not None and gap.text.isalpha() and gap.text.lower() not in words("function_words")
    misread = word and not any(at in passage.mention_at for at in range(*phrase))
    return (phrase[0], name.last) if name and misread else phrase


def _name_after(passage: Passage, first: int) -> Range | None:
    """The words from here to the end of the first name, if nothing parts them."""
    for at in range(first, min(len(passage.tokens), first + _NAME_WINDOW)):
        if passage.tokens[at].pos == "PUNCT" or passage.inside[at] >= 0:
            return None
        if at in passage.mention_at:
            return (first, passage.mention_at[at].last)
    return None


def _before_relative(passage: Passage, cue: Cue, begin: int) -> tuple[int | None, int]:
    """The quotation before a source that is told about in commas: "...," Lee, who had seen it, said."""
    if passage.tokens[cue.first - 1].text != ",":
        return None, 0
    at = next((at for at in range(cue.first - 2, max(begin, cue.first - _ASIDE_WINDOW), -1) if passage.inside[at] >= 0), -1)
    piece = quote_ending(passage, at) if at >= 0 else None
    name = phrase_after(passage, at + 1) if piece is not None else None
    told = name is not None and name[1] < cue.first - 1 and passage.tokens[name[1]].text == ","
    return (piece, at) if told and passage.sentence_of[at] == passage.sentence_of[cue.verb] else (None, 0)


def quote_ending(passage: Passage, at: int) -> int | None:
    """The quotation that ends at this token, or before the comma here, if its end invites a speaker."""
    comma = at > 0 and passage.tokens[at].text in {",", "—", "–"} and passage.inside[at] < 0
    place = at - 1 if comma else at
    if place < 0 or passage.inside[place] < 0:
        return None
    quote = passage.quoted[passage.inside[place]]
    begins = passage.bounds(quote.first)[0] == quote.first and quote.last - quote.first > _SHORTEST
    invites = comma or (quote.closed and (begins or passage.tokens[quote.last - 1].text in _TAIL_MARKS))
    return passage.inside[place] if quote.last == place and invites and not is_title(passage, quote) else None


def is_whole(passage: Passage, quote: Quoted, *, marked: bool, near: bool) -> bool:
    """Whether a quotation is an utterance of its own and not a part of the reporter's sentence."""
    tokens = passage.tokens
    head = tokens[quote.first + 1] if quote.first + 1 <= quote.last else tokens[quote.first]
    capital = not head.text[0].islower()
    after = quote.last + 1
    closes = (
        after >= len(tokens)
        or tokens[after].text in _CLOSED_BY
        or (marked and capital and tokens[quote.last - 1].text in _TAIL_MARKS)
        or passage.sentence_of[after] != passage.sentence_of[quote.last]
    )
    clausal = any(token.tag in FINITE for token in tokens[quote.first : quote.last])
    return (
        closes
        and not is_title(passage, quote)
        and ((marked and (capital or clausal)) or (near and capital and clausal) or (near and clausal))
    )


def joined(passage: Passage, number: int) -> Iterator[int]:
    """The quotation, and those that "and" joins to it: he said "Yes," and "No."."""
    yield number
    while number + 1 < len(passage.quoted):
        between = passage.tokens[passage.quoted[number].last + 1 : passage.quoted[number + 1].first]
        if [token.text for token in between if token.text != ","] != ["and"]:
            return
        number += 1
        yield number


def goes_on(passage: Passage, quote: Quoted, source: Range) -> bool:
    """Whether a quotation behind a cue goes on with the clause that stands before its source: these, they said, "show it"."""
    tokens = passage.tokens
    begin = passage.bounds(source[0])[0]
    opening = tokens[quote.first + 1 : quote.first + 3]
    if source[0] - 1 <= begin or tokens[source[0] - 1].text != "," or not opening or not opening[0].text[0].islower():
        return False
    bare = opening[0].tag in _GOING_ON or (opening[-1].tag in FINITE and opening[0].tag in {"DT", "RB"})
    return bare or passage.inside[begin] >= 0
