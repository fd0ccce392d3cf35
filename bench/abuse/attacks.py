"""Hostile requests, one row each, with the code of the refusal that each must get; those without one are answered as any other."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import orjson

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Attack:
    """A request, and the code of its refusal; None where it is to be answered."""

    code: str | None
    path: str = "/graphql"
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def document(text: str, code: str | None, **variables: object) -> Attack:
    """A GraphQL document with the values of its variables."""
    return posted(orjson.dumps({"query": text, "variables": variables}), code)


def posted(body: bytes, code: str | None, media: str = JSON, **headers: str) -> Attack:
    """A body sent to /graphql."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Attack(code, method="POST", body=body, headers={"Content-Type": media, **named})


def fragments(count: int, spreads: str) -> str:
    """So many fragments, each with spreads in which {next} is the number of the following one."""
    return "".join(f"fragment F{n} on Query {{ __typename {spreads.format(next=n + 1)} }} " for n in range(count))


def sealed(*parts: object) -> str:
    """A cursor with a right checksum around anything."""
    payload = orjson.dumps(list(parts))
    return base64.urlsafe_b64encode(hashlib.sha256(payload).digest()[:6] + payload).rstrip(b"=").decode()


def nested(levels: int, opened: str, closed: str, inner: str = "") -> str:
    """Something inside itself so many times."""
    return opened * levels + inner + closed * levels


TOTAL = "query($w: QuoteWhere) { quotes(where: $w) { totalCount } }"

DOCUMENTS: Mapping[str, Attack] = {
    "50,000 repeated fields": posted(b'{"query":"{' + b"a " * 49_000 + b'}"}', "TOO_COSTLY"),
    "50,000 repeated fields, 200 kB": document("{" + " __typename" * 50_000 + "}", "BODY_TOO_LARGE"),
    "10,000 operations": document("query q{a} " * 9_000, "TOO_COSTLY"),
    "300 operations": document(" ".join(f"query q{n} {{ __typename }}" for n in range(300)), "TOO_COSTLY"),
    "500 fields with parts": document("{ articles { nodes {" + " quotes { nodes { id } }" * 160 + "} } }", "TOO_COSTLY"),
    "fields of 50 fragments": document(
        "{ articles { nodes {"
        + "".join(f" ...F{n}" for n in range(49))
        + "} } }"
        + "".join(f"fragment F{n} on Article {{ quotes {{ nodes {{ id }} }} }}" for n in range(49)),
        "TOO_COSTLY",
    ),
    "too many root fields": document("{" + " __typename" * 21 + "}", "TOO_COSTLY"),
    "too many aliases": document("{" + "".join(f" a{n}: __typename" for n in range(31)) + "}", "TOO_COSTLY"),
    "too many directives": document("{ __typename " + "@include(if: true) " * 60 + "}", "TOO_COSTLY"),
    "too many levels": document("{ " + nested(8, "article(id: 1) { quotes { nodes { ", "} } }", "id") + " }", "TOO_COSTLY"),
    "cost": document(
        "{ articles(first: 100) { nodes { quotes(first: 100) { nodes { article { quotes(first: 100) { nodes { id } } } } } } } }",
        "TOO_COSTLY",
    ),
    "nothing but braces": document("{" * 50_000, "GRAPHQL_PARSE_FAILED"),
    "nested to the end of the stack": document("{" + nested(600, "a{", "}", "a") + "}", "GRAPHQL_PARSE_FAILED"),
    "nested list": document("{ quotes(where: " + "[" * 900 + ") { totalCount } }", "GRAPHQL_PARSE_FAILED"),
    "nested filter": document("{ quotes(where: " + nested(100, "{not: ", "}", "{}") + ") { totalCount } }", "TOO_COSTLY"),
    "fragment inside itself": document("{ ...F } fragment F on Query { __typename ...F }", "GRAPHQL_VALIDATION_FAILED"),
    "fragments in a circle": document(
        "{ ...F0 } " + fragments(3, "...F{next}") + "fragment F3 on Query { ...F0 }", "GRAPHQL_VALIDATION_FAILED"
    ),
    "fragments that double": document(
        "{ ...F0 } " + fragments(100, "...F{next} ...F{next}") + "fragment F100 on Query { __typename }", "TOO_COSTLY"
    ),
    "unused fragments that double": document(
        "{ __typename } " + fragments(100, "...F{next} ...F{next}") + "fragment F100 on Query { __typename }", "TOO_COSTLY"
    ),
    "long chain of fragments": document(
        "{ ...F0 } " + fragments(190, "...F{next}") + "fragment F190 on Query { __typename }", "TOO_COSTLY"
    ),
    "everything spread in everything": document(
        "{ ...F0 } " + "".join(f"fragment F{n} on Query {{" + "".join(f" ...F{m}" for m in range(25)) + "} " for n in range(25)),
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "introspection in a circle": document(
        "{ __schema { types " + nested(4, "{ fields { type ", "} }", "{ name }") + " } }", "GRAPHQL_VALIDATION_FAILED"
    ),
    "many variables": document("query(" + " ".join(f"$v{n}: Int" for n in range(450)) + ") { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    "many unknown fields": document("{ articles { nodes {" + "".join(f" x{n}" for n in range(490)) + "} } }", "GRAPHQL_VALIDATION_FAILED"),
    "unknown field of 90,000 letters": document("{ " + "a" * 90_000 + " }", "GRAPHQL_VALIDATION_FAILED"),
    "conflicting arguments": document(
        "{" + "".join(f" quotes(first: {n}) {{ totalCount }}" for n in range(1, 20)) + "}", "GRAPHQL_VALIDATION_FAILED"
    ),
    "text without an end": document('{ a(b: "' + '\\"' * 24_000, "GRAPHQL_PARSE_FAILED"),
    "block text without an end": document('{ a(b: """' + '\\"""' * 12_000, "GRAPHQL_PARSE_FAILED"),
    "a mutation": document("mutation { delete }", "GRAPHQL_VALIDATION_FAILED"),
    "a subscription": document("subscription { articles }", "GRAPHQL_VALIDATION_FAILED"),
    "a definition of types": document("type Query { a: Int } { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    "unknown operation": posted(orjson.dumps({"query": "query A { __typename }", "operationName": "B"}), "GRAPHQL_VALIDATION_FAILED"),
    "10,000 ids": document("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", "TOO_COSTLY", ids=["x"] * 10_001),
    "wide filter": document(TOTAL, "TOO_COSTLY", w={"or": [{"cue": {"eq": "a"}}] * 3000}),
    "long list to compare with": document(TOTAL, "TOO_COSTLY", w={"cue": {"in": ["a"] * 10_000}}),
    "deep variables": document(TOTAL, "TOO_COSTLY", w=orjson.loads(nested(200, '{"not":', "}", "{}"))),
}

VALUES: Mapping[str, Attack] = {
    "2**63": document("query($n: Int) { casualties(where: {min: {eq: $n}}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", n=2**63),
    "2**63 as a literal": document("{ casualties(where: {min: {eq: 9223372036854775808}}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    "2**63 in an address": Attack("INVALID_VALUE", f"/v1/casualties?min={2**63}"),
    "4,000 digits": document("{ casualties(where: {min: {eq: " + "9" * 4_000 + "}}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    "20,000 digits": document("{ casualties(where: {min: {eq: " + "9" * 20_000 + "}}) { totalCount } }", "INVALID_VALUE"),
    "20,000 digits in an address": Attack("INVALID_VALUE", f"/v1/casualties?min={'9' * 20_000}"),
    "NaN": posted(b'{"query": "{ __typename }", "variables": {"a": NaN}}', "INVALID_BODY"),
    "Infinity": posted(b'{"query": "{ __typename }", "variables": {"a": -Infinity}}', "INVALID_BODY"),
    "1e999": posted(
        b'{"query": "query($n: Float) { places(where: {latitude: {lt: $n}}) { totalCount } }", "variables": {"n": 1e999}}', "INVALID_BODY"
    ),
    "1e999 as a literal": document("{ places(where: {latitude: {lt: 1e999}}) { totalCount } }", None),
    "NaN in an address": Attack("INVALID_VALUE", "/v1/places?latitude=nan"),
    "1e999 in an address": Attack("INVALID_VALUE", "/v1/places?latitude=1e999"),
    "lone surrogate": posted(b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}', "INVALID_BODY"),
    "lone surrogate in a document": posted(b'{"query": "{ article(id: \\"\\\\ud800\\") { id } }"}', "GRAPHQL_PARSE_FAILED"),
    "lone surrogate in an address": Attack("INVALID_VALUE", "/v1/quotes?cue=%ed%a0%80"),
    "invalid UTF-8": posted(b'{"query": "{ __typename }", "variables": {"a": "\xff\xfe"}}', "INVALID_BODY"),
    "invalid UTF-8 in an address": Attack("INVALID_VALUE", "/v1/quotes?cue=%ff%fe"),
    "invalid UTF-8 in a path": Attack("NOT_FOUND", "/v1/quotes/%ff%fe"),
    "UTF-16": posted('{"query": "{ __typename }"}'.encode("utf-16"), "INVALID_BODY"),
    "NUL in a path": Attack("NOT_FOUND", "/v1/quotes/%00"),
    "NUL in a body": posted(b'{"query": "{ __typename }\x00"}', "INVALID_BODY"),
    "NUL in a document": document("{ __typename \0 }", "GRAPHQL_PARSE_FAILED"),
    "an id of another type": document("{ article(id: 5.5) { id } }", "GRAPHQL_VALIDATION_FAILED"),
    "page of 0": Attack("INVALID_VALUE", "/v1/quotes?first=0"),
    "page of 101": Attack("INVALID_VALUE", "/v1/quotes?first=101"),
    "first and last": document("{ quotes(first: 1, last: 1) { totalCount } }", "INVALID_VALUE"),
    "unknown parameter": Attack("UNKNOWN_PARAMETER", "/v1/quotes?" + "x" * 20_000 + "=1"),
    "repeated parameter": Attack("REPEATED_PARAMETER", "/v1/quotes?first=1&first=2"),
    "4,000 parameters": Attack("UNKNOWN_PARAMETER", "/v1/quotes?" + "&".join(f"a{n}=1" for n in range(4_000))),
}

CURSORS: Mapping[str, tuple[str, str]] = {
    "no cursor": ("abc", "INVALID_VALUE"),
    "empty cursor": ("", "INVALID_VALUE"),
    "broken cursor": ("A" * 40, "INVALID_CURSOR"),
    "cursor of 8,000 letters": ("A" * 8_000, "INVALID_CURSOR"),
    "cursor of 20,000 letters": ("A" * 20_000, "INVALID_VALUE"),
    "cursor of another snapshot": (sealed("0" * 16, "0" * 12, "quote-1"), "STALE_CURSOR"),
    "cursor that is no list": (sealed({"a": 1}, 1, 2), "INVALID_CURSOR"),
    "cursor with 2**63": (sealed("0" * 16, "0" * 12, 2**63), "INVALID_CURSOR"),
    "cursor with a list": (sealed("0" * 16, "0" * 12, ["quote-1"]), "INVALID_CURSOR"),
    "cursor with SQL": (sealed("' OR 1=1 --", "'; DROP TABLE quotes --", "x"), "STALE_CURSOR"),
}

TRANSPORT: Mapping[str, Attack] = {
    "array of requests": posted(b'[{"query": "{ __typename }"}]', "INVALID_BODY"),
    "1,000 requests in an array": posted(b"[" + b'{"query":"{__typename}"},' * 999 + b'{"query":"{__typename}"}]', "INVALID_BODY"),
    "no JSON": posted(b"{ __typename }", "INVALID_BODY"),
    "empty body": posted(b"", "INVALID_BODY"),
    "null": posted(b"null", "INVALID_BODY"),
    "a number": posted(b"1", "INVALID_BODY"),
    "deep JSON": posted(b"[" * 50_000, "INVALID_BODY"),
    "query is a number": posted(b'{"query": 1}', "INVALID_BODY"),
    "variables are a list": posted(b'{"query": "{ __typename }", "variables": []}', "INVALID_BODY"),
    "body of 100,001 bytes": posted(b'{"query": "{ __typename }"}'.ljust(100_001), "BODY_TOO_LARGE"),
    "body of 10 MB": posted(b" " * 10_000_000, "BODY_TOO_LARGE"),
    "gzip bomb": posted(gzip.compress(b" " * 10_000_000), "UNSUPPORTED_MEDIA_TYPE", Content_Encoding="gzip"),
    "unknown encoding": posted(b"{}", "UNSUPPORTED_MEDIA_TYPE", Content_Encoding="br"),
    "a form": posted(b"query={__typename}", "UNSUPPORTED_MEDIA_TYPE", "application/x-www-form-urlencoded"),
    "plain text": posted(b'{"query": "{ __typename }"}', "UNSUPPORTED_MEDIA_TYPE", "text/plain"),
    "no media type": posted(b"{}", "UNSUPPORTED_MEDIA_TYPE", ""),
    "another charset": posted(b"{}", "UNSUPPORTED_MEDIA_TYPE", "application/json; charset=utf-16"),
    "multipart": posted(b"--x\r\n", "UNSUPPORTED_MEDIA_TYPE", "multipart/form-data; boundary=x"),
    "nothing acceptable": Attack("NOT_ACCEPTABLE", "/v1/quotes", headers={"Accept": "image/png"}),
    "accept of 10,000 ranges": Attack("NOT_ACCEPTABLE", "/v1/quotes", headers={"Accept": "a/b;q=0.1," * 3_000}),
    "if-none-match of 6,000 tags": Attack(None, "/v1/quotes", headers={"If-None-Match": '"a",' * 6_000}),
    "DELETE": Attack("METHOD_NOT_ALLOWED", "/v1/quotes", "DELETE"),
    "PUT to GraphQL": Attack("METHOD_NOT_ALLOWED", "/graphql", "PUT"),
    "TRACE": Attack("METHOD_NOT_ALLOWED", "/", "TRACE"),
    "mutation by GET": Attack("GRAPHQL_VALIDATION_FAILED", "/graphql?query=" + quote("mutation { a }")),
    "GraphQL without a query": Attack("INVALID_BODY", "/graphql"),
    "address of 33,000 letters": Attack("ADDRESS_TOO_LONG", "/v1/quotes?cue=" + "a" * 32_768),
}

PATHS = (
    "/../../etc/passwd",
    "/v1/../../etc/passwd",
    "/v1/quotes/..%2f..%2fetc%2fpasswd",
    "/v1/articles/%2e%2e/text",
    "/openapi.json/../../dateline.py",
    "//etc/passwd",
    "/v1/quotes/quote-1%00.json",
    "/problems/..%2f..%2fseeds",
    "/scalars/%2e%2e",
    "/.git/config",
    "/.env",
    "/v1/quotes/%252e%252e",
    "/v1//quotes",
    "/v1/quotes/",
    "/V1/quotes",
    "/v1/quotes;a=b",
    "/v1/sqlite_master",
    "/graphql/",
    "/static/../dateline.py",
    "/" + "a/" * 10_000,
)
"""Addresses at which nothing stands."""

STRINGS = (
    "' OR 1=1 --",
    "'; DROP TABLE articles; --",
    '" OR ""="',
    "1); SELECT load_extension('x'); --",
    "%",
    "_",
    "\\",
    "\\'",
    "a' UNION SELECT name FROM sqlite_master --",
    '"',
    '""',
    "*",
    "a*",
    "-a",
    "-",
    "NOT",
    "AND",
    "OR OR",
    "a NEAR b",
    "NEAR(a b, 5)",
    "text:a",
    "{headline text}: a",
    "^a",
    "(",
    ")",
    "a AND (b",
    "+",
    "a + b",
    ":",
    "-text:a",
    '"a',
    'a"',
    "''",
    "\0",
    "a\0b",
    "\ufeff",
    "\ufffe",
    "\U0010ffff",
    "\u202e",
    "\r\nX-Evil: 1",
    "${7*7}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00",
    "%s%n",
    "a" * 900,
    "é" * 500,
    '"' * 600,
    "(" * 600,
    "a " * 400,
    "NOT " * 300,
)
"""Strings that mean something to SQL, to full-text search, to a shell, a template, a browser or a terminal, or are merely long."""


def cursors() -> Iterator[tuple[str, Attack]]:
    """Cursors on both faces."""
    for name, (text, code) in CURSORS.items():
        yield name, Attack(code, f"/v1/quotes?after={text}")
        by_type = "INVALID_CURSOR" if code == "INVALID_VALUE" else code
        yield f"{name}, GraphQL", document("query($c: Cursor) { quotes(after: $c) { nodes { id } } }", by_type, c=text)


def attacks() -> dict[str, Attack]:
    """All that must be refused or answered in no time, by name."""
    paths: dict[str, Any] = {f"path {path[:40]}": Attack("NOT_FOUND", path) for path in PATHS}
    return {**DOCUMENTS, **VALUES, **dict(cursors()), **TRANSPORT, **paths}
