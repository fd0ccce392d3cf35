"""Trains the light analyzer on CoNLL-U treebanks: `python -m loaders.analyse.train CORPORA OUTPUT`.

CORPORA is a folder with `*.train.conllu.gz` (learned from) and `*.test.conllu.gz` or others (measured on). What is learned is a
conditional random field over parts of speech (see `labels`), a table that completes them to Penn tags, and a table of the lemmas that
the rules would get wrong.
"""

from __future__ import annotations

import gzip
import logging
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]  # the library ships no types

from loaders.analyse import labels
from loaders.analyse.features import features
from loaders.analyse.lemmas import rule
from loaders.analyse.light import LEMMAS, MODEL, PENN, Light

logger = logging.getLogger(__name__)

Word = tuple[str, str, str, str]
"""A word of a treebank: form, UPOS, Penn tag, lemma."""

SETTINGS = {"max_iterations": 10, "feature.minfreq": 3}
RAREST_LABEL = 5
RAREST_LEMMA = 2
RAREST_PENN = 2
TITLED_EVERY = 12
SMALL = frozenset({"a", "an", "the", "and", "but", "or", "for", "nor", "of", "in", "on", "at", "to", "by", "as", "with", "from"})


def sentences(path: Path) -> Iterator[list[Word]]:
    """The sentences of a treebank."""
    words: list[Word] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                words.append((cells[1], cells[3], cells[4], cells[2]))
            elif not line.strip() and words:
                yield words
                words = []
    if words:
        yield words


def titled(sentence: list[Word]) -> list[Word]:
    """The sentence as a headline prints it: capitals on all but small words, no full stop."""
    capital = [(form if form in SMALL else form[:1].upper() + form[1:], *rest) for form, *rest in sentence if form != "."]
    return [(form, upos, penn, lemma) for form, upos, penn, lemma in capital]


def lemma_table(corpus: Iterable[list[Word]]) -> Mapping[tuple[str, str], str]:
    """The lemmas that the rules get wrong, by lower-case form and UPOS."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, upos, _, lemma in chain.from_iterable(corpus):
        if form.isalpha() or "'" in form:
            seen[form.lower().replace("’", "'"), upos][lemma.lower()] += 1
    best = {key: counts.most_common(1)[0] for key, counts in seen.items() if key[1] not in {"PROPN", "X", "SYM", "PUNCT", "NUM"}}
    return {key: lemma for key, (lemma, count) in best.items() if count >= RAREST_LEMMA and lemma != rule(*key)}


def train(corpus: list[list[Word]], output: Path) -> None:
    """Learns from the sentences and writes the weights and the tables."""
    common = Counter((upos, penn) for _, upos, penn, _ in chain.from_iterable(corpus))
    trainer = pycrfsuite.Trainer(algorithm="averaged-perceptron", params=SETTINGS, verbose=False)
    headlines = [titled(sentence) for sentence in corpus[::TITLED_EVERY] if len(sentence) > 4]
    for sentence in filter(None, chain(corpus, headlines)):
        if all(common[upos, penn] >= RAREST_LABEL for _, upos, penn, _ in sentence):
            trainer.append(features([word[0] for word in sentence]), [labels.label(upos, penn) for _, upos, penn, _ in sentence])
    plain = output / "model.crfsuite"
    trainer.train(str(plain))
    (output / MODEL).write_bytes(gzip.compress(plain.read_bytes(), 9, mtime=0))
    plain.unlink()
    penns = labels.table((word[:3] for word in chain.from_iterable(corpus)), RAREST_PENN)
    _write(output / PENN, (f"{key}\t{penn}\n" for key, penn in penns.items()))
    _write(output / LEMMAS, (f"{form}\t{upos}\t{lemma}\n" for (form, upos), lemma in lemma_table(corpus).items()))


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_bytes(gzip.compress("".join(sorted(rows)).encode(), 9, mtime=0))


def measure(path: Path, light: Light) -> dict[str, float]:
    """The share of words whose UPOS, Penn tag and lemma are right, and the words tagged in a second."""
    gold = list(sentences(path))
    begin = time.perf_counter()
    found = [light.tag([word[0] for word in sentence]) for sentence in gold]
    took = time.perf_counter() - begin
    rows = list(zip(chain.from_iterable(gold), chain.from_iterable(found), strict=True))
    right = {
        "upos": sum(word[1] == tags[0] for word, tags in rows),
        "penn": sum(word[2] == tags[1] for word, tags in rows),
        "lemma": sum(word[3].lower() == tags[2].lower() for word, tags in rows),
    }
    return {name: count / len(rows) for name, count in right.items()} | {"words_per_s": len(rows) / took}


def main(corpora: str, output: str) -> None:
    """Trains, then measures on every treebank that is not for training."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    folder = Path(corpora)
    learned = sorted(folder.glob("*.train.conllu.gz"))
    train([sentence for path in learned for sentence in sentences(path)], Path(output))
    light = Light(Path(output))
    for path in sorted(set(folder.glob("*.conllu.gz")) - set(learned)):
        logger.info("%s %s", path.name, {name: round(value, 4) for name, value in measure(path, light).items()})


if __name__ == "__main__":
    main(*sys.argv[1:3])
