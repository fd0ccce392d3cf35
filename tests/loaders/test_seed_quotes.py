"""The quotations of the seed articles, item by item against the gold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from schema.records import Quote
from schema.records.base import Span
from schema.records.quote import SpeakerKind
from tests.loaders.seeds import gold, text_of
from tests.loaders.speech import quotes

SEEDS = ("s1", "s2")

OUR_READING: Mapping[str, Mapping[str, Any]] = {
    # A role belongs to a speaker only where it is printed with that very mention; here a bare "Peskov" is the source.
    "s1q15": {"role": None},
    "s2q07": {"role": None},
}
"""Where we read an article otherwise than the gold, and why."""

COUNTRIES = {"RU": "Russia", "UA": "Ukraine"}


def accepted(item: Mapping[str, Any]) -> set[tuple[int, int]]:
    """The content spans that are right: gold's, and where they include the marks around an utterance the same without them."""
    spans = set()
    for content in (item["content"], *item.get("content_alt", ())):
        outer = item["kind"] in {"direct", "paraphrase"}
        spans.add((content["start"] + outer, content["end"] - outer))
    return spans


def hull(quote: Quote) -> tuple[int, int]:
    return quote.evidence["text"][0].start, quote.evidence["text"][-1].end


def words(spans: tuple[Span, ...]) -> dict[str, Any] | None:
    return {"text": spans[0].exact, "start": spans[0].start, "end": spans[0].end} if spans else None


def found_speakers(quote: Quote) -> list[str]:
    return [speaker.person_id or f"{speaker.kind.name} {speaker.printed}" for speaker in quote.speakers]


def gold_speakers(item: Mapping[str, Any]) -> list[str]:
    named = item["speaker"] if isinstance(item["speaker"], list) else [item["speaker"]]
    found = []
    for name in filter(None, named):
        if name in COUNTRIES:
            found.append(f"{SpeakerKind.COUNTRY.name} {COUNTRIES[name]}")
        elif name.startswith("group:"):
            found.append(f"{SpeakerKind.GROUP.name} {item['source']['text']}")
        else:
            found.append(f"person-{name}")
    return found


def gold_roles(item: Mapping[str, Any], count: int) -> list[str | None]:
    role = OUR_READING.get(item["id"], item).get("role")
    return list(role.values()) if isinstance(role, dict) else [role] * count


def difference(item: Mapping[str, Any], quote: Quote) -> list[str]:
    """What is wrong with a quote that has the right content, in words."""
    wanted = {
        "kind": item["kind"].upper(),
        "cue": item["cue"],
        "source": item["source"],
        "speakers": gold_speakers(item),
        "roles": gold_roles(item, len(quote.speakers)),
    }
    have = {
        "kind": quote.kind.name,
        "cue": words(quote.evidence.get("cue", ())),
        "source": words(quote.evidence.get("source", ())),
        "speakers": found_speakers(quote),
        "roles": [speaker.role for speaker in quote.speakers],
    }
    return [f"{item['id']} {name}: {have[name]!r} instead of {wanted[name]!r}" for name in wanted if have[name] != wanted[name]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_quotation_of_the_gold_is_found_exactly(seed: str) -> None:
    found = {hull(quote): quote for quote in quotes(text_of(seed))}
    problems: list[str] = []
    for item in gold()["articles"][seed]["quotes"]:
        match = next((found[span] for span in accepted(item) if span in found), None)
        if match:
            problems += difference(item, match)
        elif not item.get("optional"):
            problems.append(f"{item['id']} is missing: {item['content']['text']}")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_else_is_taken_for_a_quotation(seed: str) -> None:
    known = {span for item in gold()["articles"][seed]["quotes"] for span in accepted(item)}
    extra = [f"{quote.kind.name} {quote.source} {quote.cue}: {quote.text}" for quote in quotes(text_of(seed)) if hull(quote) not in known]
    assert not extra, "\n".join(extra)


@pytest.mark.parametrize("seed", SEEDS)
def test_marked_words_are_the_marked_words_of_the_gold(seed: str) -> None:
    found = {hull(quote): quote for quote in quotes(text_of(seed))}
    for item in gold()["articles"][seed]["quotes"]:
        match = next((found[span] for span in accepted(item) if span in found), None)
        if match and "quoted_spans" in item:
            marked = [(span.start - 1, span.end + 1) for span in match.evidence["marked"]]
            assert marked == [(span["start"], span["end"]) for span in item["quoted_spans"]], item["id"]


def test_a_quotation_without_a_cue_continues_the_one_before_it_with_its_speaker() -> None:
    by_hull = {hull(quote): quote for quote in quotes(text_of("s1"))}
    gold_items = {item["id"]: item for item in gold()["articles"]["s1"]["quotes"]}
    items = {key: by_hull[next(iter(accepted(gold_items[key])))] for key in ("s1q03", "s1q04", "s1q13", "s1q14")}
    for later, earlier, printed in (("s1q04", "s1q03", "he"), ("s1q14", "s1q13", "Putin")):
        assert items[later].continuation_of_id == items[earlier].id
        assert items[later].speakers[0].printed == printed


def test_words_put_into_a_mouth_are_never_verbatim() -> None:
    pretended = [quote for quote in quotes(text_of("s1")) if quote.kind.name == "PARAPHRASE"]
    assert [(quote.verbatim, quote.marked) for quote in pretended] == [(False, ())]
