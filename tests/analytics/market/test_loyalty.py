"""How many of a quarter's buyers had bought in the year before, by hand."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.cohorts.intervals import wilson
from analytics.market import loyalty_by_market, loyalty_by_quarter
from analytics.market.loyalty import newcombe
from analytics.period import Period
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

ALL = Period(date(2022, 1, 1), date(2024, 4, 1))


def shop(home: Path, sold: list[tuple[str, str | None, str]]) -> Store:
    """Orders of (day, customer, market), and guests on the first and the last day."""
    rows = [("2022-01-01", None, "IT"), *sold, ("2024-04-02", None, "IT")]
    orders = [order(str(number), day, who, market=market) for number, (day, who, market) in enumerate(rows)]
    lines = [line(each["order_id"]) for each in orders]
    customers = [{"customer_id": name} for name in {who for _day, who, _market in sold if who}]
    return opened(home, customers=customers, products=[product()], orders=orders, order_lines=lines)


def test_who_bought_within_365_days_before_the_quarter_comes_back(tmp_path: Path) -> None:
    sold = [
        ("2022-12-31", "ann", "IT"),  # the day before the 365 days of 2024's first quarter
        ("2024-01-05", "ann", "IT"),
        ("2023-01-01", "bob", "CN"),  # the first of them
        ("2024-02-01", "bob", "IT"),
        ("2024-02-02", "bob", "IT"),
        ("2024-01-10", "cem", "IT"),  # twice in the quarter, never before
        ("2024-03-10", "cem", "IT"),
        ("2024-03-11", None, "IT"),
    ]
    found = loyalty_by_quarter(shop(tmp_path, sold), period=Period(date(2024, 1, 1), date(2024, 4, 1)))
    (row,) = found.to_dict("records")
    assert (row["buyers"], row["repeat_buyers"], row["repeat_share"]) == (3, 1, pytest.approx(1 / 3))
    low, high = wilson([1], [3])
    assert (row["low"], row["high"]) == (pytest.approx(low[0]), pytest.approx(high[0]))


def test_only_whole_quarters_with_a_year_of_history_are_told_of(tmp_path: Path) -> None:
    held = shop(tmp_path, [("2023-05-01", "ann", "IT")])
    found = loyalty_by_quarter(held, period=ALL)
    assert found["quarter"].dt.strftime("%Y-%m").tolist() == ["2023-01", "2023-04", "2023-07", "2023-10", "2024-01"]
    assert found["repeat_share"].isna().tolist() == [True, False, True, True, True]
    cut = loyalty_by_quarter(held, period=Period(date(2023, 4, 2), date(2024, 3, 31)))
    assert cut["quarter"].dt.strftime("%Y-%m").tolist() == ["2023-07", "2023-10"]


def test_a_filter_narrows_the_buyers_and_never_what_they_had_bought(tmp_path: Path) -> None:
    held = shop(tmp_path, [("2023-06-01", "ann", "CN"), ("2024-02-01", "ann", "IT"), ("2024-02-01", "bob", "CN")])
    found = loyalty_by_quarter(held, Choice(market=("IT",)), period=Period(date(2024, 1, 1), date(2024, 4, 1)))
    assert found[["buyers", "repeat_buyers"]].to_numpy().tolist() == [[1, 1]]


def test_a_change_needs_thirty_buyers_on_both_sides(tmp_path: Path) -> None:
    def quarter(year: int, buyers: int, again: int) -> list[tuple[str, str | None, str]]:
        before = [(f"{year - 1}-07-01", f"{year}c{i}", "IT") for i in range(again)]
        return before + [(f"{year}-02-01", f"{year}c{i}", "IT") for i in range(buyers)]

    period = Period(date(2024, 1, 1), date(2024, 4, 1))
    many = loyalty_by_quarter(shop(tmp_path / "many", quarter(2023, 40, 10) + quarter(2024, 40, 30)), period=period)
    assert many["change"].tolist() == [0.5] and many["is_clear"].tolist() == [True]
    few = loyalty_by_quarter(shop(tmp_path / "few", quarter(2023, 29, 10) + quarter(2024, 40, 30)), period=period)
    assert few["change"].isna().all() and not few["is_clear"].any() and few["buyers_before"].tolist() == [29]


def test_markets_are_told_of_over_the_quarters_together(tmp_path: Path) -> None:
    sold = [
        ("2023-06-01", "ann", "IT"),
        ("2024-01-05", "ann", "IT"),
        ("2024-02-05", "ann", "CN"),
        ("2024-03-01", "bob", "CN"),
    ]
    days, found = loyalty_by_market(shop(tmp_path, sold), period=Period(date(2024, 1, 1), date(2024, 4, 1)))
    assert days == Period(date(2024, 1, 1), date(2024, 4, 1))
    rows = {row["market"] if isinstance(row["market"], str) else "all": row for row in found.to_dict("records")}
    assert {name: (row["buyers"], row["repeat_buyers"]) for name, row in rows.items()} == {
        "all": (2, 1),
        "CN": (2, 1),
        "IT": (1, 1),
    }


def test_without_a_quarter_there_are_no_markets(tmp_path: Path) -> None:
    days, found = loyalty_by_market(shop(tmp_path, []), period=Period(date(2024, 1, 1), date(2024, 3, 1)))
    assert days is None and found.empty and "change" in found


def test_newcombes_own_example() -> None:
    """Newcombe 1998, table II (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339."""
    low, high = newcombe((np.array([56.0]), np.array([70.0])), (np.array([48.0]), np.array([80.0])))
    assert (round(float(low[0]), 4), round(float(high[0]), 4)) == (0.0524, 0.3339)


def test_the_interval_holds_the_change_that_was_planted() -> None:
    rng = np.random.default_rng(7)
    whole = np.full(4000, 200.0)
    now, then = rng.binomial(200, 0.62, 4000).astype(float), rng.binomial(200, 0.55, 4000).astype(float)
    low, high = newcombe((now, whole), (then, whole))
    assert 0.94 <= np.mean((low <= 0.07) & (high >= 0.07)) <= 0.97


def test_the_frame_has_days(tmp_path: Path) -> None:
    found = loyalty_by_quarter(shop(tmp_path, [("2023-05-01", "ann", "IT")]), period=ALL)
    assert pd.api.types.is_datetime64_any_dtype(found["quarter"])
