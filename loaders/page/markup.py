"""The bytes of a page as a tree of elements, within bounds: what browsers read of broken markup, read by selectolax."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import accumulate, islice

from selectolax.lexbor import LexborHTMLParser

LARGEST = 10_000_000
"""The most bytes of a page. Pages of news sites have up to two million, most of them scripts."""
DEEPEST = 400
"""The most elements that may stand within each other, as far as tags that must be closed tell it; parsing takes the square of it."""
MOST_TAGS = 50_000
"""The most tags of a page. Pages of news sites have some thousands."""

_HEAD = 4096
_META = rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})"""
_XML = rb"""^<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})"""
_CHARSET = re.compile(_META + rb"|" + _XML, re.IGNORECASE)
_TAG = re.compile(r"<(?:(/?)([a-z][a-z0-9-]*)|!--)")
_OPAQUE = {"script": "</script", "style": "</style", "textarea": "</textarea", "svg": "</svg", "": "-->"}
"""What holds no tags, with its end; a comment has no name."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_IMPLIED = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rp", "rt"}
_UNCLOSED = frozenset(_VOID | _IMPLIED | {"html", "head", "body"})
"""Elements that end without a tag of their own."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAME = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""What browsers read where a page names an encoding."""


class Unreadable(ValueError):
    """A page is beyond the bounds; the code says of which."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def decoded(content: bytes, charset: str | None) -> str:
    """The text of a page: by its byte order mark, what came with it, what it says itself, or else UTF-8 or Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    said = _CHARSET.search(content[:_HEAD])
    named = [charset, *(one.decode() for one in said.groups() if one)] if said else [charset]
    for encoding in [*(one for one in named if one), "utf-8"]:
        try:
            return content.decode(_SAME.get(encoding.lower(), encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace") if not _mostly_utf8(content) else content.decode("utf-8", "replace")


def _mostly_utf8(content: bytes) -> bool:
    """Whether only some bytes are broken: most letters beyond ASCII decode."""
    replaced = content.decode("utf-8", "replace").count("\ufffd")
    return replaced * 10 < sum(byte >= 0x80 for byte in content)


def tree(html: str) -> LexborHTMLParser:
    """The tree of a page. Unreadable where it is too large or too deep to be read in bounded time."""
    if len(html) > LARGEST:
        raise Unreadable("TOO_LARGE", f"has more than {LARGEST} characters")
    check(html, MOST_TAGS)
    return LexborHTMLParser(html)


def check(markup: str, most: int) -> None:
    """Nothing, where the markup has no more tags than may be and is not too deep; Unreadable where it is."""
    names = list(islice(_tags(markup.lower()), most + 1))
    deepest = max(accumulate((-1 if close else 1 for close, name in names if name not in _UNCLOSED), _deeper), default=0)
    if deepest > DEEPEST:
        raise Unreadable("TOO_DEEP", f"has more than {DEEPEST} elements within each other")
    if len(names) > most:
        raise Unreadable("TOO_LARGE", f"has more than {most} tags")


def _tags(html: str) -> Iterator[tuple[str, str]]:
    """Whether a tag closes, and its name, for all tags outside of scripts and comments."""
    at = 0
    while found := _TAG.search(html, at):
        close, name = found.groups(default="")
        at = found.end()
        if name:
            yield close, name
        if not close and name in _OPAQUE:
            at = html.find(_OPAQUE[name], at)
            if at < 0:
                return


def _deeper(depth: int, step: int) -> int:
    return max(0, depth + step)
