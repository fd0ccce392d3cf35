"""Every kind of input: stored samples, each with what it is expected to give. A new sample needs no code here.

A sample `tests/data/sources/KIND/NAME` stands beside `NAME.expected.json`: its articles, and what is refused in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from loaders.base import Rejected
from loaders.registry import SOURCES, loader
from schema.catalog import CATALOG
from schema.documents import document
from schema.records import Article

SAMPLES = Path(__file__).parents[1] / "data" / "sources"
EXPECTED = ".expected.json"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and not path.name.endswith(EXPECTED))

TOLD = (
    *("headline", "headlineBasis", "byline", "bylineBasis", "publisher", "url", "language", "languageBasis"),
    *("published", "publishedBasis", "captured", "partial", "sections", "text"),
)


def told(found: Article | Rejected) -> dict[str, Any]:
    """What is compared of an article or of a refusal; fields without a value are left out."""
    if isinstance(found, Rejected):
        return {"rejected": found.code}
    row = document(found, CATALOG["article"])
    assert all(found.text[span.start : span.end] == span.exact for spans in found.evidence.values() for span in spans)
    return {name: row[name] for name in TOLD if row[name] not in (None, [], False)}


def read(path: Path) -> list[dict[str, Any]]:
    """What the articles of a file are."""
    made = loader("files", [path])
    return [told(one if isinstance(one, Rejected) else made.article(one)) for one in made.documents()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_a_sample_gives_what_is_expected(path: Path) -> None:
    assert read(path) == orjson.loads(path.with_name(path.name + EXPECTED).read_bytes())


def test_each_source_has_samples() -> None:
    assert {source.name for source in SOURCES} == {path.name for path in SAMPLES.iterdir()}
