"""Maximum likelihood finds what was put in, however the customers are counted."""

import numpy as np
import pytest

from analytics.lifetime import fit
from analytics.lifetime.bg_nbd import BGNBD
from analytics.lifetime.fit import fitted, most_regular
from analytics.lifetime.histories import Histories
from analytics.lifetime.mbg_nbd import MBGNBD
from analytics.lifetime.pareto_nbd import ParetoNBD
from analytics.results import CannotTell
from tests.analytics.lifetime.logs import Shop, end_of_week

SHOPS = {
    ParetoNBD: (Shop(4000, 26, 78), (0.6, 10.0, 0.6, 12.0)),
    BGNBD: (Shop(4000, 26, 78, "bg", (0.6, 10.0), (0.8, 2.5)), (0.6, 10.0, 0.8, 2.5)),
    MBGNBD: (Shop(4000, 26, 78, "mbg", (0.6, 10.0), (0.8, 2.5)), (0.6, 10.0, 0.8, 2.5)),
}


@pytest.mark.parametrize("family", list(SHOPS))
def test_intervals_hold_the_parameters_put_in(family):
    shop, truth = SHOPS[family]
    inside = 0
    for seed in range(4):
        found = fitted(family, shop.log(seed).observed(end_of_week(78)).histories).parameters()
        inside += sum(interval.holds(value) for interval, value in zip(found.values(), truth, strict=True))
    assert inside >= 13  # of 16 at 95 %: fewer has a chance of one in a hundred


@pytest.mark.parametrize("family", list(SHOPS))
def test_grouped_and_row_by_row_are_one_fit(family):
    histories = SHOPS[family][0].log(0).observed(end_of_week(78)).histories
    row = np.repeat(np.arange(len(histories)), histories.customers.astype(int))
    one, other = fitted(family, histories), fitted(family, histories.rows(row, np.ones(len(row))))
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-6)
    assert one.model.theta == pytest.approx(other.model.theta, abs=1e-5)


@pytest.mark.parametrize("family", list(SHOPS))
def test_the_maximum_is_one(family):
    histories = SHOPS[family][0].log(1).observed(end_of_week(78)).histories
    theta = fitted(family, histories).model.theta
    _, slope = family.likelihood(theta, histories)
    assert np.abs(slope).max() / histories.size < 1e-6


@pytest.mark.parametrize("family", list(SHOPS))
def test_a_sketch_finds_the_same_maximum(family, monkeypatch):
    histories = SHOPS[family][0].log(2).observed(end_of_week(78)).histories
    whole = fitted(family, histories)
    monkeypatch.setattr(fit, "SKETCH", 300)
    sketched = fitted(family, histories)
    assert sketched.log_likelihood == pytest.approx(whole.log_likelihood, abs=1e-3)
    assert sketched.model.theta == pytest.approx(whole.model.theta, abs=2e-2)


def test_time_in_days_is_only_another_unit():
    histories = SHOPS[BGNBD][0].log(0).observed(end_of_week(78)).histories
    days = Histories(histories.frequency, histories.recency * 7, histories.age * 7, histories.customers)
    weekly, daily = fitted(BGNBD, histories), fitted(BGNBD, days)
    assert daily.model.alpha == pytest.approx(7 * weekly.model.alpha, rel=1e-4)
    assert daily.model.r == pytest.approx(weekly.model.r, rel=1e-4)
    assert daily.log_likelihood == pytest.approx(weekly.log_likelihood - histories.repeats * np.log(7), abs=1e-5)


def test_regularity_is_found_where_it_was_put_in_and_not_elsewhere():
    regular_shop = Shop(1500, 26, 104, "mbg", (1.2, 4.0), (0.7, 2.5), steps=3)
    assert most_regular(regular_shop.log(0).observed(end_of_week(104)).histories).model.steps == 3
    assert most_regular(SHOPS[MBGNBD][0].log(0).observed(end_of_week(78)).histories).model.steps == 1


def test_histories_without_gaps_cannot_tell_regularity():
    with pytest.raises(ValueError, match="log gaps"):
        most_regular(Histories(np.array([1.0]), np.array([1.0]), np.array([2.0]), np.array([5.0])))


def test_nobody_came_back_so_nothing_is_fitted():
    with pytest.raises(CannotTell, match="nobody_came_back"):
        fitted(ParetoNBD, Histories(np.zeros(1), np.zeros(1), np.full(1, 9.0), np.full(1, 100.0)))
