"""The spaCy analyzer: tags, heads and names from any installed English pipeline, chosen by its name.

    analysis = analyse(article.id, article.text, article.published, SpacyPipeline("en_core_web_sm"))

Without a name it is the small English one, or the first English one that is installed.

Words and sentences stay dateline's own: spaCy is given them, so that offsets do not depend on the analyzer. The extra `spacy`
installs the library; it is imported when an analyzer is made, and nothing else here needs it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from loaders.base import Reading, Words
from schema.errors import DatelineError

PREFERRED = "en_core_web_sm"
BATCH = 64
"""Sentences that spaCy reads at once: more is hardly quicker and takes more memory."""


class AnalyzerMissing(DatelineError):
    """An analyzer was asked for that is not installed, or that cannot give what dateline needs."""

    code = "ANALYZER_MISSING"
    title = "The analyzer is not installed"


class Word(Protocol):
    """What is read of a spaCy token."""

    i: int
    pos_: str
    tag_: str
    lemma_: str
    dep_: str
    ent_type_: str
    ent_iob_: str

    @property
    def head(self) -> Word:
        """The token that it depends on."""


class Parsed(Protocol):
    """What is read of a spaCy document: the words of one sentence."""

    def __iter__(self) -> Iterator[Word]:
        """Its tokens."""

    def has_annotation(self, attr: str, /) -> bool:
        """Whether the pipeline gave its tokens such a value."""


class Pipeline(Protocol):
    """What is used of a loaded spaCy pipeline."""

    meta: dict[str, Any]

    def pipe(self, texts: Iterable[Any], /, *, batch_size: int) -> Iterable[Parsed]:
        """The documents, annotated, in order."""


class SpacyPipeline:
    """An analyzer over an installed spaCy pipeline: slower than `light`, and it knows what depends on what."""

    name = "spacy"

    def __init__(self, pipeline: str | None = None) -> None:
        self._nlp, self._document, library, self._pipeline = _loaded(pipeline)
        self.version = f"{library} {self._pipeline} {self._nlp.meta['version']}"

    def read(self, sentences: Sequence[Words]) -> Iterator[Sequence[Reading]]:
        """The readings of the words of each sentence, with their heads and names where the pipeline knows them."""
        for parsed in self._nlp.pipe(map(self._document, sentences), batch_size=BATCH):
            if not (parsed.has_annotation("TAG") and parsed.has_annotation("POS") and parsed.has_annotation("LEMMA")):
                raise AnalyzerMissing(f"the spaCy pipeline {self._pipeline} gives no tags, parts of speech or lemmas")
            yield _readings(parsed)


def _readings(parsed: Parsed) -> tuple[Reading, ...]:
    heads, names = parsed.has_annotation("DEP"), parsed.has_annotation("ENT_IOB")
    return tuple(
        Reading(
            word.pos_,
            word.tag_,
            word.lemma_,
            word.head.i if heads else None,
            word.dep_ if heads else None,
            _entity(word) if names else None,
        )
        for word in parsed
    )


def _straight(form: str) -> str:
    """The word with a straight apostrophe: the pipelines know 's, 're and n't by it, and take curly ones for nouns."""
    return form.replace("’", "'") if len(form) > 1 else form


def _entity(word: Word) -> str:
    return f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "O"


def _loaded(wanted: str | None) -> tuple[Pipeline, Callable[[Words], Any], str, str]:
    """A pipeline, what makes its documents, the version of spaCy, and the name of the pipeline."""
    try:
        spacy: Any = importlib.import_module("spacy")
        tokens: Any = importlib.import_module("spacy.tokens")
    except ImportError as error:
        raise AnalyzerMissing(
            "the analyzer spacy needs the library spaCy", hint="Install dateline with its extra: dateline[spacy]."
        ) from error
    pipeline = wanted or _english(spacy.util.get_installed_models())
    try:
        nlp = spacy.load(pipeline)
    except OSError as error:
        hint = f"Install the package {pipeline}, or name another English pipeline with --pipeline."
        raise AnalyzerMissing(f"the spaCy pipeline {pipeline} is not installed", hint=hint) from error

    def document(words: Words) -> Any:  # noqa: ANN401  spaCy's own type, which is not here where spaCy is not
        starts = [True] + [False] * (len(words.forms) - 1)
        return tokens.Doc(nlp.vocab, words=[_straight(form) for form in words.forms], spaces=words.spaced, sent_starts=starts)

    return nlp, document, str(spacy.__version__), pipeline


def _english(installed: Iterable[str]) -> str:
    """The English pipeline to use of those that are installed; the small one where there is none, so that it can be asked for."""
    english = sorted(name for name in installed if name.startswith("en_"))
    return english[0] if english and PREFERRED not in english else PREFERRED
