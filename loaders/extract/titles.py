"""Tells the titles of works, and the terms that a writer keeps a distance from, from other words in quotation marks."""

from __future__ import annotations

from loaders.extract.lexicon import words
from loaders.extract.marks import Quoted
from loaders.extract.passages import Passage

_NOUNS = frozenset({"NN", "NNS", "NNP"})
_SMALL = frozenset({"PUNCT", "ADP", "DET", "CCONJ", "NUM"})
"""What stands in a title in small letters."""


def is_title(passage: Passage, quote: Quoted) -> bool:
    """Whether the marks hold the name of a show or a book, set into a sentence: on "Morning Call," an aide said."""
    tokens = passage.tokens
    begin, end = passage.bounds(quote.first)
    before = tokens[quote.first - 1] if quote.first > begin else None
    after = tokens[quote.last + 1] if quote.last + 1 < end else None
    inner = tokens[quote.first + 1 : quote.last]
    led = before is not None and before.text.lower() in words("title_participles")
    set_in = before is not None and before.tag in {"IN", "TO", "POS", "DT", "NN", "NNP", "PRP$", "JJ", "CD"} and before.pos != "PUNCT"
    names = after is not None and after.tag in {"NN", "NNS", "NNP"} and bool(inner) and inner[-1].pos != "PUNCT"  # "Morning Call" star Ann
    apposed = before is not None and before.text == "," and quote.first - 1 > begin and tokens[quote.first - 2].tag in _NOUNS
    named = led or set_in or names or (apposed and len(inner) > 1)
    return named and bool(inner) and all(token.text[0].isupper() or token.pos in _SMALL or token.tag == "VBZ" for token in inner)


def is_distanced(passage: Passage, quote: Quoted) -> bool:
    """Whether the writer marks a term as others' by "so-called"."""
    before = passage.tokens[max(0, quote.first - 3) : quote.first]
    return "".join(token.text.lower() for token in before).endswith(("so-called", "socalled"))
