"""What is listed was planted, what was not planted is seldom listed, and too little is never judged."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.unusual import unusual
from analytics.unusual.judging import discovered
from analytics.unusual.shifts import YEAR, shift
from data.store import Choice
from tests.analytics import shop
from tests.analytics.doubt.shops import FIRST, WEEKS, Making, opened, orders
from tests.analytics.shop import fixing, line, order

LAST = FIRST + timedelta(weeks=WEEKS - 1)
BIG = Making(customers=250)


def without_wallet(seed: int) -> pd.DataFrame:
    """A shop whose wallet sold a fifth of what it was to sell in the last week."""
    made = orders(BIG, seed)
    is_lost = (made["ordered_on"] >= LAST) & (made["channel"] == "wallet") & (made.index.to_numpy() % 5 > 0)
    return made[~is_lost].reset_index(drop=True)


def test_a_channel_that_stood_still_for_a_week_is_listed_first(tmp_path: Path) -> None:
    found = unusual(opened(tmp_path, without_wallet(11)))
    assert (found.week.since, found.week.until) == (LAST, LAST + timedelta(days=7))
    assert found.reason is None and found.judged > 20
    first = found.rows.iloc[0]
    assert (first["channel"], first["figure"]) == ("wallet", "orders")
    assert first["value"] < first["expected_low"] < first["expected"] < first["expected_high"]
    assert set(found.rows["channel"].dropna()) == {"wallet"}


def test_what_is_part_of_another_finding_is_listed_once(tmp_path: Path) -> None:
    rows = unusual(opened(tmp_path, without_wallet(11))).rows
    slices = [
        {name: row[name] for name in ("market", "channel") if pd.notna(row[name])} for row in rows.to_dict("records")
    ]
    pairs = [(one, other) for one in slices for other in slices if one is not other]
    assert slices and not any(one.items() <= other.items() for one, other in pairs)


def test_its_value_is_what_was_ordered_that_week(tmp_path: Path) -> None:
    made = without_wallet(11)
    first = unusual(opened(tmp_path, made)).rows.iloc[0]
    sold = made[(made["ordered_on"] >= LAST) & (made["channel"] == "wallet")]
    sold = sold if pd.isna(first["market"]) else sold[sold["market"] == first["market"]]
    assert first["value"] == len(sold)


def test_a_week_like_others_lists_nothing(tmp_path: Path) -> None:
    found = unusual(opened(tmp_path, orders(BIG, 12)))
    assert found.judged > 20 and found.rows.empty


def test_filters_leave_what_they_choose(tmp_path: Path) -> None:
    found = unusual(opened(tmp_path, without_wallet(11)), Choice(channel=("wallet",)))
    assert set(found.rows["channel"].dropna()) <= {"wallet"} and len(found.rows)


def test_a_young_shop_is_told_that_it_is_too_young(tmp_path: Path) -> None:
    made = orders(BIG, 13)
    young = made[made["ordered_on"] >= LAST - timedelta(weeks=60)].reset_index(drop=True)
    found = unusual(opened(tmp_path, young))
    assert found.reason is not None and found.reason.code == "weeks_too_few"
    assert found.rows.empty and found.judged == 0


def test_slices_of_few_orders_are_not_judged(tmp_path: Path) -> None:
    assert unusual(opened(tmp_path, orders(Making(customers=2), 14))).judged == 0


@pytest.mark.parametrize(
    ("monday", "market", "back"),
    [
        (date(2025, 1, 27), "CN", 354),  # Chinese New Year of 29 January 2025 and of 10 February 2024
        (date(2025, 1, 27), "US", YEAR),
        (date(2025, 5, 12), "CN", YEAR),
        (date(2025, 11, 24), "US", 364),  # Black Friday of 28 November 2025 and of 29 November 2024
        (date(2024, 11, 25), "US", 371),  # of 29 November 2024 and of 24 November 2023
    ],
)
def test_a_week_is_like_the_days_round_the_same_feast(monday: date, market: str, back: int) -> None:
    assert shift(monday, market) == back


def test_a_week_whose_like_had_a_feast_that_it_has_not_is_like_none() -> None:
    # the week of 24 February 2025 is like that of 26 February 2024, after the feast of 10 February 2024, and long after 2025's
    assert shift(date(2025, 2, 10), "CN") is None


def test_of_many_judged_together_only_sure_ones_are_listed() -> None:
    assert not discovered(np.linspace(0.03, 1, 60)).any()
    assert discovered(np.array([0.5, 0.0001, 0.9, 0.002])).tolist() == [False, True, False, True]
    assert discovered(np.array([])).tolist() == []


def test_a_week_of_which_amounts_are_not_known_is_judged_by_its_orders(tmp_path: Path) -> None:
    days = [FIRST + timedelta(days=day) for day in range(WEEKS * 7)]
    sold = [order(f"o{n}", days[n // 5].isoformat(), f"c{n % 50}", currency="GBP") for n in range(len(days) * 5)]
    rates = [fixing(day.isoformat(), "GBP", 0.85) for day in days if day < LAST - timedelta(days=7)]
    lines = [line(row["order_id"]) for row in sold]
    found = unusual(shop.opened(tmp_path, orders=sold, order_lines=lines, fx_rates=rates))
    assert found.judged and found.judged == found.slices and found.rows.empty


def test_where_nothing_can_be_judged_a_reason_is_told(tmp_path: Path) -> None:
    found = unusual(opened(tmp_path, orders(BIG, 12)), Choice(store_id=("nowhere",)))
    assert found.judged == 0 and found.rows.empty
    assert found.reason is not None and found.reason.code == "weeks_too_thin"
