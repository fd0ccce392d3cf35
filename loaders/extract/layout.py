"""Finds the parts of a plain-text article by how it is set: headline, dek, byline, headings, lists, paragraphs.

Only general typographic evidence counts: repeated lines, full stops, capitals, lengths, bullets and blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from loaders.base import Block, Bounds, Part
from loaders.extract.byline import is_byline
from loaders.extract.furniture import is_boilerplate, is_clock_line, is_date_line, is_masthead
from loaders.extract.lexicon import words
from loaders.extract.lines import Unit, units

TOP = 4
"""How many units can stand before the body begins, apart from furniture."""
LONGEST_HEADLINE = 250
KEPT = 2
"""Of how many texts the parts are kept: the loader asks for them, then the analysis."""
PROSE = 12
"""From this many words on a unit is taken for a part of the story, behind which no line of furniture begins the article."""
FURNITURE = frozenset({Part.BYLINE, Part.DATE, Part.BOILERPLATE})

Known: TypeAlias = tuple[tuple[Part, Bounds], ...]
"""Places of a text, each with its part."""

_STOP = re.compile(r"[.!;,:…—–-][\"”’')\]]*$")
_QUESTION = re.compile(r"\?[\"”’')\]]*$")
_INNER_STOP = re.compile(r"(\w+)[.!?][\"”’')]*\s+[\"“‘']?[A-Z]")
_ARTICLES = re.compile(r"\b(?:the|a|an)\b", re.IGNORECASE)
_OPEN = re.compile(r"[\"“„«]")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ ,][ ]?[A-Z0-9][\w.'’-]*){0,6}(?: ?[(/][A-Za-z][\w ,./&-]{1,40}[)/])?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3}(?: \([A-Z][\w ]{1,20}\))?(?:, [\w. ]{1,25})? ?\([A-Za-z][\w ./&-]{1,40}\))"
    r"\s{0,3}(?:--|—|–|-(?=\s))\s*(?:\[[A-Z][a-z ]{2,20}\]\s*)?"
    r"|\([A-Z][\w ./&-]{1,25}\)\s{0,3}(?:--|—|–|-(?=\s))\s*"
)
_GLUED = re.compile(r"(?<=[a-z0-9.!?%)”’])(?=[A-Z]{2}[A-Z.]+[ ,(–—-])")
_SPEAKER = re.compile(r"(?:Q|A|Question|Answer|[A-Z][A-Z .'’-]{1,30})\s?[:.]\s")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@lru_cache(maxsize=KEPT)
def blocks(text: str, known: Known = ()) -> tuple[Block, ...]:
    """The parts of the article, in order; `known` are places whose part the input names."""
    found = _unglued(units(text))
    parts = _parts(found, known)
    result: list[Block] = []
    first = parts.index(Part.PARAGRAPH) if Part.PARAGRAPH in parts else -1
    for at, (unit, part) in enumerate(zip(found, parts, strict=True)):
        cut = _dateline_end(unit) if at == first else 0
        if cut:
            head = re.sub(r"[\s—–-]+$", "", unit.text[:cut])
            result.append(Block(unit.start, unit.start + len(head), Part.DATELINE))
        result.append(Block(unit.start + cut, unit.end, part))
    return tuple(result)


def _unglued(found: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, the first of them cut where a headline has lost the break before the dateline: Boats burnLAGOS, Nigeria (AP) — ..."""
    for at, unit in enumerate(found[:TOP]):
        for glued in _GLUED.finditer(unit.text[:LONGEST_HEADLINE]):
            if _DATELINE.match(unit.text, glued.start()):
                cut = unit.start + glued.start()
                head = Unit(unit.start, cut, unit.text[: glued.start()], unit.bullet, unit.apart)
                rest = Unit(cut, unit.end, unit.text[glued.start() :], bullet=False, apart=True)
                return (*found[:at], head, rest, *found[at + 1 :])
    return tuple(found)


def _parts(found: Sequence[Unit], known: Known) -> list[Part]:
    parts = [Part.ITEM if unit.bullet else Part.PARAGRAPH for unit in found]
    _mark_furniture(found, parts)
    for part, (start, end) in known:
        for at, unit in enumerate(found[: 2 * TOP]):
            if start < unit.end and unit.start < end:
                parts[at] = part
    headline = parts.index(Part.HEADLINE) if Part.HEADLINE in parts else _headline(found, parts)
    body = 0
    if headline is not None:
        body = _mark_top(found, parts, headline)
    _mark_headings(found, parts, body)
    _mark_key_points(found, parts)
    return parts


def _mark_furniture(found: Sequence[Unit], parts: list[Part]) -> None:
    """Names the lines that belong to the page. Dates and authors stand before the story begins; the rest may stand anywhere."""
    body = next((at for at, unit in enumerate(found) if unit.words >= PROSE and _STOP.search(unit.text)), len(found))
    for at, unit in enumerate(found):
        top = at < body or (at < TOP and not unit.bullet)
        if (top and is_date_line(unit.text)) or is_clock_line(unit.text):
            parts[at] = Part.DATE
        elif top and not unit.bullet and is_byline(unit.text):
            parts[at] = Part.BYLINE
        elif is_boilerplate(unit.text) or (at + 1 < body and top and is_masthead(unit.text)):
            parts[at] = Part.BOILERPLATE


def _headline(found: Sequence[Unit], parts: Sequence[Part]) -> int | None:
    """The unit that is the headline; None where the text has none."""
    early = [at for at, part in enumerate(parts[: 2 * TOP]) if part is Part.PARAGRAPH][:TOP]
    keys = [_key(found[at].text) for at in early]
    for at, key in zip(early, keys, strict=True):
        if keys.count(key) > 1 and _may_title(found[at]) and _one_sentence(found[at]):
            return at
    if not early or len(found) < 2:
        return None
    first = early[0]
    titled = early[1] if len(early) > 1 and _is_label(found[first]) and _unstopped(found[early[1]]) else first
    if _is_title(found[titled], _next(found, parts, titled)):
        return titled
    # A summary may stand before the headline; then a byline follows the headline, or both speak of the same things.
    second = early[1] if len(early) > 1 else None
    if second == first + 1 and _unstopped(found[second]) and found[second].words > 4 and len(found) > second + 1:
        return second if parts[second + 1] is Part.BYLINE or _shared(found[first], found[second]) >= 0.5 else None
    return None


def _is_label(unit: Unit) -> bool:
    """Whether a line names no more than the part of the paper: Weather; WORLD NEWS."""
    return (unit.words == 1 or (unit.words == 2 and unit.text.isupper())) and unit.text.replace(" ", "").isalpha()


def _next(found: Sequence[Unit], parts: Sequence[Part], at: int) -> Unit | None:
    """The next unit of the story that is more than a label."""
    rest = [found[other] for other in range(at + 1, min(at + 2 * TOP, len(found))) if parts[other] not in FURNITURE]
    return next((unit for unit in rest if unit.words >= 4), rest[0] if rest else None)


def _mark_top(found: Sequence[Unit], parts: list[Part], headline: int) -> int:
    """Names the parts around the headline; where the body begins."""
    parts[headline] = Part.HEADLINE
    for at in range(headline):
        if parts[at] is Part.PARAGRAPH:
            parts[at] = Part.BOILERPLATE if _is_label(found[at]) else Part.SUMMARY
    repeated = False
    body = headline + 1
    for at in range(headline + 1, min(headline + 2 * TOP, len(found))):
        if parts[at] is Part.PARAGRAPH and _key(found[at].text) == _key(found[headline].text):
            parts[at], repeated, body = Part.REPEAT, True, at + 1
    while body < len(found) and parts[body] in FURNITURE:
        body += 1
    if body + 1 < len(found) and parts[body] is Part.PARAGRAPH:
        following = _next(found, parts, body)
        if following and _is_dek(found[body], following, framed=repeated or parts[body + 1] in FURNITURE):
            parts[body] = Part.DEK
            body += 1
    return body


def _is_dek(unit: Unit, following: Unit, *, framed: bool) -> bool:
    """Whether a line under the headline adds to it, and is not the first paragraph."""
    if unit.words < 4 or unit.words > 35 or following.words < unit.words or _OPEN.match(unit.text) or _SPEAKER.match(unit.text):
        return False
    if not _STOP.search(unit.text):
        return True
    brief = unit.words <= 20 and _one_sentence(unit) and following.words > 2.5 * unit.words
    return brief and framed and not _ARTICLES.search(unit.text)


def _mark_headings(found: Sequence[Unit], parts: list[Part], body: int) -> None:
    for at in range(max(body, 1), len(found) - 1):
        unit, following = found[at], found[at + 1]
        if parts[at] is not Part.PARAGRAPH or unit.words > 14 or not _may_head(unit) or not _one_sentence(unit):
            continue
        if _SPEAKER.match(unit.text):
            continue
        prose = following.bullet or (bool(_STOP.search(following.text) or _QUESTION.search(following.text)) and following.words > 1)
        if prose and not unit.text[0].islower() and _heads(unit):
            parts[at] = Part.HEADING


def _may_head(unit: Unit) -> bool:
    """Whether a line begins as a heading does; one in single marks ends with its mark, without a stop."""
    return unit.text[0].isalnum() or (unit.text[0] in "‘'" and unit.text[-1] in "’'" and unit.text[-2].isalnum())


def _heads(unit: Unit) -> bool:
    if _key(unit.text) in words("key_points"):
        return True
    if _QUESTION.search(unit.text):
        return unit.words > 1 and (_title_case(unit) or unit.words <= 8)
    return not _STOP.search(unit.text) and bool(_LETTERS.search(unit.text))


def _mark_key_points(found: Sequence[Unit], parts: list[Part]) -> None:
    for at, unit in enumerate(found):
        if _key(unit.text) in words("key_points") and at + 1 < len(found):
            listed = found[at + 1].bullet
            parts[at] = Part.KEY_POINTS_HEADING
            for other in range(at + 1, len(found)):
                if found[other].bullet != listed or (not listed and (found[other].apart or parts[other] is not Part.PARAGRAPH)):
                    break
                parts[other] = Part.KEY_POINT


def _dateline_end(unit: Unit) -> int:
    match = _DATELINE.match(unit.text[:120])
    return match.end() if match and match.end() < len(unit.text) else 0


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:")


def _may_title(unit: Unit) -> bool:
    return unit.words <= 30 and len(unit.text) <= 250


def _unstopped(unit: Unit) -> bool:
    return _may_title(unit) and not _STOP.search(unit.text)


def _one_sentence(unit: Unit) -> bool:
    return all(len(match.group(1)) == 1 or match.group(1) in words("abbreviations") for match in _INNER_STOP.finditer(unit.text))


def _title_case(unit: Unit) -> bool:
    long = [word for word in unit.text.split() if len(word) > 4 or word[0].isupper()]
    return sum(not word[0].islower() for word in long) > 0.8 * len(long)


def _is_title(unit: Unit, following: Unit | None) -> bool:
    if following is None or not _may_title(unit) or unit.text[0].islower():
        return False
    if not _STOP.search(unit.text):
        return following.words >= 4
    # Some feeds put a full stop behind a headline.
    longer = following.words > unit.words and following.apart
    return longer and unit.text.endswith(".") and _one_sentence(unit) and (_title_case(unit) or unit.words <= 12)


def _shared(first: Unit, second: Unit) -> float:
    """The share of the second unit's long words that stand in the first."""
    known = {word.strip(".,:;?!'’\"“”").casefold() for word in first.text.split()}
    long = [word for word in (raw.strip(".,:;?!'’\"“”").casefold() for raw in second.text.split()) if len(word) > 3]
    return sum(word in known for word in long) / len(long) if long else 0.0
