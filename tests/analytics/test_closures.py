"""When shops were closed by policy."""

from datetime import date, timedelta

import pandas as pd

from analytics.closures import Closure, closed_days, closures, closures_by_market
from data.store import Choice
from tests.analytics.shop import line, opened, order

DAY = timedelta(days=1)


def days(*stretches: tuple[str, str, int, float]) -> pd.DataFrame:
    """Rows of `closed_days`: market, first day, how many, its share of sales."""
    rows = [
        (pd.Timestamp(date.fromisoformat(first) + i * DAY), market, 1.0, share)
        for market, first, count, share in stretches
        for i in range(count)
    ]
    return pd.DataFrame(rows, columns=["day", "market", "intensity", "sales_share"])


def test_a_closed_stretch_ends_on_the_first_day_of_free_trade():
    assert closures(days(("IT", "2020-03-09", 70, 1.0))) == [Closure(date(2020, 3, 9), date(2020, 5, 18))]


def test_a_day_counts_when_a_quarter_of_the_sales_is_behind_closed_doors():
    two = days(("CN", "2020-01-23", 30, 0.2), ("IT", "2020-02-01", 30, 0.2))
    assert closures(two) == [Closure(date(2020, 2, 1), date(2020, 2, 22))]


def test_half_closed_counts_half():
    half = days(("CN", "2022-04-01", 61, 1.0)).assign(intensity=0.2)
    assert closures(half) == []
    assert closures(half.assign(intensity=0.3)) == [Closure(date(2022, 4, 1), date(2022, 6, 1))]


def test_closures_a_few_days_apart_are_one_and_short_ones_none():
    found = closures(days(("IT", "2020-03-01", 10, 1.0), ("IT", "2020-03-20", 10, 1.0), ("IT", "2021-01-01", 6, 1.0)))
    assert found == [Closure(date(2020, 3, 1), date(2020, 3, 30))]


def test_each_market_by_itself_counts_as_a_whole():
    small = days(("CN", "2020-01-23", 30, 0.01), ("IT", "2020-03-09", 14, 0.99))
    assert closures_by_market(small) == {
        "CN": [Closure(date(2020, 1, 23), date(2020, 2, 22))],
        "IT": [Closure(date(2020, 3, 9), date(2020, 3, 23))],
    }


def test_shares_of_sales_are_those_of_the_selection(tmp_path):
    calendar = [
        {"day": date(2020, 3, 9) + i * DAY, "market": market, "event": "lockdown", "kind": "lockdown", "intensity": 1.0}
        for i in range(8)
        for market in ("IT", "FR")
    ]
    orders = [
        order("a", "2020-01-10", total=300.0),
        order("b", "2020-01-10", total=100.0, market="CN"),
        order("c", "2020-01-11", total=100.0, channel="ecommerce"),
    ]
    lines = [line("a", gross=300.0), line("b"), line("c")]
    store = opened(tmp_path, orders=orders, order_lines=lines, market_calendar=calendar)
    told = closed_days(store)
    assert set(told["market"]) == {"IT"}, "a market without sales has no share"
    assert len(told) == 8 and set(told["sales_share"].round(6)) == {0.8}
    assert set(closed_days(store, Choice(channel=("boutique",)))["sales_share"].round(6)) == {0.75}
    store.close()
