"""Incidents: one article's report of an event that did harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from schema.fields import FILTER, GIVEN, PROMINENT, SEARCHED, SORT, SPANNED, Ref, derived
from schema.kinds import ID, PROSE, Choice
from schema.records.base import Annotation, Value
from schema.records.casualty import Effect
from schema.records.times import Time


class IncidentType(Choice):
    """What happened: acts of war and of crime, unrest, disasters and accidents, each as far as words can tell it."""

    DRONE_STRIKE = "An attack by drones."
    MISSILE_STRIKE = "An attack by missiles or rockets."
    AIRSTRIKE = "An attack from the air by aircraft or guided bombs."
    SHELLING = "Fire from artillery, mortars or tanks."
    BOMBING = "An attack with a planted, carried or thrown bomb."
    EXPLOSION = "An explosion whose cause is not said."
    SHOOTING = "Gunfire at people."
    STABBING = "An attack with a knife or blade."
    VEHICLE_ATTACK = "A vehicle driven at people on purpose."
    ARMED_CLASH = "Fighting between armed sides."
    ASSASSINATION = "The killing of a chosen person, or an attempt at it."
    ATTACK = "An attack whose means is not said."
    KIDNAPPING = "People taken or held by force."
    ARSON = "A fire that was set on purpose."
    ROBBERY = "Theft by force."
    HIJACKING = "A vehicle, ship or aircraft taken by force."
    SABOTAGE = "Damage done on purpose and in secret."
    POISONING = "People made ill or killed by poison."
    RIOT = "Violent unrest of a crowd."
    PROTEST = "A protest that did harm or came to harm."
    FIRE = "A fire that was not set on purpose, or whose cause is not said."
    FLOOD = "A flood."
    EARTHQUAKE = "An earthquake."
    STORM = "A storm, hurricane or tornado."
    LANDSLIDE = "A landslide, mudslide or avalanche."
    VOLCANIC_ERUPTION = "The eruption of a volcano."
    TSUNAMI = "A wave raised by an earthquake or a landslide."
    HEATWAVE = "Extreme heat."
    EPIDEMIC = "An outbreak of a disease."
    ROAD_ACCIDENT = "An accident on a road."
    RAIL_ACCIDENT = "An accident of a train."
    AIR_ACCIDENT = "An accident of an aircraft."
    SHIPPING_ACCIDENT = "An accident of a ship or boat."
    STAMPEDE = "A crush in a crowd."
    COLLAPSE = "The collapse of a building, bridge or mine."
    INDUSTRIAL_ACCIDENT = "An accident in a plant or mine, or a leak of something harmful."
    DROWNING = "People drowned where no ship or flood is told of."
    ACCIDENT = "An accident of another sort, or one whose sort is not said."


class Codes(NamedTuple):
    """How two well-known schemes of event data code a sort of incident; null where a scheme has no code for it."""

    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    plover_event_type: str | None = None


_REMOTE, _CIVILIANS = "Explosions/Remote violence", "Violence against civilians"
_AIR = Codes(_REMOTE, "Air/drone strike", "ASSAULT")
_FIRE = Codes(_REMOTE, "Shelling/artillery/missile attack", "ASSAULT")
_ATTACK = Codes(_CIVILIANS, "Attack", "ASSAULT")
_PROPERTY = Codes("Strategic developments", "Looting/property destruction", "COERCE")
CODES: Mapping[IncidentType, Codes] = {
    IncidentType.DRONE_STRIKE: _AIR,
    IncidentType.AIRSTRIKE: _AIR,
    IncidentType.MISSILE_STRIKE: _FIRE,
    IncidentType.SHELLING: _FIRE,
    IncidentType.BOMBING: Codes(_REMOTE, "Remote explosive/landmine/IED", "ASSAULT"),
    IncidentType.SHOOTING: _ATTACK,
    IncidentType.STABBING: _ATTACK,
    IncidentType.VEHICLE_ATTACK: _ATTACK,
    IncidentType.ASSASSINATION: _ATTACK,
    IncidentType.ATTACK: _ATTACK,
    IncidentType.ARMED_CLASH: Codes("Battles", "Armed clash", "ASSAULT"),
    IncidentType.KIDNAPPING: Codes(_CIVILIANS, "Abduction/forced disappearance", "ASSAULT"),
    IncidentType.HIJACKING: Codes(plover_event_type="ASSAULT"),
    IncidentType.ARSON: _PROPERTY,
    IncidentType.SABOTAGE: _PROPERTY,
    IncidentType.RIOT: Codes("Riots", None, "PROTEST"),
    IncidentType.PROTEST: Codes("Protests", None, "PROTEST"),
}
"""The codes of each sort of incident that the schemes know: ACLED and PLOVER code conflict and unrest, no accidents and disasters.

Both code political violence only, which this reading does not tell from crime: a code says how the act would be coded if it was political.
"""


class TargetKind(Choice):
    """What sort of thing was hit."""

    RESIDENTIAL = "Homes and the places around them."
    INFRASTRUCTURE = "Power, water, transport and communication."
    MEDICAL = "Hospitals, clinics and ambulances."
    EDUCATION = "Schools and universities."
    RELIGIOUS = "Houses of worship."
    COMMERCIAL = "Shops, markets, offices and factories."
    GOVERNMENT = "Buildings of a government, police or embassy."
    MILITARY = "Armed forces, their bases and equipment."
    VEHICLE = "Cars, buses, trains, ships and aircraft."
    PEOPLE = "People as such."


class Factuality(Choice):
    """Who stands behind the report."""

    ASSERTED = "The article itself says that it happened."
    CLAIMED = "The article passes on somebody else's word that it happened."
    DENIED = "The article says that it did not happen, or that it is denied."


class Weapon(Value):
    """A means by which harm was done."""

    printed: Annotated[str, SPANNED]
    """The words for the weapon, as printed."""
    name: Annotated[str, FILTER, derived("printed")]
    """The weapon's plain name in the singular, such as drone or guided bomb."""
    count: Annotated[int | None, FILTER, derived("printed")] = None
    """How many there were; null when the article does not say."""


class Target(Value):
    """A thing that was hit."""

    printed: Annotated[str, FILTER, SPANNED]
    """The words for the target, as printed."""
    kind: Annotated[TargetKind | None, FILTER, derived("printed")] = None
    """What sort of thing it was; null when the words do not tell."""


class Actor(Value):
    """Those who did it, as far as the article says so."""

    printed: Annotated[str, FILTER, SPANNED]
    """The words for those who did it, as printed."""
    country: Annotated[str | None, FILTER, derived("printed")] = None
    """Their country as an ISO 3166-1 code, such as UA, where the words name one; otherwise null."""
    inherited: Annotated[bool, FILTER, derived("printed")]
    """True when the words stand in a sentence that introduces this report, not in the report itself."""


class Total(Value):
    """How many people came to harm in the incident in one way, as the article's numbers add up."""

    effect: Annotated[Effect, FILTER, derived("addend_ids")]
    """What befell the people."""
    low: Annotated[int, FILTER, derived("addend_ids", "alternative_ids")]
    """The lowest number that the counted casualties allow together, or that another source puts in their place."""
    high: Annotated[int | None, FILTER, derived("addend_ids", "alternative_ids")] = None
    """The highest number that they or other sources allow; null when one of them has no upper bound."""
    addend_ids: Annotated[tuple[str, ...], ID, GIVEN]
    """The casualties that are added up: no part of another number, and none that a later one replaces or another source disputes."""
    alternative_ids: Annotated[tuple[str, ...], ID, GIVEN] = ()
    """The casualties that widen the bounds without being added: other sources' numbers, and people who may be among those added."""


class Incident(Annotation):
    """One article's report of an event that did harm, or could have."""

    listings = (("type", "occurred.earliest"), ("placeId", "occurred.earliest"))

    type: Annotated[IncidentType, FILTER, SORT, derived("trigger", "weapons")]
    """What happened."""
    acled_event_type: Annotated[str | None, FILTER, SORT, derived("type")] = None
    """The event type that ACLED would give to such an act if it was political violence; null where it has none, as for accidents."""
    acled_sub_event_type: Annotated[str | None, FILTER, SORT, derived("type")] = None
    """ACLED's finer sort of the same, such as Air/drone strike; null where the words do not tell or ACLED has none."""
    plover_event_type: Annotated[str | None, FILTER, SORT, derived("type")] = None
    """The event type that PLOVER would give to it, such as ASSAULT; null where it has none."""
    trigger: Annotated[str, FILTER, SPANNED, PROMINENT]
    """The word that tells that it happened, such as strikes or attack, as printed."""
    extent: Annotated[str, PROSE, SPANNED, SEARCHED]
    """The sentence that reports it, as printed."""
    place_name: Annotated[str | None, FILTER, SORT, SPANNED, PROMINENT] = None
    """The words for the place, as printed; null when the report names none."""
    place_id: Annotated[str | None, ID, Ref("place"), FILTER, derived("place_name")] = None
    """The place that is meant; null when it is not known."""
    occurred: Time | None = None
    """When it happened; null when the report does not say."""
    weapons: tuple[Weapon, ...] = ()
    """The means by which harm was done."""
    targets: tuple[Target, ...] = ()
    """The things that were hit."""
    actor: Actor | None = None
    """Those who did it; null when the report does not say."""
    factuality: Annotated[Factuality, FILTER, SORT, derived("extent")]
    """Whether the article asserts the event, passes on a claim, or denies it."""
    attribution: Annotated[str | None, FILTER, SPANNED] = None
    """Who reports the event, as printed; null when the article reports it itself."""
    background: Annotated[bool, FILTER, derived("extent")]
    """True when the event is told as the history of the news, not as the news."""
    main: Annotated[bool, FILTER, derived("extent")] = False
    """True for the one incident that the article is about; an article without news of an incident has none."""
    totals: tuple[Total, ...] = ()
    """How many people came to harm in each way, worked out from the incident's casualties; empty when no number is stated."""
