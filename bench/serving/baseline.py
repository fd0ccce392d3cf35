"""What one would write by the book: Strawberry types, DataLoaders, aiosqlite, pydantic for REST; the same names as dateline's.

It answers the workloads and no more, from tables with a column for each field and an index for each question.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeAlias, TypeVar

import aiosqlite
import strawberry
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.schema.config import StrawberryConfig

from bench.serving.baseline_inputs import (
    DEFAULT,
    SCALARS,
    ArticleOrder,
    ArticleWhere,
    Date,
    DateTime,
    IncidentOrder,
    IncidentWhere,
    PageSize,
    SearchText,
    TotalKey,
    TotalOrder,
    TotalWhere,
)


class Database:
    """One connection, and a loader for each relation, made anew for each request."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self.article = self._by("article", "id")
        self.person = self._by("person", "id")
        self.place = self._by("place", "id")
        self.quotes = self._many("quote", "articleId", "id")
        self.speakers = self._many("speaker", "quoteId", "position")
        self.incidents = self._many("incident", "articleId", "id")
        self.casualties = self._many("casualty", "incidentId", "id")

    async def all(self, statement: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows of a statement."""
        async with self.connection.execute(statement, values) as cursor:
            return list(await cursor.fetchall())

    def _by(self, table: str, key: str) -> DataLoader[str, sqlite3.Row]:
        async def load(keys: list[str]) -> list[sqlite3.Row]:
            found = {row[key]: row for row in await self._among(table, key, keys, key)}
            return [found[one] for one in keys]

        return DataLoader(load_fn=load)

    def _many(self, table: str, key: str, order: str) -> DataLoader[str, list[sqlite3.Row]]:
        async def load(keys: list[str]) -> list[list[sqlite3.Row]]:
            found: dict[str, list[sqlite3.Row]] = defaultdict(list)
            for row in await self._among(table, key, keys, order):
                found[row[key]].append(row)
            return [found[one] for one in keys]

        return DataLoader(load_fn=load)

    async def _among(self, table: str, key: str, keys: list[str], order: str) -> list[sqlite3.Row]:
        marks = ", ".join("?" * len(keys))
        return await self.all(f"SELECT * FROM {table} WHERE {key} IN ({marks}) ORDER BY {order}", keys)  # noqa: S608  names from above


Info: TypeAlias = strawberry.Info[Database, None]


@strawberry.type(name="Person")
class PersonType:
    """A person."""

    id: strawberry.ID
    name: str


@strawberry.type(name="Place")
class PlaceType:
    """A place."""

    id: strawberry.ID
    name: str
    country: str


@strawberry.type(name="Speaker")
class SpeakerType:
    """One who speaks in a quote."""

    printed: str
    person_id: strawberry.Private[str]

    @strawberry.field
    async def person(self, info: Info) -> PersonType:
        """Who is meant."""
        row = await info.context.person.load(self.person_id)
        return PersonType(id=row["id"], name=row["name"])


@strawberry.type(name="Quote")
class QuoteType:
    """A quote."""

    id: strawberry.ID
    kind: str
    text: str

    @strawberry.field
    async def speakers(self, info: Info) -> list[SpeakerType]:
        """Who speaks."""
        rows = await info.context.speakers.load(self.id)
        return [SpeakerType(printed=row["printed"], person_id=row["personId"]) for row in rows]


@strawberry.type(name="Casualty")
class CasualtyType:
    """A number of casualties."""

    id: strawberry.ID
    effect: str
    min: int | None
    max: int | None
    printed: str


@strawberry.type(name="Time")
class TimeType:
    """A time."""

    printed: str
    earliest: Date | None


T = TypeVar("T")


@strawberry.type(name="Connection")
class Connection(Generic[T]):
    """A page of a list."""

    nodes: list[T]


@strawberry.type(name="Incident")
class IncidentObject:
    """An incident."""

    id: strawberry.ID
    type: str
    place_name: str | None
    occurred: TimeType | None
    place_id: strawberry.Private[str]
    article_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: sqlite3.Row) -> IncidentObject:
        """The incident of a row."""
        return cls(
            id=row["id"],
            type=row["type"],
            place_name=row["placeName"],
            occurred=TimeType(printed=row["printed"], earliest=row["earliest"]),
            place_id=row["placeId"],
            article_id=row["articleId"],
        )

    @strawberry.field
    async def place(self, info: Info) -> PlaceType:
        """Where it happened."""
        row = await info.context.place.load(self.place_id)
        return PlaceType(id=row["id"], name=row["name"], country=row["country"])

    @strawberry.field
    async def article(self, info: Info) -> ArticleType:
        """Which article reports it."""
        return ArticleType.of(await info.context.article.load(self.article_id))

    @strawberry.field
    async def casualties(self, info: Info) -> Connection[CasualtyType]:
        """Who came to harm."""
        rows = await info.context.casualties.load(self.id)
        return Connection(
            nodes=[CasualtyType(id=row["id"], effect=row["effect"], min=row["min"], max=row["max"], printed=row["printed"]) for row in rows]
        )


@strawberry.type(name="Article")
class ArticleType:
    """An article."""

    id: strawberry.ID
    headline: str | None
    published: DateTime | None
    publisher: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> ArticleType:
        """The article of a row."""
        return cls(id=row["id"], headline=row["headline"], published=row["published"], publisher=row["publisher"])

    @strawberry.field
    async def quotes(self, info: Info, first: PageSize = DEFAULT) -> Connection[QuoteType]:
        """What it quotes."""
        rows = await info.context.quotes.load(self.id)
        return Connection(nodes=[QuoteType(id=row["id"], kind=row["kind"], text=row["text"]) for row in rows[:first]])

    @strawberry.field
    async def incidents(self, info: Info) -> Connection[IncidentObject]:
        """What it reports."""
        return Connection(nodes=[IncidentObject.of(row) for row in await info.context.incidents.load(self.id)])


@strawberry.type(name="CasualtyTotal")
class TotalType:
    """A sum of casualties."""

    place_id: strawberry.ID | None
    effect: str
    min: int | None
    max: int | None
    records: int
    articles: int


SEARCHED = "rowid IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)"


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    async def articles(
        self,
        info: Info,
        where: ArticleWhere | None = None,
        order_by: list[ArticleOrder] | None = None,
        first: PageSize = DEFAULT,
        q: SearchText | None = None,
    ) -> Connection[ArticleType]:
        """Articles as a list: those before a moment, or those with some words."""
        order = (order_by or [ArticleOrder.PUBLISHED_DESC])[0].value
        found, value = ("published < ?", where.published.lt) if where else (SEARCHED, q)
        rows = await info.context.all(f"SELECT * FROM article WHERE {found} ORDER BY {order}, id DESC LIMIT ?", (value, first))  # noqa: S608  names from above
        return Connection(nodes=[ArticleType.of(row) for row in rows])

    @strawberry.field
    async def article(self, info: Info, id: strawberry.ID) -> ArticleType | None:  # noqa: A002  the argument's name
        """One of the articles."""
        return ArticleType.of(await info.context.article.load(id))

    @strawberry.field
    async def incidents(
        self, info: Info, where: IncidentWhere, order_by: list[IncidentOrder], first: PageSize = DEFAULT
    ) -> Connection[IncidentObject]:
        """Incidents as a list."""
        statement = (
            f"SELECT * FROM incident WHERE type = ? AND earliest >= ? AND earliest < ? ORDER BY {order_by[0].value}, id DESC LIMIT ?"  # noqa: S608  as above
        )
        dates = where.occurred.earliest
        rows = await info.context.all(statement, (where.type.eq.name, dates.gte, dates.lt, first))
        return Connection(nodes=[IncidentObject.of(row) for row in rows])

    @strawberry.field
    async def casualty_totals(
        self, info: Info, by: list[TotalKey], where: TotalWhere, order_by: list[TotalOrder], first: PageSize = DEFAULT
    ) -> Connection[TotalType]:
        """Sums of casualties; null where one has no number."""
        key = by[0].value
        statement = f"""SELECT {key}, effect, count(*) AS records, count(DISTINCT articleId) AS articles,
            CASE WHEN count(min) = count(*) THEN sum(min) END AS min, CASE WHEN count(max) = count(*) THEN sum(max) END AS max
            FROM incident JOIN casualty ON incidentId = incident.id WHERE earliest >= ? AND earliest < ?
            GROUP BY {key}, effect ORDER BY {order_by[0].value} NULLS LAST, {key}, effect LIMIT ?"""  # noqa: S608  as above
        dates = where.incident.occurred.earliest
        rows = await info.context.all(statement, (dates.gte, dates.lt, first))
        nodes = [
            TotalType(
                place_id=row["placeId"],
                effect=row["effect"],
                min=row["min"],
                max=row["max"],
                records=row["records"],
                articles=row["articles"],
            )
            for row in rows
        ]
        return Connection(nodes=nodes)


class QuoteModel(BaseModel):
    """A quote in REST."""

    id: str
    kind: str
    text: str
    source: str | None
    cue: str | None


class ArticleModel(BaseModel):
    """An article in REST."""

    id: str
    headline: str | None
    published: str | None
    publisher: str | None
    url: str | None
    language: str | None


class View(GraphQL[Database, None]):
    """GraphQL over one connection."""

    async def get_context(self, request: Any, response: Any) -> Database:  # noqa: ANN401, ARG002  as Strawberry declares it
        """The loaders of one request."""
        return Database(request.app.state.connection)


async def quotes(request: Request) -> JSONResponse:
    """The quotes of a speaker."""
    asked = request.query_params
    rows = await Database(request.app.state.connection).all(
        "SELECT q.* FROM speaker s JOIN quote q ON q.id = s.quoteId WHERE s.personId = ? ORDER BY q.id LIMIT ?",
        (asked["speakers.personId"], int(asked["first"])),
    )
    return JSONResponse({"data": [QuoteModel(**dict(row)).model_dump() for row in rows]})


async def article(request: Request) -> JSONResponse:
    """One article."""
    [row] = await Database(request.app.state.connection).all("SELECT * FROM article WHERE id = ?", [request.path_params["id"]])
    return JSONResponse(ArticleModel(**dict(row)).model_dump())


@asynccontextmanager
async def connected(app: Starlette) -> AsyncIterator[None]:
    """Keeps one connection open as long as the server runs."""
    async with aiosqlite.connect(f"file:{os.environ['BASELINE']}?mode=ro&immutable=1", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        app.state.connection = connection
        yield


def application() -> Starlette:
    """The server over the tables in the file that BASELINE names."""
    schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
    routes = [
        Route("/graphql", View(schema, graphql_ide=None)),
        Route("/v1/quotes", quotes),
        Route("/v1/articles/{id}", article),
    ]
    return Starlette(routes=routes, lifespan=connected)
