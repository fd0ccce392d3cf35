"""What a parse tells about the end of what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from loaders.analyse.light import Light
from loaders.base import Reading, Words
from loaders.extract import attribution
from loaders.extract.dependencies import depends
from loaders.extract.passages import Passage, passages
from loaders.extract.segmentation import analyse
from schema.records import Quote

TEXT = "Lund said it was over, drivers blocking the road."
#        0    1    2  3   4   5 6       7        8   9   10
WITHIN = (1, 1, 3, 1, 3, 1, 7, 3, 9, 7, 1)
OUTSIDE = (1, 7, 3, 1, 3, 7, 7, 7, 9, 7, 7)


@dataclass(frozen=True)
class Parser:
    """An analyzer that gives the words of the text the heads that a test wants."""

    heads: tuple[int, ...]
    name: str = "parser"
    version: str = "1"

    def read(self, sentences: Sequence[Words]) -> Iterator[Sequence[Reading]]:
        """The readings of `light`, with the heads."""
        for words, readings in zip(sentences, Light().read(sentences), strict=True):
            heads = self.heads if len(words.forms) == len(self.heads) else (0,) * len(words.forms)
            yield tuple(one._replace(head=head) for one, head in zip(readings, heads, strict=True))


def passage(parser: Parser | Light) -> Passage:
    return next(passages(analyse("article-0123456789abcdef", TEXT, None, parser)))


@pytest.mark.parametrize(("heads", "content"), [(WITHIN, "it was over, drivers blocking the road"), (OUTSIDE, "it was over")])
def test_what_was_said_ends_where_words_no_longer_depend_on_its_verb(heads: tuple[int, ...], content: str) -> None:
    analysis = analyse("article-0123456789abcdef", TEXT, None, Parser(heads))
    assert [one.text for one in attribution.Extractor()(analysis, ()) if isinstance(one, Quote)] == [content]


def test_a_word_depends_on_what_its_head_depends_on() -> None:
    parsed = passage(Parser(WITHIN))
    assert (depends(parsed, 8, 3), depends(parsed, 1, 3), depends(parsed, 2, 6)) == (True, False, False)


def test_without_a_parse_nothing_is_known() -> None:
    assert depends(passage(Light()), 2, 1) is None


def test_heads_that_go_round_in_a_circle_tell_nothing() -> None:
    assert depends(passage(Parser((1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0))), 0, 8) is None
