"""One spelling for the many ways of writing a name: no accents, no case, no dots, apostrophes or hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "ß": "ss", "ı": "i", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ħ": "h",
        ".": None, "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "-": " ", "–": " ", ",": " ",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The name in its one spelling, such as saint petersburg or kharkiv."""
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return " ".join(plain.translate(_LETTERS).split())
