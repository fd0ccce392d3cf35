"""Cuts an article into blocks, sentences and tagged words.

    analysis = analyse(article.id, article.text, article.published, Light())

Blocks come from the layout, sentences never cross a block, and words are never cut from anything but the text itself:
`text[token.start:token.end] == token.text` for every word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise

from loaders.base import Analysis, Analyzer, Block, Part, Reading, Sentence, Token, Words
from loaders.extract.layout import blocks
from loaders.extract.lexicon import rows, words
from loaders.extract.tokens import Bounds, tokenise

ENDS = frozenset({".", "?", "!", "…", "..", "...", "....", "??", "!!", "?!", "!?", "!!!", "???"})
CLOSERS = frozenset("”’»\"')]}") | {"''"}
OPENERS = frozenset("“‘«\"'([{„") | {"``"}


LONGEST = 500
"""The most words of a sentence. No writer reaches it; it keeps the work on other text in bounds."""


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0] + ".": row[1] for row in rows("abbreviations")}


def analyse(article_id: str, text: str, published: datetime | None, analyzer: Analyzer, parts: tuple[Block, ...] | None = None) -> Analysis:
    """The article cut into blocks, sentences and tagged words; its blocks are those that its text shows, where none are given."""
    parts = blocks(text) if parts is None else parts
    read = [(block, part) for block, part in enumerate(parts) if part.part is not Part.BOILERPLATE]
    cut = [(block, bounds) for block, part in read for bounds in split(text, tokenise(text, part.start, part.end))]
    words = [_words(text, bounds) for _, bounds in cut]
    sentences = tuple(
        Sentence(bounds[0][0], bounds[-1][1], _tokens(bounds, one.forms, tags), block, index)
        for index, ((block, bounds), one, tags) in enumerate(zip(cut, words, analyzer.read(words), strict=True))
    )
    return Analysis(article_id, text, published, parts, sentences)


def _words(text: str, bounds: Sequence[Bounds]) -> Words:
    spaced = [end < start for (_, end), (start, _) in pairwise(bounds)]
    return Words(tuple([text[start:end] for start, end in bounds]), (*spaced, False))


def _tokens(bounds: Sequence[Bounds], forms: Sequence[str], readings: Sequence[Reading]) -> tuple[Token, ...]:
    made = zip(bounds, forms, readings, strict=True)
    return tuple([Token._make((start, end, form, *reading)) for (start, end), form, reading in made])


def split(text: str, bounds: Sequence[Bounds]) -> Iterator[Sequence[Bounds]]:
    """The sentences among the words of one block."""
    forms = [text[start:end] for start, end in bounds]
    first = 0
    for at, form in enumerate(forms):
        if at - first >= LONGEST:
            yield bounds[first:at]
            first = at
        if at >= first and (form in ENDS or (form.endswith(".") and len(form) > 1)):
            after = _past_closers(text, bounds, at + 1)
            if after < len(forms) and _parts(forms, first, at, after):
                yield bounds[first:after]
                first = after
    if first < len(bounds):
        yield bounds[first:]


def _past_closers(text: str, bounds: Sequence[Bounds], at: int) -> int:
    """The place after the marks that close a quotation or a bracket right behind the end of a sentence."""
    while at < len(bounds):
        start, end = bounds[at]
        straight = text[start:end] in {'"', "'"} and end < len(text) and text[end].isalnum()
        if text[start:end] not in CLOSERS or start != bounds[at - 1][1] or straight:
            break
        at += 1
    return at


def _parts(forms: Sequence[str], first: int, at: int, after: int) -> bool:
    """Whether one sentence ends before `after` and another begins there."""
    head = next((form for form in forms[after : after + 3] if form not in OPENERS), "")
    if not head or (head[0].islower() and forms[after] not in OPENERS):
        return False
    if forms[at] not in ENDS:
        return _abbreviation_ends(forms, first, at, head)
    if at == first + 1 and forms[first].isdigit():
        return False
    return not (after > at + 1 and _speech_follows(forms, after))


def _abbreviation_ends(forms: Sequence[str], first: int, at: int, head: str) -> bool:
    kind = _abbreviations().get(forms[at], "other")
    if forms[at].lower() in {"a.m.", "p.m."}:
        return head.lower() not in words("calendar") and not (head.isupper() and len(head) > 1)
    if kind == "title" or head.lower() not in words("sentence_starters"):
        return False
    initial = len(forms[at]) == 2 and kind == "other"
    return not initial or (at > first and not forms[at - 1][0].isupper())


def _speech_follows(forms: Sequence[str], after: int) -> bool:
    """Whether a speaker and a verb of speech come next, as in "Why?" Smith asked. A pronoun in capitals begins a sentence of its own."""
    if forms[after] in {"He", "She", "They", "It", "We"}:
        return False
    for form in forms[after : after + 5]:
        if form in words("tail_verbs"):
            return True
        if not form[0].isupper() and form not in {"the", "of", "de", "al", "-"}:
            return False
    return False
