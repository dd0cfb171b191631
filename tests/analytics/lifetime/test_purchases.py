"""A log of a handful of purchases, counted by hand."""

import numpy as np
import pandas as pd
import pytest

from analytics.lifetime import Purchases, record
from analytics.lifetime.record import moments

LOG = pd.DataFrame(
    [
        ("anna", "2024-01-01", 10.0),
        ("anna", "2024-01-15", 20.0),
        ("anna", "2024-01-15", 5.0),
        ("anna", "2024-02-12", 30.0),
        ("bo", "2024-01-08", 7.0),
        ("chen", "2024-01-08", 9.0),
        ("chen", "2024-02-05", 11.0),
        ("dora", "2024-02-05", 4.0),
    ],
    columns=["customer", "on", "value"],
).astype({"on": "datetime64[s]"})


def purchases(frame: pd.DataFrame = LOG) -> Purchases:
    return Purchases.of(frame["customer"], frame["on"], frame["value"])


def day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(int))


def test_two_purchases_of_a_day_are_one_of_their_sum():
    log = purchases()
    assert len(log) == 7
    assert list(log.value) == [10, 25, 30, 7, 9, 11, 4]


def test_histories_at_the_end_of_january():
    seen = purchases().observed(day("2024-01-29"))
    found = {
        row: customers
        for *row, customers in zip(
            seen.histories.frequency, seen.histories.recency, seen.histories.age, seen.histories.customers, strict=True
        )
        for row in [tuple(row)]
    }
    assert found == {(1.0, 2.0, 4.0): 1, (0.0, 0.0, 3.0): 2}
    assert seen.histories.log_gaps == pytest.approx(np.log(2))
    assert list(seen.spends.mean) == [25.0]


def test_the_holdout_counts_known_customers_only():
    seen = purchases().observed(day("2024-01-29"), day("2024-02-12"))
    assert seen.weeks == 2
    assert seen.purchases == 2  # anna and chen; dora was not known yet
    assert seen.spent.sum() == 41
    quiet = (seen.histories.frequency == 0) & (seen.bought == 0)
    assert seen.histories.customers[quiet] == 1  # bo, apart from chen, who came back


def test_unknown_values_count_as_purchases_and_not_as_money():
    frame = LOG.assign(value=LOG["value"].where(LOG.index != 3))
    seen = purchases(frame).observed(day("2024-02-12"))
    assert seen.histories.repeats == 3
    assert sorted(seen.spends.mean) == [11, 25]


def test_free_repeat_purchases_say_nothing_of_value():
    frame = LOG.assign(value=LOG["value"].where(LOG["customer"] != "chen", 0.0))
    assert list(purchases(frame).observed(day("2024-02-12")).spends.mean) == [27.5]


def test_row_order_and_names_change_nothing():
    other = LOG.sample(frac=1, random_state=1).replace({"anna": "zoe"})
    one, two = purchases().observed(day("2024-02-12")), purchases(other).observed(day("2024-02-12"))
    for name in ("frequency", "recency", "age", "customers"):
        assert np.array_equal(getattr(one.histories, name), getattr(two.histories, name))


def test_repeats_by_day_are_those_of_customers_known_at_the_end_of_training():
    found = record(purchases(), 2.0, day("2024-01-29"))
    assert found.days == 29
    assert np.flatnonzero(found.repeats).tolist() == [14, 35, 42]
    assert found.now.weeks == 2


def test_without_a_last_day_everything_is_training():
    found = record(purchases(), 8.0)
    assert (found.days, found.now.weeks, found.now.purchases) == (43, 0.0, 0.0)


def test_earlier_moments_lie_within_training_and_hold_out_what_is_known():
    for days, horizon in ((273, 39.0), (700, 8.0), (1500, 52.0), (30, 52.0)):
        for on, end in moments(days, horizon):
            assert 7 <= on < end <= days - 1
            assert 7 <= end - on <= horizon * 7


def test_a_log_of_two_years_has_the_same_season_a_year_before():
    assert (1000 - 1 - 364, 1000 - 1 - 364 + 91) in moments(1000, 13.0)
