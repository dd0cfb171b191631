import numpy as np
import pandas as pd
import pytest

from analytics.promotions.effect.experiment import by_experiment, randomised
from analytics.results import Reason
from tests.analytics.promotions.drawn import exposed


def test_planted_orders_margin_and_subsidy_are_found():
    told = exposed(size=20_000, extra=0.06)
    score = by_experiment("spring", told)
    treated = int(told["treated"].sum())
    used = told["orders_with_promotion_in"].sum()
    extra = 0.06 * treated
    assert score.reached == treated
    assert score.orders.holds(extra)
    assert score.lift.holds(extra * 80)
    assert score.subsidy_share.holds(1 - extra / used)
    assert score.margin.holds(extra * 20 - (used - extra) * 20 - 0.1 * treated)
    assert score.direct.holds(extra * 20 - (used - extra) * 20 - 0.1 * treated)
    assert score.paid == {"merchant": 20 * used, "platform": 0.0, "other": 0.0}


def test_the_margin_formula_by_hand_where_arms_are_alike():
    # 40 customers a side, each buys once; ten of the treated use it: no extra order, ten discounts of 20 given away.
    arm = np.repeat([True, False], 40)
    used = np.r_[np.ones(10), np.zeros(70)]
    told = exposed(size=80).assign(
        treated=arm, orders_in=1.0, orders_after=0.0, net_in_eur=100 - 20 * used, margin_in_eur=40 - 20 * used,
        margin_after_eur=0.0, orders_with_promotion_in=used, net_with_promotion_eur=80 * used,
        margin_with_promotion_eur=20 * used, paid_by_merchant_eur=20 * used, contact_cost_eur=0.0,
    )  # fmt: skip
    score = by_experiment("spring", told)
    assert score.orders.estimate == pytest.approx(0, abs=1e-9)
    assert score.margin.estimate == pytest.approx(-200)
    assert score.subsidy_share.estimate == pytest.approx(1)
    assert score.roi().estimate == pytest.approx(-1)
    assert score.verdict == "gave margin away"


def test_orders_borrowed_from_later_are_found():
    score = by_experiment("spring", exposed(size=60_000, extra=0.08, borrowed=0.4))
    assert score.pull_forward.holds(0.4)
    assert score.pull_forward.low > 0


def test_without_an_effect_there_is_nothing_to_borrow_and_no_verdict():
    score = by_experiment("spring", exposed(seed=1, extra=0.0))
    assert np.isnan(score.pull_forward.estimate)
    assert score.orders.holds(0)


def test_an_unseen_aftermath_is_unknown_not_zero():
    score = by_experiment("spring", exposed(size=20_000).assign(after_is_seen=False))
    assert np.isnan(score.pull_forward.estimate)
    assert np.isfinite(score.margin.estimate)


def test_unknown_costs_make_the_margin_unknown_and_say_so():
    score = by_experiment("spring", exposed().assign(orders_without_margin=1))
    assert score.verdict == "cannot be judged"
    assert score.reason == Reason("margins_unknown")


def test_only_draws_by_lot_with_a_seen_window_are_an_experiment():
    told = pd.concat([
        exposed(size=100), exposed(size=100).assign(assignment="rule"), exposed(size=100).assign(window_is_seen=False),
        exposed(size=100).assign(p_treated=1.0), exposed(size=100).assign(p_treated=np.nan),
    ])  # fmt: skip
    assert len(randomised(told)) == 100


def test_intervals_of_orders_hold_the_truth_nineteen_times_in_twenty():
    held = 0
    for seed in range(100):
        told = exposed(seed, 1_000)
        held += by_experiment("spring", told).orders.holds(0.05 * told["treated"].sum())
    assert held >= 89


def test_row_order_and_another_promotion_change_nothing():
    told = exposed(seed=2)
    once = by_experiment("spring", told)
    again = by_experiment("spring", told.sample(frac=1, random_state=0))
    assert again.margin.low == pytest.approx(once.margin.low)
