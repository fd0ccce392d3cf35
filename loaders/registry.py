"""What loads, analyses and extracts, in order: explicit lists, so that a reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any

from loaders.analyse.light import Light
from loaders.analyse.spacy_pipeline import SpacyPipeline
from loaders.base import Analyzer, Extractor
from loaders.extract import attribution, incidents, people, places
from schema.errors import InvalidValue
from schema.records import Person, Place, Record

ANALYZERS: Mapping[str, Callable[..., Analyzer]] = {"light": Light, "spacy": SpacyPipeline}
"""What makes each analyzer; one that can use several pipelines takes the name of one."""

EXTRACTORS: tuple[Extractor, ...] = (people.Extractor(), places.Places(), attribution.Extractor(), incidents.Incidents())
"""Each reads what those before it have found."""

MERGES: Mapping[type[Record], Callable[[Sequence[Any]], Record]] = {Person: people.merge, Place: places.merge}
"""How the records that several articles share become one."""


def analyzer(name: str, pipeline: str | None = None) -> Analyzer:
    """The analyzer of a name, over a pipeline where it can choose."""
    make = ANALYZERS[name]
    if pipeline is None:
        return make()
    if "pipeline" not in signature(make).parameters:
        raise InvalidValue(f"the analyzer {name} has no pipelines to choose from", hint="--pipeline goes with --analyzer spacy.")
    return make(pipeline=pipeline)
