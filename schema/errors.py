"""Every error that a user can meet: a stable code, a status, what was wrong and what would be right.

DatelineError
├── RequestError (400)
│   ├── UnknownParameter · RepeatedParameter · InvalidValue
│   ├── UnreadableDocument · InvalidDocument · InvalidBody · TooCostly
│   ├── PersistedQueryNotFound · PersistedQueryNotSupported · DocumentNotAllowed
│   └── HostRequired
├── NotFound (404)
│   └── InvalidCursor · SnapshotNotFound
├── MethodNotAllowed (405) · NotAcceptable (406) · RequestTimeout (408)
├── StaleCursor (410)
├── BodyTooLarge (413) · AddressTooLong (414) · UnsupportedMediaType (415) · HeadersTooLarge (431)
├── InternalError (500)
└── Unavailable (503)
    └── DeadlineExceeded
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import ClassVar


class DatelineError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "ERROR"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, message: str, *, hint: str | None = None, details: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = dict(details or {})


class RequestError(DatelineError):
    """The request cannot be answered as it stands."""

    code = "BAD_REQUEST"
    status = 400
    title = "The request cannot be answered as it stands"


class UnknownParameter(RequestError):
    """The request names a parameter, a field or a filter that does not exist here. The hint names a near one, if there is one."""

    code = "UNKNOWN_PARAMETER"
    title = "No such parameter"


class RepeatedParameter(RequestError):
    """A parameter stands in the request more than once. Each may be given once; lists are written with commas."""

    code = "REPEATED_PARAMETER"
    title = "A parameter is repeated"


class InvalidValue(RequestError):
    """A parameter has a value that it cannot have. The message says what would be right."""

    code = "INVALID_VALUE"
    title = "A value is not valid"


class InvalidDocument(RequestError):
    """A GraphQL document does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"
    title = "The GraphQL document is not valid"


class UnreadableDocument(RequestError):
    """A GraphQL document is not written as GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"
    title = "The GraphQL document cannot be read"


class InvalidBody(RequestError):
    """The body of a request is not the JSON object that GraphQL over HTTP asks for."""

    code = "INVALID_BODY"
    title = "The body is not valid"


class TooCostly(RequestError):
    """A request asks for more than one answer may hold: too deep, too long, or too many records. Ask for less, or page."""

    code = "TOO_COSTLY"
    title = "The request asks for too much at once"


class PersistedQueryNotFound(RequestError):
    """The server keeps no GraphQL document with this id."""

    code = "PERSISTED_QUERY_NOT_FOUND"
    title = "There is no document with this id"


class PersistedQueryNotSupported(RequestError):
    """The server keeps no GraphQL documents, so that none can be named by an id."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"
    title = "No documents are kept here"


class DocumentNotAllowed(RequestError):
    """The server answers only the GraphQL documents that it was started with."""

    code = "DOCUMENT_NOT_ALLOWED"
    title = "The document is not among those that are answered here"


class HostRequired(RequestError):
    """A request must say in its Host header which host it is for."""

    code = "HOST_REQUIRED"
    title = "The Host header is missing"


class NotFound(DatelineError):
    """Nothing stands at this address."""

    code = "NOT_FOUND"
    status = 404
    title = "Nothing stands at this address"


class InvalidCursor(NotFound):
    """A cursor is damaged, or it belongs to another list, filter or order. Take cursors from the answer to the same request."""

    code = "INVALID_CURSOR"
    title = "No page stands at this cursor"


class SnapshotNotFound(NotFound):
    """The request names a snapshot of the data that there never was, or that is kept no longer. /version lists those that are kept."""

    code = "SNAPSHOT_NOT_FOUND"
    title = "No such snapshot is kept"


class MethodNotAllowed(DatelineError):
    """The address exists, but not for this method. The Allow header lists the methods that it answers."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    title = "The method is not allowed here"


class NotAcceptable(DatelineError):
    """None of the media types that the request accepts is served here."""

    code = "NOT_ACCEPTABLE"
    status = 406
    title = "No acceptable media type"


class RequestTimeout(DatelineError):
    """The request took too long to arrive."""

    code = "REQUEST_TIMEOUT"
    status = 408
    title = "The request took too long to arrive"


class StaleCursor(DatelineError):
    """A cursor was made from another snapshot of the data, which is kept no longer or was not asked for. Start from the first page."""

    code = "STALE_CURSOR"
    status = 410
    title = "The cursor belongs to another snapshot"


class BodyTooLarge(DatelineError):
    """The body of the request is larger than this server reads."""

    code = "BODY_TOO_LARGE"
    status = 413
    title = "The body is too large"


class AddressTooLong(DatelineError):
    """The address of the request, with its parameters, is longer than this server reads."""

    code = "ADDRESS_TOO_LONG"
    status = 414
    title = "The address is too long"


class UnsupportedMediaType(DatelineError):
    """The body of the request has a media type that is not read here. Send application/json."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415
    title = "The media type is not supported"


class HeadersTooLarge(DatelineError):
    """The headers of the request are larger than this server reads."""

    code = "HEADERS_TOO_LARGE"
    status = 431
    title = "The headers are too large"


class InternalError(DatelineError):
    """The server failed. The fault is ours; the request may be right."""

    code = "INTERNAL_SERVER_ERROR"
    title = "The server failed"


class Unavailable(DatelineError):
    """The data cannot be read at the moment."""

    code = "UNAVAILABLE"
    status = 503
    title = "The data cannot be read at the moment"


class DeadlineExceeded(Unavailable):
    """The answer took longer than this server gives one request. Ask for less, or page."""

    code = "DEADLINE_EXCEEDED"
    title = "The answer took too long"


def _tree(root: type[DatelineError]) -> Iterable[type[DatelineError]]:
    yield root
    for child in root.__subclasses__():
        yield from _tree(child)


def public_errors() -> tuple[type[DatelineError], ...]:
    """Every class of error that a client can be sent, in the order of their declaration."""
    return tuple(error for error in _tree(DatelineError) if error is not DatelineError and error.__module__ == __name__)


def near(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word nearest to `name`; None when none is near."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f"Perhaps you meant {found[0]}." if found else None
