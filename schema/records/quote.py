"""Attributions: who said what, in which words."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, PROMINENT, SEARCHED, SORT, SPANNED, Ref, derived
from schema.kinds import ID, PROSE, Choice
from schema.records.base import Annotation, Value


class QuoteKind(Choice):
    """How a quotation gives the words of its source."""

    DIRECT = "A whole utterance in quotation marks."
    MIXED = "A reported statement of which a part stands in quotation marks."
    INDIRECT = "A reported statement without quotation marks."
    PARAPHRASE = "Words that the reporter puts into somebody's mouth; they were not said like this."


class SpeakerKind(Choice):
    """What sort of source speaks."""

    PERSON = "A person who is named or meant by a pronoun or a role."
    COUNTRY = "A country, or a government called by the name of its country or capital."
    ORGANISATION = "A named organisation, such as a ministry, a company or an agency."
    GROUP = "Several people who are described but not named, such as officials."
    UNNAMED = "A source that the article does not identify, such as reports or a witness."


class Speaker(Value):
    """One of those who speak in a quotation."""

    printed: Annotated[str, FILTER, SPANNED]
    """The words for this speaker, as printed."""
    role: Annotated[str | None, FILTER, SPANNED] = None
    """The office or title that stands with these words, as printed; null when none does."""
    kind: Annotated[SpeakerKind, FILTER, derived("printed")]
    """Whether the speaker is a person, a country, an organisation, a group or unnamed."""
    person_id: Annotated[str | None, ID, Ref("person"), FILTER, derived("printed")] = None
    """The person who is meant; null when the speaker is no person or is not known by name."""
    antecedent: Annotated[str | None, FILTER, SPANNED] = None
    """The earlier words that a pronoun stands for, as printed; null for other words, and where the person is known by name."""


class Quote(Annotation):
    """Words that an article attributes to someone: a source, a cue and a content."""

    kind: Annotated[QuoteKind, FILTER, SORT, derived("text", "marked", "cue")]
    """Whether the words stand in quotation marks wholly, partly or not at all."""
    text: Annotated[str, PROSE, FILTER, SPANNED, SEARCHED]
    """What was said, as printed, without the quotation marks around it; the parts of a split quotation are joined by a space."""
    marked: Annotated[tuple[str, ...], PROSE, SPANNED, PROMINENT] = ()
    """The speaker's own words: those parts that stand in quotation marks, in order, without the marks."""
    verbatim: Annotated[bool, FILTER, derived("kind")]
    """True when the whole text is the speaker's own words; false when a part or all of it is the reporter's wording."""
    source: Annotated[str | None, FILTER, SPANNED] = None
    """The words for whoever is quoted, as printed; null when the quotation has none of its own."""
    cue: Annotated[str | None, FILTER, SORT, SPANNED] = None
    """The words that mark the speech, such as said or according to, as printed; null when there are none."""
    speakers: tuple[Speaker, ...] = ()
    """Those who speak, one by one; empty when the article does not say."""
    continuation_of_id: Annotated[str | None, ID, Ref("quote", reverse="continuations"), FILTER, derived("text")] = None
    """The quotation that this one goes on from and takes its speaker from; null when it stands for itself."""
