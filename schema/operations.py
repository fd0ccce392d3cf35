"""Documents as operations ready to be answered: parsed, validated and compiled once, and kept within bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from operator import itemgetter
from threading import Lock
from time import perf_counter
from typing import Any, Generic, TypeVar

from cachetools import LRUCache
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, get_operation_ast, validate
from graphql.execution.values import VariableValues, get_variable_values

from schema.catalog import Catalog
from schema.compiler import Bound, Compiler, Operation
from schema.cost import Cost, cost_of
from schema.errors import DatelineError, InvalidDocument
from schema.limits import check_variables, parse_document
from schema.literals import lifted, template

T = TypeVar("T")

ERROR_LIMIT = 10
"""How many errors an answer lists at most."""

KEPT_CHARACTERS = 200_000
"""How long the documents that are kept may be together. Parsed and compiled, one takes some hundred times its length in memory."""


class Seen(Enum):
    """What is known of a pattern of documents that has no template: only one of it has come, or it can have none."""

    ONCE = auto()
    NEVER = auto()


ONCE, NEVER = Seen.ONCE, Seen.NEVER


class Refused(Exception):
    """A document, or the values of its variables, with what graphql-core says against it."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors[:ERROR_LIMIT]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation with the values of its variables, checked and counted: only the reading is left."""

    document: DocumentNode
    variables: Mapping[str, Any]
    operation: Operation
    bound: Bound
    cost: Cost
    planned_s: float
    """How many seconds it took to compile the operation and to check its values, once the document was read."""


class Operations:
    """The operations that clients ask of one schema."""

    def __init__(self, schema: GraphQLSchema, catalog: Catalog) -> None:
        self._schema = schema
        self._compiler = Compiler(schema, catalog)
        self._documents = _Kept[DocumentNode]()
        self._operations = _Kept[Operation]()
        self._templates = _Kept[DocumentNode | Seen]()

    def keeps(self, text: str) -> bool:
        """Whether a document has been read before, so that preparing an operation of it takes no time."""
        return self._documents.get(text) is not None

    def prepared(self, text: str, name: str | None, given: Mapping[str, Any]) -> Prepared:
        """An operation of a document. Refused or DatelineError where the document, the variables or the arguments are wrong."""
        check_variables(given)
        if self._documents.get(text) is None and (found := lifted(text)) and (document := self._template(text, found.pattern)):
            with suppress(Refused, DatelineError):  # the document itself tells better what is wrong
                return self._prepared(document, found.pattern, name, {**given, **found.variables})
        return self._prepared(self._document(text), text, name, given)

    def _template(self, text: str, pattern: str) -> DocumentNode | None:
        """The document that all of one pattern share, from the second on; None where there is none."""
        kept = self._templates.get(pattern)
        if kept is None:
            self._templates.keep(ONCE, pattern)
        elif kept is ONCE:
            kept = template(self._schema, self._document(text)) or NEVER
            self._templates.keep(kept, pattern)
        return kept if isinstance(kept, DocumentNode) else None

    def _prepared(self, document: DocumentNode, text: str, name: str | None, given: Mapping[str, Any]) -> Prepared:
        began = perf_counter()
        definition = _definition(document, name)
        variables = get_variable_values(self._schema, definition.variable_definitions or (), dict(given), max_errors=ERROR_LIMIT)
        if not isinstance(variables, VariableValues):
            raise Refused(variables)
        operation = self._operation(text, document, definition, variables)
        try:
            bound = operation.bound(variables)
        except GraphQLError as error:
            raise Refused([error]) from None
        cost = cost_of(operation, bound).checked()
        return Prepared(document, given, operation, bound, cost, perf_counter() - began)

    def _document(self, text: str) -> DocumentNode:
        """The valid document that `text` writes."""
        document = self._documents.get(text)
        if document is None:
            document = parse_document(text)
            if errors := validate(self._schema, document, max_errors=ERROR_LIMIT - 1):
                raise Refused(errors)
            self._documents.keep(document, text)
        return document

    def _operation(self, text: str, document: DocumentNode, definition: OperationDefinitionNode, variables: VariableValues) -> Operation:
        """The operation, compiled; once for each set of values of its Boolean variables, which may leave out fields."""
        conditions = tuple(item for item in variables.coerced.items() if isinstance(item[1], bool))
        shape = (definition.name and definition.name.value, conditions)
        operation = self._operations.get(text, shape)
        if operation is None:
            operation = self._compiler.operation(document, definition, variables)
            self._operations.keep(operation, text, shape)
        return operation


class _Kept(Generic[T]):
    """What was made of documents, each of which counts by its length; what has not been asked for longest goes first."""

    def __init__(self) -> None:
        self._kept: LRUCache[object, tuple[T, int]] = LRUCache(KEPT_CHARACTERS, getsizeof=itemgetter(1))
        self._lock = Lock()

    def get(self, text: str, shape: object = None) -> T | None:
        """What was made of a document in that shape, if it is kept."""
        with self._lock:
            found = self._kept.get((text, shape))
        return found and found[0]

    def keep(self, made: T, text: str, shape: object = None) -> None:
        """Keeps what was made, unless the document is too long."""
        with self._lock, suppress(ValueError):
            self._kept[text, shape] = made, len(text)


def _definition(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is None:
        wrong = f"has no operation {name}" if name else "has no operation, or several: name the one to answer in operationName"
        raise InvalidDocument(f"the document {wrong}")
    return operation
