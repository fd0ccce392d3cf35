"""Persisted documents: GraphQL documents that clients name by an id, and perhaps the only ones that a server answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from schema.errors import DocumentNotAllowed, InvalidValue, PersistedQueryNotFound, PersistedQueryNotSupported

_LISTS = "apollo-persisted-query-manifest"


class Persisted:
    """The documents of a server by id, each also by `sha256:` and its digest. No other may be asked."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        digests = {f"sha256:{hashlib.sha256(text.encode()).hexdigest()}": text for text in documents.values()}
        self._by_id = {**digests, **documents}
        self._texts = frozenset(documents.values())

    def document(self, identifier: str) -> str:
        """The document of an id. PersistedQueryNotFound where there is none."""
        if identifier not in self._by_id:
            raise PersistedQueryNotFound(f"there is no document with the id {identifier[:100]}")
        return self._by_id[identifier]

    def allowed(self, text: str) -> str:
        """A document that was sent as it is. DocumentNotAllowed where it is none of these."""
        if text not in self._texts:
            raise DocumentNotAllowed("this server answers only the documents that it was started with", hint="Name one by its documentId.")
        return text


class Open:
    """No documents by id; any may be asked."""

    def document(self, _: str) -> str:
        """PersistedQueryNotSupported, always."""
        raise PersistedQueryNotSupported("this server keeps no documents", hint="Send the document itself as query.")

    def allowed(self, text: str) -> str:
        """The document itself."""
        return text


def read_documents(content: bytes) -> Mapping[str, str]:
    """The documents of a file by id: a JSON object as Relay writes it, or a manifest of Apollo's. InvalidValue where it is neither."""
    try:
        found = dict(_pairs(orjson.loads(content)))
    except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError):
        found = {}
    if not found or not all(isinstance(one, str) for pair in found.items() for one in pair):
        raise InvalidValue("the file holds no documents", hint='Write {"ID": "DOCUMENT", ...}, or a persisted query manifest of Apollo\'s.')
    return found


def _pairs(given: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  any JSON
    if given.get("format") == _LISTS:
        return ((one["id"], one["body"]) for one in given["operations"])
    return iter(given.items())
