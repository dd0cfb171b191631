"""Grouped in the store or from the log: the same record."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.lifetime import Purchases, Record, lifetime, record
from analytics.lifetime.stored import stored_record
from analytics.purchase_histories import purchase_histories, repeat_days, repeat_values
from analytics.results import CannotTell
from data.store import Choice, Store
from tests.analytics.lifetime.logs import DAY_ZERO, START, Shop
from tests.analytics.shop import line, opened, order


def sold(tmp_path, rows: list[tuple[str, str, float]], **told: object) -> Store:
    orders = [order(str(n), day, who, amount, **told) for n, (who, day, amount) in enumerate(rows)]
    return opened(tmp_path, orders=orders, order_lines=[line(str(n), 1, row[2]) for n, row in enumerate(rows)])


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return Shop(260, 20, 60, "mbg", (1.0, 6.0), (0.6, 2.0)).frame(3)


@pytest.fixture(scope="module")
def shop(frame: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Store:
    rows = zip(frame["customer"].map("c{}z".format), frame["on"].dt.strftime("%Y-%m-%d"), frame["value"], strict=True)
    return sold(tmp_path_factory.mktemp("store"), list(rows))


def test_three_customers_counted_by_hand(tmp_path):
    store = sold(
        tmp_path,
        [
            ("ann", "2020-01-01", 10.0),
            ("ann", "2020-01-15", 20.0),
            ("ann", "2020-01-15", 5.0),
            ("bob", "2020-01-08", 7.0),
            ("bob", "2020-02-05", 11.0),
            ("eve", "2020-02-05", 4.0),
        ],
    )
    until, ahead = date(2020, 1, 30), date(2020, 2, 13)
    rows = purchase_histories(store, until=until, ahead=ahead)
    assert rows[["frequency", "recency_days", "age_days", "bought", "customers"]].to_numpy().tolist() == [
        [0, 0, 21, 1, 1],
        [1, 14, 28, 0, 1],
    ]
    assert rows["spent"].tolist() == [11.0, 0.0]
    assert rows["log_gaps"].sum() == pytest.approx(np.log(2))
    assert repeat_values(store, until=until).to_numpy().tolist() == [[1, 25, 1]]
    assert repeat_days(store, until=until, ahead=ahead)["repeats"].tolist() == [1, 1]


def test_a_credit_note_alone_takes_from_the_purchase_before_it(tmp_path):
    store = sold(
        tmp_path,
        [
            ("ann", "2020-01-01", 100.0),
            ("ann", "2020-01-15", 100.0),
            ("ann", "2020-01-20", -40.0),
            ("bob", "2020-01-08", -30.0),
            ("bob", "2020-01-10", 70.0),
            ("bob", "2020-02-05", 50.0),
            ("bob", "2020-02-06", -20.0),
        ],
    )
    until, ahead = date(2020, 1, 30), date(2020, 2, 13)
    assert repeat_values(store, until=until).to_numpy().tolist() == [[1, 60, 1]]
    rows = purchase_histories(store, until=until, ahead=ahead)
    assert rows[["frequency", "bought", "spent"]].to_numpy().tolist() == [[0, 1, 30], [1, 0, 0]]


def test_the_store_and_the_log_make_one_record(shop, frame):
    last = START.date() + timedelta(days=7 * 45 - 1)
    stored = stored_record(shop, horizon=15.0, train_until=last)
    log = record(Purchases.of(frame["customer"], frame["on"], frame["value"]), 15.0, DAY_ZERO + 7 * 45 - 1)
    assert (stored.days, len(stored.origins)) == (log.days, len(log.origins))
    assert np.array_equal(stored.repeats, log.repeats[: len(stored.repeats)])
    for one, two in [(stored.now, log.now), *((a.observed, b.observed) for a, b in zip(stored.origins, log.origins))]:  # noqa: B905
        assert sums(one) == pytest.approx(sums(two))
        assert one.spends.customers.sum() == two.spends.customers.sum()


def sums(seen) -> list[float]:
    histories = seen.histories
    known = np.where(np.isfinite(seen.repeat_value), seen.repeat_value, 0.0)
    each = [histories.frequency, histories.recency, histories.age, seen.bought, histories.frequency * histories.recency]
    return [len(histories), histories.log_gaps, seen.spent.sum(), known.sum(), *(histories.customers @ c for c in each)]


def test_a_forecast_from_the_store_is_that_of_the_log(shop, frame):
    one = lifetime(stored_record(shop, horizon=26.0))
    log: Record = record(Purchases.of(frame["customer"], frame["on"], frame["value"]), 26.0)
    two = lifetime(log)
    assert one.chosen == two.chosen
    assert one.forecast.purchases.estimate == pytest.approx(two.forecast.purchases.estimate, rel=1e-6)
    assert one.forecast.value.estimate == pytest.approx(two.forecast.value.estimate, rel=1e-3)  # means in cents


def test_a_channel_knows_its_own_customers_only(tmp_path):
    rows = [order("1", "2020-01-01", "ann"), order("2", "2020-02-01", "ann", channel="ecommerce")]
    store = opened(tmp_path, orders=rows, order_lines=[line("1"), line("2")])
    found = purchase_histories(store, Choice(channel=("ecommerce",)), until=date(2020, 3, 1))
    assert found[["frequency", "age_days", "customers"]].to_numpy().tolist() == [[0, 28, 1]]


def test_an_empty_selection_says_what_to_widen(tmp_path):
    store = sold(tmp_path, [("ann", "2020-01-01", 10.0)])
    with pytest.raises(CannotTell, match="no_purchase last_on=2019-01-01"):
        stored_record(store, horizon=4.0, train_until=date(2019, 1, 1))
