"""What the catalogue derives from a declaration, and which declarations it refuses."""

from __future__ import annotations

from typing import Annotated

import pytest

from schema.catalog import CATALOG, Catalog, CatalogError, Reverse, ToOne, Values, camel
from schema.fields import FILTER, GIVEN, SPANNED, Deprecated, Ref, derived
from schema.graphql import build_schema
from schema.kinds import ID
from schema.records import RECORDS
from schema.records.base import Record, Value


class NoSentence(Record):
    """A record."""

    mood: Annotated[str, GIVEN]


class NoKind(Record):
    """A record."""

    wave: Annotated[complex, GIVEN]
    """A number with two parts."""


class NoProvenance(Record):
    """A record."""

    mood: str
    """How it feels."""


class Part(Value):
    """A part of a record."""

    weight: int
    """How heavy it is."""


class NoProvenanceInside(Record):
    """A record."""

    parts: tuple[Part, ...] = ()
    """What it is made of."""


class Dangling(Record):
    """A record."""

    galaxy_id: Annotated[str, ID, Ref("galaxy"), GIVEN]
    """Where it is."""


class Doubled(Record):
    """A record."""

    first_id: Annotated[str, ID, Ref("article"), GIVEN]
    """One article."""
    second_id: Annotated[str, ID, Ref("article"), GIVEN]
    """Another article."""


class Hidden(Record):
    """A record."""

    article: Annotated[str, GIVEN]
    """A word that stands where the record would."""
    article_id: Annotated[str, ID, Ref("article"), GIVEN]
    """An article."""


class Shadowing(Record):
    """A record."""

    article_id: Annotated[str, ID, Ref("article", reverse="headline"), GIVEN]
    """An article."""


MISTAKES = [
    (NoSentence, "NoSentence.mood has no sentence"),
    (NoKind, "NoKind.wave has a type without a kind: complex"),
    (NoProvenance, "NoProvenance.mood does not say what it rests on"),
    (NoProvenanceInside, "Part.weight does not say what it rests on"),
    (Dangling, "Dangling.galaxyId refers to galaxy, which is no record type"),
    (Doubled, "Article would have doubleds twice"),
    (Hidden, "Hidden would have article twice"),
    (Shadowing, "Article would have headline twice"),
]


@pytest.mark.parametrize(("model", "complaint"), MISTAKES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_wrong_declaration_is_refused_by_name(model: type[Record], complaint: str) -> None:
    with pytest.raises(CatalogError, match=complaint):
        Catalog((*RECORDS, model))


def test_names_change_their_case_only() -> None:
    assert camel("subset_of_id") == "subsetOfId"
    assert camel("id") == "id"


def test_plurals_are_english() -> None:
    assert {spec.plural for spec in CATALOG} == {
        "articles",
        "quotes",
        "incidents",
        "casualties",
        "people",
        "places",
        "mentions",
        "refusals",
    }


def test_an_id_names_the_type_of_its_record() -> None:
    assert CATALOG.of_id("casualty-1-2") is CATALOG["casualty"]
    assert CATALOG.of_id("galaxy-1") is None
    assert CATALOG.of_id("") is None


def test_every_reference_can_be_followed_both_ways() -> None:
    for spec in CATALOG:
        for name, field in spec.fields.items():
            if field.ref:
                link = spec.links[name.removesuffix("Id")]
                assert isinstance(link, ToOne)
                assert any(back.target is spec and back.column == name for back in link.target.reverses.values())


def test_a_reference_inside_a_list_is_followed_through_the_list() -> None:
    quotes = CATALOG["person"].reverses["quotes"]
    assert isinstance(quotes.via, Values)
    assert (quotes.via.name, quotes.column, quotes.target) == ("speakers", "personId", CATALOG["quote"])
    assert quotes.doc == "The quotes whose speakers.personId is the id of this record."


def test_a_reference_to_the_same_type_has_a_name_of_its_own() -> None:
    link = CATALOG["casualty"].links["subsets"]
    assert isinstance(link, Reverse)
    assert link.target is CATALOG["casualty"]


def test_columns_reach_into_single_values_and_not_into_lists() -> None:
    columns = CATALOG["incident"].columns
    assert {"type", "occurred.earliest", "actor.country"} <= set(columns)
    assert not any(path.startswith(("weapons", "targets")) for path in columns)


def test_what_the_data_derives_from_exists() -> None:
    for struct in (CATALOG.span, *CATALOG.values, *CATALOG):
        known = {field.python for field in struct.fields.values()} | set(struct.links)
        for name, field in struct.fields.items():
            assert set(getattr(field.provenance, "sources", ())) <= known, f"{struct.type_name}.{name}"


def test_a_plain_field_has_no_fields_of_its_own() -> None:
    with pytest.raises(CatalogError, match="cue holds plain values"):
        _ = CATALOG["quote"].fields["cue"].inner


class Retiring(Record):
    """A record."""

    mood: Annotated[str | None, FILTER, SPANNED, Deprecated("0.2", "0.4 (2027-06-01)", "feeling")] = None
    """How it feels."""
    feeling: Annotated[str | None, derived("mood")] = None
    """How it feels, in one word."""


def test_a_field_that_will_go_says_so_in_the_schema() -> None:
    text = build_schema(Catalog((Retiring,))).as_str()
    assert 'mood: String @deprecated(reason: "Use feeling. It goes in 0.4 (2027-06-01).")' in text
