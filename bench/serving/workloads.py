"""What is asked of the servers: each workload with parameters drawn from the world."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import quote

import orjson

from bench.serving.world import DAYS, FIRST_DAY, TYPES, people, places

Asked = tuple[str, bytes | None]
"""A path, and the body of a POST."""


@dataclass(frozen=True)
class Workload:
    """One kind of request. `asked` gives one for a world of so many articles."""

    name: str
    doc: str
    asked: Callable[[Random, int], Asked]


def _graphql(document: str, **variables: object) -> Asked:
    return "/graphql", orjson.dumps({"query": document, "variables": variables})


NEWEST = """query($before: DateTime!) {
  articles(where: {published: {lt: $before}}, orderBy: [PUBLISHED_DESC], first: 20) {
    nodes { id headline published quotes(first: 5) { nodes { id kind text speakers { printed person { id name } } } } } } }"""

INCIDENTS = """query($type: IncidentType!, $from: Date!, $to: Date!) {
  incidents(where: {type: {eq: $type}, occurred: {earliest: {gte: $from, lt: $to}}}, orderBy: [OCCURRED_EARLIEST_DESC], first: 50) {
    nodes { id type placeName occurred { printed earliest } place { id name country } article { id headline published }
            casualties { nodes { id effect min max printed } } } } }"""

WHOLE = """query($id: ID!) {
  article(id: $id) { id headline published publisher
    quotes { nodes { id kind text speakers { printed person { id name } } } }
    incidents { nodes { id type placeName place { id name country } casualties { nodes { id effect min max printed } } } } } }"""


TOTALS = """query($from: Date!, $to: Date!) {
  casualtyTotals(by: [PLACE], where: {incident: {occurred: {earliest: {gte: $from, lt: $to}}}}, orderBy: [MIN_DESC], first: 50) {
    nodes { placeId effect min max records articles } } }"""

SEARCH = """query($q: Search!) {
  articles(q: $q, first: 20) {
    nodes { id headline published publisher incidents { nodes { id type placeName occurred { printed } } } } } }"""

RANGE_DAYS = 30


def _day(random: Random) -> str:
    return (FIRST_DAY + timedelta(days=random.randrange(DAYS // 10, DAYS))).date().isoformat()


def _newest(random: Random, _: int) -> Asked:
    return _graphql(NEWEST, before=f"{_day(random)}T{random.randrange(24):02}:00:00.000000Z")


def _incidents(random: Random, _: int) -> Asked:
    return _graphql(INCIDENTS, type=random.choice(TYPES).name, **{"from": "2020-01-01", "to": _day(random)})


def _totals(random: Random, _: int) -> Asked:
    first = FIRST_DAY + timedelta(days=random.randrange(DAYS - RANGE_DAYS))
    last = first + timedelta(days=RANGE_DAYS)
    return _graphql(TOTALS, **{"from": first.date().isoformat(), "to": last.date().isoformat()})


def _search(random: Random, size: int) -> Asked:
    _, surname, _ = random.choice(people(size)).name.split()
    _, number = random.choice(places(size)).name.split()
    return _graphql(SEARCH, q=f"{surname} {number}")


def article_id(random: Random, size: int) -> str:
    """The id of one of the articles."""
    return f"article-{hashlib.sha256(str(random.randrange(size)).encode()).hexdigest()[:16]}"


def _whole(random: Random, size: int) -> Asked:
    return _graphql(WHOLE, id=article_id(random, size))


def _quotes(random: Random, size: int) -> Asked:
    fields = quote("id,kind,text,source,cue", safe=",")
    return f"/v1/quotes?speakers.personId={random.choice(people(size)).id}&first=50&fields={fields}", None


def _article(random: Random, size: int) -> Asked:
    return f"/v1/articles/{article_id(random, size)}?fields=id,headline,published,publisher,url,language", None


WORKLOADS = (
    Workload("W1", "20 newest articles before a date, 5 quotes each with their speakers", _newest),
    Workload("W2", "50 incidents of a sort by date, with place, casualties and article", _incidents),
    Workload("W3", "one article with quotes, incidents and casualties", _whole),
    Workload("W4", "REST: 50 quotes of a speaker", _quotes),
    Workload("W5", "REST: one article", _article),
    Workload("W6", "casualties of 30 days by place and effect, the 50 highest sums", _totals),
    Workload("W7", "20 newest articles with two words, and the incidents that they report", _search),
)


def data(answer: Any) -> Any:  # noqa: ANN401  any JSON
    """What of an answer the servers have in common."""
    return answer["data"] if isinstance(answer, dict) and "data" in answer else answer
