"""Markup inside of a field: its text, with a blank line between its paragraphs."""

from __future__ import annotations

import re

from loaders.page.markup import tree

_MARKED = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|img|figure|section|article)(?:\s[^>]{0,2000})?/?>", re.IGNORECASE
)
_BLOCKS = "p,div,section,article,blockquote,ul,ol,li,table,tr,pre,hr,dl,dt,dd,h1,h2,h3,h4,h5,h6,br"
_UNSEEN = "script,style,template,noscript,figure,iframe,svg"
_BULLET = "• "


def text(value: str) -> str:
    """The text of a field; a field without markup as it is. Unreadable where its markup is beyond the bounds of a page."""
    if not _MARKED.search(value):
        return value
    body = tree(" ".join(value.split())).body  # from here on a line break is one that the markup makes
    if body is None:
        return ""
    for unseen in body.css(_UNSEEN):
        unseen.decompose()
    for block in body.css(_BLOCKS):
        block.insert_before(f"\n{_BULLET}" if block.tag == "li" else "\n")
        block.insert_after("\n")
    paragraphs = (" ".join(part.split()) for part in body.text().split("\n"))
    return "\n\n".join(part for part in paragraphs if part.strip(_BULLET))
