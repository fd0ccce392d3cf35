"""What the light analyzer sees of each word: its form, its endings, its shape, and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "—", "―": "—"})
_LONGEST = 40
_EDGE = ((b"<s>",), (b"-w=<s>", b"-s=<s>", b"-x=<s>"), (b"+w=<s>", b"+s=<s>", b"+x=<s>"), b"--w=<s>", b"++w=<s>", b"<s>", b"o", b"<s>")
_TITLE_SHARE = 0.7


def folded(word: str) -> str:
    """The word as the models know it: lower case, straight marks, one kind of dash, zeros for digits."""
    plain = word[:_LONGEST].translate(_FOLD)
    plain = {"--": "—", "``": '"', "''": '"', "---": "—", "…": "..."}.get(plain, plain)
    return re.sub(r"\d", "0", plain.lower())


def shape(word: str) -> str:
    """The outline of a word: Xx for a name, X for capitals, x, 0 for digits, with its marks."""
    if word.isalpha() and word.isascii() and (word.islower() or (word[1:].islower() and word[0].isupper())):
        return "x" if word.islower() else "Xx"
    outline = re.sub(r"[^\W\d_]", lambda letter: "X" if letter.group().isupper() else "x", word[:_LONGEST])
    return re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "0", outline.translate(_FOLD)))


_Row = tuple[bytes, ...]
_Forms = tuple[_Row, _Row, _Row, bytes, bytes, bytes, bytes, bytes]


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> _Forms:
    """The features of one word for itself and for its neighbours, as bytes, which the tagger reads without encoding them again."""
    low, outline = folded(word), shape(word)
    own = ("w=" + low, "4=" + low[-4:], "3=" + low[-3:], "2=" + low[-2:], "p=" + low[:3], "x=" + outline, "l=" + str(min(len(low), 4)))
    before = ("-w=" + low, "-s=" + low[-3:], "-x=" + outline)
    after = ("+w=" + low, "+s=" + low[-3:], "+x=" + outline)
    far = ("--w=" + low).encode(), ("++w=" + low).encode()
    return _encoded(own), _encoded(before), _encoded(after), *far, low.encode(), outline.encode(), low[-2:].encode()


def _encoded(names: tuple[str, ...]) -> _Row:
    return tuple(name.encode() for name in names)


def features(words: Sequence[str]) -> list[list[bytes]]:
    """The features of each word of a sentence, in order."""
    edge: _Forms = _EDGE
    rows = [edge, edge, *(_forms(word) for word in words), edge, edge]
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    titled = len(long) > 1 and sum(not word[0].islower() for word in long) > _TITLE_SHARE * len(long)
    case = b"T" if titled else b"t"
    result = []
    for at in range(2, len(rows) - 2):
        own, left, right = rows[at], rows[at - 1], rows[at + 1]
        row = [*own[0], *left[1], *right[2], rows[at - 2][3], rows[at + 2][4]]
        row += [b"b=" + left[5] + b"|" + own[5], b"c=" + own[5] + b"|" + right[5], b"d=" + left[7] + b"|" + own[7] + b"|" + right[7]]
        row.append(case + own[6])
        result.append(row)
    return result
