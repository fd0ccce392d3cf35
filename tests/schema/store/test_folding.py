"""What is folded unfolds again; what is damaged says so."""

from __future__ import annotations

import orjson
import pytest

from schema.catalog import CATALOG
from schema.documents import Document, documents
from schema.store.folding import fold, unfold, with_large
from tests.seeds import seed_records


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.plural)
def test_what_is_folded_unfolds_again_and_takes_a_fraction(spec: object) -> None:
    found = [(own, document) for own, document in documents(iter(seed_records())) if own is spec]
    assert found
    plain = folded = 0
    for own, document in found:
        kept = fold(document, own)
        assert with_large(orjson.loads(unfold(kept.light, kept.whole, own)), kept.large, own) == document
        plain += len(orjson.dumps({name: value for name, value in document.items() if name not in own.large}))
        folded += len(kept.whole)
    assert folded < plain / 2


def test_a_document_of_any_text_unfolds_again() -> None:
    spec, found = next((own, one) for own, one in documents(iter(seed_records())) if own.large)
    changed: Document = {**found, "headline": "\0é😀" * 10_000, "text": "\n"}
    kept = fold(changed, spec)
    assert with_large(orjson.loads(unfold(kept.light, kept.whole, spec)), kept.large, spec) == changed


def test_what_is_damaged_cut_off_or_another_records_cannot_be_unfolded() -> None:
    spec, *_ = CATALOG
    one, other = [fold(found, own) for own, found in documents(iter(seed_records())) if own is spec]
    for light, whole in ((one.light, other.whole), (one.light, one.whole[:-9]), (one.light, one.whole[9:]), (one.light, b"")):
        with pytest.raises(ValueError, match="a document"):
            unfold(light, whole, spec)
