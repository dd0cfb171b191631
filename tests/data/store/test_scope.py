"""Filters: on every fact table, forgotten by none, refused where they cannot apply."""

from pathlib import Path

import duckdb
import pytest

from data.store import Choice
from data.store.scope import bound, scoped, tables_of

COLUMNS = {"sales": frozenset({"market", "tier"}), "orders_mart": frozenset({"market"})}


def answer(sql: str, choice: Choice) -> list[tuple[object, ...]]:
    connection = duckdb.connect()
    connection.execute(
        "create table sales as select * from (values ('CN', 'luxury', 10), ('CN', 'entry', 5), ('IT', 'luxury', 3)) t(market, tier, net)"
    )
    connection.execute("create table orders_mart as select * from (values ('CN', 1), ('IT', 2)) t(market, n)")
    connection.execute("create table fx_daily as select 1.0 as rate")
    params = bound(choice)
    return connection.execute(scoped("q", sql, choice, COLUMNS), params or None).fetchall()


@pytest.mark.parametrize(
    ("choice", "total"),
    [
        (Choice(), 18),
        (Choice(market=("CN",)), 15),
        (Choice(market=("CN", "IT"), tier=("luxury",)), 13),
        (Choice(tier=("haute",)), None),
    ],
)
def test_a_filter_keeps_its_rows_only(choice: Choice, total: int | None) -> None:
    assert answer("select sum(net) from sales", choice) == [(total,)]


def test_a_filter_reaches_a_table_in_a_cte_a_join_and_a_subquery() -> None:
    sql = """with mine as (select market, sum(net) as net from sales group by market)
        select (select sum(net) from mine), (select sum(n) from orders_mart o join mine m using (market)), (select count(*) from sales s, fx_daily)"""
    assert answer(sql, Choice(market=("IT",))) == [(3, 2, 1)]


def test_a_cte_that_bears_a_tables_name_is_not_taken_for_it() -> None:
    sql = "with sales as (select * from sales where net > 3), twice as (select * from sales union all select * from sales) select sum(net) from twice"
    assert answer(sql, Choice(market=("CN",))) == [(30,)]
    assert tables_of(sql) == {"sales"}


def test_a_filter_that_a_fact_table_lacks_is_refused_not_half_applied() -> None:
    with pytest.raises(ValueError, match="the question q reads orders_mart, which has no tier; clear the tier filter"):
        answer("select * from sales, orders_mart", Choice(tier=("luxury",)))


def test_a_value_is_bound_never_spelled() -> None:
    hostile = Choice(market=("CN') or 1=1 --",))
    assert answer("select sum(net) from sales", hostile) == [(None,)]


def test_a_questions_own_parameters_stay(tmp_path: Path) -> None:
    sql = scoped("q", "select * from sales where net >= $least", Choice(market=("CN",)), COLUMNS)
    assert "$least" in sql and "$chosen_market_0" in sql
