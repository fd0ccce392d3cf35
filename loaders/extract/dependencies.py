"""What a parse says of two words: whether one depends on the other. Without a parse nothing is said."""

from __future__ import annotations

from loaders.extract.passages import Passage

_DEEPEST = 60
"""How many words lie at most between a word and one that it depends on."""


def depends(passage: Passage, at: int, on: int) -> bool | None:
    """Whether a word depends on another of its sentence, by whatever lies between; None where no parse tells."""
    tokens, begin = passage.tokens, passage.bounds(at)[0]
    for _ in range(_DEEPEST):
        head = tokens[at].head
        if head is None or passage.bounds(on)[0] != begin:
            return None
        if begin + head == at:
            return False
        at = begin + head
        if at == on:
            return True
    return None
