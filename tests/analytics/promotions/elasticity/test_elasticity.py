import numpy as np
import pytest

from analytics.promotions.elasticity.borrowed import pull_forward
from analytics.promotions.elasticity.double import double
from analytics.promotions.elasticity.elasticity import elasticity, fit, lagged
from analytics.promotions.elasticity.panel import Roles, panel
from analytics.results import CannotTell
from tests.analytics.promotions.elasticity.drawn import ROLES, Market


def test_the_planted_elasticity_is_found_where_prices_follow_demand():
    market = Market(shops=30)
    found = elasticity(market.panel())
    frame = market.frame()
    naive = np.polyfit(np.log(frame["price"]), np.log(frame["sold"]), 1)[0]
    assert naive > -1.2  # shops raise prices when all want to buy
    assert found.own.holds(-2)
    assert found.cross_check.holds(-2)
    assert found.controls["flag"].holds(0.3)
    assert found.method == "log-log"
    assert found.agrees


def test_intervals_hold_the_truth_nineteen_times_in_twenty():
    market = Market(shops=24, products=2, weeks=12)
    held = [fit(market.panel(seed)).interval().holds(-2) for seed in range(150)]
    assert 0.89 < np.mean(held) <= 1


def test_rivals_prices_are_held_constant():
    market = Market(shops=40, rivals=1.5)
    whole = fit(market.panel())
    assert whole.interval().holds(-2)
    assert whole.interval(2).holds(1.5)


def test_each_group_finds_its_own_slope():
    slopes = (-3.0, -2.5, -2.0, -1.0)
    found = elasticity(Market(shops=30, slope=slopes).panel()).by
    assert list(found) == ["t0", "t1", "t2", "t3"]
    assert all(value.holds(slope) for value, slope in zip(found.values(), slopes, strict=True))


def test_weeks_without_a_sale_are_not_left_out():
    market = Market(shops=30, level=-0.5)
    frame = market.frame()
    frame["sold"] = np.random.default_rng(0).poisson(frame["sold"]).astype(float)
    found = elasticity(panel(frame, ROLES))
    sells = frame[frame["sold"] > 0]
    assert found.method == "Poisson"
    assert found.own.holds(-2)
    assert found.own.estimate < fit(panel(sells, ROLES)).coefficient[0]  # leaving zeros out makes people look patient
    assert np.isnan(found.cross_check.estimate)


def test_one_price_for_all_teaches_nothing():
    frame = Market().frame()
    frame["price"] = 5.0 + frame["week"]
    with pytest.raises(CannotTell, match="prices_do_not_move"):
        elasticity(panel(frame, ROLES))


def test_gaps_and_short_panels_know_no_pull_forward():
    frame = Market(weeks=12).frame()
    assert np.isnan(pull_forward(panel(frame[frame["week"] % 3 == 0], ROLES)).estimate)
    with pytest.raises(CannotTell, match="no_run_of_periods periods=5"):
        lagged(panel(frame[frame["week"] < 4], ROLES))


def test_units_of_measure_and_row_order_change_nothing():
    frame = Market().frame()
    other = frame.assign(price=frame["price"] * 7.8, sold=frame["sold"] * 100).sample(frac=1, random_state=0)
    once, again = (fit(panel(told, ROLES)).interval() for told in (frame, other))
    assert again.estimate == pytest.approx(once.estimate)
    assert again.low == pytest.approx(once.low)


def test_without_controls_the_cross_check_is_the_regression():
    told = panel(Market(products=1).frame(), Roles(["shop"], "week", "price", "sold"))
    assert double(told).coefficient[0] == pytest.approx(fit(told).coefficient[0])


THIN = {
    "no_quantity": lambda frame: frame.assign(sold=0.0),
    "sales_do_not_move": lambda frame: frame.assign(sold=7.0),
    "prices_do_not_move": lambda frame: frame.assign(price=50.0),
    "too_few_units units=1": lambda frame: frame[(frame["shop"] == 0) & (frame["sku"] == 0)],
    "too_few_periods periods=1": lambda frame: frame[frame["week"] == 3],
    "too_few_rows": lambda frame: frame[frame["week"] < 2].iloc[:12],
}


@pytest.mark.parametrize("reason", THIN)
def test_a_panel_too_thin_is_refused_with_its_reason(reason):
    frame = THIN[reason](Market(shops=6, weeks=20).frame())
    with pytest.raises(CannotTell, match=reason):
        elasticity(panel(frame, ROLES))


@pytest.mark.parametrize("shops", [3, 6])
def test_few_shops_say_little_and_nothing_wrong(shops):
    market = Market(shops=shops, products=1, weeks=30)
    held = [fit(market.panel(seed)).interval().holds(-2) for seed in range(100)]
    assert np.mean(held) > 0.88


def test_one_week_without_a_sale_changes_next_to_nothing():
    frame = Market(shops=30).frame()
    other = frame.copy()
    other.loc[100, "sold"] = 0.0
    once, again = (elasticity(panel(told, ROLES)) for told in (frame, other))
    assert again.method == once.method == "log-log"
    assert again.own.estimate == pytest.approx(once.own.estimate, abs=0.05 * (once.own.high - once.own.low))
