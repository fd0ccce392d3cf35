"""The light analyzer and how it is trained."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

import pytest

from loaders.analyse.features import features, folded, shape
from loaders.analyse.labels import label, penn, table
from loaders.analyse.lemmas import rule
from loaders.analyse.light import Light
from loaders.analyse.train import main, titled
from loaders.base import Reading
from tests.loaders.seeds import analysis_of

SENTENCE = ["The", "soldiers", "said", "on", "Tuesday", "that", "Putin", "'s", "bombs", "had", "hit", "two", "large", "hospitals", "."]


def test_words_get_their_tags_in_both_sets() -> None:
    tags = Light().tag(SENTENCE)
    assert [tag[1] for tag in tags] == [
        "DT", "NNS", "VBD", "IN", "NNP", "IN", "NNP", "POS", "NNS", "VBD", "VBN", "CD", "JJ", "NNS", ".",
    ]  # fmt: skip
    assert [tag[0] for tag in tags][:4] == ["DET", "NOUN", "VERB", "ADP"]


def test_words_get_their_lemmas_and_names_keep_their_form() -> None:
    lemmas = [reading.lemma for reading in Light().tag(SENTENCE)]
    assert lemmas[1:3] == ["soldier", "say"]
    assert lemmas[6] == "Putin"
    assert lemmas[9:11] == ["have", "hit"]


def test_curly_marks_are_opening_or_closing_by_their_shape() -> None:
    assert [tag[1] for tag in Light().tag(["“", "Go", "”"])][::2] == ["``", "''"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("The Doctors' Network said it.", ["POS"]),
        ("The Miners’ Union said it.", ["POS"]),
        ("He spoke of 'dirty tricks' by rivals.", ["``", "''"]),
    ],
)
def test_an_apostrophe_behind_a_plural_is_its_own_unless_it_closes_marks(text: str, tags: list[str]) -> None:
    tokens = analysis_of(text).sentences[0].tokens
    assert [token.tag for token in tokens if token.text in {"'", "’"}] == tags


def test_the_present_of_many_looks_like_its_lemma() -> None:
    tags = {token.text: token.tag for token in analysis_of("Israeli forces struck a car and they say so.").sentences[0].tokens}
    assert (tags["struck"], tags["say"]) == ("VBD", "VBP")


def test_no_words_get_no_tags() -> None:
    assert Light().tag([]) == ()


def test_a_word_of_any_length_is_tagged() -> None:
    assert len(Light().tag(["x" * 100_000, "1" * 50])) == 2


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("stopped", "VERB", "stop"), ("killing", "VERB", "kill"), ("carried", "VERB", "carry"), ("conceded", "VERB", "concede"),
        ("cities", "NOUN", "city"), ("attacks", "NOUN", "attack"), ("churches", "NOUN", "church"), ("crisis", "NOUN", "crisis"),
        ("needed", "VERB", "need"), ("passes", "VERB", "pass"), ("bring", "VERB", "bring"), ("larger", "ADV", "larger"),
        ("wiped", "VERB", "wipe"), ("showed", "VERB", "show"),
    ],
)  # fmt: skip
def test_regular_forms_have_lemmas_by_rule(form: str, upos: str, lemma: str) -> None:
    assert rule(form, upos) == lemma


def test_marks_and_figures_look_alike_to_the_model() -> None:
    assert folded("“") == folded('"')
    assert folded("--") == folded("–")
    assert folded("1984") == folded("2025")
    assert shape("McDonald's") == "XxXx'x"


def test_a_known_ending_tells_the_penn_tag_of_an_unknown_noun() -> None:
    plural, singular = ("dogs", "cats"), ("dog", "cat", "gas")
    known = table([*((form, "NOUN", "NNS") for form in plural), *((form, "NOUN", "NN") for form in singular)] * 2, 2)
    assert [penn(known, form, "NOUN") for form in ("rats", "rat", "gas", "unseen")] == ["NNS", "NN", "NN", "NN"]


def test_a_verb_keeps_its_penn_tag_in_its_label() -> None:
    assert label("VERB", "VBN") == "VERB|VBN"
    assert label("NOUN", "NNS") == "NOUN"
    assert penn({}, "hit", "VERB|VBN") == "VBN"


def test_capitals_mean_less_in_a_headline() -> None:
    headline = features(["Putin", "Opens", "Door", "Again"])
    prose = features(["Putin", "opens", "the", "door", "again"])
    assert headline[0][-1] != prose[0][-1]


def test_a_headline_is_made_from_a_sentence() -> None:
    words = [("the", "DET", "DT", "the"), ("bombs", "NOUN", "NNS", "bomb"), (".", "PUNCT", ".", ".")]
    assert [word[0] for word in titled(words)] == ["the", "Bombs"]


TREEBANK = "".join(
    f"# sent_id = {number}\n1\tRoses\trose\tNOUN\tNNS\t_\t_\t_\t_\t_\n2\tdid\tdo\tVERB\tVBD\t_\t_\t_\t_\t_\n"
    "3\t.\t.\tPUNCT\t.\t_\t_\t_\t_\t_\n\n"
    for number in range(8)
)


def test_training_writes_a_model_that_reads_what_it_learned(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("tiny.train.conllu.gz", "tiny.test.conllu.gz"):
        (tmp_path / name).write_bytes(gzip.compress(TREEBANK.rstrip("\n").encode()))
    with caplog.at_level(logging.INFO):
        main(str(tmp_path), str(tmp_path))
    assert Light(tmp_path).tag(["Roses", "did", "."]) == (
        Reading("NOUN", "NNS", "rose"), Reading("VERB", "VBD", "do"), Reading("PUNCT", ".", "."),
    )  # fmt: skip
    assert "'upos': 1.0" in caplog.text
