"""The spaCy analyzer, on a stand-in for the library: dateline's own suite runs without it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from loaders.analyse.spacy_pipeline import AnalyzerMissing, SpacyPipeline
from loaders.base import Reading
from loaders.extract.segmentation import analyse
from loaders.registry import analyzer
from schema.errors import InvalidValue

TEXT = "Anna Berg didn’t go. “We stayed,” she said.\n"


@dataclass
class Token:
    """A token with the names that spaCy gives its values."""

    i: int
    text: str
    pos_: str = "X"
    tag_: str = "FW"
    dep_: str = "dep"
    ent_iob_: str = "O"
    ent_type_: str = ""
    head: Any = None

    @property
    def lemma_(self) -> str:
        """A lemma that shows which form was given."""
        return self.text.lower()


class Doc:
    """A document as spaCy makes it from words."""

    def __init__(self, vocab: str, words: list[str], spaces: Iterable[bool], sent_starts: list[bool]) -> None:
        assert vocab == "vocabulary"
        self.words, self.spaces, self.starts = words, tuple(spaces), sent_starts
        self.tokens = [Token(number, word) for number, word in enumerate(words)]
        self.known: set[str] = set()

    def __iter__(self) -> Iterator[Token]:
        """The tokens."""
        return iter(self.tokens)

    def has_annotation(self, name: str) -> bool:
        """Whether the pipeline gave it."""
        return name in self.known


@dataclass
class Nlp:
    """A pipeline that hangs every word on the first, and takes capitals for names."""

    gives: frozenset[str]
    vocab: str = "vocabulary"
    meta: dict[str, str] = field(default_factory=lambda: {"version": "1.2"})
    seen: list[Doc] = field(default_factory=list)

    def pipe(self, documents: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """The documents, annotated."""
        assert batch_size > 1
        for document in documents:
            self.seen.append(document)
            document.known = set(self.gives)
            for token in document:
                token.head = document.tokens[0]
                if token.text[0].isupper():
                    token.ent_iob_, token.ent_type_ = "B", "PERSON"
            yield document


TAGS = frozenset({"TAG", "POS", "LEMMA"})
PARSE = TAGS | {"DEP", "ENT_IOB"}


def library(monkeypatch: pytest.MonkeyPatch, gives: frozenset[str], installed: tuple[str, ...] = ()) -> Nlp:
    """Puts the stand-in in spaCy's place, with these pipelines installed beside its own."""
    nlp = Nlp(gives)

    def load(name: str) -> Nlp:
        if name not in {"english", *installed}:
            raise OSError(f"[E050] Can't find model '{name}'")
        return nlp

    spacy, tokens = ModuleType("spacy"), ModuleType("spacy.tokens")
    vars(spacy).update(load=load, __version__="9.9", util=SimpleNamespace(get_installed_models=lambda: list(installed)))
    vars(tokens).update(Doc=Doc)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setitem(sys.modules, "spacy.tokens", tokens)
    return nlp


def test_words_and_sentences_stay_those_of_dateline(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = library(monkeypatch, PARSE)
    analysis = analyse("article-0123456789abcdef", TEXT, None, SpacyPipeline("english"))
    assert len(nlp.seen) == len(analysis.sentences) == 2
    assert all(TEXT[token.start : token.end] == token.text for sentence in analysis.sentences for token in sentence.tokens)
    assert [document.starts.count(True) for document in nlp.seen] == [1, 1]


def test_spacy_is_told_where_spaces_stand_and_reads_straight_apostrophes(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = library(monkeypatch, PARSE)
    analyse("article-0123456789abcdef", TEXT, None, SpacyPipeline("english"))
    assert nlp.seen[0].words == ["Anna", "Berg", "did", "n't", "go", "."]
    assert nlp.seen[0].spaces == (True, True, False, True, False, False)
    assert nlp.seen[1].words[0] == "“"


def test_a_parse_gives_heads_relations_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, PARSE)
    first = analyse("article-0123456789abcdef", TEXT, None, SpacyPipeline("english")).sentences[0].tokens
    assert [(token.head, token.relation, token.entity) for token in first[1:3]] == [(0, "dep", "B-PERSON"), (0, "dep", "O")]


def test_a_pipeline_without_a_parser_leaves_heads_and_names_out(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, TAGS)
    first = analyse("article-0123456789abcdef", TEXT, None, SpacyPipeline("english")).sentences[0].tokens[0]
    assert (first.pos, first.head, first.relation, first.entity) == ("X", None, None, None)


def test_a_pipeline_without_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, frozenset({"DEP"}))
    with pytest.raises(AnalyzerMissing, match="english gives no tags"):
        analyse("article-0123456789abcdef", TEXT, None, SpacyPipeline("english"))


def test_the_version_names_the_library_and_the_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, PARSE)
    assert SpacyPipeline("english").version == "9.9 english 1.2"


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [(("de_core", "en_core_web_md", "en_core_web_lg"), "en_core_web_lg"), (("en_core_web_md", "en_core_web_sm"), "en_core_web_sm")],
)
def test_any_english_pipeline_that_is_installed_will_do(monkeypatch: pytest.MonkeyPatch, installed: tuple[str, ...], chosen: str) -> None:
    library(monkeypatch, PARSE, installed)
    assert SpacyPipeline().version == f"9.9 {chosen} 1.2"


def test_without_spacy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AnalyzerMissing) as caught:
        analyzer("spacy")
    assert "dateline[spacy]" in str(caught.value.hint)


def test_without_the_pipeline_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, PARSE)
    with pytest.raises(AnalyzerMissing, match="spaCy pipeline welsh is not installed"):
        analyzer("spacy", "welsh")


def test_a_pipeline_is_refused_where_there_is_none_to_choose() -> None:
    with pytest.raises(InvalidValue, match="light has no pipelines"):
        analyzer("light", "english")


def test_light_knows_no_heads() -> None:
    first = analyse("article-0123456789abcdef", TEXT, None, analyzer("light")).sentences[0].tokens[0]
    assert Reading(first.pos, first.tag, first.lemma) == Reading("PROPN", "NNP", "Anna")
    assert (first.head, first.relation, first.entity) == (None, None, None)
