"""The thirty days after an event against what is usual: a hole that was dug is found, and nothing is found where nothing was."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.compare import event_day
from analytics.event_years import event_dips
from data.store import Store, writing
from tests.analytics.shop import line, opened, order, product

FIRST, LAST = date(2018, 1, 1), date(2021, 12, 31)
QIXI = {year: event_day("qixi", year) or FIRST for year in range(2018, 2022)}


def shop(home: Path, dug: float, growth: float = 0.0) -> Store:
    """Four years of some 14 orders a day of 100 euro; of those in the 30 days after each Qixi a share `dug` is missing."""
    rng = np.random.default_rng(3)
    days = pd.date_range(FIRST, LAST)
    after = np.zeros(len(days), dtype=bool)
    for day in QIXI.values():
        at = (day - FIRST).days
        after[at + 1 : at + 31] = True
    course = np.exp(growth * np.arange(len(days)) / 365)
    count = rng.poisson(14 * course * np.where(after, 1 - dug, 1.0))
    on = np.repeat(days, count)
    numbers = np.arange(len(on))
    rows = pd.DataFrame([order("x", "2020-01-01")]).drop(columns=["order_id", "ordered_at", "ordered_on", "paid_at"])
    rows = rows.loc[rows.index.repeat(len(on))].reset_index(drop=True)
    ids = [f"o{n}" for n in numbers]
    persons = [f"c{n}" for n in rng.integers(0, 6000, len(on))]
    at = pd.DatetimeIndex(on).tz_localize("UTC") + pd.Timedelta(hours=12)
    rows = rows.assign(
        order_id=ids, source_order_id=ids, customer_id=persons, ordered_on=on.date, ordered_at=at, paid_at=at
    )
    lines = pd.DataFrame([line("x")]).loc[[0] * len(on)].assign(order_id=ids)
    with writing(home) as writer:
        writer.insert("products", pd.DataFrame([product()]))
        writer.insert("customers", pd.DataFrame({"customer_id": sorted(set(persons))}))
        writer.insert("orders", rows)
        writer.insert("order_lines", lines)
    return Store.open(home)


def test_a_hole_after_every_event_is_found_with_its_size(tmp_path: Path) -> None:
    table = event_dips(shop(tmp_path, 0.4), event="qixi").set_index("year")
    assert table.index.tolist() == [2018, 2019, 2020, 2021] and table["is_clear"].all()
    assert table["estimate"].between(-0.5, -0.3).all()
    assert ((table["low"] < -0.4) & (table["high"] > -0.4)).sum() >= 3
    first = table.loc[2019]
    assert (first["since"].date(), first["until"].date()) == (QIXI[2019] + timedelta(1), QIXI[2019] + timedelta(31))


def test_where_nothing_was_dug_nothing_is_clear_though_the_shop_grows(tmp_path: Path) -> None:
    table = event_dips(shop(tmp_path, 0.0, growth=0.5), event="qixi")
    assert len(table) == 4 and not table["is_clear"].any()
    assert (table["low"] < 0).all() and (table["high"] > 0).all() and table["estimate"].abs().max() < 0.15


def test_usual_is_the_mean_day_of_eight_weeks_on_either_side(tmp_path: Path) -> None:
    """560 euro in the weeks before, 1,120 in those after: 15 a day, 450 in thirty."""
    day = QIXI[2019]
    sold = [
        ("long_ago", FIRST, 1.0),
        ("too_early", day - timedelta(days=30 + 57), 7_000.0),
        ("before", day - timedelta(days=31), 560.0),
        ("run_up", day - timedelta(days=30), 9_000.0),
        ("event", day, 9_000.0),
        ("dip", day + timedelta(days=30), 300.0),
        ("after", day + timedelta(days=31), 1_120.0),
        ("too_late", day + timedelta(days=30 + 57), 8_000.0),
        ("end", date(2020, 7, 1), 1.0),
    ]
    orders = [order(name, str(on), name, total=total) for name, on, total in sold]
    lines = [line(name, gross=total) for name, _on, total in sold]
    store = opened(tmp_path, products=[product()], orders=orders, order_lines=lines)
    own = event_dips(store, event="qixi").set_index("year").loc[2019]
    assert (own["net_eur"], own["usual_eur"]) == (300.0, pytest.approx(450.0))
    assert pd.isna(own["estimate"]) and not own["is_clear"], "one order tells of nothing"


def test_a_year_without_its_weeks_is_named_with_the_day_from_which_it_can_be_judged(tmp_path: Path) -> None:
    day = QIXI[2020]
    orders = [order("a", "2019-07-20"), order("b", str(day + timedelta(days=10)))]
    store = opened(tmp_path, products=[product()], orders=orders, order_lines=[line("a"), line("b")])
    table = event_dips(store, event="qixi").set_index("year")
    assert table["estimate"].isna().all() and not table["is_clear"].any()
    assert table["known_from"][2020].date() == day + timedelta(days=1 + 30 + 56) and pd.isna(table["known_from"][2019])


def test_a_store_without_orders_has_no_year(tmp_path: Path) -> None:
    assert event_dips(opened(tmp_path), event="qixi").empty
