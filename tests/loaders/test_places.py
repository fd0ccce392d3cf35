"""Names are resolved to the places that they mean."""

from __future__ import annotations

import pytest

from loaders.base import Analysis
from loaders.extract.places import Places, merge, place_id, resolved
from loaders.gazetteer import place
from loaders.merging import namings
from schema.records import Mention, Place, Refusal
from schema.records.place import PlaceUse
from schema.records.refusal import Rule
from tests.loaders.seeds import analysis_of


def _records(analysis: Analysis) -> list[Place]:
    return [one for one in Places()(analysis, ()) if isinstance(one, Place)]


def _mentions(analysis: Analysis) -> list[Mention]:
    return [one for one in Places()(analysis, ()) if isinstance(one, Mention)]


def _refused(text: str) -> list[tuple[str, Rule]]:
    return [(one.printed, one.rule) for one in Places()(analysis_of(text), ()) if isinstance(one, Refusal)]


def _ids(text: str) -> list[str]:
    return [mention.id for mention in resolved(analysis_of(text))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("A man was shot in Odessa, Texas on Monday.", ["place-odessa-5527554", "place-texas-4736286"]),
        ("A blast shook the port city of Odessa overnight.", ["place-odesa-698740"]),
        ("Police in Springfield, Illinois, said so.", ["place-springfield-4250542", "place-illinois-4896861"]),
        ("KHARKIV, Ukraine (AP) — A missile hit homes.", ["place-kharkiv-706483", "place-ukraine-690791"]),
        ("A drone hit a farm in the Odesa region.", ["place-odesa-oblast-698738"]),
        ("Denver Nightclub Shooting\n\nTwo people died.", ["place-denver-5419384"]),
        ("A fire broke out in Faro.", ["place-faro-2268339"]),
        ("A fire broke out in the Faro region.", ["place-faro-district-2268337"]),
        ("He lives in Oklahoma.", ["place-oklahoma-4544379"]),
        ("Niger State is north of Abuja.", ["place-niger-2328925", "place-abuja-2352778"]),
        ("Denver police came.", ["place-denver-5419384"]),
        ("In Georgia, police in Atlanta shot a man.", ["place-georgia-4197000", "place-atlanta-4180439"]),
        ("He flew from Tbilisi across Georgia.", ["place-tbilisi-611717", "place-georgia-614540"]),
        (
            "A bus crashed in New York City, N.Y., and later near Khan Younis.",
            ["place-new-york-city-5128581", "place-new-york-5128638", "place-khan-yunis-281124"],
        ),
        ("Violence in Gaza went on.", ["place-gaza-strip-281132"]),
        ("He lives in Central Florida. Florida is warm.", ["place-florida-4155751"] * 2),
        ("She was stabbed in a flat on Rye Lane, Peckham, she said.", ["place-peckham-8224580"]),
        ("It happened in the UK and the US.", ["place-united-kingdom-2635167", "place-united-states-6252001"]),
    ],
)
def test_names_are_resolved(text: str, ids: list[str]) -> None:
    assert _ids(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "He was shot at the Food Lion shopping center.",
        "He was shot at the Denver Shopping Center.",
        "A body was found in the Black River.",
        "She studied law and history at Southern Union State Community College last year.",
        "Two Students Fatally Shot At Independence High School\n\nTwo people died.",
        "Denver Post Reporter Dies In Attack\n\nOne person died.",
        "Man Shot In Hand\n\nOne person was hurt.",
        "She spoke in the Thai capital.",
    ],
)
def test_a_part_of_another_name_is_no_place(text: str) -> None:
    assert _ids(text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("A man was shot in Millersport, Ohio.", ["place-millersport-4518397", "place-ohio-5165418"]),
        ("A man was shot in Millersport.", ["place-millersport-4518397"]),
        ("Deputies of Botetourt County, Virginia, came.", ["place-botetourt-county-4748452", "place-virginia-6254928"]),
        ("Two died near Clay. Police in Kentucky said so.", ["place-clay-4287874", "place-kentucky-6254925"]),
        ("Two died near Clay, said Clay.", []),
        ("The Millersport police chief was hurt.", ["place-millersport-4518397"]),
    ],
)
def test_a_small_town_is_found_where_the_article_tells_its_region_or_its_name_is_its_own(text: str, ids: list[str]) -> None:
    assert _ids(text) == ids


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Talks with Hamas went on.", [("Hamas", Rule.ORGANISATION)]),
        ("She studied at Boston University.", [("Boston", Rule.ORGANISATION)]),
        ("Sam Houston spoke to reporters. Houston said it was late.", [("Houston", Rule.SURNAME)]),
        ("A man was hurt in Springfield.", [("Springfield", Rule.AMBIGUOUS)]),
        ("A man was hurt in Kharkiv.", []),
    ],
)
def test_a_name_that_is_not_taken_for_a_place_is_a_record_with_its_reason(text: str, refused: list[tuple[str, Rule]]) -> None:
    assert _refused(text) == refused


@pytest.mark.parametrize(
    "text",
    [
        "Police in Springfield said so.",
        "Manchester United lost to Real Madrid.",
        "The suspect drove down Houston Street.",
        "He was reading in March, and it was nice of her.",
        "Michael Jordan met Paris Hilton.",
        "She studied at Boston University.",
        "Bank of America closed.",
        "They told us that it was over. Or was it?",
        "Russian and Ukrainian officials met.",
        "Nobody knows Qwertyville.",
    ],
)
def test_what_is_no_clear_place_gives_none(text: str) -> None:
    assert _ids(text) == []


def test_a_surname_of_the_article_is_no_city() -> None:
    assert _ids("Sam Houston spoke to reporters. Houston said it was late.") == []


def test_the_words_of_people_are_left_alone() -> None:
    assert resolved(analysis_of("They met Orlando in Orlando."), ((9, 16),))[0].start == 20


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Clearly, Washington's patience is wearing thin.", PlaceUse.METONYM),
        ("He asked for a clear answer from Moscow.", PlaceUse.METONYM),
        ("A political move to appease Beijing came late.", PlaceUse.METONYM),
        ("Paris has long refused to pay.", PlaceUse.METONYM),
        ("The deal between Ankara and Athens held.", PlaceUse.METONYM),
        ("The Kremlin spokesman spoke.", PlaceUse.METONYM),
        ("He spoke at a press briefing in Moscow.", PlaceUse.LITERAL),
        ("Kyiv was hit by missiles.", PlaceUse.LITERAL),
        ("The train from Moscow was late.", PlaceUse.LITERAL),
        ("Warsaw's streets were empty.", PlaceUse.LITERAL),
    ],
)
def test_a_capital_that_acts_stands_for_its_government(text: str, use: PlaceUse) -> None:
    mention = resolved(analysis_of(text))[0]
    assert mention.use is use
    assert (mention.place.level.name == "COUNTRY") is (use is PlaceUse.METONYM)


def test_a_place_has_one_record_however_often_it_is_named() -> None:
    analysis = analysis_of("Kyiv was dark. In Kiev, trams stood still.")
    assert [(one.id, one.aliases) for one in _records(analysis)] == [("place-kyiv-703448", ("Kiev", "Kyiv"))]
    assert [(one.place_id, one.printed) for one in _mentions(analysis)] == [("place-kyiv-703448", "Kyiv"), ("place-kyiv-703448", "Kiev")]
    assert all(one.evidence["printed"][0].exact == one.printed for one in _mentions(analysis))


def test_a_place_of_several_articles_has_the_names_of_all_in_any_order() -> None:
    later = analysis_of("A fire broke out in Lviv.", "article-b")
    earlier = analysis_of("Lvov and Lviv are one; Lviv is how it is spelled.", "article-a")
    named = [*_mentions(later), *_mentions(earlier)]
    [one], [other] = _records(later), _records(earlier)
    united = merge(one, namings(iter(named))[one.id])
    assert united == merge(other, namings(reversed(named))[one.id])
    assert united.aliases == ("Lviv", "Lvov")


def test_an_id_is_made_of_the_name_and_the_number() -> None:
    sao_paulo = place(3448439)
    assert sao_paulo is not None
    assert place_id(sao_paulo) == "place-sao-paulo-3448439"
