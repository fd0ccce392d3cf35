"""Which parts of records REST reads for what it shows."""

from __future__ import annotations

import pytest

from api.shown import included_plans, list_shown, record_shown
from schema.catalog import CATALOG, RecordSpec
from schema.plan import INNER_SIZE, LIGHT, WHOLE, Parts, ReadPlan

ARTICLE, QUOTE = CATALOG["article"], CATALOG["quote"]


@pytest.mark.parametrize(
    ("spec", "fields", "include", "parts"),
    [
        (ARTICLE, None, (), WHOLE),
        (ARTICLE, ("headline", "published"), (), LIGHT),
        (ARTICLE, ("headline", "evidence"), (), WHOLE),
        (ARTICLE, ("text", "headline", "evidence"), (), Parts(large=frozenset({"text"}))),
        (ARTICLE, ("headline",), ("quotes",), LIGHT),
        (QUOTE, ("kind", "speakers"), (), WHOLE),
        (QUOTE, ("kind",), ("speakers.person",), WHOLE),
    ],
)
def test_only_what_is_shown_is_read(spec: RecordSpec, fields: tuple[str, ...] | None, include: tuple[str, ...], parts: Parts) -> None:
    assert record_shown(spec, fields, include).parts == parts


def test_an_included_list_is_the_first_page_of_whole_records() -> None:
    [(many, plan)] = included_plans(record_shown(ARTICLE, ("id",), ("quotes",))).items()
    assert (many.link.name, plan, plan.parts.large) == ("quotes", ReadPlan(QUOTE, size=INNER_SIZE), frozenset())


def test_a_total_is_counted_only_where_it_is_asked_for() -> None:
    assert list_shown(QUOTE, None, (), counted=True).total
    assert not list_shown(QUOTE, None, ()).total
