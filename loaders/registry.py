"""What loads, analyses and extracts, in order: explicit lists, so that a reader sees them, and behind them what is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from inspect import signature
from pathlib import Path
from typing import Any

from loaders import plugins
from loaders.analyse.light import Light
from loaders.analyse.spacy_pipeline import SpacyPipeline
from loaders.base import Analyzer, Extractor, Loader
from loaders.extract import attribution, incidents, people, places
from loaders.extract.naming import Namings
from loaders.plugins import Plugin, PluginBroken
from loaders.shapes import mapped
from loaders.sources.base import Options, Source
from loaders.sources.feed import Feed
from loaders.sources.files import Files
from loaders.sources.html import Html
from loaders.sources.json_file import Json
from loaders.sources.table import Table
from loaders.sources.text_file import PlainText, TextFiles
from loaders.sources.warc import Warc
from loaders.sources.web import Web
from schema.catalog import CATALOG
from schema.errors import InvalidValue
from schema.records import Person, Place, Record


def sources(options: Options) -> tuple[Source, ...]:
    """The kinds of input: a file goes to the first that recognises it."""
    shape = mapped(options.paths)
    return Warc(), Feed(), Html(), Json(shape), Table(shape), PlainText()


PLAIN = Options()
SOURCES: tuple[Source, ...] = sources(PLAIN)

LOADERS: Mapping[str, Callable[[Sequence[str | Path], Options], Loader]] = {
    "files": lambda paths, options: Files(paths, sources(options), Web() if options.network else None),
    "text": lambda paths, _: TextFiles(paths),
}
"""What makes each loader, from paths."""

ANALYZERS: Mapping[str, Callable[..., Analyzer]] = {"light": Light, "spacy": SpacyPipeline}
"""What makes each analyzer; one that can use several pipelines takes the name of one."""

EXTRACTORS: tuple[Extractor, ...] = (people.Extractor(), places.Places(), attribution.Extractor(), incidents.Incidents())
"""Each reads what those before it have found."""

MERGES: Mapping[type[Record], Callable[[Any, Namings], Record]] = {Person: people.merge, Place: places.merge}
"""How the records that several articles share follow from their mentions."""


def names(builtin: Mapping[str, object], group: str) -> list[str]:
    """The names that can be chosen in a group: dateline's own, then those of plug-ins."""
    return list(dict.fromkeys([*builtin, *(plugin.name for plugin in plugins.installed(group))]))


def loader(name: str, paths: Sequence[str | Path], options: Options = PLAIN) -> Loader:
    """The loader of a name, for paths; the options are for dateline's own."""
    if (plugin := _plugin(name, LOADERS, plugins.LOADERS)) is None:
        return LOADERS[name](paths, options)
    made = plugin.made(paths)
    if not isinstance(made, Loader):
        raise PluginBroken(f"the plug-in {plugin} makes no loader")
    return made


def analyzer(name: str, pipeline: str | None = None) -> Analyzer:
    """The analyzer of a name, over a pipeline where it can choose."""
    plugin = _plugin(name, ANALYZERS, plugins.ANALYZERS)
    chosen = {} if pipeline is None else {"pipeline": pipeline}
    if chosen and "pipeline" not in signature(plugin.load() if plugin else ANALYZERS[name]).parameters:
        raise InvalidValue(f"the analyzer {name} has no pipelines to choose from", hint="--pipeline goes with --analyzer spacy.")
    made = plugin.made(**chosen) if plugin else ANALYZERS[name](**chosen)
    if not isinstance(made, Analyzer):
        raise PluginBroken(f"the plug-in {plugin} makes no analyzer")
    return made


def _plugin(name: str, builtin: Mapping[str, object], group: str) -> Plugin | None:
    """The plug-in of a name; None where dateline's own part has it."""
    found = [plugin for plugin in plugins.installed(group) if plugin.name == name]
    if len(found) + (name in builtin) > 1:
        raise PluginBroken(f"{name} is the name of more than one part of {group}: {', '.join(map(str, found))}")
    return found[0] if found else None


def added_extractors() -> tuple[Extractor, ...]:
    """The extractors of plug-ins, each behind those that make what it reads."""
    return in_order([_extractor(plugin) for plugin in plugins.installed(plugins.EXTRACTORS)])


def _extractor(plugin: Plugin) -> Extractor:
    made = plugin.made()
    if not isinstance(made, Extractor):
        raise PluginBroken(f"the plug-in {plugin} makes no extractor")
    return made


def in_order(extractors: Sequence[Extractor]) -> tuple[Extractor, ...]:
    """Extractors in the order of what they declare. `requires` and `produces` name record types; either may be absent."""
    by_name = {one.name: one for one in extractors}
    if len({*by_name, *(one.name for one in EXTRACTORS)}) < len(extractors) + len(EXTRACTORS):
        raise PluginBroken(f"two extractors have one name, among: {', '.join(one.name for one in (*EXTRACTORS, *extractors))}")
    for one in extractors:
        unknown = sorted((declared(one, "requires") | declared(one, "produces")) - {spec.name for spec in CATALOG})
        if unknown:
            raise PluginBroken(f"the extractor {one.name} declares record types that do not exist: {', '.join(unknown)}")
    before = {
        one.name: [other.name for other in extractors if other is not one and declared(one, "requires") & declared(other, "produces")]
        for one in extractors
    }
    try:
        return tuple(by_name[name] for name in TopologicalSorter(before).static_order())
    except CycleError as error:
        raise PluginBroken(f"extractors require each other: {', '.join(error.args[1])}") from error


def declared(extractor: Extractor, what: str) -> frozenset[str]:
    """The record types that an extractor declares to require or to produce; none where it declares nothing."""
    return frozenset(getattr(extractor, what, ()))
