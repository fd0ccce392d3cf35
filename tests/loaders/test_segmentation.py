"""How paragraphs are cut into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.segmentation import split
from loaders.extract.tokens import tokenise
from tests.loaders.seeds import text_of
from tests.loaders.speech import read


def sentences(text: str) -> list[str]:
    return [text[found[0][0] : found[-1][1]] for found in split(text, tokenise(text, 0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ["He left.", "She stayed."],
        ["The U.S. Secretary of State met Gen. J. R. Doe on Jan. 5 in St. Louis.", "They spoke."],
        ["They met in the U.S.", "The talks failed."],
        ["It happened at 5 a.m.", "Nobody was hurt."],
        ["“We don’t know.", "Nobody does,” he said.", "They left."],
        ['He called it "a mess."', "Then he left."],
        ['"Why now?" Smith asked.', "Nobody knew."],
        ['"Why now?"', "The hall was silent."],
        ["Is it true?", "No!", "It is not."],
        ["It grew by 3.5 percent.", "12 people came."],
        ["He waited… and left.", "“Go,” she said."],
        ["He takes vitamin C.", "The doctor agrees."],
        ["The negotiating table.", "In short, no."],
        ["(He had left.)", "They stayed."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_missing_space_after_a_full_stop_still_ends_the_sentence() -> None:
    assert sentences("They met at the table.In the end they left.") == ["They met at the table.", "In the end they left."]


def test_a_numbered_paragraph_keeps_its_number() -> None:
    assert sentences("1. The first point.") == ["1. The first point."]


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_every_word_of_an_analysis_is_a_piece_of_the_text(seed: str) -> None:
    analysis = read(text_of(seed))
    for sentence in analysis.sentences:
        block = analysis.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert all(analysis.text[token.start : token.end] == token.text for token in sentence.tokens)
    assert [sentence.index for sentence in analysis.sentences] == list(range(len(analysis.sentences)))


@given(st.text(alphabet="aB.?!\"'“” \n-’", max_size=120))
def test_words_of_any_text_lie_in_order_and_quote_it(text: str) -> None:
    analysis = read(text)
    tokens = [token for sentence in analysis.sentences for token in sentence.tokens]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert tokens == sorted(tokens, key=lambda token: token.start)
