"""Finds names in a sentence that may be those of places, with the words around them that speak for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from loaders.base import Analysis, Part, Sentence, Token
from loaders.extract.lexicon import rows, words
from loaders.extract.names import is_titled
from loaders.extract.roles import is_role_head
from loaders.gazetteer import Candidate, Level, begins_name, candidates, demonyms, folded, metonyms
from schema.records.refusal import Rule

CAPITAL_KINDS = frozenset({"Oblast", "Region", "Province", "Governorate", "Krai", "Prefecture", "Peninsula", "Strip", "State"})
"""Words for a kind of region that are written with a capital where they belong to its name."""
HEADING = 50_000
"""From this population on a city's name that opens a headline is read as a place, though others with a capital follow."""
INSIDE = frozenset({"in", "near", "outside", "inside", "across", "throughout"})
"""Locative words before a place where something happens."""
KNOWN = 100_000
"""From this population on a name is taken for the city's without a locative word before it."""
WATERS = frozenset({"River", "Creek", "Sea", "Ocean", "Lake", "Gulf"})
"""Words that end the name of a water; behind "the" it is no town or region of the same name."""
LONGEST = 6
"""How many words a name may have."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place's: its words (`first` to `last`, exclusive, of the sentence), its place, and what speaks for it."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    seat: str | None
    """The country whose government is called by this name, where it is always so called."""
    located: bool
    """A locative word such as "in" or "city of" stands before the name."""
    inside: bool
    """It stands where something happens: in, near or outside it, or at the head of a dateline; not only from or to it."""
    kind: Level | None
    """The level that a word beside the name tells, as in "Odesa region"."""
    refused: Rule | None = None
    """Why the words name no place, where something else tells that they do not."""


PARTS = frozenset({"District", "Quarter", "Ward", "Square", "Park", "Mall", "Street", "Road", "Avenue"})
"""What parts of towns are called, behind names that need not be their own."""


def toponyms(analysis: Analysis, taken: Collection[tuple[int, int]]) -> Iterator[Toponym]:
    """All names that may be places' in an article, and those refused. `taken` holds the bounds of words that name people."""
    tails = frozenset(_tails(analysis))
    busy = frozenset(place for start, end in taken for place in range(start, end))
    for sentence in analysis.sentences:
        at, titled = 0, is_titled(sentence.tokens)
        while at < len(sentence.tokens):
            found = _at(analysis, sentence, at, titled=titled) if sentence.tokens[at].text[0].isupper() else None
            if found and found.start not in busy:
                yield replace(found, refused=Rule.SURNAME) if not found.refused and _is_person(sentence, found, tails) else found
            at = found.last if found else at + 1


def _at(analysis: Analysis, sentence: Sentence, at: int, *, titled: bool) -> Toponym | None:
    tokens, part = sentence.tokens, analysis.blocks[sentence.block].part
    for last in range(_reach(analysis, tokens, at), at, -1):
        if last - at > 1 and not _may_end(tokens[last - 1]):
            continue
        text = analysis.text[tokens[at].start : tokens[last - 1].end]
        name = folded(text)
        seat = metonyms().get(name)
        found = () if name in words("no_places") else candidates(text)
        heads = part is Part.HEADLINE and _heads(tokens, at, last, found)
        if not (found or seat) or not (heads or _may_name(tokens, at, last, found)):
            continue
        located, inside, kind = _context(tokens, at, last)
        own = (inside and any(folded(one.name) == name for one in found)) or _contained(tokens, last)
        organisation = (name in words("organisation_names") and not own) or (not heads and _names_organisation(tokens, last, found))
        refused = Rule.ORGANISATION if organisation else None
        if refused or heads or not _part_of_name(tokens, at, last, found, titled=titled):
            headed = heads or (at == 0 and part is Part.DATELINE)
            bounds = tokens[at].start, tokens[last - 1].end
            return Toponym(sentence.index, at, last, *bounds, text, found, seat, located or headed, inside or headed, kind, refused)
    return None


def _names_organisation(tokens: Sequence[Token], last: int, found: Sequence[Candidate]) -> bool:
    """Whether the name of a large place begins that of an organisation, as in Boston University."""
    after = tokens[last].text if last < len(tokens) else ""
    levels = {one.level for one in found if one.level is not Level.CITY or one.population >= KNOWN}
    return (
        bool(levels)
        and Level.COUNTRY not in levels
        and after in words("organisation_words")
        and after not in words("name_parts")
        and not _is_kind(after)
    )


def _reach(analysis: Analysis, tokens: Sequence[Token], at: int) -> int:
    """How far a name that begins here can go."""
    last = at + 1
    if last < len(tokens) and tokens[last].start > tokens[at].end and not begins_name(tokens[at].text):
        return min(at + 2, len(tokens))
    while last < min(at + LONGEST, len(tokens)) and tokens[last].text not in {",", ";", ":"}:
        if not begins_name(analysis.text[tokens[at].start : tokens[last].end]):
            break
        last += 1
    return min(max(last, at + 2), at + LONGEST, len(tokens))


def _may_name(tokens: Sequence[Token], first: int, last: int, found: Sequence[Candidate]) -> bool:
    """Whether the words are written as a name is; several words are by their ends."""
    if last - first > 1:
        return True
    token = tokens[first]
    short = len(token.text) <= 3 and not any(one.level is Level.COUNTRY for one in found)
    people = token.text in demonyms() and all(one.level is Level.CITY for one in found)  # the Thai capital
    if people or (token.text.isupper() and short and not _after_comma(tokens, first)):
        return False
    if len(token.text) == 2 or folded(token.text) == "us":
        return (token.text.isupper() and any(one.level is Level.COUNTRY for one in found)) or _after_comma(tokens, first)
    abbreviation = (token.text.isupper() and len(token.text) == 2) or token.text.endswith(".")
    if abbreviation and not any(one.level is Level.COUNTRY for one in found):
        return _after_comma(tokens, first)
    if first == 0 and token.pos == "ADJ" and found and found[0].population >= KNOWN and last < len(tokens):
        return tokens[last].text in words("local_nouns") and folded(token.text) not in words("ambiguous_places")
    return token.pos in ({"PROPN", "NOUN", "X", "VERB"} if first else {"PROPN", "NOUN", "X"}) or (first > 0 and token.pos == "ADV")


def _may_end(token: Token) -> bool:
    """Whether a name of several words can end in this one."""
    return token.text[0].isupper() or token.text[0].isdigit()


def _after_comma(tokens: Sequence[Token], first: int) -> bool:
    return first > 1 and tokens[first - 1].text == "," and tokens[first - 2].text[0].isupper()


def _part_of_name(tokens: Sequence[Token], first: int, last: int, found: Sequence[Candidate], *, titled: bool) -> bool:
    """Whether the words are only a part of another name, as in Boston University, Michael Jordan or Bank of America."""
    country = any(one.level is Level.COUNTRY for one in found)
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if before and (_goes_on(before) or (first > 1 and _describes(before, titled=titled))) and (tokens[first].start - before.end) <= 1:
        return True
    if (
        after
        and after.start - tokens[last - 1].end == 1
        and not country
        and (_goes_on(after) or _ends_organisation(tokens, last, titled=titled))
    ):
        return True
    if after and after.text == "-" and after.start == tokens[last - 1].end:
        return not country
    waters = before is not None and before.text == "the" and tokens[last - 1].text in WATERS
    if waters or (after is not None and after.text in PARTS and _is_owned(tokens, first)):
        return True
    of = first > 1 and before is not None and before.text == "of"
    head = tokens[first - 2] if of else None
    return head is not None and head.text[0].isupper() and head.tag != "NNS" and not _is_kind(head.text)


def _is_owned(tokens: Sequence[Token], first: int) -> bool:
    """Whether a town has what is named, as in Dayton's Oregon District."""
    owner = candidates(tokens[first - 2].text)[:1] if first > 1 and tokens[first - 1].tag == "POS" else ()
    return any(one.level is Level.CITY for one in owner)


def _heads(tokens: Sequence[Token], first: int, last: int, found: Sequence[Candidate]) -> bool:
    """Whether a large place's name in a headline describes what follows it: Denver Nightclub Shooting; In Denver School Shooting."""
    large = bool(found) and (found[0].level is not Level.CITY or found[0].population >= HEADING)
    name = " ".join(token.text.lower() for token in tokens[first:last])
    if not large or (first and tokens[first - 1].text.lower() not in INSIDE) or name in words("ambiguous_places") | words("person_nouns"):
        return False
    ends = (at for at, token in enumerate(tokens) if at >= last and (token.tag in {"IN", "TO", "CC"} or token.text in {",", ":", ";"}))
    run = tokens[last : next(ends, len(tokens))]
    tells = any({token.text.lower(), token.lemma.lower()} & (_event_nouns() | words("target_nouns")) for token in run)
    return tells and not any(token.text in words("newspaper_words") for token in run)


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(word for word, part, _ in rows("event_triggers") if part == "N")


def _goes_on(token: Token) -> bool:
    if token.pos != "PROPN" or not token.text[0].isupper() or _is_kind(token.text) or token.text.lower() in words("small_words"):
        return False
    return all(one.level is not Level.COUNTRY for one in candidates(token.text))


def _describes(token: Token, *, titled: bool) -> bool:
    """Whether a common word with a capital begins a name, as in Real Madrid; those of countries, directions and offices begin none."""
    common = token.pos == "ADJ" or (token.tag in {"NN", "NNS"} and not titled and not is_role_head(token))
    return common and token.text[0].isupper() and token.text not in demonyms() and not _is_kind(token.text)


def _ends_organisation(tokens: Sequence[Token], at: int, *, titled: bool) -> bool:
    """Whether words with capitals end the name of an organisation: Oakdale Shopping Center; in a headline only the next two are asked."""
    run = list(takewhile(lambda token: token.text[0].isupper() and token.text.isalpha(), tokens[at : at + (2 if titled else LONGEST)]))
    return any(token.text in words("organisation_words") and not _is_sort(token.text) for token in run)


def _is_sort(word: str) -> bool:
    """Whether a word behind the name of a place tells what sort of place it is, or who acts there: Kano State, Denver Police."""
    low = word.lower()
    sort = low == "city" or (low, "after") in _kinds() or (low, "after") in rows("sorts_of_places")
    return sort or word in words("name_parts")


@cache
def _kinds() -> Mapping[tuple[str, str], Level | None]:
    levels = {"P": Level.CITY, "R": Level.REGION, "C": Level.COUNTRY, "-": None}
    return {(word, side): levels[level] for word, level, side in rows("place_kinds")}


def _is_kind(word: str) -> bool:
    return word in words("name_parts") or word.lower() in words("place_kinds")


def _context(tokens: Sequence[Token], first: int, last: int) -> tuple[bool, bool, Level | None]:
    """Whether a locative word stands before the name, whether it is one of place, and the level that a word beside it tells."""
    after = tokens[last].text if last < len(tokens) else ""
    kind = _kinds().get((after.lower() if after in CAPITAL_KINDS else after, "after"))
    at = first - 1
    while at >= 0 and (
        tokens[at].text in words("name_parts")
        or tokens[at].text.lower() in {"the", "nearby", "central", "downtown", "northern", "southern", "eastern", "western"}
    ):
        at -= 1
    before = tokens[at].text.lower() if at >= 0 else ""
    if before == "of" and at and (tokens[at - 1].lemma.lower(), "before") in _kinds():
        return True, True, kind or _kinds()[tokens[at - 1].lemma.lower(), "before"]
    if (before, "before") in _kinds() and tokens[at].pos == "NOUN":
        return True, True, kind or _kinds()[before, "before"]
    owns = (first > 0 and after in words("local_nouns")) or _behind_street(tokens, first)
    return owns or before in words("locatives"), owns or before in INSIDE, kind


def _behind_street(tokens: Sequence[Token], first: int) -> bool:
    """As in "a flat in Rye Lane, Peckham"."""
    if first < 3 or tokens[first - 1].text != ",":
        return False
    return tokens[first - 2].text in words("street_words") and tokens[first - 3].pos == "PROPN"


def _tails(analysis: Analysis) -> Iterator[str]:
    """Last words of names of several words that are no places: the article's surnames, more or less."""
    for sentence in analysis.sentences:
        run = 0
        for number, token in enumerate(sentence.tokens):
            proper = token.pos == "PROPN" and token.text[0].isupper() and token.text not in words("name_parts")
            after = sentence.tokens[number + 1] if number + 1 < len(sentence.tokens) else None
            run = run + 1 if proper else 0
            ends = not after or after.pos != "PROPN"
            named = run >= 2 and sentence.tokens[number - run + 1].text in words("given_names")
            if named and ends and not candidates(analysis.text[sentence.tokens[number - run + 1].start : token.end]):
                yield token.text


def _is_person(sentence: Sentence, found: Toponym, tails: Collection[str]) -> bool:
    """Whether a bare name is more likely a person's, borne elsewhere in the article with a first name."""
    return (
        found.last - found.first == 1
        and not found.located
        and found.text in tails
        and not _contained(sentence.tokens, found.last)
        and not any(one.level is Level.COUNTRY for one in found.candidates)
    )


def _contained(tokens: Sequence[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last].text == "," and bool(candidates(tokens[last + 1].text))
