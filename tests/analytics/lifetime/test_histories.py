"""Folding customers into histories loses nothing but their names."""

import numpy as np
import pytest

from analytics.lifetime.histories import Histories, folded, grouped, sampled

FREQUENCY, RECENCY, AGE = [0, 2, 0, 2, 1, 0], [0, 3.0, 0, 3.0, 1.0, 0], [5, 9.0, 5, 9.0, 9.0, 4]


def test_six_customers_have_four_histories():
    histories, row = grouped(FREQUENCY, RECENCY, AGE)
    rows = zip(histories.frequency, histories.recency, histories.age, strict=True)
    found = dict(zip(rows, histories.customers, strict=True))
    assert found == {(0, 0, 4): 1, (0, 0, 5): 2, (1, 1, 9): 1, (2, 3, 9): 2}
    assert np.array_equal(histories.frequency[row], FREQUENCY)
    assert np.array_equal(histories.age[row], AGE)


def test_totals_are_those_of_the_customers():
    histories, _ = grouped(FREQUENCY, RECENCY, AGE)
    assert (histories.size, histories.repeat_customers, histories.repeats) == (6, 3, 5)
    assert histories.mean_age == pytest.approx(np.mean(AGE))


def test_row_order_changes_nothing():
    order = np.random.default_rng(0).permutation(6)
    one, _ = grouped(FREQUENCY, RECENCY, AGE)
    other, _ = grouped(*(np.array(column)[order] for column in (FREQUENCY, RECENCY, AGE)))
    for name in ("frequency", "recency", "age", "customers"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_a_sample_keeps_shares_and_about_the_number_asked_for():
    rng = np.random.default_rng(1)
    frequency = rng.poisson(1.0, 20_000).astype(float)
    histories, _ = grouped(frequency, np.where(frequency > 0, 2.0, 0.0), np.full(20_000, 3.0))
    few = sampled(histories, 500)
    assert few.size == pytest.approx(500, abs=1)
    assert few.repeats / few.size == pytest.approx(histories.repeats / histories.size, rel=0.01)
    assert sampled(histories, 30_000) is histories


def test_distinct_rows_come_back_for_any_number_of_columns():
    columns, row = folded([1, 2, 1], [5, 5, 5], [7, 7, 8], [0, 0, 0])
    assert [list(column[row]) for column in columns] == [[1, 2, 1], [5, 5, 5], [7, 7, 8], [0, 0, 0]]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([1], [5], [4], [1]), "recency 5, age 4"),
        (([0], [1], [4], [1]), "recency 0 without repeat purchases"),
        (([1], [1], [4], [0]), "at least one customer"),
        (([1], [np.nan], [4], [1]), "not finite"),
        (([1, 2], [1], [4], [1]), "of one length"),
        (([], [], [], []), "no histories"),
    ],
)
def test_impossible_histories_are_refused_by_name(columns, message):
    with pytest.raises(ValueError, match=message):
        Histories(*(np.array(column, dtype=float) for column in columns))
