"""Finds whose words they are: the noun phrase before or after a verb of speech."""

from __future__ import annotations

from loaders.base import Token
from loaders.extract.lexicon import words
from loaders.extract.passages import Passage
from loaders.extract.people_nouns import person_noun
from loaders.extract.roles import is_role_noun

Range = tuple[int, int]
"""First token and the token after the last."""

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "EX", "FW"})
_INSIDE = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "PRP$", "DT", "PDT", "$", "FW", "VBN", "RBS", "SYM"}
)
_LINKS = frozenset({"of", "for", "from", "at", "in", "with", "on", "to", "against", "behind", "near", "by"})
_PERSONAL = frozenset({"he", "she", "they", "it", "who", "which", "that", "i", "we", "you", "one"})
_TIMELY = frozenset({"on", "this", "last", "next", "late", "early", "earlier", "also", "that"})
"""Words that lead to a time between a source and its verb."""
_UNLINKED = _PERSONAL - {"one"}
_RELATIVE = frozenset({"who", "that", "which"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 30


_NO_DOUBT = frozenset({"wonder", "doubt", "question", "surprise"})


def subject(passage: Passage, at: int) -> Range | None:
    """The noun phrase that ends right before the verb group at `at`, its apposition or relative clause left aside."""
    begin = passage.bounds(min(at, len(passage.tokens) - 1))[0]
    tokens = passage.tokens
    last = at - 1
    while last >= begin and (tokens[last].tag in {"RB", "RBR"} or tokens[last].text.lower() in {"each", "also", "all"}):
        last -= 1
    last = _before_time(passage, last, begin)
    if last < begin or passage.inside[last] >= 0:
        return None
    if tokens[last].text.lower() in _RELATIVE and tokens[last].tag in {"WP", "WDT", "IN"}:
        return _antecedent(passage, last, begin)
    if tokens[last].text in {",", "—", "–", ")", "--"}:
        return _before_aside(passage, last, begin)
    if tokens[last].tag == "CD" and last - 1 > begin and tokens[last - 1].text == ",":
        return _before_aside(passage, last, begin)
    if tokens[last].tag in _FINITE and last - 1 > begin and tokens[last - 1].tag in {"PRP", "NNP"}:
        return phrase_before(passage, last - 2, begin)  # the experts I met said
    found = phrase_before(passage, last, begin)
    return _behind_comment(passage, _outside_relative(passage, found, begin)) if found else None


def _behind_comment(passage: Passage, phrase: Range) -> Range:
    """The phrase without a comment that opens its sentence: no wonder the mayor said so."""
    first, second = (token.text.lower() for token in (*passage.tokens[phrase[0] : phrase[0] + 2], passage.tokens[phrase[0]])[:2])
    return (phrase[0] + 2, phrase[1]) if first == "no" and second in _NO_DOUBT and phrase[0] + 2 < phrase[1] else phrase


def _before_time(passage: Passage, last: int, begin: int) -> int:
    """The place before a time that stands between a source and its verb: Lee on Monday night said, the paper this week said."""
    tokens = passage.tokens
    at = last
    while at > begin and tokens[at].text.lower() in words("calendar") | words("time_nouns") and at not in passage.mention_at:
        at -= 1
    if at == last:
        return last
    while at > begin and tokens[at].text.lower() in _TIMELY:
        at -= 1
    return at if at > begin or tokens[at].tag in _NOUN else last


def _outside_relative(passage: Passage, phrase: Range, begin: int) -> Range:
    """The phrase, or what it tells about where it ends a relative clause: the force that holds the city."""
    tokens = passage.tokens
    at = phrase[0] - 1
    while at > begin and tokens[at].tag in {"RB", "IN", "TO", "VB", "VBN", "VBG"} and tokens[at].text.lower() not in _RELATIVE:
        at -= 1
    if (
        at - 1 > begin
        and tokens[at].tag in _FINITE
        and tokens[at - 1].text.lower() in _RELATIVE
        and tokens[at - 1].tag in {"WDT", "WP", "IN"}
    ):
        return _antecedent(passage, at - 1, begin) or phrase
    return phrase


def _antecedent(passage: Passage, relative: int, begin: int) -> Range | None:
    last = relative - 1
    if last >= begin and passage.tokens[last].text == ",":
        last -= 1
    return phrase_before(passage, last, begin) if last >= begin else None


def _before_aside(passage: Passage, close: int, begin: int) -> Range | None:
    """The phrase before an aside between commas, dashes or brackets: Ade, a stallholder, said."""
    tokens = passage.tokens
    opener = {")": "(", "—": "—", "–": "–", "--": "--"}.get(tokens[close].text, ",")
    best: Range | None = None
    for at in range(close - 1, max(begin, close - _LONGEST), -1):
        if tokens[at].text == opener and passage.inside[at] < 0:
            found = phrase_before(passage, at - 1, begin)
            if found is None:
                return best
            if found[1] - found[0] == 1 and tokens[found[0]].tag == "CD":
                continue  # an age
            if _opens_clause(passage, found[0], begin) and not _governed(passage, found[0], begin):
                return _with_name(passage, _apposed_to(passage, found, begin))
            if passage.mention_at.get(found[1] - 1):
                best = best or found
    return best


def _apposed_to(passage: Passage, phrase: Range, begin: int) -> Range:
    """The name that a phrase in commas explains: Ann Lee, head of the port, a firm in Oslo, said; else the phrase."""
    before = phrase[0] - 2
    name = before in passage.mention_at and passage.tokens[before + 1].text == ","
    if not name or any(at in passage.mention_at for at in range(*phrase)):
        return phrase
    return phrase_before(passage, before, begin) or phrase


def _with_name(passage: Passage, phrase: Range) -> Range:
    """The phrase with the name in apposition to it, if one stands there: the mayor, Ann Lee,."""
    at = phrase[1]
    tokens = passage.tokens
    if at + 1 >= len(tokens) or tokens[at].text != "," or any(place in passage.mention_at for place in range(*phrase)):
        return phrase
    first = next(place for place in range(at + 1, len(tokens) + 1) if place == len(tokens) or not _is_title(tokens[place]))
    mention = passage.mention_at.get(first)
    definite = any(token.tag in {"DT", "PRP$", "POS"} for token in tokens[slice(*phrase)])
    if mention is None or mention.first != first or not definite or not is_role_noun(_head(passage, phrase)):
        return phrase
    closed = mention.last >= len(tokens) or tokens[mention.last].text in {",", ".", ";"}
    return (phrase[0], mention.last) if closed else phrase


def _is_title(token: Token) -> bool:
    """Whether the word stands before a name: Dr, Brig. Gen."""
    return token.text in words("titles") | words("courtesy_titles")


def _head(passage: Passage, phrase: Range) -> Token:
    """The noun of the phrase: the last before a preposition."""
    linked = next((at for at in range(phrase[0] + 1, phrase[1]) if passage.tokens[at].tag == "IN"), phrase[1])
    return passage.tokens[linked - 1]


def _governed(passage: Passage, first: int, begin: int) -> bool:
    """Whether a preposition before the phrase makes it something else than a subject."""
    return (
        first > begin
        and passage.tokens[first - 1].tag in {"IN", "TO"}
        and passage.tokens[first - 1].text.lower() not in words("clause_edges")
    )


def _opens_clause(passage: Passage, first: int, begin: int) -> bool:
    if first <= begin or passage.inside[first - 1] >= 0:
        return True
    before = passage.tokens[first - 1]
    return before.text.lower() in words("clause_edges") or before.tag in {"RB", "IN", "WRB", "CC"} or before.tag in _FINITE


def phrase_before(passage: Passage, last: int, begin: int) -> Range | None:
    """The noun phrase whose last word is at `last`; None where there is none."""
    tokens = passage.tokens
    if last < begin or passage.inside[last] >= 0 or not _may_end(passage, last):
        return None
    first = _core(passage, last, begin)
    while first - 2 >= begin and first > last - _LONGEST:
        link = tokens[first - 1]
        if link.text in _LINKS and _may_end(passage, first - 2) and tokens[first - 2].text.lower() not in _UNLINKED | words("calendar"):
            wider = _core(passage, first - 2, begin)
            if link.text != "of" and not _opens_clause(passage, wider, begin):
                break
            first = wider
        elif link.text in {"and", "or", "&"} and _joins(passage, first - 1, begin):
            first = _core(passage, first - 2, begin)
            while first - 2 >= begin and tokens[first - 1].text == "," and _may_end(passage, first - 2) and _in_list(passage, first, begin):
                first = _core(passage, first - 2, begin)
        else:
            break
    if first > begin and tokens[first - 1].text.lower() == "both":
        first -= 1
    return (first, last + 1)


def _may_end(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    if passage.inside[at] >= 0:
        return False
    if token.tag in _NOUN or at in passage.mention_at or (token.tag in {"DT", "JJ"} and token.text.lower() in words("lone_determiners")):
        return True
    if token.tag != "JJ" or at == 0:
        return False
    before = passage.tokens[at - 1]  # of the dead; the premier; the Kent directorate
    return before.text.lower() == "the" or before.tag in {"NN", "NNP", "POS"} or is_role_noun(token)


def _core(passage: Passage, last: int, begin: int) -> int:
    """The first word of the noun phrase without links that ends at `last`."""
    mention = passage.mention_at.get(last)
    if mention:
        first = max(begin, mention.begin)
        owner = passage.mention_at.get(first)
        first = max(begin, owner.begin) if owner else first  # Mr Hill's lawyer Ann Lee
        if first - 2 >= begin and passage.tokens[first - 1].tag == "POS" and passage.inside[first - 2] < 0:
            return _core(passage, first - 2, begin) if first - 2 not in passage.mention_at else passage.mention_at[first - 2].begin
        return _with_determiner(passage, first, begin)
    tokens = passage.tokens
    if tokens[last].text.lower() in _PERSONAL:
        return last
    first = last
    while first > begin and passage.inside[first - 1] < 0 and _is_inside(passage, first - 1) and first - 1 not in passage.mention_at:
        if tokens[first].tag in {"DT", "PRP$", "PDT"} and tokens[first - 1].tag not in {"PDT", "DT"}:
            break
        if tokens[first - 1].text.lower() in words("calendar"):
            break
        first -= 1
    # A possessor belongs to the phrase: Putin's spokesman, the mayor's office.
    if first > begin and tokens[first].tag == "POS":
        owner = passage.mention_at.get(first - 1)
        if owner or tokens[first - 1].text[0].isupper():
            return max(begin, owner.begin) if owner else first - 1
    while first < last and tokens[first].tag in {"POS", "HYPH", "VBN"} and tokens[first].text[0] in "'’-":
        first += 1
    return first


def _is_inside(passage: Passage, at: int) -> bool:
    """Whether the word can stand in a noun phrase; with a hyphen at it any word can."""
    tokens = passage.tokens
    if tokens[at].tag in _INSIDE:
        return True
    return (at > 0 and tokens[at - 1].tag == "HYPH") or (at + 1 < len(tokens) and tokens[at + 1].tag == "HYPH")


def _with_determiner(passage: Passage, first: int, begin: int) -> int:
    at = first
    while (
        at > begin
        and passage.inside[at - 1] < 0
        and passage.tokens[at - 1].tag in {"DT", "PRP$", "JJ", "POS", "HYPH", "VBG", "VBN", "NN"}
        and passage.tokens[at].tag not in {"DT", "PRP$"}
    ):
        at -= 1
        if passage.tokens[at].tag in {"DT", "PRP$"}:
            return at if passage.tokens[at].text.lower() != "both" else at + 1
    opens = at < first and (at == begin or passage.tokens[at - 1].text == ",")  # civil defence minister Ann Lee
    return at if opens and passage.tokens[at].tag in {"JJ", "NN"} else first


def _joins(passage: Passage, conjunction: int, begin: int) -> bool:
    """Whether "and" here joins two sources, and not two clauses."""
    if (
        conjunction - 1 < begin
        or not _may_end(passage, conjunction - 1)
        or passage.tokens[conjunction - 1].text.lower() in _PERSONAL - {"he", "she"}
    ):
        return False
    first = _core(passage, conjunction - 1, begin)
    if first == begin:
        return True
    before = passage.tokens[first - 1]
    return (
        before.text.lower() in words("clause_edges") - {"and", "or"}
        or before.text in _LINKS - {"to", "by", "on", "with", "in", "at"}
        or before.tag == "WRB"
    )


def _in_list(passage: Passage, first: int, begin: int) -> bool:
    wider = _core(passage, first - 2, begin)
    return wider == begin or passage.tokens[wider - 1].text in {",", ";"}


def phrase_after(passage: Passage, first: int) -> Range | None:
    """The noun phrase that begins at `first`, for "said Putin" and "according to the police"; None where there is none."""
    tokens = passage.tokens
    if first >= len(tokens):
        return None
    end = passage.bounds(first)[1]
    at = _core_end(passage, first, end)
    if at == first:
        return None
    while at + 1 < end and at - first < _LONGEST and passage.inside[at] < 0:
        joined = tokens[at].text in _LINKS - {"to", "by", "on", "with"} or tokens[at].text in {"and", "&"}
        further = _core_end(passage, at + 1, end) if joined else at
        if not joined or further == at + 1:
            break
        if tokens[at].text in {"and", "&"} and further < end and tokens[further].tag in _FINITE:
            break
        if tokens[at].text in {"in", "at", "from"} and tokens[at + 1].text.lower() in words("calendar") | {"a", "an"}:
            break
        at = further
    if tokens[at - 1].text.lower() in words("calendar") | words("time_nouns") and (at - 1) not in passage.mention_at:
        return None  # said on a day, not by it
    return _with_name(passage, (first, at))


def _core_end(passage: Passage, first: int, end: int) -> int:
    tokens = passage.tokens
    if first < end and tokens[first].tag == "PRP":
        return first + 1
    named = passage.mention_from.get(first)
    at = named.last if named and named.last <= end else first
    nouns = at > first
    while (
        at < end
        and passage.inside[at] < 0
        and (_is_inside(passage, at) or at in passage.mention_at or (at > first and _binds(passage, at, end)))
    ):
        if at > first and tokens[at].tag in {"DT", "PRP$"} and tokens[at - 1].tag != "PDT":
            break
        if nouns and tokens[at].text.lower() in words("calendar"):
            break
        nouns = nouns or tokens[at].tag in _NOUN or at in passage.mention_at
        at += 1
    while at > first and tokens[at - 1].tag in {"JJ", "VBN", "DT", "PRP$", "HYPH", "POS"} and (at - 1) not in passage.mention_at:
        if at - 1 > first and tokens[at - 1].text[0].isupper() and tokens[at - 1].tag == "JJ":
            break  # one Republican
        if tokens[at - 1].text == "old" and tokens[at - 2].tag == "HYPH":
            break  # the 46-year-old
        at -= 1
    if not nouns and first < end and tokens[first].text.lower() in words("lone_determiners"):
        return first + 1
    return at if nouns else first


def _binds(passage: Passage, at: int, end: int) -> bool:
    """Whether the token stands inside a compound: polling in a polling average, the stroke in a Times/CBS poll."""
    tokens = passage.tokens
    if at + 1 >= end or not tokens[at + 1].tag.startswith("NN"):
        return False
    return tokens[at].text in {"/", "-", "&"} or (tokens[at].tag == "VBG" and tokens[at - 1].tag in {"JJ", "NN", "NNP", "DT"})


def clause_subject(passage: Passage, at: int) -> Range | None:
    """The subject of the clause in which a participle or a joined verb at `at` stands: the first phrase before a finite verb."""
    begin = passage.bounds(at)[0]
    tokens = passage.tokens
    best: Range | None = None
    for verb in range(at - 1, max(begin, at - 80), -1):
        if passage.inside[verb] >= 0 or tokens[verb].tag not in _FINITE:
            continue
        found = subject(passage, verb)
        if found and _opens_clause(passage, found[0], begin) and tokens[found[0]].text.lower() not in {"that", "which", "it", "there"}:
            before = tokens[found[0] - 1].text.lower() if found[0] > begin else ""
            best = found
            if before in {"", ",", "and", "but", "—", ";", "while", "as", "”", '"'}:
                return found
    if best is None and tokens[begin].tag in {"NN", "NNS", "NNP", "NNPS", "DT", "PRP", "PRP$"}:
        return phrase_after(passage, begin)
    return best


def can_speak(passage: Passage, source: Range) -> bool:
    """Whether the source is somebody, and not a sign of something."""
    tokens = passage.tokens[slice(*source)]
    if any(at in passage.mention_at for at in range(*source)):
        return True
    head = tokens[-1]
    known = head.text.lower() in words("group_nouns") | {"he", "she", "they", "who"} or is_role_noun(head) or person_noun(head) is not None
    return known or any(token.tag.startswith("NNP") or is_role_noun(token) for token in tokens)
