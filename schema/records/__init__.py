"""The record types, listed once. Whatever is asked for anywhere derives from this list."""

from schema.records.article import Article
from schema.records.base import Annotation, Record
from schema.records.casualty import Casualty
from schema.records.incident import Incident
from schema.records.mention import Mention
from schema.records.person import Person
from schema.records.place import Place
from schema.records.quote import Quote
from schema.records.refusal import Refusal

RECORDS: tuple[type[Record], ...] = (Article, Quote, Incident, Casualty, Person, Place, Mention, Refusal)

__all__ = ["RECORDS", "Annotation", "Article", "Casualty", "Incident", "Mention", "Person", "Place", "Quote", "Record", "Refusal"]
