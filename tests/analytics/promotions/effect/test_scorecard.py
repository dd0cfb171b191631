import numpy as np
import pandas as pd
import pytest

from analytics.promotions.effect.funnel import funnel, wilson
from analytics.promotions.effect.scorecard import scorecard
from tests.analytics.promotions.drawn import daily, exposed, listed, quiet_calendar


def card(exposures: pd.DataFrame, promotions: pd.DataFrame | None = None, **told):
    promotions = listed() if promotions is None else promotions
    return scorecard(promotions, exposures, daily(**told), quiet_calendar())


def test_a_holdout_by_lot_is_the_better_evidence():
    found = card(exposed())
    assert found.of("spring").evidence == "experiment"
    assert card(exposed().assign(assignment="rule")).of("spring").evidence == "observational"
    assert card(exposed(size=50)).of("spring").evidence == "observational"


def test_a_test_that_is_too_small_is_not_called_none():
    assert card(exposed().assign(assignment="rule")).of("spring").reason.code == "nobody_held_out"
    reason = card(exposed(size=50)).of("spring").reason
    assert reason.code == "arm_too_small"
    assert 0 < reason.values["customers"] < reason.values["needed"] == 30


def test_the_table_has_a_row_a_promotion_best_margin_first():
    promotions = pd.concat([listed("always", days=1_000), listed("spring"), listed("autumn", first="2023-09-04")])
    found = card(exposed(extra=0.3, size=8_000), promotions, lift=0.0)
    table = found.table()
    assert sorted(table["promotion_id"]) == ["always", "autumn", "spring"]
    known = table["margin"].dropna()
    assert known.is_monotonic_decreasing
    assert table["promotion_id"].iloc[-1] == "always"
    assert {"lift_low", "margin_high", "roi", "placebos", "verdict", "paid_by_merchant_eur"} <= set(table.columns)


def test_another_promotion_at_the_same_time_is_not_taken_for_the_usual_course():
    promotions = pd.concat([listed("spring"), listed("autumn", first="2023-09-04")])
    sales = daily(lift=0.3)
    alone = scorecard(listed("autumn", first="2023-09-04"), exposed(size=10), sales, quiet_calendar()).of("autumn")
    told = scorecard(promotions, exposed(size=10), sales, quiet_calendar()).of("autumn")
    spread = [score.lift.high - score.lift.low for score in (alone, told)]
    assert spread[1] < spread[0]


def test_a_promotion_of_another_market_sees_only_its_own_sales():
    sales = pd.concat([daily(lift=0.5), daily(seed=5).assign(market="CN")])
    score = scorecard(listed(market="CN"), exposed(size=10), sales, quiet_calendar()).of("spring")
    assert score.lift.holds(0)


def test_an_unknown_promotion_is_a_clear_error():
    with pytest.raises(KeyError, match="no promotion winter; there are spring"):
        card(exposed()).of("winter")


def test_a_promotion_without_days_or_orders_cannot_be_judged():
    nowhere = listed(starts_on=pd.NaT, ends_on=pd.NaT, first_used_on=pd.NaT, last_used_on=pd.NaT)
    assert card(exposed(size=10), nowhere).of("spring").verdict == "cannot be judged"


def test_the_platforms_share_counts_as_its_own_cost():
    told = exposed(size=20_000, extra=0.1)
    told["paid_by_platform_eur"] = told["paid_by_merchant_eur"] / 2
    told["paid_by_merchant_eur"] = told["paid_by_merchant_eur"] / 2
    score = card(told).of("spring")
    assert score.roi("platform").estimate == pytest.approx(score.margin.estimate / score.paid["platform"])
    both = score.margin.estimate / (score.paid["platform"] + score.paid["merchant"] + score.contact_cost)
    assert score.roi().estimate == pytest.approx(both)
    assert np.isnan(score.roi("other").estimate)


def test_the_funnel_by_hand():
    sent = exposed(size=6).assign(
        treated=[True, True, True, True, False, False],
        delivered=[True, True, True, False, False, False],
        opened=[True, True, False, False, False, False],
        claimed=[True, False, False, False, False, False],
        redeemed=[True, False, True, False, False, False],
        second_is_seen=[True, False, False, False, False, False],
        came_again=[True, False, False, False, False, False],
    )
    steps = funnel(sent).set_index("step")
    # The third redeemed without a logged opening or claim: redeeming proves both.
    assert steps["customers"].to_dict() == {
        "issued": 4, "delivered": 3, "opened": 3, "claimed": 2, "redeemed": 2, "came_again": 1,
    }  # fmt: skip
    assert steps.loc["came_again", "of"] == 1
    assert steps.loc["claimed", "share"] == pytest.approx(2 / 3)


def test_wilsons_interval_of_nothing_in_ten():
    found = wilson(0, 10)
    assert found.low == 0
    assert found.high == pytest.approx(0.2775, abs=1e-4)
