"""Lemmas by rule: what to take off a regular English form."""

from __future__ import annotations

import re

_SHORT = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
"""What is left of a verb of one syllable: wip-ed is of wipe, since what ends in one consonant would double it."""
_VOWELS = frozenset("aeiou")
_DOUBLING = frozenset("bdgklmnprtv")
_SILENT_E = (
    "at",
    "iz",
    "bl",
    "v",
    "c",
    "s",
    "u",
    "dg",
    "ng",
    "rg",
    "ur",
    "uir",
    "ir",
    "ar",
    "os",
    "as",
    "in",
    "or",
    "ak",
    "ik",
    "ok",
    "um",
    "ut",
    "od",
    "id",
    "ad",
    "ed",
)


def rule(form: str, upos: str) -> str:
    """The lemma that a regular lower-case form of this part of speech has."""
    taker = {"NOUN": _plural, "VERB": _verb, "AUX": _verb, "ADJ": _adjective}.get(upos)
    return taker(form) if taker and len(form) > 3 else form


def _plural(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


def _verb(form: str) -> str:
    for ending in ("ing", "ied", "ed"):
        if form.endswith(ending) and len(form) - len(ending) > 1 and _VOWELS & set(form[: -len(ending)] + "y"):
            return form[:-3] + "y" if ending == "ied" else _stem(form[: -len(ending)])
    return _plural(form) if not form.endswith("ss") else form


def _stem(stem: str) -> str:
    short = stem.endswith("ll") and len(stem) < 6  # kill-ing, but travel-ling
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in _DOUBLING and not short:
        return stem[:-1]
    return stem + "e" if _SHORT.fullmatch(stem) or (stem.endswith(_SILENT_E) and not _two_vowels(stem)) else stem


def _two_vowels(stem: str) -> bool:
    return len(stem) > 3 and stem[-1] not in _VOWELS and stem[-2] in _VOWELS and stem[-3] in _VOWELS


def _adjective(form: str) -> str:
    return form
