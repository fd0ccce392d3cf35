"""Which sorts of incident can be one and the same event under two names."""

from __future__ import annotations

from collections.abc import Iterable

from schema.records.incident import CODES
from schema.records.incident import IncidentType as Type

FROM_AFAR = frozenset({Type.DRONE_STRIKE, Type.MISSILE_STRIKE, Type.AIRSTRIKE, Type.SHELLING})
CRASHES = (Type.ROAD_ACCIDENT, Type.RAIL_ACCIDENT, Type.AIR_ACCIDENT, Type.SHIPPING_ACCIDENT)
FAMILIES = (
    frozenset({Type.ATTACK, Type.EXPLOSION, Type.BOMBING, Type.ASSASSINATION, Type.ARMED_CLASH, *FROM_AFAR}),
    frozenset({Type.ATTACK, Type.SHOOTING, Type.ARMED_CLASH, Type.ASSASSINATION, Type.RIOT}),
    frozenset({Type.ATTACK, Type.SHOOTING, Type.ROBBERY}),
    frozenset({Type.ATTACK, Type.STABBING, Type.ROBBERY}),
    frozenset({Type.ATTACK, Type.SHOOTING, Type.BOMBING, Type.ASSASSINATION}),
    frozenset({Type.ATTACK, Type.STABBING, Type.ASSASSINATION}),
    frozenset({Type.ATTACK, Type.STABBING, Type.VEHICLE_ATTACK}),
    frozenset({Type.ATTACK, Type.ARSON}),
    frozenset({Type.FIRE, Type.ARSON, Type.BOMBING, Type.EXPLOSION, Type.RIOT, *FROM_AFAR}),
    frozenset({Type.FIRE, Type.EXPLOSION, Type.INDUSTRIAL_ACCIDENT}),
    frozenset({Type.COLLAPSE, Type.EXPLOSION, Type.INDUSTRIAL_ACCIDENT}),
    frozenset({Type.COLLAPSE, Type.EARTHQUAKE}),
    frozenset({Type.COLLAPSE, Type.LANDSLIDE}),
    frozenset({Type.STORM, Type.FLOOD, Type.LANDSLIDE}),
    frozenset({Type.SHIPPING_ACCIDENT, Type.DROWNING}),
    frozenset({Type.VEHICLE_ATTACK, Type.ROAD_ACCIDENT}),
    frozenset({Type.EARTHQUAKE, Type.TSUNAMI}),
    frozenset({Type.ROBBERY, Type.KIDNAPPING, Type.HIJACKING}),
    frozenset({Type.SABOTAGE, Type.ARSON}),
    frozenset({Type.SABOTAGE, Type.BOMBING, Type.EXPLOSION, Type.ATTACK}),
    frozenset({Type.RIOT, Type.PROTEST, Type.ARMED_CLASH}),
    *(frozenset({kind, Type.FIRE}) for kind in CRASHES),
    *(frozenset({kind, Type.ACCIDENT}) for kind in (*CRASHES, Type.INDUSTRIAL_ACCIDENT, Type.COLLAPSE, Type.DROWNING, Type.SHOOTING)),
)
ON_PURPOSE = (Type.VEHICLE_ATTACK, Type.ASSASSINATION)
"""Sorts that say why it was done, and so more than any other of the same event."""
DONE = frozenset({*CODES, Type.EXPLOSION, Type.ROBBERY, Type.POISONING})
"""Sorts that somebody does; nobody does an accident or a disaster."""
UNSAID = (Type.ATTACK, Type.EXPLOSION, Type.FIRE, Type.COLLAPSE, Type.ACCIDENT, Type.DROWNING)
"""Sorts that leave open what happened; any other sort of the same family says more."""


def same(one: Type, other: Type) -> bool:
    """Whether two sorts can be the same event."""
    return one is other or any(one in family and other in family for family in FAMILIES)


def go_together(one: Type, other: Type) -> bool:
    """Whether two sorts can be parts of one attack: people are shot where others are abducted."""
    return not same(one, other) and {one, other} <= DONE


def fullest(kinds: Iterable[Type]) -> Type:
    """The first sort that says what happened, else the first of all."""
    listed = list(kinds)
    purposes = [kind for kind in listed if kind in ON_PURPOSE]
    return purposes[0] if purposes else next((kind for kind in listed if kind not in UNSAID), listed[0])
