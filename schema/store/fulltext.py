"""Full-text search as SQL: what each database makes of the words of a record, and how it finds the records that a search wants.

All of them get the words in their compared forms, and so agree on what a word is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from schema.search import BREAK, Search, Term

Piece: TypeAlias = tuple[str, tuple[str, ...]]
"""A piece of SQL and the texts of its question marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """A row: one for each database. A search table has a row for each record."""

    create: Callable[[str, str], str]
    """The statement that makes a search table, of its name and its key with types."""
    columns: tuple[str, ...]
    """What is written into it behind the key."""
    cells: Callable[[str, str], Sequence[str]]
    """That of a record, of the line of its words and of those that are prominent."""
    finish: Callable[[str], str]
    """The statement that makes searching quick once all rows are there."""
    reading: str
    """The column that has the place of the record in the reading order."""
    scanned: bool
    """Whether the table can be read without anything that is wanted; else the records' own is, whose rows have the same numbers."""
    holds: Callable[[str, Search], Piece]
    """The condition for the rows of a search table that a search wants."""
    prominent: Callable[[str, Term], Piece]
    """The condition for those in which a term is prominent."""


def joined(pieces: Iterable[Piece], word: str, neutral: str) -> Piece:
    """Pieces with a word between them; where there are none, what is neutral."""
    found = list(pieces)
    return word.join(text for text, _ in found) or neutral, tuple(value for _, values in found for value in values)


def _fts5_table(table: str, _: str) -> str:
    return f"CREATE VIRTUAL TABLE {table} USING fts5(words, prominent, content='', columnsize=0, tokenize='ascii')"


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _fts5_holds(table: str, search: Search) -> Piece:
    """Where nothing is wanted there is nothing that FTS5 could begin with, and all other rows are left out one by one."""
    wanted = " AND ".join(map(_fts5_term, search.wanted))
    unwanted = " OR ".join(map(_fts5_term, search.unwanted))
    if wanted:
        both = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        return _fts5_match(table, f"{{words}} : ({both})")
    return _fts5_among(table, f"{{words}} : ({unwanted})", "NOT IN") if unwanted else ("TRUE", ())


def _fts5_match(table: str, expression: str) -> Piece:
    return f"{table} MATCH ?", (expression,)


def _fts5_among(table: str, expression: str, word: str = "IN") -> Piece:
    match, values = _fts5_match(table, expression)
    return f"rowid {word} (SELECT rowid FROM {table} WHERE {match})", values


FTS5 = FullText(
    create=_fts5_table,
    columns=("words", "prominent"),
    cells=lambda words, prominent: (words, prominent),
    finish=lambda table: f"INSERT INTO {table} ({table}) VALUES ('optimize')",
    reading="rowid",
    scanned=False,
    holds=_fts5_holds,
    prominent=lambda table, term: _fts5_among(table, f"{{prominent}} : {_fts5_term(term)}"),
)
"""SQLite. Its tokenizer takes what stands between spaces, since no form of a word has other characters of ASCII than letters and digits."""


def _vector_holds(_: str, search: Search) -> Piece:
    wanted = [(f"{text}", values) for text, values in map(_vector_term, search.wanted)]
    unwanted = [(f"NOT ({text})", values) for text, values in map(_vector_term, search.unwanted)]
    return joined([*wanted, *unwanted], " AND ", "TRUE")


def _vector_term(term: Term) -> Piece:
    """The words by the index; that they follow each other, by the line."""
    *others, last = term.words
    query = " & ".join([*(f"'{word}'" for word in others), f"'{last}':*" if term.prefix else f"'{last}'"])
    among = "vector @@ CAST(? AS TSQUERY)", (query,)
    return joined([among, ("strpos(words, ?) > 0", (term.needle,))], " AND ", "") if others else among


VECTOR = FullText(
    create=lambda table, key: f'CREATE TABLE {table} ({key}, "reading" BIGINT, "words" TEXT, "prominent" TEXT, "vector" TSVECTOR)',
    columns=("words", "prominent", "vector"),
    cells=lambda words, prominent: (words, prominent, " ".join(sorted(set(words.split(" ")) - {"", BREAK}))),
    finish=lambda table: f"CREATE INDEX ON {table} USING GIN (vector)",
    reading="reading",
    scanned=True,
    holds=_vector_holds,
    prominent=lambda _, term: ("strpos(prominent, ?) > 0", (term.needle,)),
)
"""PostgreSQL: a vector of words without their places, which it bounds, beside the line of words."""
