"""Law: whatever way a select names a table, a filter reaches it or the question is refused.

Broken once: any table without a filter column passed for reference data and stayed whole.
"""

import pytest

from data.store import Choice
from data.store.scope import REFERENCE, scoped, tables_of

CHINA = Choice(market=("CN",))
COLUMNS = {
    "sales": frozenset({"market", "customer_id"}),
    "people": frozenset({"market"}),
    "orders_mart": frozenset({"market"}),
}


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from customers",
        "select * from sales where customer_id in (select customer_id from identities)",
        "select (select count(*) from customers) as n from sales",
        "select * from (select * from customers) as hidden, sales",
        "with sales as (select * from customers) select * from sales",
        'select * from "customers"',
        "select * from CUSTOMERS",
        "select * from main.customers",
        "select * from sales order by (select count(*) from customers)",
        "select * from sales union all select * from customers",
        "select * from sales, lateral (select * from customers) as each_of_them",
        "select * from sales semi join customers using (customer_id)",
        "select * from information_schema.columns, sales",
        "select * from information_schema.stores, sales",
        "select * from other.sales",
        "select * from query_table('sales')",
        "select * from query('select * from customers')",
        "select * from sales, read_csv('customers.csv')",
        "select * from sales, 'customers.parquet'",
        "select * from a_view",
        "select * from a_macro(1), sales",
        "select * from sales tablesample 10%",
        "pivot sales on market using count(*)",
        "summarize sales",
        "copy sales to 'sales.csv'",
        "select day from market_calendar",
    ],
)
def test_a_select_that_a_filter_cannot_reach_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match=r"the question q reads .*; clear the .*filter"):
        scoped("q", sql, CHINA, COLUMNS)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from sales, (with sales as (select 1 as x) select * from sales) as inner_one",
        "with a as (with sales as (select 1 as x) select * from sales) select * from sales, a",
        "with sales as (select * from main.sales) select * from sales",
        "select * from SALES",
        'select * from "sales"',
        "select count(*) from (from sales)",
        "select * from stores where exists (select 1 from sales where sales.market = stores.country)",
    ],
)
def test_the_table_itself_is_filtered_whatever_else_bears_its_name(sql: str) -> None:
    assert scoped("q", sql, CHINA, COLUMNS).count("$chosen_market_0") == 1


def test_a_table_read_by_customer_stays_whole_behind_its_customers() -> None:
    sql = """-- by customer: orders_mart
        select count(*) from people join orders_mart on orders_mart.customer_id = people.customer_id"""
    assert scoped("q", sql, CHINA, COLUMNS).count("$chosen_market_0") == 1


@pytest.mark.parametrize(
    "tables",
    [
        "people, orders_mart",
        "people right join orders_mart on orders_mart.customer_id = people.customer_id",
        "orders_mart left join people on orders_mart.customer_id = people.customer_id",
        "people full join orders_mart on orders_mart.customer_id = people.customer_id",
        "people join orders_mart on orders_mart.customer_id = people.customer_id or true",
        "people join orders_mart on orders_mart.market = people.market",
        "orders_mart as a join orders_mart as b on a.customer_id = b.customer_id, people",
        "people anti join orders_mart on orders_mart.customer_id = people.customer_id",
    ],
)
def test_a_table_said_to_be_read_by_customer_and_joined_otherwise_is_refused(tables: str) -> None:
    with pytest.raises(ValueError, match="reads all of orders_mart"):
        scoped("q", f"-- by customer: orders_mart\nselect count(*) from {tables}", CHINA, COLUMNS)


def test_reference_tables_hold_no_person_and_no_sale() -> None:
    assert not REFERENCE & {
        "customers",
        "identities",
        "orders",
        "order_lines",
        "refunds",
        "wallet_transactions",
        "exposures",
    }


def test_every_table_is_seen_in_a_select_of_many_kinds() -> None:
    sql = "select (select 1 from a), rank() over (order by (select 1 from b)) from c qualify (select 1 from d) = 1 limit (select 1 from e)"
    assert tables_of(sql) == {"a", "b", "c", "d", "e"}
