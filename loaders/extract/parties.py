"""Finds the people that a sentence counts or names: three civilians, a 69-year-old woman, 23 others, Jane Roe, 34, he.

[Party(min=3, group="civilians", ...)] = parties(sentence, people)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.base import Sentence, Token
from loaders.extract.ages import NONE, age_behind, age_inside, beyond_age, old_at
from loaders.extract.harm_words import Use, harm_words, of_class
from loaders.extract.lexicon import words
from loaders.extract.numbers import Quantity, quantities
from loaders.extract.people_nouns import group_of, is_plural, one_of_a_people, person_noun, sex_of, size_of
from loaders.extract.phrases import phrase_from
from schema.records.casualty import Qualifier, Sex

__all__ = ["Party", "apposed", "identified", "parties", "person_noun"]

ARTICLES = frozenset({"a", "an", "another"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose"})
DEFINITE = frozenset({"the", "this", "that", "both", "all", "these", "those"}) | POSSESSIVES
PARTICIPIAL = frozenset({"including", "excluding", "counting", "involving", "following"})
"""Prepositions that are tagged as participles, with which the phrase ends: eleven including children are not eleven children."""

MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "RB"})
BEHIND_AGE = frozenset({",", ".", "-", "–", "—", ";", "|", ":", "("})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
LONGEST = 10
"""How many words may stand between the number and the noun that it counts."""


@dataclass(frozen=True, slots=True)
class Party:
    """Some people in a sentence: their words (`first` to `last`, exclusive), how many they are, and who.

    `printed` is the place of the words for the number; `head` the word for the people, -1 where there is none.
    `definite` people were named before or are known; `bare` is a number without a noun.
    """

    first: int
    last: int
    head: int
    min: int | None
    max: int | None
    qualifier: Qualifier
    printed: tuple[int, int]
    group: str | None = None
    age: int | None = None
    age_span: tuple[int, int] | None = None
    sex: Sex | None = None
    definite: bool = False
    bare: bool = False
    named: bool = False
    owned: bool = False
    """They are somebody's: his wife."""
    pronoun: bool = False
    """He, she, him, her, himself or herself."""
    titled: bool = False
    """They stand without an article, as in a headline."""
    more: bool = False
    """They come on top of those told before: two others, another man, a third."""


def parties(sentence: Sentence, people: Collection[tuple[int, int]] = ()) -> tuple[Party, ...]:
    """The people of a sentence, in order, none within another. `people` holds the bounds of the words that name a person."""
    tokens = sentence.tokens
    counted = {one.first: one for one in quantities(tokens) if not _of_a_name(tokens, one)}
    named = {start: end for start, end in people if sentence.start <= start < sentence.end}
    return tuple(_scan(tokens, counted, named))


def apposed(one: Party, other: Party, between: Sequence[str]) -> bool:
    """Whether two phrases name the same person: his wife, Jane Roe; Jane Roe, a teacher; one man, a 60-year-old teacher."""
    told = one.group in of_class("ANYBODY") and other.group not in of_class("ANYBODY") | {None} and other.age is not None
    return list(between) in ([","], []) and one.min == other.min == 1 == one.max and (one.named != other.named or told)


def identified(one: Party, other: Party) -> Party:
    """A person of whom a second phrase tells more: one man, a 60-year-old teacher."""
    if one.named or other.named or one.age is not None:
        return one
    return replace(one, head=other.head, group=other.group, age=other.age, age_span=other.age_span, sex=one.sex or other.sex)


def _scan(tokens: Sequence[Token], counted: Mapping[int, Quantity], named: Mapping[int, int]) -> Iterator[Party]:
    at, kin = 0, -1
    while at < len(tokens):
        found = _party(tokens, at, counted, named)
        if found is None and kin >= 0 and _in_list(tokens, kin, at):
            found = _single(tokens, at - 1)
            found = replace(found, first=at, printed=(tokens[at].start, found.printed[1])) if found else None
        if found:
            found = _with_owner(tokens, found)
            yield found
            kin = found.last if tokens[found.first].tag == "PRP$" or 0 <= kin < found.first <= kin + 2 else -1
        at = found.last if found else at + 1


def _party(tokens: Sequence[Token], at: int, counted: Mapping[int, Quantity], named: Mapping[int, int]) -> Party | None:
    """The people whose words begin here."""
    word = tokens[at].text.lower()
    if at in counted:
        return _counted(tokens, at, counted[at])
    if tokens[at].start in named:
        return _named(tokens, at, named[tokens[at].start])
    if (
        word in DEFINITE
        and tokens[at].tag != "IN"
        and (number := counted.get(at + 1) or (counted.get(at + 2) if word == "all" and tokens[at + 1].text != "but" else None))
    ):
        return _counted(tokens, at, number)
    return _uncounted(tokens, at, word, counted)


def _uncounted(tokens: Sequence[Token], at: int, word: str, counted: Mapping[int, Quantity]) -> Party | None:
    """People without a number: both, a man, his wife, she."""
    if word == "both":
        return _both(tokens, at)
    if word == "another" and at + 1 in counted:
        return _further(tokens, at, counted[at + 1])
    if word in ARTICLES | DEFINITE and tokens[at].tag in {"DT", "PDT", "PRP$", "WP$"}:
        return _together(tokens, at, counted) or _single(tokens, at)
    if tokens[at].tag == "PRP" and word in of_class("PRONOUN"):
        return _pronoun(tokens[at], at)
    return _headline(tokens, at) if _opens(tokens, at) else None


def _in_list(tokens: Sequence[Token], last: int, at: int) -> bool:
    """Whether a bare noun goes on with a list that a possessive began: his mother, stepfather and grandmother."""
    between = [token.text for token in tokens[last:at]]
    return between in ([","], [",", "and"], ["and"]) and tokens[at].tag == "NN" and person_noun(tokens[at]) is not None


def _with_owner(tokens: Sequence[Token], found: Party) -> Party:
    """The people with those whose they are taken in, who are not meant: seven members of a family, the mother of two boys."""
    if found.head < 0 or found.last + 2 > len(tokens) or tokens[found.last].text != "of":
        return found
    owner = head_of(tokens, found.last + 1)
    return found if owner is None else replace(found, last=beyond_age(tokens, owner + 1))


def _counted(tokens: Sequence[Token], first: int, number: Quantity) -> Party | None:
    """The people that a number counts; a number without a noun counts those that the sentence speaks of."""
    place, at = (number.start, number.end), number.last
    of = [token.text.lower() for token in tokens[at : at + 2]]
    known = first < number.first
    if first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].tag == "NN" and sex_of(tokens[first - 2 : first - 1]):
        return None  # a boy of four
    if of in (["of", "them"], ["of", "whom"]):
        return _of_them(tokens, number)
    partitive = len(of) == 2 and of[0] == "of" and of[1] in DEFINITE
    head = head_of(tokens, at + (2 if partitive else 1 if of[:1] == ["of"] else 0))
    apart = head is not None and of[:1] == ["of"] and _told_apart(tokens, at, head)
    head = None if apart else head
    aged = old_at(tokens, at) if head is None else None
    if head is None and aged is None:
        if number.max is None and tokens[at - 1].text.lower() == "couple":
            return Party(first, at, -1, 2, 2, Qualifier.EXACT, place, definite=known)
        harmed = apart or of[:1] != ["of"] or _of_harmed(tokens, at + 1)
        if not harmed or not _stands_alone(tokens, at) or _follows_number_word(tokens, first):
            return None
        more = _adds(tokens, at, at + 1)
        return Party(first, at + more, -1, number.min, number.max, number.qualifier, place, bare=True, definite=known, more=more)
    last = head if head is not None else aged or at
    one = number.min == 1 == number.max
    age = age_inside(tokens, at, last + 1) if one or aged else NONE
    group, sex, end = _people(tokens, at, head)
    return Party(
        first, beyond_age(tokens, end) if one else end, -1 if head is None else head, number.min, number.max, number.qualifier, place,
        group, *age, sex, definite=known, more=_adds(tokens, at, last + 1),
    )  # fmt: skip


def _told_apart(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Whether those of whom some are counted are counted themselves, with what befell them: two of the five people wounded there died."""
    after = tokens[head + 1 : head + 3]
    if len(after) < 2 or after[0].tag not in {"VBN", "VBD", "JJ"} or after[1].tag in {"DT", "CD", "PRP", "PRP$", "NNS", "NNP"}:
        return False
    uses = {use for word in (after[0].lemma.lower(), after[0].text.lower()) for _, use in harm_words().get(word, ())}
    return bool(uses & {Use.TRANSITIVE, Use.STATE}) and any(token.tag == "CD" for token in tokens[at + 1 : head])


def _of_a_name(tokens: Sequence[Token], number: Quantity) -> bool:
    """Whether a figure belongs to the name before it: Flight 93 passengers, the Boeing 737 pilots; not: in the Philippines 12 people."""
    start = number.first
    if not start or not tokens[start].text.isdigit() or not tokens[start - 1].text[0].isupper():
        return False
    if tokens[start - 1].text.lower() in of_class("NAME_WITH_NUMBER"):
        return True
    while start and tokens[start - 1].tag in {"NNP", "NNPS"}:
        start -= 1
    definite = 0 < start < number.first and tokens[start - 1].tag in {"DT", "PRP$"}
    return definite and (start < 2 or tokens[start - 2].tag != "IN")


def _further(tokens: Sequence[Token], at: int, number: Quantity) -> Party | None:
    """People who come on top of others: another two, another 12 guests."""
    found = _counted(tokens, number.first, number)
    return replace(found, first=at, more=True) if found else None


def _together(tokens: Sequence[Token], at: int, counted: Mapping[int, Quantity]) -> Party | None:
    """People who are told of as one body: a family of seven, a group of 12 tourists."""
    phrase = phrase_from(tokens, at)
    number = counted.get(phrase[1] + 2) if phrase and tokens[phrase[1]].lemma.lower() in of_class("TOGETHER") else None
    if phrase is None or number is None or tokens[phrase[1] + 1].text != "of":
        return None
    found = _counted(tokens, number.first, number)
    told = tokens[phrase[1]].lemma.lower() if tokens[phrase[1]].lemma.lower() in of_class("BAND") else None
    return replace(found, first=at, bare=False, group=found.group or told) if found else None


def _of_harmed(tokens: Sequence[Token], at: int) -> bool:
    """Whether those of whom some are counted are people that came to harm: of the dead, of the 17 wounded; not of the drones."""
    return any(token.text.lower() in words("harm_words") for token in tokens[at : at + 3])


def _people(tokens: Sequence[Token], at: int, head: int | None) -> tuple[str | None, Sex | None, int]:
    """The group and the sex of the people, and where their words end: 16 women and children are of neither group."""
    if head is None:
        return None, None, (old_at(tokens, at) or at) + 1
    after = tokens[head + 1 : head + 4]
    joined = len(after) > 1 and after[0].text in {"and", "or"} and is_plural(tokens[head]) and is_plural(after[1]) and person_noun(after[1])
    if joined and not (len(after) > 2 and (after[2].pos == "AUX" or after[2].tag in {"VBD", "VBP"}) and after[1].tag == "CD"):
        return None, None, head + 3
    return group_of(tokens[head]), sex_of(tokens[at : head + 1]), head + 1


def _of_them(tokens: Sequence[Token], number: Quantity) -> Party:
    """Some of those spoken of, with what is said of them: three of whom; one of them a child."""
    at = number.last + 2
    head = head_of(tokens, at + (tokens[at].text.lower() in ARTICLES if at < len(tokens) else 0))
    told = head is not None and all(token.tag not in {"VBD", "VBN"} for token in tokens[at:head])
    if head is None or not told:
        return Party(number.first, at, -1, number.min, number.max, number.qualifier, (number.start, number.end), bare=True)
    group, sex = group_of(tokens[head]), sex_of(tokens[at : head + 1])
    return Party(
        number.first, head + 1, head, number.min, number.max, number.qualifier, (number.start, number.end), group, sex=sex, bare=True
    )


def _adds(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether words say that these people come on top of others: other, others, more, another."""
    return any(token.text.lower() in of_class("MORE") for token in tokens[first:last])


def _follows_number_word(tokens: Sequence[Token], first: int) -> bool:
    """Whether a bare figure belongs to what stands before it: Route 9, page 3, April 20, aged 7."""
    if not first:
        return False
    before = tokens[first - 1]
    after = tokens[first + 1].text if first + 1 < len(tokens) else "."
    age = before.text == "," and first > 1 and tokens[first - 2].tag in NOUNS and after in BEHIND_AGE
    start = first - 1
    while start > 0 and (tokens[start].tag == "CD" or tokens[start].text in {",", "and"}) and first - start < LONGEST:
        start -= 1
    numbered = before.text.lower() in of_class("NUMBERED") or tokens[start].text.lower() in of_class("AGED")
    return age or numbered or (before.pos == "PROPN" and before.tag == "NNP" and before.text[0].isupper() and first > 1)


def _stands_alone(tokens: Sequence[Token], last: int) -> bool:
    """Whether no noun follows a number, so that it counts people by itself."""
    if last >= len(tokens):
        return True
    token = tokens[last]
    harmed = token.lemma.lower() in words("harm_words") or token.text.lower() in words("harm_words")
    if (
        not harmed
        and token.tag in {"VBD", "VBN", "VBG"}
        and last + 1 < len(tokens)
        and tokens[last + 1].tag in NOUNS
        and not person_noun(tokens[last + 1])
    ):
        return False
    return (
        token.pos in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PART"}
        or token.tag in {"IN", "WDT", "WP", "RB", "VBN", "VBD"}
        or token.text.lower() in of_class("BARE")
    )


def head_of(tokens: Sequence[Token], at: int) -> int | None:
    """The noun for people that ends the phrase which begins here; None where it ends otherwise."""
    head, last = None, at
    for place in range(at, min(at + LONGEST, len(tokens))):
        token = tokens[place]
        word = token.text.lower()
        compound = place + 1 < len(tokens) and tokens[place + 1].tag == "HYPH"  # an off-duty officer
        if word in PARTICIPIAL or (token.tag not in MODIFIERS and word not in {"other", "more", "of", "the"} and not compound):
            break
        if head is not None and (token.tag in {"VBN", "VBG", "CD"} or word in of_class("TIME") | of_class("BARE")):
            break
        if word in of_class("BARE") and one_of_a_people(tokens[last:place]):
            break  # one Palestinian dead
        if (word == "of" or (token.tag == "CD" and word.isalpha())) and any(one.tag in NOUNS for one in tokens[at:place]):
            break  # "4 towns resumes six people", a headline without an end: the people are six
        if token.tag in NOUNS or person_noun(token):
            noun = person_noun(token)
            if head is not None and not noun and token.tag in {"NN", "NNS"}:
                # "police cars": the last noun is the head, and it is no noun for people.
                return None if tokens[place - 1].end + 1 == token.start else head
            head = place if noun else head
        last = place
    return last if head is None and one_of_a_people(tokens[last : last + 1]) else head


def _single(tokens: Sequence[Token], at: int) -> Party | None:
    """One person after an article or a possessive: a 69-year-old woman, his wife, the gunman, a third, an 18-year-old."""
    word = tokens[at].text.lower()
    ordinal = word == "a" and at + 1 < len(tokens) and tokens[at + 1].text.lower() in of_class("ORDINAL")
    start = at + 1 + ordinal
    head = head_of(tokens, start)
    aged = next((old for place in (start, start + 1) if (old := old_at(tokens, place))), None) if head is None else None
    if head is None and aged is None:
        if (word == "another" or ordinal) and _stands_alone(tokens, start):
            return Party(at, start, -1, 1, 1, Qualifier.EXACT, (tokens[at].start, tokens[start - 1].end), bare=True, more=True)
        return None
    if head is not None and not _is_one(tokens, at, head):
        return None
    last = head if head is not None else aged or at
    age = age_inside(tokens, start, last + 1)
    end = beyond_age(tokens, last + 1)
    if age == NONE and end > last + 1:
        age = age_behind(tokens, last + 1)
    size = size_of(tokens[last])
    printed = (tokens[at].start, tokens[at].end if word in ARTICLES and size == 1 else tokens[last].end)
    group, sex = (None, None) if head is None else (group_of(tokens[head]), sex_of(tokens[at + 1 : head + 1]))
    return Party(
        at, end, -1 if head is None else head, size, size, Qualifier.EXACT, printed, group, *age, sex,
        definite=word in DEFINITE - POSSESSIVES, owned=word in POSSESSIVES,
        more=word == "another" or ordinal or _adds(tokens, at + 1, last),
    )  # fmt: skip


def _is_one(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Whether a phrase with an article or a possessive is one person, or one couple: not the families, nor the woman's dog."""
    if is_plural(tokens[head]) or (head + 1 < len(tokens) and tokens[head + 1].tag == "POS"):
        return False
    counted = any(
        token.tag == "CD" and token.text.isalpha() and tokens[place + 1].text != "-"
        for place, token in enumerate(tokens[at + 1 : head], at + 1)
    )
    return not counted and group_of(tokens[head]) not in of_class("BODIES")


def _named(tokens: Sequence[Token], at: int, end: int) -> Party | None:
    last = at
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    if last < len(tokens) and tokens[last].tag == "POS":
        return None
    printed = (tokens[at].start, tokens[last - 1].end)
    return Party(at, beyond_age(tokens, last), -1, 1, 1, Qualifier.EXACT, printed, None, *age_behind(tokens, last), named=True)


def _both(tokens: Sequence[Token], at: int) -> Party | None:
    """Both, both men, both of them; not "both Ann and Jo"."""
    of = [token.text.lower() for token in tokens[at + 1 : at + 3]]
    start = at + (3 if of == ["of", "them"] else 1)
    head = head_of(tokens, start)
    if head is None and start < len(tokens) and not (tokens[start].pos in {"AUX", "VERB"} or tokens[start].text in {",", ".", "of"}):
        return None
    if head is not None and not is_plural(tokens[head]):
        return None
    last = start if head is None else head + 1
    group, sex = (None, None) if head is None else (group_of(tokens[head]), sex_of(tokens[at : head + 1]))
    place = (tokens[at].start, tokens[at].end)
    return Party(at, last, -1 if head is None else head, 2, 2, Qualifier.EXACT, place, group, sex=sex, definite=True, bare=head is None)


def _pronoun(token: Token, at: int) -> Party:
    """One person who is known by then: he, she, him, her, himself, herself."""
    sex = Sex.FEMALE if token.text.lower() in of_class("FEMALE") else Sex.MALE
    return Party(at, at + 1, at, 1, 1, Qualifier.EXACT, (token.start, token.end), sex=sex, definite=True, pronoun=True)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bare noun can begin here as headlines have it: at the start, or behind a verb of harm (Police shoot man)."""
    if tokens[at].tag not in MODIFIERS or tokens[at].tag in {"CD", "POS", "HYPH"}:
        return False
    before = tokens[at - 1] if at else None
    return before is None or before.text in {":", "|", ">>"} or (before.tag in {"VBZ", "VBP"} and before.lemma in of_class("HEADLINE_VERB"))


def _headline(tokens: Sequence[Token], at: int) -> Party | None:
    """One person without an article, as in "Man shot dead", "Girl, 6, hurt in crash" and "Police shoot man"."""
    head = head_of(tokens, at)
    if head is None or tokens[head].tag not in {"NN", "NNP"} or not _is_one(tokens, at - 1, head) or size_of(tokens[head]) > 1:
        return None
    age = age_inside(tokens, at, head)
    end = beyond_age(tokens, head + 1)
    after = end
    while after < len(tokens) and tokens[after].tag == "RB":
        after += 1
    told = at > 0 and tokens[at - 1].lemma in of_class("HEADLINE_VERB")
    harmed = after < len(tokens) and {tokens[after].text.lower(), tokens[after].lemma.lower()} & words("harm_words")
    if not (told or harmed or (after < len(tokens) and tokens[after].text.lower() in of_class("HEADLINE_NEXT"))):
        return None
    printed = (tokens[at].start, tokens[head].end)
    return Party(
        at, end, head, 1, 1, Qualifier.EXACT, printed, group_of(tokens[head]), *(age if age != NONE else age_behind(tokens, head + 1)),
        sex_of(tokens[at : head + 1]), titled=True,
    )  # fmt: skip
