"""Second purchases and crossings by hand and by a second path."""

import numpy as np
import pandas as pd
import pytest

from analytics.cohorts import channel_crossing, second_purchase, survival
from analytics.cohorts.log import Log, second_purchase_of_log
from data.store import Store
from tests.analytics.shop import line, opened, order


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    told = [
        ("ann", "2020-01-01", "boutique"),
        ("ann", "2020-01-31", "wallet"),
        ("ann", "2020-06-01", "boutique"),
        ("bob", "2020-01-01", "boutique"),
        ("bob", "2020-01-01", "boutique"),  # twice on one day is once
        ("bob", "2020-03-01", "ecommerce"),
        ("cho", "2020-02-01", "boutique"),
        ("dan", "2020-01-01", "wallet"),
        ("eve", "2021-12-30", "wallet"),
        ("eve", "2021-12-31", "wallet"),
    ]
    orders = [order(str(n), day, who, channel=where, store_id="milan") for n, (who, day, where) in enumerate(told)]
    stores = [{"store_id": "milan", "channel": "boutique", "country": "IT", "tz": "Europe/Rome"}]
    orders[6]["market"] = "CN"
    return opened(
        tmp_path_factory.mktemp("store"),
        orders=orders,
        order_lines=[line(str(n)) for n in range(len(told))],
        stores=stores,
    )


def test_the_share_that_came_back_within_so_many_days(shop: Store) -> None:
    (curve,) = second_purchase(shop)
    assert (curve.customers, curve.events) == (5, 3)
    assert curve.days.tolist() == [1, 30, 60]
    assert curve.share.tolist() == pytest.approx([0.2, 0.4, 0.6])
    assert curve.at(45).estimate == pytest.approx(0.4)  # type: ignore[union-attr]


def test_nothing_is_said_beyond_what_was_watched(shop: Store) -> None:
    (curve,) = second_purchase(shop)
    assert curve.at(curve.watched + 1) is None


def test_a_customer_met_yesterday_does_not_make_the_share_low() -> None:
    told = pd.DataFrame({"days": [10, 10, 1], "came_back": [True, False, False], "customers": [5, 5, 1000]})
    assert survival(told).at(10).estimate == 0.5  # type: ignore[union-attr]


def test_the_estimate_and_its_bounds_are_those_of_statsmodels() -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    rng = np.random.default_rng(1)
    days, seen = rng.integers(1, 60, 200), rng.random(200) < 0.6
    curve = survival(pd.DataFrame({"days": days, "came_back": seen, "customers": 1}))
    theirs = SurvfuncRight(days, seen.astype(int))
    assert curve.days.tolist() == theirs.surv_times.tolist()
    assert curve.share.tolist() == pytest.approx((1 - theirs.surv_prob).tolist())
    alone, error = theirs.surv_prob[:-1], theirs.surv_prob_se[:-1]  # after the last, nobody is left alone
    low = 1 - alone ** np.exp(-1.959963984540054 * error / alone / np.abs(np.log(alone)))
    assert curve.low[:-1].tolist() == pytest.approx(low.tolist())


def test_a_plain_log_gives_the_same_curve(shop: Store) -> None:
    orders = shop.query("select customer_id, ordered_on from orders")
    (ours,) = second_purchase(shop)
    theirs = second_purchase_of_log(Log.of(orders["customer_id"], orders["ordered_on"]))
    assert theirs.frame().equals(ours.frame())


def test_curves_by_channel_split_the_customers(shop: Store) -> None:
    curves = {curve.label: curve.customers for curve in second_purchase(shop, by="channel")}
    assert curves == {"boutique": 3, "wallet": 2}


def test_crossings_count_only_who_was_watched_long_enough(shop: Store) -> None:
    found = channel_crossing(shop, horizon=365).set_index(["first_channel", "later_channel"])
    assert found.loc[("wallet", "none"), ["customers", "met"]].tolist() == [1, 1]  # Eve of December is too new
    assert found.loc[("boutique", "wallet"), "share"] == pytest.approx(1 / 3)
    assert found.loc[("boutique", "boutique"), "customers"] == 2
    assert found.loc[("boutique", "none"), "customers"] == 1


def test_next_orders_and_silence_add_up_to_those_met(shop: Store) -> None:
    found = channel_crossing(shop, horizon=200)
    flows = found.groupby("first_channel").agg(flow=("by_second_order", "sum"), met=("met", "first"))
    assert (flows["flow"] == flows["met"]).all()


def test_a_boutique_in_another_country_is_told_apart(shop: Store) -> None:
    found = channel_crossing(shop, tourists=True).set_index(["first_channel", "later_channel"])
    assert found.loc[("boutique_abroad", "none"), "met"] == 1
    assert found.loc[("boutique", "wallet"), "met"] == 2


def test_an_empty_store_has_no_crossing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    empty = opened(tmp_path)
    assert channel_crossing(empty).empty
    assert second_purchase(empty) == []
