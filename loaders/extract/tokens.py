"""Cuts a piece of text into words and marks, the way English treebanks do.

Contractions are split (did|n't, Putin|'s), and so are hyphenated words (69|-|year|-|old) unless they begin with a prefix such as
re-, pro- or anti-. Abbreviations (U.S., Gen.), figures (3,000) and web addresses stay whole. Every mark is a word of its own.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.lexicon import words

Bounds = tuple[int, int]

_LETTER = r"[\w\u0300-\u036f\u00ad]"
_APOSTROPHE = "['’]"
_CLITIC = rf"{_APOSTROPHE}(?:[sS]|[rR][eE]|[vV][eE]|[lL]{{2}}|[dD]|[mM])(?!{_LETTER})"
_PREFIX = "re|co|non|pro|anti|pre|post|ex|mid|e|un|multi|inter|extra|de|sub|semi|ultra|neo|trans|intra|bi"
_UNIT = "am|pm|km|kg|kph|km/h|mph|m|bn|tn|k|mm|cm|g|lbs?|ft|mln|bln|dlrs|min|hrs?|sec|GMT"

# The repetitions that can fail after matching are bounded, so that no text takes quadratic time.
# Plain words and marks come first, since most of a text is made of them; they are what the forms below would leave of it.
_PATTERN = rf"""
  (?:
    [,;()“”]
  | (?![CGWcgw][AOao][NTnt]{{2}})[A-Za-z]+(?=[\s,;()“”])
  | (?:https?://|www\.)[^\s<>"“”]{{1,2000}}[^\s<>"“”.,;:!?)\]'’]
  | [\w+][\w.+-]{{0,63}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}
  | [@#]\w{{1,64}}
  | (?:[^\W\d_]\.){{2,8}}(?:[^\W\d_](?!{_LETTER}))?
  | \w[\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:com|org|net|gov|edu|info|tv|co|uk|eu|ru|ua|io)(?![\w-])
  | (?:ABBREVIATIONS)\.(?!{_LETTER})
  | [A-Z]\.(?=\s{{1,3}}(?:[A-Z]\.\s{{0,3}})?[A-Z]{_LETTER})
  | (?i:can(?=not(?!{_LETTER}))|gon(?=na(?!{_LETTER}))|wan(?=na(?!{_LETTER}))|got(?=ta(?!{_LETTER})))
  | {_APOSTROPHE}(?:\d0s|(?i:em|til|tis|twas)(?!{_LETTER}))
  | {_CLITIC}
  | (?i:n{_APOSTROPHE}t(?!{_LETTER}))
  | \d+(?:[.,:/]\d+)*(?=(?i:{_UNIT})(?!{_LETTER}))
  | \d+(?:[.,:/]\d+)+(?:st|nd|rd|th|s)?
  | (?i:{_PREFIX})-(?=[^\W\d_]{{2}}){_LETTER}+
  | {_LETTER}+?(?=(?i:n{_APOSTROPHE}t)(?!{_LETTER}))
  | {_LETTER}+(?:{_APOSTROPHE}(?!(?i:s|re|ve|ll|d|m|t)(?!{_LETTER}))(?=[^\W\d_]){_LETTER}+)*
  | (?:US|A|C|HK|NZ)?\$
  | \.{{2,}} | --+ | '' | `` | [!?]+ | [*_=~]{{2,}}
  | \S
  )
  (?P<behind>\s*)
"""


@cache
def _tokens() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in words("abbreviations")), key=len, reverse=True))
    # Common endings of a sentence that are words as well are left to the full stop.
    return re.compile(_PATTERN.replace("ABBREVIATIONS", names), re.VERBOSE)


def tokenise(text: str, start: int, end: int) -> list[Bounds]:
    """The bounds of the words and marks between two places of the text, in order."""
    return [(match.start(), match.start("behind")) for match in _tokens().finditer(text, start, end)]
