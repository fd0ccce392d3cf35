"""Tells harm that is told as fact from harm that is denied, feared, possible, planned, habitual or counted over a long time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.extract.harm_links import Links
from loaders.extract.harm_words import harm_words, of_class
from loaders.extract.parties import Party
from schema.records.casualty import Effect
from schema.records.refusal import Rule

NEAR = 3
"""How many words before harm and its people may turn it into something else."""
OPENING = 3
"""How many words into a sentence a stretch of time may stand that holds all of it."""
LATER = 9
"""How many words from harm on a "since" makes it a total of years."""
WARRED = 20
"""How many words back a war may stand that has done harm."""
EXAMPLE = 6
"""How many words back "such as" makes harm an example."""
LINKS = frozenset({"and", "or", "/", "and/or"})
"""What joins the dead and the hurt to one number."""
CONDITION = 10
"""How many words back an "if" still makes harm a condition."""


def refusal(links: Links, place: int, chosen: Sequence[Party]) -> Rule | None:
    """Why the harm that the word at `place` tells of some people is no fact; None where it is one."""
    words = _Words(links, place, chosen)
    return next((rule for rule, holds in _RULES if holds(words)), None)


class _Words:
    """The words around one word of harm and its people."""

    def __init__(self, links: Links, place: int, chosen: Sequence[Party]) -> None:
        self.text, self.tokens, self.place, self.chosen = links.text, links.tokens, place, chosen
        self.firsts, self.ends = frozenset(links.at), links.ends
        self.inside = {at for party in links.people for at in range(party.first, party.last)}
        self.group = [self.text[at] for at in range(links.verb_group(place), place)]
        self.end = max(place + 1, chosen[-1].last)

    def joined_to(self, place: int, kinds: frozenset[str], links: frozenset[str]) -> Iterator[int]:
        """The words of these kinds in one list with one, over adverbs: killed, wounded or captured; killed or badly injured."""
        for step in (1, -1):
            at, linked, found = place, False, list[int]()
            while 0 <= (link := self._beyond(at + step, step)) < len(self.text) and self.text[link] in links | {","}:
                if self.text[link] == "," and self._word(link + step) in links:
                    link += step
                linked |= self.text[link] in links
                at = self._beyond(link + step, step)
                if self._word(at) not in kinds:
                    break
                found.append(at)
            yield from found if linked else ()

    def _word(self, at: int) -> str:
        return self.text[at] if 0 <= at < len(self.text) else ""

    def _beyond(self, at: int, step: int) -> int:
        return at + step if 0 <= at < len(self.text) and self.text[at] in of_class("HOW") else at

    def divided(self, first: int, second: int) -> bool:
        """Whether two words of harm have people of their own: five dead and wounded three."""
        return first in self.ends and self._beyond(second + 1, 1) in self.firsts

    def free(self, first: int, last: int) -> list[str]:
        """The words of a stretch that are not of people."""
        return [self.text[at] for at in range(first, last) if at not in self.inside]

    def outer(self, first: int, last: int) -> list[str]:
        """The words of a stretch without a clause that commas insert in it."""
        commas = [at for at in range(first, last) if self.text[at] == ","]
        inserted = range(commas[0], commas[-1]) if len(commas) > 1 else range(0)
        return [word for at, word in enumerate(self.text[first:last], first) if at not in inserted and at not in self.inside]


def _negated(words: _Words) -> bool:
    """No people were killed; they were not hurt; they did not kill; he had been missing; not where an inserted clause is negated."""
    first, last, place = words.chosen[0].first, words.chosen[-1].last, words.place
    over = words.text[max(0, place - 2) : place + 1] == ["had", "been", "missing"] and "alive" in words.text[place:]
    if over or words.text[first] == "no" or of_class("NEGATION").intersection(words.free(max(0, place - NEAR), place)):
        return True
    if place < first:
        return bool(of_class("NEGATION").intersection(words.free(place, first)))
    before = words.text[max(0, first - NEAR) : first]
    return bool(of_class("NEGATION").intersection([*before[-1:], *words.outer(last, place)]) or of_class("NOBODY").intersection(before))


def _feared(words: _Words) -> bool:
    """Feared dead; believed to have been killed; presumed drowned."""
    before = [words.text[at] for at in range(max(0, words.place - 2), words.place) if at not in words.inside]
    return bool(of_class("FEARED").intersection([*words.group, *before]))


def _unreal(words: _Words) -> bool:
    """Would, could, may; to kill; if."""
    token = words.tokens[words.place]
    done = bool(of_class("DONE").intersection(words.text[max(0, words.place - 2) : words.place]))
    back = CONDITION if words.text[words.place - 1 : words.place] in (["and"], ["or"], [","]) else NEAR
    opened = (of_class("UNREAL") | {"to"}).intersection(words.text[max(0, words.place - back) : words.place])
    infinitive = token.tag == "VB" and bool(opened) and not done
    return (
        infinitive
        or bool(of_class("UNREAL").intersection(words.group))
        or ("to" in words.group and "have" not in words.group and not done)
        or bool(of_class("CONDITIONAL").intersection(words.text[: words.place][-CONDITION:]))
    )


def _planned(words: _Words) -> bool:
    """Accused of killing; attempted murder; two possible victims."""
    before = range(max(0, words.place - NEAR), words.place)
    aside = any(words.tokens[at].lemma.lower() in of_class("ASIDE") for at in before if at not in words.inside)
    tried = "attempted" in words.text[max(0, words.place - 2 * NEAR) : words.place]
    return aside or tried or any(of_class("POSSIBLE").intersection(words.text[party.first : party.last]) for party in words.chosen)


def _spared(words: _Words) -> bool:
    """All but one; everyone except two."""
    first = words.chosen[0].first
    return words.text[max(0, first - 2) : first] in (["all", "but"], ["everyone", "but"]) or words.text[max(0, first - 1) : first] == [
        "except"
    ]


def _joint(words: _Words) -> bool:
    """One number for the dead and others: killed or injured; 20 dead and wounded; not "left two dead and wounded three"."""
    sorts = [of_class("DEAD"), of_class("HURT"), of_class("CAUGHT")]
    own = next((sort for sort in sorts if words.text[words.place] in sort), frozenset[str]())
    several = any(party.max != 1 for party in words.chosen)
    return bool(own) and any(
        words.text[at] not in own and not words.divided(min(at, words.place), max(at, words.place))
        for at in words.joined_to(words.place, frozenset().union(*sorts), LINKS if several else LINKS - {"and"})
    )


def _example(words: _Words) -> bool:
    """Cases such as a man who killed his wife; whoever kills; people who die of it."""
    before = words.text[max(0, words.place - EXAMPLE) : words.place]
    if any(pair == ("such", "as") for pair in pairwise(before)):
        return True
    present = words.tokens[words.place].tag in {"VBZ", "VBP"}
    return present and before[-1:] != [] and before[-1] in of_class("GENERIC_SUBJECT")


def _fictional(words: _Words) -> bool:
    """What a film or an exercise tells, in the present: the script has 200 people dying."""
    told = words.tokens[words.place].tag in {"VBZ", "VBP", "VBG", "VB"} or {"is", "are"} & set(words.group[-1:])
    return bool(told) and bool(of_class("FICTION").intersection(words.text[: words.place]))


def _natural(words: _Words) -> bool:
    """Died of an illness; has died aged 91; born in May, died in June; who died last year."""
    if words.tokens[words.place].lemma.lower() not in {"die", "death"}:
        return False
    behind = words.text[words.place + 1 : words.place + 1 + NEAR]
    ill = behind[:1] in (["of"], ["from"]) and bool(of_class("ILLNESS").intersection(words.text[words.place + 2 : words.place + 6]))
    born = "born" in words.text[: words.place]
    past = words.text[max(0, words.place - 1) : words.place] == ["who"] and behind[:2] == ["last", "year"]
    return ill or born or past or (behind[:1] == ["aged"] and bool({"has", "have"} & set(words.group)))


def _households(words: _Words) -> bool:
    """Killed six families: nobody knows how many people these are."""
    effects = {effect for effect, _ in harm_words().get(words.tokens[words.place].lemma.lower(), ())}
    return bool(effects & {Effect.KILLED, Effect.INJURED}) and all(party.group in of_class("HOUSEHOLDS") for party in words.chosen)


def _habitual(words: _Words) -> bool:
    """Every day; each year; a year."""
    return any(
        words.text[at] in {"every", "each", "per", "a"} and words.text[at + 1] in of_class("HABIT")
        for at in range(words.end, min(words.end + 4, len(words.text) - 1))
    )


def _period(words: _Words) -> bool:
    """Counted over a long time: so far this year, over the past two years, since April."""
    text = words.text
    if {"have", "has"} & set(words.group) and any(_since(text, at) for at in (0, *range(words.end, words.end + LATER))):
        return True
    if _warred(words):
        return True
    for at in range(len(text) - 1):
        opens = at < words.chosen[0].first and at <= OPENING
        behind = words.end <= at < words.end + 6 and not {",", ";"}.intersection(text[words.end : at])
        if (opens or behind) and _spans(text, at):
            return True
    return False


def _warred(words: _Words) -> bool:
    """What a war has done: the conflict has left 20,000 dead; not "in a war that has lasted for years, a bomb killed two".

    So have thousands who "have been killed in the war".
    """
    back = max(0, words.place - WARRED)
    war = next((at for at in range(words.place - 1, back - 1, -1) if words.text[at] in of_class("WAR")), None)
    if {"has", "have"} & set(words.group) and of_class("WAR").intersection(words.text[words.end : words.end + LATER]):
        return True
    has = None if war is None else next((at for at in range(words.place - 1, war, -1) if words.text[at] in {"has", "have"}), None)
    return has is not None and "," not in words.text[has : words.place]


def _since(text: Sequence[str], at: int) -> bool:
    """Whether a time of more than some days begins here: since April, since the war began; not since Tuesday."""
    return text[at : at + 1] == ["since"] and not of_class("TIME").intersection(text[at + 1 : at + 2])


def _spans(text: Sequence[str], at: int) -> bool:
    """Whether a stretch of time is named here: this year, past three months, since."""
    if text[at] == "this" and text[at + 1] == "year":
        return text[max(0, at - 1) : at] != ["earlier"]
    if text[at] in {"past", "last", "recent", "previous"} and "the" in text[max(0, at - 1) : at]:
        return text[at + 1] in {"years", "months", "decade", "decades"} or (text[at + 2 : at + 3] or [""])[0] in {
            "years",
            "months",
            "decades",
        }
    return False


_RULES = (
    (Rule.NEGATED, _negated),
    (Rule.NEGATED, _spared),
    (Rule.JOINT, _joint),
    (Rule.FEARED, _feared),
    (Rule.HYPOTHETICAL, _unreal),
    (Rule.HYPOTHETICAL, _planned),
    (Rule.NOT_PEOPLE, _households),
    (Rule.GENERIC, _example),
    (Rule.GENERIC, _habitual),
    (Rule.HYPOTHETICAL, _fictional),
    (Rule.NO_EVENT, _natural),
    (Rule.PERIOD_TOTAL, _period),
)
