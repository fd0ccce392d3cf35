"""Runs extractors that other distributions bring: what they make is checked, and what fails costs only itself.

dateline's own extractors are not run here: what they get wrong is a bug, and stops the load.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from loaders.base import Analysis, Extractor
from loaders.extract.naming import named
from loaders.merging import is_shared, merged
from loaders.registry import declared
from schema.catalog import CATALOG, RecordSpec
from schema.documents import document, documents, record
from schema.invariants import violations
from schema.records import Annotation, Mention, Record
from schema.records.base import Grounded

logger = logging.getLogger(__name__)

MOST = 100_000
"""The most records that an extractor may make of one article."""
TOLD = 3
"""How many complaints about one article are told."""
LONGEST = 500


@dataclass(frozen=True)
class Failure:
    """An extractor that failed on an article, and why; its records of that article were left out."""

    extractor: str
    article: str
    reason: str


def attempted(extractor: Extractor, analysis: Analysis, found: Sequence[Record]) -> tuple[Record, ...] | Failure:
    """What an extractor makes of an article, or how it failed: it raised, or its records do not hold."""
    try:
        made = tuple(islice(extractor(analysis, tuple(found)), MOST + 1))
        reasons = list(islice(complaints(extractor, analysis, found, made), TOLD))
    except Exception as error:
        logger.debug("an extractor raised", exc_info=True, extra={"extractor": extractor.name, "article": analysis.article_id})
        reasons = [f"raised {type(error).__name__}: {error}"]
    return Failure(extractor.name, analysis.article_id, "; ".join(reasons)[:LONGEST]) if reasons else made


def complaints(extractor: Extractor, analysis: Analysis, found: Sequence[Record], made: Sequence[Record]) -> Iterator[str]:
    """What does not hold in the records that an extractor made of an article, beside the records found before it."""
    if len(made) > MOST:
        yield f"made more than {MOST} records"
        return
    strange = [*_strange(extractor, analysis, made)]
    yield from strange
    if not strange:
        taken = {one.id for one in found if not is_shared(one)}
        yield from (f"{one.id}: the id is taken" for one in made if one.id in taken)
        mentioned = {named(one) for one in (*found, *made) if isinstance(one, Mention)}
        yield from (f"{one.id}: no mention names it" for one in made if is_shared(one) and one.id not in mentioned)
        new = {one.id for one in made}
        whole = merged([*found, *made])
        yield from (broken for broken in violations(documents(iter(whole))) if broken.partition(":")[0] in new)


def _strange(extractor: Extractor, analysis: Analysis, made: Iterable[object]) -> Iterator[str]:
    """What is wrong with records one by one."""
    for one in made:
        spec = CATALOG.of_id(one.id) if isinstance(one, Record) else None
        if not isinstance(one, Record) or spec is None or type(one) is not spec.model:
            yield f"{str(one)[:60]} is no record of a type that exists"
            continue
        yield from (f"{one.id}: {wrong}" for wrong in _wrong(one, spec, extractor, analysis))


def _wrong(one: Record, spec: RecordSpec, extractor: Extractor, analysis: Analysis) -> Iterator[str]:
    produces = declared(extractor, "produces")
    if spec.name == "article" or (produces and spec.name not in produces):
        yield f"{extractor.name} does not make records of the type {spec.name}"
    if (one.extractor, one.extractor_version) != (extractor.name, extractor.version):
        yield f"it is signed {one.extractor} {one.extractor_version}, not {extractor.name} {extractor.version}"
    if record(document(one, spec), spec) != one:
        yield "its values do not have the types of their fields"
    if isinstance(one, Annotation) and one.article_id != analysis.article_id:
        yield f"it does not speak of {analysis.article_id}"
    digest = analysis.article_id.partition("-")[2]
    if isinstance(one, Annotation) and not one.id.startswith(f"{spec.name}-{digest}-"):
        yield f"its id does not begin with {spec.name}-{digest}-"
    yield from (f"{name} says {value!r:.60}, and its spans do not" for name, value in _unquoted(one))


def _unquoted(one: Grounded) -> Iterator[tuple[str, object]]:
    """The fields whose words are not those of their spans."""
    for name, spans in one.evidence.items():
        value, printed = getattr(one, name), tuple(span.exact for span in spans)
        if isinstance(value, str) and value != " ".join(printed):
            yield name, value
        if isinstance(value, tuple) and all(isinstance(item, str) for item in value) and value != printed:
            yield name, value
