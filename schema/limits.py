"""Bounds on a GraphQL document, counted on its tokens and its tree before it is validated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    parse,
)

from schema.errors import TooCostly, UnreadableDocument

TOKEN_LIMIT = 2000


class Size(NamedTuple):
    """How large a selection is, with its fragments spread out."""

    levels: int = 0
    fields: int = 0
    root_fields: int = 0
    aliases: int = 0
    directives: int = 0


LIMITS = Size(levels=15, fields=500, root_fields=20, aliases=30, directives=50)
"""How large an operation may be."""

DEFINITION_LIMIT = 50
"""How many operations and fragments a document may have."""

MERGE_LIMIT = 1000
"""How many pairs of fields may stand under one name in one place and each show parts. Validation compares them, pair by pair."""

VARIABLE_LIMIT = 10_000
"""How many plain values the variables of a request may hold, where an object counts as five more: each has to be looked at."""

_OBJECT = 5

_SIMPLER = "Ask for less at once, or page."


def parse_document(text: str) -> DocumentNode:
    """The document that `text` writes. UnreadableDocument where it is no GraphQL, TooCostly where it is out of bounds."""
    try:
        document = parse(text, max_tokens=TOKEN_LIMIT, allow_empty_selection_sets=False)
    except RecursionError:
        raise TooCostly("the document is nested too deeply", hint=_SIMPLER) from None
    except GraphQLError as error:
        if "tokens" in error.message:
            raise TooCostly(f"the document has more than {TOKEN_LIMIT} tokens", hint=_SIMPLER) from None
        raise UnreadableDocument(error.message) from error
    _check(document)
    return document


def check_variables(given: object) -> None:
    """TooCostly where the values of variables are too many."""
    number, left = 0, [given]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            number += _OBJECT
            left += value.values()
        elif isinstance(value, list):
            left += value
        else:
            number += 1
    _bound("values in its variables", number, VARIABLE_LIMIT)


def _check(document: DocumentNode) -> None:
    measure = _Measure(document)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            for name, number, limit in zip(Size._fields, measure.of(operation), LIMITS, strict=True):
                _bound(name.replace("_", " "), number, limit)
    _bound("definitions", len(document.definitions), DEFINITION_LIMIT)
    _bound("pairs of fields under one name", measure.merges(document), MERGE_LIMIT)


def _bound(name: str, number: int, limit: int) -> None:
    if number > limit:
        raise TooCostly(f"the document has {number} {name}; the limit is {limit}", hint=_SIMPLER)


class _Measure:
    """Measures the operations of a document. Each fragment is measured once."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self._measured: dict[str, Size] = {}

    def of(self, operation: OperationDefinitionNode) -> Size:
        found = self._set(operation.selection_set)
        return found._replace(directives=found.directives + len(operation.directives or ()))

    def merges(self, document: DocumentNode) -> int:
        """How many pairs of fields that show parts stand under one name in one place, in all operations and fragments."""
        return sum(self._merges([getattr(definition, "selection_set", None)]) for definition in document.definitions)

    def _merges(self, sets: Iterable[SelectionSetNode | None], levels: int = LIMITS.levels) -> int:
        places: dict[str, list[FieldNode]] = {}
        for field in self._fields(sets, set()):
            places.setdefault((field.alias or field.name).value, []).append(field)
        merged = sum(len(fields) * (len(fields) - 1) // 2 for fields in places.values())
        if levels:  # a fragment inside itself has no end
            merged += sum(self._merges([field.selection_set for field in fields], levels - 1) for fields in places.values())
        return merged

    def _fields(self, sets: Iterable[SelectionSetNode | None], spread: set[str]) -> Iterator[FieldNode]:
        """The fields with parts in the same place as these sets, each fragment once."""
        for node in (node for one in sets if one for node in one.selections):
            if isinstance(node, FieldNode):
                if node.selection_set:
                    yield node
            elif not isinstance(node, FragmentSpreadNode):
                yield from self._fields([getattr(node, "selection_set", None)], spread)
            elif node.name.value not in spread and (fragment := self._fragments.get(node.name.value)):
                spread.add(node.name.value)
                yield from self._fields([fragment.selection_set], spread)

    def _set(self, selections: SelectionSetNode | None) -> Size:
        if selections is None:
            return Size()
        levels, *others = zip(*(self._node(node) for node in selections.selections), strict=True)
        return Size(max(levels), *map(sum, others))

    def _node(self, node: SelectionNode) -> Size:
        own: SelectionSetNode | None = getattr(node, "selection_set", None)
        found = self._fragment(node.name.value) if isinstance(node, FragmentSpreadNode) else self._set(own)
        if isinstance(node, FieldNode):
            found = Size(found.levels + 1, found.fields + 1, 1, found.aliases + (node.alias is not None), found.directives)
        return found._replace(directives=found.directives + len(node.directives or ()))

    def _fragment(self, name: str) -> Size:
        if name not in self._measured:
            self._measured[name] = Size()  # a fragment inside itself adds nothing here; validation refuses it
            fragment = self._fragments.get(name)
            if fragment:
                self._measured[name] = self._set(fragment.selection_set)
        return self._measured[name]
