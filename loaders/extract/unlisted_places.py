"""Finds names of places that no gazetteer knows, where the words around them show that they are places.

mentions = unlisted(sentence, listed, people)     # in the Kirrow district; in Kirrow on Monday; Kirrow, Kansas

They have no number, and a country only where the place that holds them is named beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from loaders.base import Sentence, Token
from loaders.extract.lexicon import rows, words
from loaders.extract.names import is_titled
from loaders.extract.places import Mention
from loaders.gazetteer import Candidate, Level, demonyms
from schema.records.place import PlaceUse

UNLISTED = 0
"""The number of a place that the gazetteer does not know."""
LONGEST = 4
"""How many words a name may have."""
WHERE = frozenset({"in", "near", "outside"})
"""Words before a name that make it a place's, where it stands by itself."""
NAMING = frozenset({"NNP", "NNPS"})
CLOSING = frozenset({"IN", "TO", "CC", ",", ".", "VBD", "VBZ", "WDT", "WP", "WRB", "RB", ":", "-LRB-", "-RRB-"})
"""Tags of what may stand behind a name that stands by itself; a noun would make it a part of something else's name."""


def unlisted(sentence: Sentence, listed: Sequence[Mention], people: Collection[tuple[int, int]]) -> Iterator[Mention]:
    """The names of places in a sentence that are not among its `listed` ones; `people` holds the bounds of words that name people."""
    tokens = sentence.tokens
    if is_titled(tokens):
        return
    busy = [(one.start, one.end) for one in listed] + list(people)
    at = 0
    while at < len(tokens):
        last = _reach(tokens, at)
        if last > at and not any(tokens[at].start < end and start < tokens[last - 1].end for start, end in busy):
            holder = next((one for one in listed if _holds(tokens, at, last, one)), None)
            if _is_place(tokens, at, last, held=holder is not None) and not _is_other_name(tokens, at, last):
                yield _mention(sentence, at, last, holder)
        at = max(last, at + 1)


def _reach(tokens: Sequence[Token], first: int) -> int:
    """How far a name goes that begins here; `first` where none does."""
    last = first
    while last < len(tokens) and tokens[last].tag in NAMING and tokens[last].text[0].isupper():
        if last > first and tokens[last].start - tokens[last - 1].end > 1:
            break
        hyphen = tokens[last + 1 : last + 2] and tokens[last + 1].text == "-" and tokens[last + 1].start == tokens[last].end
        last += 2 if hyphen else 1
    return min(last, len(tokens))


def _is_other_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words name a people, an organisation, a day or a street, or are an abbreviation."""
    name = [token.text for token in tokens[first:last]]
    sort = name[-1].lower() in {word for word, side in rows("sorts_of_places") if side == "after"}
    known = words("organisation_words") | words("street_words") | words("name_parts") | demonyms().keys()
    other = any(word in known for word in (name[:-1] if sort and len(name) > 1 else name))
    folded = " ".join(name).lower()
    return other or len(name) > LONGEST or folded in words("organisation_names") | words("no_places") or folded.upper() == " ".join(name)


def _is_place(tokens: Sequence[Token], first: int, last: int, *, held: bool) -> bool:
    """Whether the words around a name show that it is a place."""
    before = [token.text.lower() for token in tokens[max(0, first - 2) : first]]
    after = tokens[last] if last < len(tokens) else None
    if after and (after.text.lower(), "after") in rows("sorts_of_places"):
        return bool(before) and (before[-1] in WHERE | {"the", "nearby"} or tokens[first - 1].tag == "POS")
    sorts = [word for word in before if word != "of"][-1:]
    if sorts and (sorts[0], "before") in rows("sorts_of_places"):
        return True
    placed = bool(before) and before[-1] in WHERE and before[0] not in words("held_nouns")
    if held:
        return placed or not before
    alone = after is None or after.tag in CLOSING or after.text.lower() in words("day_words")
    return placed and alone and not _is_corner(tokens, last)


def _is_corner(tokens: Sequence[Token], last: int) -> bool:
    """As in "near Ash and Elm": streets that meet."""
    return last + 1 < len(tokens) and tokens[last].text in {"and", "/"} and tokens[last + 1].tag in NAMING


def _holds(tokens: Sequence[Token], first: int, last: int, one: Mention) -> bool:
    """Whether a place is named beside a name to tell where it lies: Kirrow, Kansas; Kansas's Kirrow district."""
    behind = one.first == last + 1 and tokens[last].text == ","
    owns = one.last == first - 1 and tokens[one.last].tag == "POS"
    return (behind or owns) and one.place.level is not Level.CITY and one.use is PlaceUse.LITERAL


def _mention(sentence: Sentence, first: int, last: int, holder: Mention | None) -> Mention:
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    name = " ".join(token.text for token in sentence.tokens[first:last]).replace(" - ", "-")
    country, region = (holder.place.country, holder.place.region) if holder else ("", "")
    place = Candidate(UNLISTED, Level.CITY, name, country, region, None, None, 0)
    return Mention(sentence.index, first, last, start, end, place, PlaceUse.LITERAL)
