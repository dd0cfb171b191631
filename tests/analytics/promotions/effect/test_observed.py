import numpy as np
import pandas as pd
import pytest

from analytics.promotions.effect.baseline import expected, overlap, weeks
from analytics.promotions.effect.observed import Ran, by_baseline
from analytics.results import Reason
from tests.analytics.promotions.drawn import daily, quiet_calendar

FIRST = pd.Timestamp("2024-03-04")


def ran(sales: pd.DataFrame, first: pd.Timestamp = FIRST, days: int = 28) -> Ran:
    return Ran(first, first + pd.Timedelta(days=days - 1), sales, quiet_calendar(), (), 20_000.0)


def test_a_planted_lift_and_dip_are_found():
    score = by_baseline("spring", ran(daily(lift=0.4, dip=0.1)), {"merchant": 1_000.0})
    course = daily()
    during = course[(course["day"] >= FIRST) & (course["day"] < FIRST + pd.Timedelta(days=28))]["net_eur"].sum()
    later = course[course["day"] >= FIRST + pd.Timedelta(days=28)].head(42)["net_eur"].sum()
    assert score.evidence == "observational"
    assert score.lift.holds(0.4 * during)
    assert score.lift.low > 0
    assert score.pull_forward.holds(0.1 * later / (0.4 * during))
    assert score.margin.holds(0.4 * (0.4 * during - 0.1 * later))
    assert score.verdict == "made margin"
    assert score.placebos is not None
    assert score.placebos.rank <= 0.05


def test_nothing_planted_is_noise_at_the_nominal_rate():
    scores = [by_baseline("spring", ran(daily(seed)), {}) for seed in range(60)]
    assert sum(not score.lift.holds(0) for score in scores) <= 8
    assert sum(score.verdict != "cannot be told from noise" for score in scores) <= 5


def test_lifts_of_many_shops_lie_in_their_intervals():
    held = 0
    for seed in range(60):
        course = daily(seed)
        during = course[(course["day"] >= FIRST) & (course["day"] < FIRST + pd.Timedelta(days=28))]["net_eur"].sum()
        held += by_baseline("spring", ran(daily(seed, lift=0.3)), {}).lift.holds(0.3 * during)
    assert held >= 52


def test_a_luckless_full_price_loss_is_found():
    sales = daily(lift=0.3)
    inside = (sales["day"] >= FIRST) & (sales["day"] < FIRST + pd.Timedelta(days=28))
    sales.loc[inside, "net_full_price_eur"] *= 0.4
    assert by_baseline("spring", ran(sales), {}).cannibalised.low > 0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (ran(daily(), days=400), Reason("ran_too_long", days=400)),
        (ran(daily().head(300)), Reason("sales_too_short", months=18)),
        (ran(daily(), first=pd.Timestamp("2021-01-10")), Reason("began_outside_data", weeks=8)),
        (ran(daily().head(0)), Reason("sales_too_short", months=18)),
    ],
)
def test_what_cannot_be_compared_says_why(given, reason):
    score = by_baseline("spring", given, {})
    assert score.evidence == "none"
    assert score.reason == reason
    assert score.verdict == "cannot be judged"


def test_a_promotion_that_still_runs_knows_no_aftermath():
    sales = daily(lift=0.5)
    score = by_baseline("spring", ran(sales[sales["day"] < FIRST + pd.Timedelta(days=40)]), {})
    assert np.isnan(score.pull_forward.estimate)
    assert score.lift.low > 0


def test_weeks_are_counted_from_the_promotion_and_broken_ones_left_out():
    at = weeks(daily().head(20), pd.Timestamp("2021-01-06"))
    assert at.starts[0] == pd.Timestamp("2021-01-06")
    assert at.first == 0
    assert len(at) == 2
    assert at.sums["net_eur"][0] == pytest.approx(daily().head(9).tail(7)["net_eur"].sum())


def test_two_days_of_a_week_are_two_sevenths_of_it():
    at = weeks(daily().head(21), pd.Timestamp("2021-01-04"))
    span = (pd.Timestamp("2021-01-10"), pd.Timestamp("2021-01-11"))
    assert overlap(at, span).tolist() == pytest.approx([1 / 7, 1 / 7, 0])


def test_the_baseline_is_the_mean_where_nothing_is_known():
    sold = np.array([2.0, 4.0, 6.0, 100.0])
    learn = np.array([True, True, True, False])
    assert expected(sold, np.ones((4, 1)), learn).mean == pytest.approx(np.full(4, 4.0))


def test_weeks_that_did_not_teach_the_baseline_are_nearly_a_fit_without_them():
    draw = np.random.default_rng(0)
    known = np.column_stack([np.ones(60), draw.normal(size=(60, 3))])
    sold = np.exp(3 + known[:, 1] * 0.1 + draw.normal(0, 0.1, 60))
    block = slice(20, 30)
    kept = np.ones(60, dtype=bool)
    whole = expected(sold, known, kept)
    kept[block] = False
    twin = expected(sold, known, kept).mean[block]
    assert np.corrcoef(whole.without(block) - whole.mean[block], twin - whole.mean[block])[0, 1] > 0.95
    assert np.abs(whole.without(block) - twin).mean() < 0.5 * np.abs(whole.mean[block] - twin).mean()
