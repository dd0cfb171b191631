"""What groups will still buy: drawn to what each did against the model, and no more than the shop in all."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analytics.acquisition import group_forecast
from analytics.acquisition.ahead import _factors, met_histories
from analytics.customer_value import customer_value
from analytics.lifetime.trial import Total
from data.sample import build
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product, refund


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("ahead") / "store"
    build(home, customers=3000, seed=20261130)
    store = Store.open(home)
    yield store
    store.close()


def test_histories_of_two_channels_by_hand(tmp_path: Path) -> None:
    orders = [
        order("a1", "2020-01-01", "ann", 100),
        order("a2", "2020-01-15", "ann", 60),
        order("a3", "2020-03-01", "ann", 50),
        order("b1", "2020-01-10", "bob", 70, channel="ecommerce"),
        order("c1", "2020-02-20", "cem", 70, channel="ecommerce"),  # met later
    ]
    store = opened(
        tmp_path,
        orders=orders,
        order_lines=[line(each["order_id"], gross=each["total"]) for each in orders],
        products=[product()],
        refunds=[refund("r", "a3", -20, "2020-03-05")],
    )
    rows = met_histories(store, by="channel", until=date(2020, 2, 1), ahead=date(2020, 4, 1)).set_index("label")
    assert rows.loc["boutique", ["frequency", "recency_days", "age_days", "bought", "customers"]].tolist() == [
        1,
        14,
        30,
        1,
        1,
    ]
    assert (rows.loc["boutique", "repeat_value"], rows.loc["boutique", "spent"]) == (60, 30)
    assert rows.loc["ecommerce", ["frequency", "age_days", "bought", "customers"]].tolist() == [0, 21, 0, 1]


def test_a_group_that_did_twice_as_much_is_forecast_more_and_a_vague_one_not_at_all() -> None:
    sure = {
        "twice": Total(100.0, 200.0, 0.0, 0.001),
        "once": Total(100.0, 100.0, 0.0, 0.001),
        "vague": Total(1.0, 9.0, 0.0, 0.3),
    }
    factors, was = _factors(sure)
    assert set(factors) == {"twice", "once"} and was == {"twice": 2.0, "once": 1.0}
    assert np.median(factors["twice"] - factors["once"]) == pytest.approx(np.log(2), abs=0.05)


def test_groups_add_up_to_about_the_shop(shop: Store) -> None:
    told = group_forecast(shop, by="phase").table
    whole = customer_value(shop, weeks=52).forecast.value
    assert whole is not None
    known = told.dropna(subset="ahead")
    assert known["customers"].sum() > 0.9 * told["customers"].sum()
    total = float((known["ahead"] * known["customers"]).sum())
    assert 0.75 < total / whole.estimate < 1.25
    assert (known["ahead_low"] < known["ahead"]).all() and (known["ahead"] < known["ahead_high"]).all()


def test_a_filter_leaves_the_model_and_chooses_the_customers(shop: Store) -> None:
    whole, china = (group_forecast(shop, choice, by="depth").table for choice in (Choice(), Choice(market=("CN",))))
    assert china["customers"].sum() < whole["customers"].sum()
