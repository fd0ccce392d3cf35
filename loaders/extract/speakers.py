"""Tells those who speak apart: one by one, each with the printed words, the role, the sort and the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.base import Analysis, Token
from loaders.extract.coreference import PRONOUNS, Discourse, is_singular_pronoun
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.people import Mention
from loaders.extract.roles import is_role_noun
from loaders.extract.subjects import Range, phrase_after
from loaders.gazetteer import Level, candidates, capitals, demonyms, folded, metonyms
from schema.records.quote import Speaker, SpeakerKind


@dataclass(frozen=True, slots=True)
class Setting:
    """What is needed to read a source: the article, the paragraph, and who was named and spoke before."""

    analysis: Analysis
    passage: Passage
    discourse: Discourse


def speakers(setting: Setting, source: Range) -> tuple[Speaker, ...]:
    """Those who speak, one by one."""
    return tuple(_speaker(setting, part) for part in _parts(setting.passage, source))


def _parts(passage: Passage, source: Range) -> Iterator[Range]:
    """The members of a joint source; the source itself where it is one."""
    first, end = source
    tokens = passage.tokens
    if tokens[first].text.lower() == "both" and first + 1 < end:
        first += 1
    cuts = [at for at in range(first + 1, end - 1) if tokens[at].text in {"and", "&", "or"} and not _inside_name(passage, at)]
    cuts = [at for at in cuts if _stands_alone(passage, at + 1, end)]
    if not cuts:
        yield (first, end)
        return
    listed = [at for at in range(first + 1, cuts[0]) if tokens[at].text == "," and not _inside_name(passage, at)]
    edges = [first - 1, *listed, *cuts, end]
    for left, right in pairwise(edges):
        if right > left + 1:
            yield (left + 1, right)


def _inside_name(passage: Passage, at: int) -> bool:
    one = passage.mention_at.get(at - 1)
    return one is not None and one is passage.mention_at.get(at + 1)


def _stands_alone(passage: Passage, first: int, end: int) -> bool:
    """Whether what follows "and" is a source of its own: a name, or a phrase with its own determiner."""
    token = passage.tokens[first]
    opened = token.tag in {"DT", "PRP$", "NNP", "NNPS", "PRP"} or any(at in passage.mention_at for at in range(first, end))
    return opened or (
        token.tag in {"NN", "NNS", "JJ", "CD"} and passage.tokens[end - 1].tag == "NNS" and passage.tokens[first - 2].tag in {"NNS", "NNP"}
    )


def _speaker(setting: Setting, part: Range) -> Speaker:
    tokens = setting.passage.tokens[slice(*part)]
    printed = setting.analysis.span(tokens[0].start, tokens[-1].end)
    mention = _named(setting.passage, part)
    evidence = {"printed": (printed,)}
    office = mention.role if mention else _office(tokens)
    if office:
        evidence["role"] = (setting.analysis.span(*office),)
    nameless = _nameless(setting, part) if mention is None else None
    person = mention.person if mention else _meant(setting, setting.passage.tokens[slice(*(nameless or part))])
    antecedent = _antecedent(setting, part, nameless) if person is None else None
    if antecedent:
        evidence["antecedent"] = (setting.analysis.span(*antecedent),)
    return Speaker(
        printed=printed.exact,
        role=evidence["role"][0].exact if office else None,
        kind=SpeakerKind.PERSON if person else kind(tokens),
        person_id=person,
        antecedent=evidence["antecedent"][0].exact if antecedent else None,
        evidence=evidence,
    )


def _nameless(setting: Setting, part: Range) -> Range | None:
    """Somebody without a name who opens the sentence before "he" or "she", with no name in between: The governor came. He said ..."""
    passage = setting.passage
    first, end = part
    if end - first > 1 or not is_singular_pronoun(passage.tokens[first]):
        return None
    opening = _opening(passage, first)
    if opening is None or any(at in passage.mention_at for at in range(opening[0], first)):
        return None
    head = _head(passage.tokens[slice(*opening)])
    return opening if is_role_noun(head) and head.tag == "NN" else None


def _opening(passage: Passage, at: int) -> Range | None:
    """The phrase that opens the sentence before this one."""
    number = passage.sentence_of[at]
    return phrase_after(passage, passage.begins[number - 1]) if number else None


def _antecedent(setting: Setting, part: Range, nameless: Range | None) -> tuple[int, int] | None:
    """The words that a pronoun stands for: a source before it, or somebody or a body that opens the sentence before it."""
    passage = setting.passage
    first, end = part
    pronoun = passage.tokens[first]
    if end - first > 1 or pronoun.text.lower() not in PRONOUNS:
        return None
    if nameless:
        return passage.tokens[nameless[0]].start, passage.tokens[nameless[1] - 1].end
    opening = _opening(passage, first) if pronoun.text.lower() == "it" else None
    if opening and kind(passage.tokens[slice(*opening)]) in {SpeakerKind.COUNTRY, SpeakerKind.ORGANISATION}:
        return passage.tokens[opening[0]].start, passage.tokens[opening[1] - 1].end
    return setting.discourse.antecedent(pronoun.text, pronoun.start)


def _office(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The role that a source without a name consists of, as in "the Russian president said"."""
    head = _head(tokens)
    if not is_role_noun(head) or head.tag in {"NNS", "NNPS"}:
        return None
    named = tokens[1:] if tokens[0].tag in {"DT", "PRP$"} else tokens
    return (named[0].start, named[-1].end) if named else None


def _named(passage: Passage, part: Range) -> Mention | None:
    """The person whom the phrase names as its head: not in "Trump's lawyer", nor in "the lawyer of Donald Trump"."""
    inside = dict.fromkeys(passage.mention_at[at] for at in range(*part) if at in passage.mention_at)
    found = [one for one in inside if part[0] <= one.first and one.last <= part[1]]
    for one in found:
        after = passage.tokens[one.last] if one.last < part[1] else None
        before = passage.tokens[one.begin - 1] if one.begin > part[0] else None
        owned = after is not None and (after.tag in {"POS", "NN", "NNS", "NNP", "NNPS", "HYPH"})
        led = before is not None and before.tag in {"IN", "TO"}
        if not owned and not led:
            return one
    return None


def _meant(setting: Setting, tokens: Sequence[Token]) -> str | None:
    if len(tokens) == 1 and is_singular_pronoun(tokens[0]):
        return setting.discourse.pronoun(tokens[0].text, tokens[0].start, setting.passage)
    if tokens[0].text.lower() in {"a", "an", "another", "one", "some"}:
        return None
    return setting.discourse.role(tokens, tokens[0].start)


def kind(tokens: Sequence[Token]) -> SpeakerKind:
    """What sort of source the words name, where they name no known person: the first row of the table whose test holds."""
    head = _head(tokens)
    return next(sort for sort, holds in _KINDS if holds(tokens, head))


def _is_person(tokens: Sequence[Token], head: Token) -> bool:
    if is_role_noun(head):
        return tokens[0].text.lower() not in {"a", "an", "another", "one"}
    return head.tag.startswith("NNP") and len(tokens) < 4 and any(token.text in words("given_names") for token in tokens)


_KINDS: tuple[tuple[SpeakerKind, Callable[[Sequence[Token], Token], bool]], ...] = (
    (SpeakerKind.PERSON, lambda _, head: is_singular_pronoun(head)),
    (SpeakerKind.GROUP, lambda _, head: head.text.lower() in {"they", "their", "others", "some", "many", "most", "both", "those"}),
    (SpeakerKind.UNNAMED, lambda _, head: head.text.lower() in words("unidentified")),
    (SpeakerKind.COUNTRY, lambda tokens, _: _is_country(" ".join(token.text for token in tokens if token.tag not in {"DT", "PDT"}))),
    (SpeakerKind.ORGANISATION, lambda _, head: head.text.lower() in words("group_nouns") or head.text in words("organisation_words")),
    (SpeakerKind.GROUP, lambda _, head: head.tag == "NNS" or head.text in demonyms()),
    (SpeakerKind.PERSON, _is_person),
    (SpeakerKind.UNNAMED, lambda _, head: is_role_noun(head)),
    (SpeakerKind.ORGANISATION, lambda _, head: head.tag.startswith("NNP") or head.text.lower() == "it"),
    (SpeakerKind.UNNAMED, lambda _, __: True),
)


def _head(tokens: Sequence[Token]) -> Token:
    """The noun of the phrase: the last before "of", "for" and the like."""
    for at in range(1, len(tokens)):
        if tokens[at].tag in {"IN", "TO"} or tokens[at].text == ",":
            return tokens[at - 1]
    return tokens[-1]


def _is_country(text: str) -> bool:
    """Whether the words name a country, or a capital or a seat by which its government goes."""
    if folded(text) in metonyms():
        return True
    known = capitals()
    for place in candidates(text):
        if place.level is Level.COUNTRY:
            return True
        if place.id in known and place.usual:
            return True
    return False
