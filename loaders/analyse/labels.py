"""What the light analyzer learns to tell apart: parts of speech, and of the Penn tags those that a word's form leaves open.

The model's work grows with the square of the number of labels, and for most words the form alone decides between the Penn tags of a
part of speech: houses is NNS as a noun. So labels are few, and a table of forms and endings completes them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

KEPT: Mapping[str, frozenset[str]] = {
    "VERB": frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}),
    "AUX": frozenset({"MD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}),
    "PRON": frozenset({"DT", "PRP$"}),
    "ADP": frozenset({"RP"}),
    "ADJ": frozenset({"NNP"}),
    "PUNCT": frozenset({"``", "''", "HYPH"}),
}
"""The Penn tags that stay in the label, because one form can have them or another: hit as VB, VBD or VBN."""

ENDING = 3
"""How many letters of an unknown word tell its Penn tag."""


def label(upos: str, penn: str) -> str:
    """What the model learns for a word: its part of speech, with the Penn tag where the form does not tell it."""
    return f"{upos}|{penn}" if penn in KEPT.get(upos, ()) else upos


def keys(form: str, name: str) -> tuple[str, ...]:
    """Where the table may hold the Penn tag of a form with a label, the surest place first."""
    low = form.lower().replace("’", "'")
    return f"{name}\t{low}\t", f"{name}\t\t{low[-ENDING:]}", f"{name}\t\t{low[-1:]}", f"{name}\t\t"


def table(words: Iterable[tuple[str, str, str]], rarest: int) -> Mapping[str, str]:
    """The Penn tags of forms and endings, from forms with their UPOS and Penn tags; without those that a wider ending tells."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (form, upos, penn), count in Counter(words).items():
        if (name := label(upos, penn)) == upos:
            own, *endings = dict.fromkeys(keys(form, name))
            seen[own][penn] += count
            for key in endings:
                seen[key][penn] += 1  # each form once: what is said of "less" is no rule for words in -less
    best = {key: counts.most_common(1)[0] for key, counts in seen.items()}
    known = {key: penn for key, (penn, count) in best.items() if count >= rarest or key.endswith("\t\t")}
    return {key: penn for key, penn in known.items() if _wider(known, key) != penn}


def penn(known: Mapping[str, str], form: str, name: str) -> str:
    """The Penn tag of a form with a label."""
    upos, _, kept = name.partition("|")
    return kept or next((known[key] for key in keys(form, upos) if key in known), upos)


def _wider(known: Mapping[str, str], key: str) -> str | None:
    """What the table would say without this entry."""
    name, form, ending = key.split("\t")
    places = keys(form or ending, name)
    return next((known[place] for place in places[places.index(key) :] if place != key and place in known), None)
