"""Each row of the table of operators says the same in SQL and in Python."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product

import pytest

from schema.operators import OPERATORS, Op
from tests.strategies import WORDS

NUMBERS = (-2, 0, 1, 3)


COMPARISONS = [(op, values) for op in (Op.EQ, Op.NE, Op.LT, Op.LTE, Op.GT, Op.GTE) for values in (WORDS, NUMBERS)]


@pytest.mark.parametrize(("op", "values"), [*COMPARISONS, (Op.CONTAINS, WORDS), (Op.STARTS_WITH, WORDS)])
def test_sql_and_python_agree_on_every_pair(op: Op, values: tuple[str | int, ...]) -> None:
    row = OPERATORS[op]
    with closing(sqlite3.connect(":memory:")) as connection:
        for column, operand in product((*values, None), values):
            [[answer]] = connection.execute(f"SELECT ({row.sql.format(c='?1', p='?2')}) IS TRUE", (column, operand)).fetchall()
            expected = row.of_absent(operand) if column is None else row.holds(column, operand)
            assert bool(answer) == expected, (column, operand)


def test_absent_values_are_found_by_is_null_only() -> None:
    row = OPERATORS[Op.IS_NULL]
    with closing(sqlite3.connect(":memory:")) as connection:
        for column, wanted in product(("a", None), (True, False)):
            [[answer]] = connection.execute(f"SELECT {row.sql.format(c='?1', p='?2')}", (column, wanted)).fetchall()
            assert bool(answer) == (row.of_absent(wanted) if column is None else row.holds(column, wanted))
