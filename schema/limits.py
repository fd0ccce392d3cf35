"""Bounds on a GraphQL document, counted on its tokens and its tree before it is validated."""

from __future__ import annotations

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


def _check(document: DocumentNode) -> None:
    measure = _Measure(document)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            for name, number, limit in zip(Size._fields, measure.of(operation), LIMITS, strict=True):
                if number > limit:
                    raise TooCostly(f"the document has {number} {name.replace('_', ' ')}; the limit is {limit}", hint=_SIMPLER)


class _Measure:
    """Measures the operations of a document. Each fragment is measured once."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self._measured: dict[str, Size] = {}

    def of(self, operation: OperationDefinitionNode) -> Size:
        found = self._set(operation.selection_set)
        return found._replace(directives=found.directives + len(operation.directives or ()))

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
