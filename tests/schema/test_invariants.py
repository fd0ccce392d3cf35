"""Each way in which records can be broken is found and named; the seeds are whole."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from schema.catalog import CATALOG, RecordSpec
from schema.documents import EVIDENCE, Document, documents
from schema.invariants import violations
from schema.kinds import TEXT_LIMIT
from tests.seeds import seed_records

Rows = list[tuple[RecordSpec, Document]]


def seeds() -> Rows:
    """Every record of the seeds as a document that a test may break."""
    return [(spec, copy.deepcopy(row)) for spec, row in documents(iter(seed_records()))]


def first(rows: Rows, name: str, having: str = "id") -> Document:
    """The first record of a type that has something under a name."""
    return next(row for spec, row in rows if spec.name == name and row[having])


def test_the_seeds_are_whole() -> None:
    assert list(violations(seeds())) == []


def spans(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401  any part of a document
    """Every span in a document."""
    if isinstance(value, dict):
        own = [value] if {"start", "end", "exact"} <= set(value) else []
        return own + [span for inner in value.values() for span in spans(inner)]
    return [span for inner in value for span in spans(inner)] if isinstance(value, list) else []


def test_every_span_of_the_seeds_quotes_its_text() -> None:
    rows = seeds()
    texts = {row["id"]: row["text"] for spec, row in rows if spec.name == "article"}
    seen = 0
    for spec, row in rows:
        for span in spans(row):
            text = texts[row["id"] if spec.name == "article" else row["articleId"]]
            assert text[span["start"] : span["end"]] == span["exact"] != ""
            seen += 1
    assert seen > 200


def span_of(rows: Rows) -> dict[str, Any]:
    """The span of a quote's cue."""
    found: dict[str, Any] = first(rows, "quote", "cue")[EVIDENCE]["cue"][0]
    return found


def twice(rows: Rows) -> None:
    rows.append(rows[-1])


def renamed(rows: Rows) -> None:
    first(rows, "quote")["id"] = "galaxy-1"


def misfiled(rows: Rows) -> None:
    first(rows, "place")["id"] = "quote-1"


def dangling(rows: Rows) -> None:
    first(rows, "quote")["articleId"] = "article-0"


def dangling_inside(rows: Rows) -> None:
    first(rows, "quote", "speakers")["speakers"][0]["personId"] = "person-0"


def crossed(rows: Rows) -> None:
    first(rows, "incident", "placeId")["placeId"] = first(rows, "person")["id"]


def too_long(rows: Rows) -> None:
    first(rows, "quote", "cue")["cue"] = "a" * (TEXT_LIMIT + 1)


def moved(rows: Rows) -> None:
    span_of(rows)["start"] += 1


def misquoted(rows: Rows) -> None:
    span_of(rows)["exact"] += "!"


def emptied(rows: Rows) -> None:
    span_of(rows).update(exact="", end=span_of(rows)["start"])


def misplaced_prefix(rows: Rows) -> None:
    span_of(rows)["prefix"] = "§"


def misplaced_suffix(rows: Rows) -> None:
    span_of(rows)["suffix"] = "§"


def misplaced_sentence(rows: Rows) -> None:
    span_of(rows)["sentence"] = "§"


def spanless(rows: Rows) -> None:
    first(rows, "quote", "cue")[EVIDENCE]["cue"] = []


def valueless(rows: Rows) -> None:
    first(rows, "quote", "cue")["cue"] = None


def uneven(rows: Rows) -> None:
    first(rows, "article", "sections")["sections"].append("Another")


def spanless_inside(rows: Rows) -> None:
    first(rows, "quote", "speakers")["speakers"][0][EVIDENCE]["printed"] = []


BREAKS: list[tuple[Callable[[Rows], None], str]] = [
    (twice, "the id is not unique"),
    (renamed, "the id does not begin with quote"),
    (misfiled, "the id does not begin with place"),
    (dangling, "articleId names article-0, and there is no such article"),
    (dangling_inside, "speakers: personId names person-0, and there is no such person"),
    (crossed, "and there is no such place"),
    (too_long, f"cue has more than {TEXT_LIMIT} characters"),
    (moved, "does not quote the text"),
    (misquoted, "does not quote the text"),
    (emptied, "does not quote the text"),
    (misplaced_prefix, "what stands around the span"),
    (misplaced_suffix, "what stands around the span"),
    (misplaced_sentence, "what stands around the span"),
    (spanless, "cue is there and has no span"),
    (valueless, "cue is absent and has a span"),
    (uneven, "items and"),
    (spanless_inside, "speakers: printed is there and has no span"),
]


@pytest.mark.parametrize(("break_", "complaint"), BREAKS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_broken_record_is_found_and_named(break_: Callable[[Rows], None], complaint: str) -> None:
    rows = seeds()
    break_(rows)
    found = list(violations(rows))
    known = {row["id"] for _, row in rows}
    assert any(complaint in one for one in found), found
    assert all(one.partition(":")[0] in known for one in found)


def test_a_fact_of_an_article_that_is_gone_quotes_nothing() -> None:
    article = CATALOG["article"]
    rows = [(spec, row) for spec, row in seeds() if spec is not article]
    found = list(violations(rows))
    assert any("does not quote the text" in one for one in found)
