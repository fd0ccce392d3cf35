"""The light analyzer: tags and lemmas from a small trained model that ships with dateline.

    analysis = analyse(article.id, article.text, article.published, Light())

The model is read when the first sentence is tagged, and once in a process.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]  # the library ships no types

from loaders.analyse import labels
from loaders.analyse.features import features
from loaders.analyse.lemmas import rule
from loaders.base import Reading, Words

MODEL = "tags.crfsuite.gz"
LEMMAS = "lemmas.tsv.gz"
PENN = "penn.tsv.gz"
KEPT = 1 << 15
"""Of how many words with their labels the readings are kept."""

_OPENING = frozenset("“„«‘‹")
_CLOSING = frozenset("”»’›")
_APOSTROPHES = frozenset("'’")
_SINGLE_MARKS = _APOSTROPHES | {"‘", "‚", "‹"}
_GENITIVE = Reading("PART", "POS", "'s")
_OF_MANY = frozenset({"NNS", "NNPS", "NNP"})
_OWNED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})


@cache
def _tagger(folder: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights(folder))
    return tagger


@cache
def _weights(folder: Path) -> bytes:
    # Kept for as long as the process runs: the tagger reads this memory in place and does not own it.
    return gzip.decompress((folder / MODEL).read_bytes())


@cache
def _checksum(folder: Path) -> str:
    return hashlib.sha256((folder / MODEL).read_bytes() + (folder / LEMMAS).read_bytes()).hexdigest()[:16]


@cache
def _lemmas(folder: Path) -> Mapping[tuple[str, str], str]:
    lines = gzip.decompress((folder / LEMMAS).read_bytes()).decode().splitlines()
    return {(form, upos): lemma for form, upos, lemma in (line.split("\t") for line in lines)}


@cache
def _penn(folder: Path) -> Mapping[str, str]:
    lines = gzip.decompress((folder / PENN).read_bytes()).decode().splitlines()
    return {key: penn for key, _, penn in (line.rpartition("\t") for line in lines)}


def _reading(folder: Path, word: str, label: str) -> Reading:
    """What a label says of a word."""
    upos, _, kept = label.partition("|")
    if upos == "PUNCT" and (word in _OPENING or word in _CLOSING):
        return Reading("PUNCT", "``" if word in _OPENING else "''", '"')
    tag, lemma = kept or labels.penn(_penn(folder), word, label), _lemma(folder, word, upos)
    if tag == "VBP" and upos == "VERB" and lemma != word.lower():  # the present of many has the form of its lemma: forces struck
        tag = "VBD"
    return Reading(upos, tag, lemma)


def _with_genitives(words: Words, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with the apostrophe of a plural read as one, where it can close nothing: the Doctors' Network."""
    if _APOSTROPHES.isdisjoint(words.forms):
        return readings
    return [_GENITIVE if one.tag == "''" and _is_genitive(words, readings, at) else one for at, one in enumerate(readings)]


def _is_genitive(words: Words, readings: Sequence[Reading], at: int) -> bool:
    forms, spaced = words
    stands = at > 0 and forms[at] in _APOSTROPHES and not spaced[at - 1] and spaced[at]
    opened = any(form in _SINGLE_MARKS and not spaced[place] for place, form in enumerate(forms[:at]))
    return stands and not opened and readings[at - 1].tag in _OF_MANY and forms[at - 1].endswith("s") and readings[at + 1].tag in _OWNED


def _lemma(folder: Path, word: str, upos: str) -> str:
    """The lemma of a word that stands as this part of speech; a name is its own lemma."""
    if upos in {"PROPN", "X", "SYM", "PUNCT", "NUM"}:
        return word
    form = word.lower().replace("’", "'")
    return _lemmas(folder).get((form, upos)) or rule(form, upos)


class Light:
    """An analyzer that needs no download: UPOS, Penn tags and lemmas at tens of thousands of words a second."""

    name = "light"
    version = "3"

    def __init__(self, folder: Path = Path(__file__).parent) -> None:
        self._folder = folder
        self._reading = lru_cache(maxsize=KEPT)(partial(_reading, folder))

    @property
    def checksum(self) -> str:
        """A digest of the model and of the table of lemmas."""
        return _checksum(self._folder)

    def read(self, sentences: Sequence[Words]) -> Iterable[Sequence[Reading]]:
        """The readings of the words of each sentence: part of speech, tag and lemma, without heads."""
        return (_with_genitives(sentence, self.tag(sentence.forms)) for sentence in sentences)

    def tag(self, words: Sequence[str]) -> Sequence[Reading]:
        """The readings of the words of one sentence."""
        if not words:
            return ()
        return tuple(map(self._reading, words, _tagger(self._folder).tag(features(words))))
