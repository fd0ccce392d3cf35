"""The catalogue as an OpenAPI 3.1 document: the same parameters, paths and types that the routes have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.components import EVERYWHERE, Json, answer_headers, array, header_components, nullable, problem_schema, ref, structure
from api.parameters import Parameter, item_parameters, list_parameters, nested_parameters, prose_parameters, totals_parameters
from api.responses import JSON, PROBLEM
from api.rest import ROOT
from schema import extraction
from schema.catalog import Catalog, FieldSpec, RecordSpec, Reverse, StructSpec, ToOne
from schema.documents import EVIDENCE, Document, column
from schema.errors import (
    AddressTooLong,
    DatelineError,
    HeadersTooLarge,
    InternalError,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    RequestError,
    StaleCursor,
    Unavailable,
)
from schema.kinds import FILTER_LIMIT, ID, INTEGER_LIMIT
from schema.plan import PAGE_LIMIT
from schema.searched import MATCH_LIMIT, MATCHES
from schema.totals import ADDENDS, TotalsSpec, totals_of
from schema.version import installed_version

ERRORS: tuple[type[DatelineError], ...] = (
    RequestError,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    StaleCursor,
    AddressTooLong,
    HeadersTooLarge,
    InternalError,
    Unavailable,
)
"""One class of errors for each status that an operation can answer with."""

LIST_LIMIT = 100_000
"""How many values a list inside a record may have."""


@dataclass(frozen=True)
class Examples:
    """Real records for the examples: one of each type by its name, and for each nested list an id whose list is not empty."""

    records: Mapping[str, Document] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)


def build_openapi(catalog: Catalog, examples: Examples | None = None) -> Json:
    """The document. With examples, those stand in it."""
    return _Document(catalog, examples or Examples()).whole()


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


class _Document:
    def __init__(self, catalog: Catalog, examples: Examples) -> None:
        self.catalog = catalog
        self.examples = examples
        self.schemas: dict[str, Json] = {}
        self.parameters: dict[str, Json] = {}

    def whole(self) -> Json:
        for struct in (self.catalog.match, self.catalog.span, *self.catalog.values, *self.catalog):
            self._add_struct(struct)
        self._add_envelopes()
        paths = {**self._service(), **{path: operation for spec in self.catalog for path, operation in self._paths(spec)}}
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "dateline",
                "summary": "News articles as typed, checkable facts.",
                "description": (
                    "Articles, quotes, incidents and casualties, and the people and places they name. Every value points at the exact "
                    "words it came from. The same records, filters and ids are served over GraphQL at /graphql. Asked for "
                    "application/vnd.dateline.explanation+json, an answer tells the statements that were run for it in its place. "
                    "Place data from GeoNames, CC BY 4.0."
                ),
                "version": installed_version(),
                "contact": {"name": "dateline", "url": "https://example.org/dateline", "email": "dateline@example.org"},
                "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            },
            "servers": [{"url": "/", "description": "This server, local or in production.", "x-internal": False}],
            "security": [],
            "tags": self._tags(),
            "paths": paths,
            "components": {
                "schemas": self.schemas,
                "parameters": self.parameters,
                "responses": {error.__name__: self._problem(error) for error in ERRORS},
                "headers": header_components(),
            },
        }

    def _tags(self) -> list[Json]:
        docs = {spec.plural: spec.doc for spec in self.catalog} | {"service": "The service itself."}
        return [{"name": name, "description": doc} for name, doc in sorted(docs.items())]

    # -- types -----------------------------------------------------------------------------------------------------

    def _add_struct(self, struct: StructSpec) -> None:
        properties = {name: self._property(spec) for name, spec in struct.fields.items()}
        required = [name for name, spec in struct.fields.items() if not isinstance(struct, RecordSpec) or name == "id"]
        if struct.spanned:
            spans = ref("schemas", "Span")
            listed = {f.name: array(spans, LIST_LIMIT, f"The words that {f.name} rests on.") for f in struct.spanned}
            doc = f"The words that the values of one {struct.type_name} rest on."
            self.schemas[f"{struct.type_name}Evidence"] = structure(listed, listed, doc)
            properties[EVIDENCE] = ref("schemas", f"{struct.type_name}Evidence")
            required += [] if isinstance(struct, RecordSpec) else [EVIDENCE]
        for link in struct.links.values():
            if isinstance(link, ToOne):
                properties[link.name] = nullable(ref("schemas", link.target.type_name))
            elif isinstance(link, Reverse):
                properties[link.name] = ref("schemas", f"{link.target.type_name}List")
        self.schemas[struct.type_name] = structure(properties, required, struct.doc)

    def _property(self, spec: FieldSpec) -> Json:
        one = self._plain(spec) if spec.kind else ref("schemas", spec.inner.type_name)
        if spec.many:
            return array(one, LIST_LIMIT, spec.doc)
        whole = nullable(one) if spec.nullable else one
        found = {**whole, "description": spec.doc}
        return found | ({"deprecated": True} if spec.deprecated else {})

    def _plain(self, spec: FieldSpec) -> Json:
        assert spec.kind  # noqa: S101  the caller asks for plain values
        if not spec.kind.choices:
            return dict(spec.kind.json_schema)
        name = spec.kind.name
        lines = [f"- {code}: {member.value}" for code, member in spec.kind.choices.__members__.items()]
        doc = " ".join((spec.kind.choices.__doc__ or "").split())
        self.schemas[name] = {**spec.kind.json_schema, "description": "\n".join([doc, "", *lines])}
        return ref("schemas", name)

    def _add_envelopes(self) -> None:
        text, flag = {"type": "string", "maxLength": 8192}, {"type": "boolean"}
        self.schemas["PageInfo"] = structure(
            {
                "hasNextPage": {**flag, "description": "Whether there are records after this page."},
                "hasPreviousPage": {**flag, "description": "Whether there are records before this page."},
                "startCursor": {**nullable(text), "description": "The place of the first record; null when the page is empty."},
                "endCursor": {**nullable(text), "description": "The place of the last record; null when the page is empty."},
            },
            ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"],
            "Where a page stands in its list.",
        )
        count = {"type": ["integer", "null"], "format": "int32", "minimum": 0, "maximum": INTEGER_LIMIT}
        self.schemas["Meta"] = structure(
            {
                "snapshot": {"type": "string", "maxLength": 64, "description": "The id of the snapshot of the data."},
                "totalCount": {**count, "description": "How many records the whole list has; null unless it was asked for."},
            },
            ["snapshot", "totalCount"],
            "About the answer.",
        )
        for spec in self.catalog:
            if totals := totals_of(spec):
                self._add_totals(totals)
            data = array(ref("schemas", spec.type_name), PAGE_LIMIT, f"The {spec.plural} of the page.")
            more = {"matches": self._matches()} if spec.searched else {}
            self._add_list(spec, data, f"A page of a list of {spec.plural}.", more)
        self.schemas["Problem"] = problem_schema()

    def _matches(self) -> Json:
        own = array(ref("schemas", self.catalog.match.type_name), MATCH_LIMIT, MATCHES)
        return array(own, PAGE_LIMIT, "Where the page was searched for: for each record of data, in the same order, what was found in it.")

    def _add_totals(self, totals: TotalsSpec) -> None:
        properties = {name: self._property(spec) for name, spec in totals.fields.items()}
        sometimes = {one.key for name, one in totals.dimensions.items() if name not in totals.declared.apart}
        always = [name for name in totals.fields if name not in sometimes]
        properties |= {name: nullable(ref("schemas", link.target.type_name)) for name, link in totals.links.items()}
        doc = f"The address that lists exactly the {totals.spec.plural} that are added up here."
        properties[ADDENDS] = {"type": "string", "format": "uri-reference", "maxLength": 65536, "description": doc}
        self.schemas[totals.type_name] = structure(properties, [*always, ADDENDS], totals.doc)
        data = array(ref("schemas", totals.type_name), PAGE_LIMIT, "The groups of the page.")
        self._add_list(totals, data, f"A page of {totals.plural}.", {})

    def _add_list(self, of: StructSpec, data: Json, doc: str, more: Json) -> None:
        body = {"data": data, "page": ref("schemas", "PageInfo"), "meta": ref("schemas", "Meta")}
        self.schemas[f"{of.type_name}List"] = structure(body | more, body, doc)

    def _problem(self, error: type[DatelineError]) -> Json:
        return {
            "description": f"{error.title}.",
            "headers": {name: ref("headers", name) for name in EVERYWHERE},
            "content": {PROBLEM: {"schema": ref("schemas", "Problem")}},
        }

    # -- operations ------------------------------------------------------------------------------------------------

    def _paths(self, spec: RecordSpec) -> Iterable[tuple[str, Json]]:
        base, name = f"{ROOT}/{spec.plural}", spec.type_name
        whole = self._known(spec, list_parameters(spec))
        yield base, self._get(spec, f"list{_capital(spec.plural)}", f"List {spec.plural}", whole)
        if totals := totals_of(spec):
            yield f"{base}/totals", self._sums(totals)
        one = [self._id(spec), *self._known(spec, item_parameters(spec))]
        yield f"{base}/{{id}}", self._get(spec, f"get{name}", f"Get one of the {spec.plural}", one)
        for reverse, link in spec.reverses.items():
            known = nested_parameters(link.target)
            title = f"List the {reverse} of one of the {spec.plural}"
            identifier = self._id(spec, self.examples.parents.get(f"{spec.name}.{reverse}"))
            parameters = [identifier, *self._known(link.target, known)]
            yield f"{base}/{{id}}/{reverse}", self._get(link.target, f"list{name}{_capital(reverse)}", title, parameters)
        for large in spec.fields.values():
            if large.large:
                yield f"{base}/{{id}}/{large.name}", self._prose(spec, large)

    def _known(self, spec: RecordSpec, known: Mapping[str, Parameter]) -> list[Json]:
        return [self._parameter(spec, parameter) for parameter in known.values()]

    def _get(self, spec: RecordSpec, operation: str, title: str, parameters: list[Json]) -> Json:
        body = f"{spec.type_name}List" if operation.startswith("list") else spec.type_name
        answer = {"description": f"{title}.", "headers": answer_headers(body), "content": {JSON: {"schema": ref("schemas", body)}}}
        if links := self._links(spec, body):
            answer["links"] = links
        return {"get": self._operation(spec.plural, operation, title, answer, parameters)}

    def _sums(self, totals: TotalsSpec) -> Json:
        title, spec = f"Add {totals.spec.plural} up", totals.spec
        known = totals_parameters(totals).values()
        parameters = [self._parameter(spec if parameter.path else totals, parameter) for parameter in known]
        body = f"{totals.type_name}List"
        answer = {"description": f"{title}.", "headers": answer_headers(body), "content": {JSON: {"schema": ref("schemas", body)}}}
        operation = self._operation(spec.plural, f"total{_capital(spec.plural)}", title, answer, parameters)
        return {"get": operation | {"description": totals.declared.doc}}

    def _operation(self, tag: str, operation: str, title: str, answer: Json, parameters: list[Json]) -> Json:
        failures = {str(error.status): ref("responses", error.__name__) for error in ERRORS}
        failures["default"] = ref("responses", RequestError.__name__)
        unchanged = {"description": "The answer is the one that the client has.", "headers": answer_headers("")}
        return {
            "operationId": operation,
            "summary": title,
            "description": f"{title}.",
            "tags": [tag],
            "parameters": parameters,
            "responses": {"200": answer, "304": unchanged, **failures},
        }

    def _prose(self, spec: RecordSpec, large: FieldSpec) -> Json:
        title = f"Get the {large.name} of one of the {spec.plural}"
        text = {"schema": {"type": "string", "maxLength": INTEGER_LIMIT, "description": large.doc}}
        answer = {"description": large.doc, "headers": answer_headers(""), "content": {"text/plain": text}}
        operation, parameters = f"get{spec.type_name}{_capital(large.name)}", [self._id(spec), *self._known(spec, prose_parameters())]
        return {"get": self._operation(spec.plural, operation, title, answer, parameters)}

    def _id(self, spec: RecordSpec, example: str | None = None) -> Json:
        given = example or self.examples.records.get(spec.name, {}).get("id")
        schema = {**ID.json_schema, "pattern": f"^{spec.name}-[a-z0-9-]+$"}
        found = {"name": "id", "in": "path", "required": True, "description": f"The id of one of the {spec.plural}.", "schema": schema}
        return found | ({"example": given} if given else {})

    def _parameter(self, spec: RecordSpec | TotalsSpec, parameter: Parameter) -> Json:
        name = f"{spec.type_name}.{parameter.name}"
        if name not in self.parameters:
            found: Json = {"name": parameter.name, "in": "query", "description": parameter.doc, "schema": dict(parameter.schema)}
            if parameter.several:
                found |= {"style": "form", "explode": False}
            example = self._example(spec, parameter)
            self.parameters[name] = found | ({"example": example} if example is not None else {})
        return ref("parameters", name)

    def _example(self, spec: RecordSpec | TotalsSpec, parameter: Parameter) -> Any:  # noqa: ANN401  a value of the parameter
        if parameter.path and parameter.path[-1] == "eq" and parameter.name in spec.columns and spec.name in self.examples.records:
            value = column(self.examples.records[spec.name], parameter.name)
            return None if isinstance(value, str) and len(value) > FILTER_LIMIT else value
        return parameter.example

    def _links(self, spec: RecordSpec, body: str) -> Json:
        """From a list to its first record; from a record to those it refers to, and to the lists inside it."""
        one = f"get{spec.type_name}"
        if body != spec.type_name:
            return {
                one: {"operationId": one, "parameters": {"id": "$response.body#/data/0/id"}, "description": "The first record of the page."}
            }
        found = {
            f"list{spec.type_name}{_capital(name)}": {
                "operationId": f"list{spec.type_name}{_capital(name)}",
                "parameters": {"id": "$response.body#/id"},
                "description": link.doc,
            }
            for name, link in spec.reverses.items()
        }
        for link in spec.links.values():
            if isinstance(link, ToOne):
                target = f"get{link.target.type_name}"
                parameters = {"id": f"$response.body#/{link.column}"}
                found[f"{target}{_capital(link.name)}"] = {"operationId": target, "parameters": parameters, "description": link.doc}
        return found

    def _service(self) -> Json:
        text = {"type": "string", "maxLength": 64}
        count = {"type": "integer", "format": "int32", "minimum": 0, "maximum": INTEGER_LIMIT}
        counts = {spec.plural: {**count, "description": f"How many {spec.plural} there are."} for spec in self.catalog}
        self.schemas["Counts"] = structure(counts, counts, "How many records of each type the snapshot holds.")
        status, snapshot = {**text, "description": "How it is."}, {**text, "description": "The id of the snapshot that is served."}
        tool = {name: {**text, "description": doc} for name, doc in extraction.FIELDS.items()}
        tool["checksum"] |= {"type": ["string", "null"]}
        self.schemas["Tool"] = structure(tool, tool, "A part of the extraction.")
        shapes = {
            "health": ("Health", "Whether the server runs", {"status": status}),
            "ready": ("Readiness", "Whether the server has data to serve", {"status": status, "snapshot": snapshot}),
            "version": (
                "Version",
                "Which dateline this is, which snapshot it serves, and what extracted it",
                {
                    "version": {**text, "description": "The version of dateline."},
                    "snapshot": snapshot,
                    "counts": ref("schemas", "Counts"),
                    "extraction": array(ref("schemas", "Tool"), LIST_LIMIT, extraction.DOC),
                    "snapshots": array(text, LIST_LIMIT, "The ids of the snapshots that can be asked for, the newest first."),
                },
            ),
        }
        paths = {}
        for path, (name, title, properties) in zip(("/healthz", "/readyz", "/version"), shapes.values(), strict=True):
            self.schemas[name] = structure(properties, properties, f"{title}.")
            headers = {name: ref("headers", name) for name in EVERYWHERE}
            answer = {"description": f"{title}.", "headers": headers, "content": {JSON: {"schema": ref("schemas", name)}}}
            operation = self._operation("service", f"get{name}", title, answer, [])
            del operation["responses"]["304"]
            paths[path] = {"get": operation}
        return paths
