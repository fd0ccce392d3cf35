"""Refusals: what looked like a fact and was not taken for one, with the rule that refused it."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, SORT, SPANNED, derived
from schema.kinds import PROSE, Choice
from schema.records.base import Annotation


class Candidate(Choice):
    """What the words could have become."""

    QUOTE = "A quotation."
    INCIDENT = "An incident."
    CASUALTY = "A number of casualties."
    PERSON = "A person."
    PLACE = "A place."


class Rule(Choice):
    """Why words were not taken for a fact."""

    SCARE_QUOTE = "The words stand in quotation marks, but nobody is said to have spoken them: the marks keep a distance from a term."
    TITLE = "The words in quotation marks are the title of a work or the name of a thing."
    NO_SOURCE = "The words stand in quotation marks, and the article does not say whose they are."
    NO_SPEECH = "The verb tells a belief, a wish or a plan, not something that was said."
    NEGATED = "The article says that it did not happen, or was not said."
    HYPOTHETICAL = "The words tell what could, should or may happen, not what did."
    FEARED = "The harm is feared or suspected, not reported."
    GENERIC = "The words tell what happens in general, not one event."
    METAPHOR = "The words are a figure of speech, such as a fight in sport or politics."
    NOT_PEOPLE = "The number does not count people."
    JOINT = "The number counts the dead together with others, such as the hurt or the missing."
    PERIOD_TOTAL = "The number counts the people of a long time, not of one event."
    NO_EVENT = "The harm belongs to no event that the article tells."
    BARE = "The word for an event stands without a place and without harm, so nothing says that it happened."
    AMBIGUOUS = "Several places have this name, and the article does not tell which is meant."
    SURNAME = "The word is part of a person's name, not a place."
    ORGANISATION = "The word is part of the name of an organisation or a publication."


class Refusal(Annotation):
    """Words that looked like a fact and were not taken for one: what they could have been, and why they were refused."""

    candidate: Annotated[Candidate, FILTER, SORT, derived("printed")]
    """What the words could have become."""
    rule: Annotated[Rule, FILTER, SORT, derived("printed")]
    """Why they were not taken for it."""
    printed: Annotated[str, PROSE, FILTER, SPANNED]
    """The words, as printed."""
