"""Makes given_names.txt: `python -m loaders.extract.lexicon.build_given_names CORPORA`, with the packages faker and names installed.

CORPORA is the folder with the treebanks that the tagger is trained on: a name that they often write in lower case is a word.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from loaders.extract.lexicon import words
from loaders.gazetteer.lookup import Level, candidates

HERE = Path(__file__).parent
TREEBANKS = ("ewt.train.conllu.gz", "gum.train.conllu.gz")
COMMON = 40
"""How often the treebanks may write a name in lower case."""

METROPOLIS = 2_000_000
"""The people of a city whose name is more often the city's than a person's."""

HEADER = "# Given names of many countries in Latin letters, without those that are common words; made by build_given_names.py, see NOTICE"

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆÉİ][a-zß-öø-ÿłńśšžčćęąıığőűěřůďťňāēīūģīķļņ'’-]+(?:[A-Z][a-z]+)?")
_RUSSIAN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
_UKRAINIAN = _RUSSIAN | str.maketrans({"г": "h", "и": "y", "і": "i", "ї": "i", "є": "ye", "й": "i", "ґ": "g", "'": "", "’": ""})
SCRIPTS: Mapping[str, tuple[dict[int, str], tuple[tuple[str, str], ...]]] = {
    "ru_RU": (_RUSSIAN, (("iy$", "y"), ("iy$", "i"), ("ey$", "ei"), ("ksey$", "xei"), ("ks", "x"))),
    "bg_BG": (_RUSSIAN, (("iy$", "y"),)),
    "mk_MK": (_RUSSIAN, ()),
    "uk_UA": (_UKRAINIAN, (("ii$", "iy"), ("ii$", "y"), ("yi$", "y"), ("ks", "x"))),
}
"""For each locale in Cyrillic letters its romanisation, and the endings that newspapers write in more than one way."""

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OTHER_THINGS = ("calendar", "months", "name_parts", "small_words", "sentence_starters")


def _faker_names() -> Iterator[str]:
    person = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if attribute.startswith("first_name") and isinstance(value, tuple | list | Mapping):
                for name in value:
                    yield from romanised((name[0] if isinstance(name, tuple) else name).strip(), module.name)


def romanised(name: str, locale: str) -> Iterator[str]:
    """The forms in Latin letters of a name of a locale; of several names, each."""
    if locale not in SCRIPTS:
        yield from name.split()
        return
    letters, endings = SCRIPTS[locale]
    plain = name.lower().translate(letters)
    yield plain.capitalize()
    yield from (re.sub(pattern, other, plain).capitalize() for pattern, other in endings)


def _census_names() -> Iterator[str]:
    folder = Path(str(importlib.import_module("names").__file__)).parent
    for file in ("dist.male.first", "dist.female.first"):
        yield from (line.split()[0].capitalize() for line in (folder / file).read_text().splitlines())


def _common_words(corpora: Path) -> set[str]:
    counts: Counter[str] = Counter()
    for file in TREEBANKS:
        with gzip.open(corpora / file, "rt", encoding="utf-8") as lines:
            counts.update(cells[1] for line in lines if len(cells := line.split("\t")) == 10 and cells[1].islower())
    return {word for word, count in counts.items() if count >= COMMON}


def _is_place(name: str) -> bool:
    """Whether a name means a country or a metropolis before it means a person."""
    usual = [place for place in candidates(name) if place.usual]
    return any(place.level is Level.COUNTRY or place.population >= METROPOLIS for place in usual)


def main(corpora: str) -> None:
    """Writes the list."""
    excluded = _common_words(Path(corpora)) | {word.lower() for name in _OTHER_THINGS for word in words(name)}
    excluded |= {day.lower() for day in _WEEK}
    found = {name for name in (*_faker_names(), *_census_names()) if _NAME.fullmatch(name) and len(name) > 2}
    kept = sorted(name for name in found if name.lower() not in excluded and not _is_place(name))
    (HERE / "given_names.txt").write_text("\n".join([HEADER, *kept, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
