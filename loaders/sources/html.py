"""Web pages: one article a page, its headline, authors, date and language as the page states them, its body as its paragraphs show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import story
from loaders.base import Document, Rejected
from loaders.page.body import body
from loaders.page.markup import LARGEST, Unreadable, decoded, tree
from loaders.page.statements import statements
from loaders.sources.base import Input, whole
from schema.records import Article

_MARKUP = re.compile(
    rb"(?>\s*(?:<\?xml[^>]*>|<!--.*?-->))*+\s*<(?:!doctype\s+html|html|head|body|article|meta|title|div|p)\b", re.IGNORECASE | re.DOTALL
)
_LESS = 1 / 3
"""Below this share of the body that the JSON-LD has, what was found on the page is not the article."""


class Html:
    """A source for pages as browsers, archives and crawlers save them."""

    name = "html"

    def recognises(self, given: Input) -> bool:
        """Whether the bytes begin as a page does."""
        return _MARKUP.match(given.head.removeprefix(b"\xef\xbb\xbf")) is not None

    def documents(self, given: Input) -> Iterator[Document | Rejected]:
        """The page."""
        yield whole(given, self.name, LARGEST)

    def article(self, document: Document) -> Article | Rejected:
        """The article on the page."""
        html = decoded(document.content, document.charset)
        try:
            page = tree(html)
        except Unreadable as error:
            return Rejected(document.name, error.code, f"{document.name} {error}.")
        said = statements(page, html, document.url)
        paragraphs = [f"• {one.text}" if one.tag == "item" else one.text for one in body(page, said.titles)]
        text = "\n\n".join(paragraphs)
        if said.body and len(text) < _LESS * len(said.body):
            text = said.body
        told = story.Story(text, said.headline, said.byline, said.published, said.language, said.publisher, said.url)
        return story.article(told, document)
