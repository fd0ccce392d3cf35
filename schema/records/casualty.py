"""Casualties: how many people came to harm in an incident, as stated."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, SORT, SPANNED, Ref, Totals, derived
from schema.kinds import ID, PROSE, Choice
from schema.records.base import Annotation


class Effect(Choice):
    """What befell the people."""

    KILLED = "They died."
    INJURED = "They were hurt or fell ill, and lived."
    MISSING = "They have not been found."
    DISPLACED = "They had to leave their homes."
    KIDNAPPED = "They were taken or held by force."
    TRAPPED = "They cannot get out."
    RESCUED = "They were brought to safety."
    ARRESTED = "They were taken into custody."


class Qualifier(Choice):
    """How the number is meant."""

    EXACT = "The number as such."
    AT_LEAST = "This number or more."
    AT_MOST = "This number or fewer."
    MORE_THAN = "More than this number."
    ABOUT = "Roughly this number, or a stated range."
    VAGUE = "A word without a number, such as several or dozens; only a lower bound is given."


class Sex(Choice):
    """The sex of the people, as the words tell it."""

    FEMALE = "Women or girls."
    MALE = "Men or boys."


class GroupClass(Choice):
    """What sort of people a group is, whatever noun the article has for it."""

    CHILDREN = "Children and young people: babies, pupils, teenagers."
    STUDENTS = "Students and others in training."
    TEACHERS = "Teachers at schools and universities."
    CIVILIANS = "People who had no part in what happened: civilians, bystanders, residents, villagers, shoppers."
    WORKERS = "People known by their work: miners, farmers, drivers, shopkeepers, crew."
    POLICE = "Police and other officers of the law."
    GUARDS = "Guards and prison officers."
    SOLDIERS = "Members of armed forces."
    FIGHTERS = "Members of other armed groups: militants, rebels, guerrillas."
    ATTACKERS = "People who did harm to others: gunmen, bombers, hijackers."
    PROTESTERS = "Protesters, demonstrators and activists."
    PASSENGERS = "Passengers."
    MOTORISTS = "People on the road in or on a vehicle of their own."
    JOURNALISTS = "Journalists and others who report."
    MEDICAL_STAFF = "Doctors, nurses, paramedics and others who care for the sick."
    PATIENTS = "Patients."
    RESCUERS = "Firefighters and others who come to help in an emergency."
    AID_WORKERS = "Workers of relief and charity organisations."
    PRISONERS = "Prisoners, detainees and hostages."
    MIGRANTS = "Migrants, refugees and others who left their homes."
    TOURISTS = "Tourists, travellers and other visitors."
    WORSHIPPERS = "People at worship, on a pilgrimage or in mourning."
    CLERGY = "People of a religious office or order."
    OFFICIALS = "People who hold a public office."
    SPECTATORS = "People at a show, a match or a feast."
    RELATIVES = "Members of somebody's family."


class Casualty(Annotation):
    """One stated number of people who came to harm in an incident."""

    totalled = Totals(
        doc=(
            "Sums of stated numbers, for each effect apart. Only counted numbers are added, never a part to its whole. Each article tells "
            "its own incidents: an event that several articles tell of is added several times unless the sums go by ARTICLE, as they do "
            "when nothing else is asked for. So read them with the number of articles and incidents that they come from."
        ),
        measures=("min", "max"),
        dimensions={
            "PLACE": "incident.placeId",
            "COUNTRY": "incident.place.country",
            "EFFECT": "effect",
            "TYPE": "incident.type",
            "DAY": "incident.occurred.day",
            "MONTH": "incident.occurred.month",
            "YEAR": "incident.occurred.year",
            "ARTICLE": "articleId",
        },
        default=("ARTICLE",),
        apart=("EFFECT",),
        addends={"counted": True},
        sources=("articleId", "incidentId"),
        marked={"vague": ({"qualifier": {"eq": "VAGUE"}}, "How many of them are words without a number, such as several.")},
        ranges=("incident.occurred.earliest", "incident.occurred.latest"),
    )

    incident_id: Annotated[str, ID, Ref("incident"), FILTER, derived("extent")]
    """The incident in which they came to harm."""
    effect: Annotated[Effect, FILTER, SORT, SPANNED]
    """What befell them."""
    min: Annotated[int | None, FILTER, SORT, derived("printed")] = None
    """The lowest number that the words allow; null when they set no lower bound."""
    max: Annotated[int | None, FILTER, SORT, derived("printed")] = None
    """The highest number that the words allow; null when they set no upper bound."""
    qualifier: Annotated[Qualifier, FILTER, SORT, derived("printed")]
    """How the number is meant, such as exact or at least."""
    printed: Annotated[str, FILTER, SPANNED]
    """The words for the number, as printed, such as at least seven or several."""
    extent: Annotated[str, PROSE, SPANNED]
    """The words that state the harm and the number together, as printed."""
    group: Annotated[str | None, FILTER, SORT, SPANNED] = None
    """What people they were, as a plural noun, such as children or civilians; null when the words say only that they were people."""
    group_class: Annotated[GroupClass | None, FILTER, SORT, derived("group")] = None
    """What sort of people they were, so that miners and dockers are found as workers; null when the words tell none, as men or women."""
    age: Annotated[int | None, FILTER, SORT, SPANNED] = None
    """Their age in years; null when it is not stated."""
    sex: Annotated[Sex | None, FILTER, SORT, SPANNED] = None
    """Their sex, where the words tell it; otherwise null."""
    subset_of_id: Annotated[str | None, ID, Ref("casualty", reverse="subsets"), FILTER, derived("extent")] = None
    """The larger number that these people are a part of, so that they must not be counted twice; null when there is none."""
    revises_id: Annotated[str | None, ID, Ref("casualty", reverse="revisions"), FILTER, derived("extent")] = None
    """The earlier number of the same people that this one takes the place of; null when there is none."""
    counted: Annotated[bool, FILTER, derived("extent")] = True
    """True when the incident's totals add the number up; false for a part of another, and for one replaced or disputed."""
    perpetrator: Annotated[bool, FILTER, derived("extent")] = False
    """True when they are those who did the harm, such as a gunman among the dead."""
    attribution: Annotated[str | None, FILTER, SPANNED] = None
    """Who states the number, as printed; null when the article states it itself."""
