"""Who is named where, in which forms and with which roles."""

from __future__ import annotations

import pytest

from loaders.extract.people import merge
from loaders.merging import namings
from tests.loaders.speech import mentions, persons


def names(text: str) -> dict[str, tuple[str, ...]]:
    return {person.name: person.roles for person in persons(text).values()}


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Norwegian Premier Anselm Okoro spoke.", "Anselm Okoro", ("Norwegian Premier",)),
        ("They met U.S. Secretary of State Delia Marsh there.", "Delia Marsh", ("U.S. Secretary of State",)),
        ("Kremlin spokesperson Pavel Tavram left.", "Pavel Tavram", ("Kremlin spokesperson",)),
        ("He met with Peru's President Belthos Drennik.", "Belthos Drennik", ("Peru's President",)),
        ("His country's foreign minister, Harlo Vesk, left.", "Harlo Vesk", ("foreign minister",)),
        ("Former President Emmer Stolbach spoke.", "Emmer Stolbach", ("Former President",)),
        ("Gen. J. R. Doe spoke.", "J. R. Doe", ("Gen.",)),
        ("Ann Lee, the mayor of the town, spoke.", "Ann Lee", ("mayor of the town",)),
        ("Ann Lee, 45, a nurse, was hurt.", "Ann Lee", ("nurse",)),
        ("Vendor and activist Ann Lee spoke.", "Ann Lee", ("Vendor and activist",)),
        ("Egypt's leader, Abdel Fattah al-Sisi, spoke.", "Abdel Fattah al-Sisi", ("Egypt's leader",)),
        ("A fire burned. Mrs. Ann Lee spoke.", "Ann Lee", ()),
        ("Donald Trump Jr. spoke.", "Donald Trump Jr.", ()),
        ("Jean-Claude van Damme left.", "Jean-Claude van Damme", ()),
        ("They met Ann Power, who lives here.", "Ann Power", ()),
        ("Yarvo Quillan, who lives here, saw it.", "Yarvo Quillan", ()),
        ("Yarvo Quillan, 33, was hurt.", "Yarvo Quillan", ()),
    ],
)
def test_people_are_found_with_their_roles_as_printed(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert names(text) == {name: roles}


@pytest.mark.parametrize(
    "text",
    [
        "The New York Times reported it.",
        "They flew to San Jose and Los Angeles.",
        "The Clinton Foundation and Goldman Sachs Group met.",
        "Drones hit Buenos Aires on Monday.",
        "The Norwegian Defence Ministry spoke.",
        "They walked from Victoria Park to Jackson Hall.",
        "Premier Opens Door to Talks with Cuba Amid Pressure",
        "On Easter Sunday the Supreme Court met.",
        "Boats Burn in Old Harbour",
    ],
)
def test_places_and_organisations_are_no_people(text: str) -> None:
    assert names(text) == {}


def test_a_family_name_alone_means_the_person_named_in_full_before_or_after() -> None:
    found = mentions("Okoro's plan failed. Anselm Okoro left. Later Mr Okoro came back.")
    assert list(found) == ["person-anselm-okoro"]
    assert [mention.printed for mention in found["person-anselm-okoro"]] == ["Okoro", "Anselm Okoro", "Okoro"]


def test_a_given_name_alone_means_the_only_one_who_has_it() -> None:
    assert persons("Bernie Sanders spoke. Supporters of Bernie cheered.")["person-bernie-sanders"].aliases == ("Bernie", "Bernie Sanders")


def test_two_people_of_one_family_name_stay_apart() -> None:
    found = mentions("Maria Khan met Imran Khan. Maria Khan left.")
    assert {key: len(named) for key, named in found.items()} == {"person-maria-khan": 2, "person-imran-khan": 1}


def test_middle_initials_that_differ_keep_people_apart_and_a_missing_one_does_not() -> None:
    assert len(persons("George W. Bush met George H. Bush.")) == 2
    assert list(persons("George W. Bush spoke. George Bush left.")) == ["person-george-w-bush"]


def test_a_junior_is_not_his_father() -> None:
    assert len(persons("Donald Trump spoke. Donald Trump Jr. left.")) == 2


def test_a_name_inside_another_name_is_no_mention() -> None:
    assert len(mentions("Hillary Clinton spoke. The Clinton Foundation paid.")["person-hillary-clinton"]) == 1


def test_the_name_of_a_group_is_no_persons() -> None:
    assert names("The aid group Nora Star said it would help. Nora Lund came.") == {"Nora Lund": ()}


def test_evidence_holds_the_places_of_names_and_roles() -> None:
    text = "They met. Norwegian Premier Anselm Okoro spoke."
    mention = mentions(text)["person-anselm-okoro"][0]
    assert mention.evidence["printed"][0].start == text.index("Anselm")
    assert mention.evidence["role"][0].exact == mention.role == "Norwegian Premier"


def test_a_person_of_several_articles_is_made_of_all_mentions_in_any_order() -> None:
    texts = ("Premier Anselm Okoro spoke. Okoro left.", "President Anselm Okoro left.")
    one, other = (persons(text)["person-anselm-okoro"] for text in texts)
    named = [mention for text in texts for mention in mentions(text)["person-anselm-okoro"]]
    united = merge(one, namings(iter(named))[one.id])
    assert united == merge(other, namings(reversed(named))[one.id])
    assert (united.name, united.aliases, united.roles) == ("Anselm Okoro", ("Anselm Okoro", "Okoro"), ("Premier", "President"))


def test_names_without_latin_letters_have_ids_too() -> None:
    found = persons("President Юрий Ковальчук spoke.")
    assert all(key.startswith("person-") and len(key) > 10 for key in found)


def test_a_role_in_small_letters_does_not_swallow_the_given_name() -> None:
    assert [one.name for one in persons("City manager Dean Holt said the bridge was safe.").values()] == ["Dean Holt"]
