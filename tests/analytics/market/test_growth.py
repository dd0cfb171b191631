"""Own growth beside a market's, by hand."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.market import market_growth, market_index
from analytics.market.growth import verdict
from analytics.period import Period
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

YEAR = Period.year(2024)


def shop(home: Path, series: list[dict[str, object]], growth: float = 1.5) -> Store:
    """Forty Italian customers who each spend 100 a month through 2023, and `growth` times that through 2024."""
    orders = [
        order(f"{month:%Y%m}{who}", f"{month:%Y-%m}-10", f"c{who}", 100.0 * (growth if month.year == 2024 else 1.0))
        for month in pd.date_range("2023-01-01", "2024-12-01", freq="MS")
        for who in range(40)
    ]
    orders += [order("first", "2023-01-01", None), order("last", "2025-01-02", None, market="CN")]
    lines = [line(each["order_id"], gross=each["total"]) for each in orders]
    customers = [{"customer_id": f"c{who}"} for who in range(40)]
    return opened(
        home, customers=customers, products=[product()], orders=orders, order_lines=lines, market_series=series
    )


def months(
    first: str, count: int, values: list[float], market: str = "IT", series: str = "Retail"
) -> list[dict[str, object]]:
    starts = pd.date_range(first, periods=count, freq="MS").date
    return [
        {"series": series, "market": market, "starts_on": day, "value": value, "unit": "index"}
        for day, value in zip(starts, values, strict=True)
    ]


def test_both_grow_over_the_same_months(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2022-01-01", 36, [90.0] * 12 + [100.0] * 12 + [110.0] * 12))
    (row,) = market_growth(held, period=YEAR).to_dict("records")
    assert (row["since"], row["until"], row["periods"]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01"), 12)
    assert row["own_change"] == pytest.approx(0.5, abs=0.02) and row["market_change"] == pytest.approx(0.1)
    assert row["own_low"] < row["own_change"] < row["own_high"]
    assert row["verdict"] == verdict(row["own_low"], row["own_high"], 0.1)


def test_only_months_wholly_in_the_period_count(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2023-01-01", 24, [100.0] * 12 + [110.0] * 12))
    (row,) = market_growth(held, period=Period(date(2024, 2, 2), date(2024, 6, 15))).to_dict("records")
    assert (row["since"], row["until"], row["periods"]) == (pd.Timestamp("2024-03-01"), pd.Timestamp("2024-06-01"), 3)


def test_a_hole_in_the_series_cuts_what_is_compared(tmp_path: Path) -> None:
    rows = [row for row in months("2023-01-01", 24, [100.0] * 24) if row["starts_on"] != date(2023, 5, 1)]
    (row,) = market_growth(shop(tmp_path, rows), period=YEAR).to_dict("records")
    assert row["since"] == pd.Timestamp("2024-06-01") and row["periods"] == 7


def test_a_series_without_the_year_before_is_not_compared(tmp_path: Path) -> None:
    assert market_growth(shop(tmp_path, months("2024-01-01", 12, [100.0] * 12)), period=YEAR).empty


def test_a_series_of_another_market_has_own_sales_of_that_market(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2023-01-01", 24, [100.0] * 24, "FR"))
    (row,) = market_growth(held, period=YEAR).to_dict("records")
    assert np.isnan(row["own_change"]) and row["verdict"] == "unclear"
    assert market_growth(held, Choice(market=("IT",)), period=YEAR).empty


def test_a_series_of_no_market_stands_beside_all_sales(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2023-01-01", 24, [100.0] * 24, ""))
    (row,) = market_growth(held, period=YEAR).to_dict("records")
    assert row["market"] is None and row["own_change"] == pytest.approx(0.5, abs=0.02)


def test_markets_together_weigh_the_market_by_own_sales_of_the_year_before(tmp_path: Path) -> None:
    italy = months("2023-01-01", 24, [100.0] * 12 + [110.0] * 12)
    france = months("2023-01-01", 24, [100.0] * 12 + [200.0] * 12, "FR")
    orders = [
        order(f"{market}{year}{who}", f"{year}-05-10", f"{market}{who}", paid if year == 2024 else 100.0, market=market)
        for market, count, paid in (("IT", 60, 100.0), ("FR", 20, 150.0))
        for year in (2023, 2024)
        for who in range(count)
    ]
    orders += [order("first", "2023-01-01", None, market="US"), order("last", "2025-01-02", None, market="US")]
    shop = opened(
        tmp_path,
        customers=[{"customer_id": name} for name in {each["customer_id"] for each in orders if each["customer_id"]}],
        products=[product()],
        orders=orders,
        order_lines=[line(each["order_id"], gross=each["total"]) for each in orders],
        market_series=italy + france,
    )
    together, own, other = market_growth(shop, period=YEAR).to_dict("records")
    assert (together["markets"], together["own_eur"]) == (2, 9000.0) and (own["market"], other["market"]) == (
        "IT",
        "FR",
    )
    assert together["market_change"] == pytest.approx((0.1 * 6000 + 1.0 * 2000) / 8000)
    assert together["own_change"] == pytest.approx(0.125)


def test_the_index_is_100_over_the_year_before(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2022-01-01", 36, [90.0] * 12 + [80.0, 120.0] * 6 + [110.0] * 12))
    table = market_index(held, period=YEAR)
    base, after = table[table["is_base"]], table[~table["is_base"]]
    assert base["starts_on"].min() == pd.Timestamp("2023-01-01") and len(base) == len(after) == 12
    assert base["own_index"].mean() == pytest.approx(100) and base["market_index"].mean() == pytest.approx(100)
    assert after["market_index"].tolist() == pytest.approx([110.0] * 12)
    assert after["own_index"].mean() == pytest.approx(150, abs=2)


def test_where_no_year_lies_before_the_first_year_is_100(tmp_path: Path) -> None:
    held = shop(tmp_path, months("2023-01-01", 24, [100.0] * 24))
    table = market_index(held, period=Period(date(2023, 1, 1), date(2025, 1, 1)))
    assert table.loc[table["is_base"], "starts_on"].dt.year.unique().tolist() == [2023] and len(table) == 24


@pytest.mark.parametrize("count", [0, 3, 11])
def test_less_than_a_year_has_no_index(tmp_path: Path, count: int) -> None:
    held = shop(tmp_path, months("2023-01-01", count, [100.0] * count))
    assert market_index(held, period=YEAR).empty and market_growth(held, period=YEAR).empty


def test_quarters_and_weeks_have_their_own_clock(tmp_path: Path) -> None:
    quarters = [
        {"series": "Q", "market": "IT", "starts_on": day, "value": 100.0, "unit": None}
        for day in pd.date_range("2023-01-01", periods=8, freq="QS").date
    ]
    weeks = [
        {"series": "W", "market": "IT", "starts_on": day, "value": 100.0, "unit": None}
        for day in pd.date_range("2023-01-02", periods=104, freq="7D").date
    ]
    found = market_growth(shop(tmp_path, quarters + weeks), period=YEAR).set_index("series")
    assert found["periods"].to_dict() == {"Q": 4, "W": 52}
    assert found.loc["W", "since"] == pd.Timestamp("2024-01-01")
    assert found["own_change"].tolist() == pytest.approx([0.5, 0.5], abs=0.1)


@pytest.mark.parametrize(("low", "high", "said"), [(0.2, 0.4, "faster"), (0.0, 0.09, "slower"), (0.0, 0.2, "unclear")])
def test_faster_or_slower_only_where_the_whole_interval_is(low: float, high: float, said: str) -> None:
    assert verdict(low, high, 0.1) == said


def test_an_interval_that_is_not_known_is_no_verdict() -> None:
    assert verdict(np.nan, np.nan, 0.1) == "unclear"
