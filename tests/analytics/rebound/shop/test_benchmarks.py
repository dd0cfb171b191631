"""Trade as a whole asked as the market is, and own sales over its periods."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.rebound.answer.rebound import Drawn, Rebound
from analytics.rebound.series.windows import Shock, Windows
from analytics.rebound.shop.benchmarks import benchmarks, on_periods, overlaps
from data.sample import Plan
from data.sample.trade import trade as indexes
from tests.analytics.rebound.answers import ANSWER

SHOCK, REOPEN, UNTIL = pd.Timestamp("2020-03-09"), pd.Timestamp("2020-05-18"), pd.Timestamp("2021-05-10")
WINDOWS = Windows((Shock(SHOCK, REOPEN),), 26, UNTIL)


def monthly(values: np.ndarray, first: str = "2016-01-01") -> pd.DataFrame:
    starts = pd.date_range(first, periods=len(values), freq="MS")
    told = {"series": "Retail", "market": "IT", "unit": "index"}
    return pd.DataFrame(
        {**told, "starts_on": starts, "until_on": starts + pd.offsets.MonthBegin(), "value": values},
    )


def drawn(kept: float = 1.0, since: float = 1.0) -> Drawn:
    """70 euro a week without the shock on every path; `kept` of it while closed and `since` of it afterwards."""
    weeks = pd.date_range(SHOCK - pd.Timedelta(weeks=14), UNTIL, freq="7D")
    share = np.where(weeks < SHOCK, 1.0, np.where(weeks < REOPEN, kept, since))
    return Drawn(weeks, 70 * share, np.full((50, len(weeks)), 70.0))


def rebound(sold: Drawn, lasting: Interval | None = None) -> Rebound:
    empty = pd.DataFrame()
    return Rebound(empty, {"IT": replace(ANSWER, lasting=lasting)}, empty, empty, 1.0, (), drawn={"IT": sold})


def trade(noise: float = 0.01, fall: float = 0.5, since: float = 1.0, seed: int = 1) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    at = np.arange(64)
    level = 100 * np.exp(0.1 * np.cos(2 * np.pi * at / 12) + noise * draw.normal(size=64))
    part = monthly(level)
    shut = part["starts_on"].between("2020-03-01", "2020-05-01")
    after = part["starts_on"] > "2020-05-01"
    return part.assign(value=part["value"] * np.where(shut, 1 - fall, np.where(after, since, 1.0)))


def test_days_of_a_week_belong_to_the_period_they_lie_in():
    starts = pd.DatetimeIndex(["2020-03-01", "2020-04-01"])
    ends = pd.DatetimeIndex(["2020-04-01", "2020-05-01"])
    weeks = pd.DatetimeIndex(["2020-02-24", "2020-03-30", "2020-04-06", "2020-04-27"])
    np.testing.assert_allclose(overlaps(starts, ends, weeks) * 7, [[1, 2, 0, 0], [0, 5, 7, 4]])


def test_the_windows_are_counted_in_whole_periods_that_end_by_the_last_day_looked_at():
    found = on_periods(WINDOWS, monthly(np.ones(70)))
    assert found.horizon == 6 and found.until == pd.Timestamp("2021-04-01"), "May 2021 is not over on 16 May"


def test_a_reopening_in_the_first_half_of_a_month_frees_it_and_one_in_the_second_does_not():
    early = replace(WINDOWS, shocks=(Shock(pd.Timestamp("2020-01-23"), pd.Timestamp("2020-04-08")),))
    assert on_periods(early, monthly(np.ones(70))).shocks[0].reopen == pd.Timestamp("2020-04-01")
    assert on_periods(WINDOWS, monthly(np.ones(70))).shocks[0].reopen == REOPEN, "May was closed for 17 days of 31"
    short = replace(WINDOWS, shocks=(Shock(pd.Timestamp("2020-03-02"), pd.Timestamp("2020-03-12")),))
    assert on_periods(short, monthly(np.ones(70))).shocks == short.shocks, "the month of the closing stays closed"
    (found,) = benchmarks(trade(), {"IT": WINDOWS}, rebound(drawn()))
    assert found.closed == ((date(2020, 3, 1), date(2020, 6, 1)),)


def test_a_fall_and_a_gain_are_found_with_their_shares():
    (found,) = benchmarks(trade(fall=0.5, since=1.1), {"IT": WINDOWS}, rebound(drawn()))
    standing = found.trade
    assert standing.lost.holds(0.5) and standing.lost.high - standing.lost.low < 0.1
    assert standing.regained.holds(0.1) and standing.ratio.holds(6 * 0.1 / (3 * 0.5))
    assert standing.lasting.holds(0.1) and not standing.lasting.holds(0)
    assert found.starts[0] == np.datetime64("2016-01-01") and found.untils[-1] == np.datetime64("2021-05-01")


def test_own_sales_are_summed_over_the_whole_months_of_the_series():
    lasting = Interval(0.1, 0.0, 0.2)
    (found,) = benchmarks(trade(), {"IT": WINDOWS}, rebound(drawn(kept=0.0, since=1.5), lasting))
    # Closed on 70 days; March to May has 92, of which the last 14 sold half more: (70 - 14 / 2) / 92.
    assert found.own.lost.estimate == pytest.approx(63 / 92)
    assert found.own.regained.estimate == pytest.approx(0.5)
    # June to November has 183 days.
    assert found.own.ratio.estimate == pytest.approx(183 * 0.5 / 63)
    assert found.own.lasting == lasting


def test_shares_do_not_depend_on_the_unit_of_the_series():
    (one,) = benchmarks(trade(), {"IT": WINDOWS}, rebound(drawn()))
    part = trade()
    (other,) = benchmarks(part.assign(value=part["value"] * 1e6), {"IT": WINDOWS}, rebound(drawn()))
    assert other.trade.lost.estimate == pytest.approx(one.trade.lost.estimate, rel=1e-6)
    assert other.own == one.own


def test_a_month_that_is_not_published_is_in_neither_sum():
    part = trade(fall=0.5)
    (found,) = benchmarks(part[part["starts_on"] != "2020-03-01"], {"IT": WINDOWS}, rebound(drawn(kept=0.0)))
    # April and May: 61 days, closed on 47 of them.
    assert found.own.lost.estimate == pytest.approx(47 / 61)


@pytest.mark.parametrize(
    ("keep", "why"),
    [
        (lambda at: at >= "2019-06-01", "begins_too_late"),
        (lambda at: at < "2020-05-01", "ends_before_reopening"),
        (lambda at: at < "2019-12-01", "ends_before_shock"),
        (lambda at: (at >= "2019-11-01") | (at.dt.month % 3 == 1) | (at.dt.month == 2), "gaps_before_shock"),
        (lambda at: at > "2021-04-15", "begins_after_window"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_answered_for_says_why_and_harms_no_other(keep, why):
    part = pd.concat([trade(), monthly(np.full(70, 100.0))]).drop_duplicates("starts_on").assign(series="Poor")
    kept = part[keep(part["starts_on"])]
    poor, good = benchmarks(pd.concat([trade(), kept]), {"IT": WINDOWS}, rebound(drawn()))
    assert poor.refused is not None and poor.refused.code == why
    assert poor.trade is None and poor.own is None
    assert good.trade is not None


def test_days_are_put_together_to_whole_weeks():
    days = pd.date_range("2018-01-01", "2021-05-16", freq="D")
    shut = (days >= SHOCK) & (days < REOPEN)
    value = np.where(shut, 50.0, 100.0) * np.exp(np.random.default_rng(2).normal(0, 0.02, len(days)))
    told = {"series": "Footfall", "market": "IT", "unit": None}
    part = pd.DataFrame({**told, "starts_on": days, "until_on": days + pd.Timedelta(days=1), "value": value})
    (found,) = benchmarks(part, {"IT": WINDOWS}, rebound(drawn(kept=0.3)))
    assert found.trade.lost.holds(0.5)
    assert found.own.lost.estimate == pytest.approx(0.7), "the same weeks, so the same share"


def test_while_trade_is_not_free_again_there_is_nothing_to_compare():
    shut = replace(WINDOWS, shocks=(Shock(SHOCK, None),))
    (found,) = benchmarks(trade(), {"IT": shut}, rebound(drawn(kept=0.3, since=0.3)))
    assert found.own.lost is None and found.trade.lost is None


def test_what_was_planted_in_the_trade_of_the_sample_is_found_again():
    tried, held = 0, 0
    for seed in range(10):
        plan = Plan(seed=seed)
        drawn_trade = indexes(plan)
        told = {row["market"]: row for row in drawn_trade.answers(plan) if row["shock"] == "lockdown 2020"}
        for row, market in ((0, "IT"), (1, "CN")):
            part = monthly(drawn_trade.values[row], "2015-01-01").assign(market=market)
            (shock,) = [one for one in plan.shocks if (one.name, one.market) == ("lockdown 2020", market)]
            dates = Shock(pd.Timestamp(shock.closed_on), pd.Timestamp(shock.reopened_on))
            sold = rebound(drawn())
            sold = replace(sold, drawn={market: sold.drawn["IT"]}, answers={market: sold.answers["IT"]})
            (found,) = benchmarks(part, {market: replace(WINDOWS, shocks=(dates,))}, sold)
            planted = told[market]
            level = float(np.expm1(planted["lasting"]))
            tried += 3
            held += found.trade.lost.holds(planted["lost_share"]) + found.trade.lasting.holds(level)
            held += found.trade.ratio.holds(planted["regained_over_lost"])
    assert held >= 0.88 * tried, f"{held} of {tried} intervals hold what was planted"
