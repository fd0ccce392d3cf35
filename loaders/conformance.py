r"""What an author of a plug-in runs against an extractor, in a test of the plug-in.

    from loaders.conformance import check_extractor

    def test_the_extractor_keeps_its_promises() -> None:
        check_extractor(Transcripts(), "BERG: We will rebuild the bridge.\n")

The extractor is run on the given texts and on some that are hard, as `dateline load` would run it.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.analyse.light import Light
from loaders.base import Extractor, Given
from loaders.host import Failure, attempted
from loaders.pipeline import analysed
from loaders.plugins import PluginBroken
from loaders.registry import in_order
from loaders.text import article

HARD = (
    "Bridge Opens\n\nMayor Anna Berg said on Monday that the bridge in Lisbon “will open”. Two people were hurt.\n",
    "One line without an end",
    "Title\r\n\r\nWindows lines.\r\n\r\n“A quotation that never closes\r\n",
    "Straße 😀 e\u0301\u0301 \u202eright to left\u202c \u00ad\u200b “” «» ''\n\n\n\n" + "!?" * 200 + "\n",
    "Numbers\n\n" + "1,000 2.5 -3 ½ ٣ " * 50 + "\n",
)
"""Texts that are short, broken, or written in unusual characters."""


def check_extractor(extractor: Extractor, *texts: str) -> None:
    """Raises PluginBroken, with all complaints, where an extractor does not keep what its protocol promises."""
    in_order([extractor])  # refuses a name that is taken, and record types that do not exist
    found = [f"{text[:40]!r}: {complaint}" for text in (*texts, *HARD) for complaint in _complaints(extractor, text)]
    if found:
        raise PluginBroken("\n".join(["the extractor does not hold:", *found]))


def _complaints(extractor: Extractor, text: str) -> Iterator[str]:
    """How an extractor fails on a text, or gives something else when it is run again."""
    analysis, found = analysed(article(text, Given()), Light())
    first, again = (attempted(extractor, analysis, found) for _ in range(2))
    if isinstance(first, Failure):
        yield first.reason
    elif first != again:
        yield "the records are others when it is run again"
