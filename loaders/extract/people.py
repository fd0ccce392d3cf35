"""The people of an article: who is named where, in which forms, with which roles.

mentions(analysis)            every place where a person is named, with the id of that person
Extractor()(analysis, ())     the Person records of the article, each followed by its mentions
merge(person, namings)        the person as all mentions of it in all articles name it
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.base import Analysis, Sentence, Token, annotation_id
from loaders.extract.lexicon import words
from loaders.extract.names import Name, is_titled, names
from loaders.extract.naming import Namings, common, forms, naming
from loaders.extract.roles import Range, before, behind
from loaders.gazetteer import folded
from schema import records
from schema.records import Person, Record
from schema.records.mention import MentionKind

NAME = "people"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a person: the name's place in the text and in its sentence, and the role that is printed with it."""

    start: int
    end: int
    sentence: int
    first: int
    last: int
    begin: int
    """The first token of the name together with the titles and the role before it."""
    role: Range | None
    """The place of the role in the text."""
    courtesy: str | None
    person: str


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: int
    name: Name
    words: tuple[str, ...]
    """The parts of the name, folded, without suffixes."""
    suffix: str


def _parts(tokens: Sequence[Token], name: Name) -> tuple[tuple[str, ...], str]:
    body = [token.text for token in tokens[name.first : name.last] if token.text != ","]
    suffix = "".join(part.strip(".").lower() for part in body[1:] if part in words("name_suffixes"))
    plain = [part for at, part in enumerate(body) if at == 0 or part not in words("name_suffixes")]
    return tuple(folded(part) for part in plain if folded(part)), suffix


def _introduced(analysis: Analysis) -> list[_Found]:
    return [
        _Found(number, name, *_parts(sentence.tokens, name))
        for number, sentence in enumerate(analysis.sentences)
        for name in names(sentence)
    ]


@dataclass(slots=True)
class _Cluster:
    """The names of one person as far as they have been read."""

    fullest: tuple[str, ...]
    suffix: str
    number: int

    def admits(self, found: _Found) -> bool:
        """Whether the name can be another form of this person's."""
        if found.words[-1] != self.fullest[-1] or (found.suffix and self.suffix and found.suffix != self.suffix):
            return False
        if len(found.words) == 1 or len(self.fullest) == 1:
            return True
        return bool(found.suffix) == bool(self.suffix) and _agree(found.words[:-1], self.fullest[:-1])


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets of given names can belong to one person: the first agree, and no middle one differs."""
    if not _same(one[0], other[0]):
        return False
    return all(_same(first, second) for first, second in zip(one[1:], other[1:], strict=False))


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _clusters(found: Sequence[_Found]) -> tuple[list[_Cluster], list[int]]:
    """The people behind the names, and for each name the number of its person. Full names come first, then single ones."""
    clusters: list[_Cluster] = []
    by_family: dict[str, list[_Cluster]] = defaultdict(list)
    owner = [0] * len(found)
    for at in sorted(range(len(found)), key=lambda at: (len(found[at].words) == 1, at)):
        item = found[at]
        match = next((one for one in by_family[item.words[-1]] if one.admits(item)), None)
        if match is None:
            match = _Cluster(item.words, item.suffix, len(clusters))
            clusters.append(match)
            by_family[item.words[-1]].append(match)
        elif len(item.words) > len(match.fullest):
            match.fullest = item.words
        owner[at] = match.number
    return clusters, owner


def _short_forms(clusters: Sequence[_Cluster]) -> Mapping[str, int]:
    """Whom a single name means: the first person with this family name, else the only one with this given name."""
    given: dict[str, set[int]] = defaultdict(set)
    for one in clusters:
        if len(one.fullest) > 1 and len(one.fullest[0]) > 2:
            given[one.fullest[0]].add(one.number)
    short = {name: min(owners) for name, owners in given.items() if len(owners) == 1}
    for one in reversed(clusters):
        short[one.fullest[-1]] = one.number
        if len(one.fullest) > 2 and one.fullest[-2] in _PARTICLES:
            short[f"{one.fullest[-2]} {one.fullest[-1]}"] = one.number
    return short


_PARTICLES = frozenset({"al", "el", "bin", "ben", "de", "van", "von", "le", "la", "du", "abu"})


def _singles(sentence: Sentence, taken: set[int], short: Mapping[str, int]) -> Iterator[tuple[Name, int]]:
    """The places of a sentence where a known person goes by one name, or by a particle and a name."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        owner = short.get(folded(token.text)) if token.text[0].isupper() and at not in taken else None
        if owner is None or (_in_longer_name(tokens, at, taken) and not is_titled(tokens)):
            continue
        first = at
        while first > 0 and tokens[first - 1].text in {"-", "al", "el"} and tokens[first - 1].end == tokens[first].start:
            first -= 1
        courtesy = tokens[first - 1].text if first and tokens[first - 1].text in words("courtesy_titles") else None
        yield Name(first, at + 1, before(tokens, first) or behind(tokens, at + 1), courtesy), owner


def _in_longer_name(tokens: Sequence[Token], at: int, taken: set[int]) -> bool:
    """Whether the word is a part of some other name: New York Times, Clinton Foundation, Trump Tower, Bill Clinton."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after and after.text in words("organisation_words") and after.text[0].isupper() and after.tag.startswith("NNP"):
        return True
    return at > 0 and at - 1 not in taken and tokens[at - 1].text in words("given_names") and tokens[at - 1].tag == "NNP"


@lru_cache(maxsize=8)
def mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Every place of the article where a person is named, in order."""
    found = _introduced(analysis)
    clusters, owner = _clusters(found)
    short = _short_forms(clusters)
    named: list[tuple[int, Name, int]] = [(item.sentence, item.name, number) for item, number in zip(found, owner, strict=True)]
    taken: dict[int, set[int]] = defaultdict(set)
    for number, name, _ in named:
        taken[number].update(range(name.first, name.last))
    for number, sentence in enumerate(analysis.sentences):
        named += [(number, name, person) for name, person in _singles(sentence, taken[number], short)]
    plain = [_mention(analysis, number, name, str(person)) for number, name, person in named]
    ids = _ids(analysis, plain)
    return tuple(sorted((replace(one, person=ids[one.person]) for one in plain), key=lambda one: (one.start, one.end)))


def _mention(analysis: Analysis, number: int, name: Name, person: str) -> Mention:
    tokens = analysis.sentences[number].tokens
    role = (tokens[name.role[0]].start, tokens[name.role[1] - 1].end) if name.role else None
    start, end = tokens[name.first].start, tokens[name.last - 1].end
    return Mention(start, end, number, name.first, name.last, name.begin, role, name.courtesy, person)


def _ids(analysis: Analysis, found: Iterable[Mention]) -> Mapping[str, str]:
    forms: dict[str, list[str]] = defaultdict(list)
    for one in found:
        forms[one.person].append(_printed(analysis, one))
    ids: dict[str, str] = {}
    for person, printed in forms.items():
        ids[person] = _id(_fullest(printed))
    return ids


def _printed(analysis: Analysis, mention: Mention) -> str:
    return analysis.text[mention.start : mention.end]


def _fullest(forms: Iterable[str]) -> str:
    """The longest form; of several the first in the order of letters, and never one in capitals where another will do."""
    return min(forms, key=lambda form: (-len(form.split()), form.isupper(), -len(form), form))


def _id(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
    return f"person-{slug or hashlib.sha256(name.encode()).hexdigest()[:16]}"


def merge(person: Person, namings: Namings) -> Person:
    """The person with the longest name, the forms and the roles that all its mentions print."""
    roles = forms((one.role, number) for one, number in namings.items())
    return person.model_copy(update={**common(namings), "name": _fullest(one.printed for one in namings), "roles": roles})


class Extractor:
    """The extractor of people: a record for each person whom the article names, and one for each place where it does."""

    name = NAME
    version = VERSION

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterator[Record]:  # noqa: ARG002  the seam's signature
        """The people of the article, in the order in which they are named, each before its mentions."""
        groups: dict[str, list[records.Mention]] = defaultdict(list)
        for mention in mentions(analysis):
            groups[mention.person].append(_record(analysis, mention))
        for identity, items in groups.items():
            lone = Person(id=identity, extractor=NAME, extractor_version=VERSION, name=items[0].printed)
            yield merge(lone, Counter(map(naming, items)))
            yield from items


def _record(analysis: Analysis, mention: Mention) -> records.Mention:
    evidence = {"printed": (analysis.span(mention.start, mention.end),)}
    if mention.role:
        evidence["role"] = (analysis.span(*mention.role),)
    return records.Mention(
        id=annotation_id("mention", analysis.article_id, mention.start, mention.end, MentionKind.PERSON.name),
        extractor=NAME,
        extractor_version=VERSION,
        article_id=analysis.article_id,
        kind=MentionKind.PERSON,
        printed=evidence["printed"][0].exact,
        role=evidence["role"][0].exact if mention.role else None,
        person_id=mention.person,
        evidence=evidence,
    )
