"""Each row of the table of operators says the same in SQL and in Python."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product

import pytest

from schema.operators import OPERATORS, Op
from schema.store.dialect import SQLITE
from tests.strategies import WORDS

NUMBERS = (-2, 0, 1, 3)
COMPARISONS = [(op, values) for op in (Op.EQ, Op.NE, Op.LT, Op.LTE, Op.GT, Op.GTE) for values in (WORDS, NUMBERS)]
TESTS = [*COMPARISONS, (Op.CONTAINS, WORDS), (Op.STARTS_WITH, WORDS), (Op.IS_NULL, (True, False))]


@pytest.mark.parametrize(("op", "values"), TESTS)
def test_sql_and_python_agree_on_every_pair(op: Op, values: tuple[str | int, ...]) -> None:
    row = OPERATORS[op]
    with closing(sqlite3.connect(":memory:")) as connection:
        for column, operand in product((*values, None), values):
            bound = row.bound(operand)
            text = row.sql(operand).format(c="c", p=", ".join("?" * len(bound)), position=SQLITE.position)
            [[answer]] = connection.execute(f"SELECT ({text}) IS TRUE FROM (SELECT ? AS c)", (*bound, column)).fetchall()  # noqa: S608  from the table
            expected = row.of_absent(operand) if column is None else row.holds(column, operand)
            assert bool(answer) == expected, (column, operand)
