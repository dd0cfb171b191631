"""Two small shops in memory, made once: one with everything planted, one with nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data.sample import Plan, generate

SCHEMA = Path(__file__).parents[3] / "data" / "schema.sql"


@dataclass(frozen=True)
class Shop:
    connection: duckdb.DuckDBPyConnection
    plan: Plan
    planted: dict[str, Any]

    def frame(self, sql: str) -> pd.DataFrame:
        return self.connection.execute(sql).df()

    def one(self, sql: str) -> Any:
        return self.connection.execute(sql).fetchall()[0][0]


def made(plan: Plan, threads: int = 4) -> Shop:
    connection = duckdb.connect(config={"threads": threads})
    connection.execute("set timezone = 'UTC'")
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    planted = generate(lambda sql, params: connection.execute(sql, params).fetchall(), plan)
    return Shop(connection, plan, planted)


@pytest.fixture(scope="session")
def shop() -> Shop:
    return made(Plan(customers=12_000, seed=11))


@pytest.fixture(scope="session")
def plain_shop() -> Shop:
    return made(Plan(customers=6_000, seed=12).with_nothing_planted())
