"""The answer of a shop: parts and whole, tables, and the way into the store and back."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.rebound import rebound
from analytics.rebound.series.windows import Shock, Windows
from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop.benchmarks import benchmarks
from analytics.rebound.shop.tables import checks, course, decomposition, gap, phases, scenario, spread
from analytics.written import as_json, from_json
from tests.analytics.rebound.shops import REOPEN, SHOCK, weekly


@pytest.fixture(scope="module")
def found() -> MarketRebounds:
    """One market with two tiers: entry shrinks for good, luxury gains."""
    entry, luxury = weekly(1, lasting=-0.3, height=0.1)["actual"], weekly(2, lasting=0.25, height=0.8)["actual"] * 3
    parts = [
        pd.DataFrame(
            {"week": each.index, "market": "IT", "tier": tier, "channel": "boutique", "value": each.to_numpy()}
        )
        for tier, each in (("entry", entry), ("luxury", luxury))
    ]
    sales = pd.concat(parts, ignore_index=True)
    until = REOPEN + pd.Timedelta(weeks=35)
    windows = {"IT": Windows((Shock(SHOCK, REOPEN),), 20, until)}
    answer = rebound(sales, windows, None, "value")
    actual = sales.groupby(["market", "week"])["value"].sum().rename("actual").reset_index()
    trade = benchmarks(monthly(entry + luxury), windows, answer)
    return MarketRebounds(replace(answer, drawn={}), actual, ("JP",), ("FR",), trade)


def monthly(sales: pd.Series) -> pd.DataFrame:
    """Trade that went exactly as the shop did: its sales a day, by whole months."""
    daily = (sales / 7).reindex(pd.date_range(sales.index[0], sales.index[-1] + pd.Timedelta(days=6))).ffill()
    months = daily.groupby(daily.index.to_period("M").to_timestamp()).mean().iloc[1:-1]
    ends = months.index + pd.offsets.MonthBegin()
    told = {"series": "Retail", "market": "IT", "unit": "index", "value": months.to_numpy()}
    return pd.DataFrame({"starts_on": months.index, "until_on": ends, **told})


def test_what_is_kept_is_read_as_it_was(found):
    told = json.loads(json.dumps(as_json(found), allow_nan=False))
    again = from_json(MarketRebounds, told)
    assert as_json(again) == told
    assert again.donors == ("JP",) and again.shut == ("FR",)
    assert again.benchmarks_of("IT")[0].trade.lost.estimate == pytest.approx(
        found.benchmarks_of("IT")[0].trade.lost.estimate
    )
    assert (
        again.benchmarks_of("IT")[0].starts == found.benchmarks_of("IT")[0].starts
    ).all() and not again.benchmarks_of("FR")
    pd.testing.assert_frame_equal(again.sold("IT"), found.sold("IT"), rtol=1e-4)
    assert again.of("IT").curves.dates[0] == found.of("IT").curves.dates[0]


def test_trade_that_went_as_the_shop_did_agrees_with_it(found):
    (trade,) = found.benchmarks_of("IT")
    assert not trade.refused
    for part in ("lost", "regained", "ratio", "lasting"):
        own, other = getattr(trade.own, part), getattr(trade.trade, part)
        assert own is None or other is None or (own.low <= other.high and other.low <= own.high), part
    assert trade.own.lost.estimate == pytest.approx(trade.trade.lost.estimate, abs=0.05)


def test_the_course_is_history_then_the_answer_without_a_gap(found):
    table = course(found, "IT")
    assert (table["week"].diff().dropna() == pd.Timedelta(weeks=1)).all()
    assert table.loc[table["week"] < SHOCK, "estimate"].isna().all()
    assert table.loc[table["week"] >= SHOCK, ["estimate", "low", "high"]].notna().all(axis=None)
    since = table[table["week"] >= SHOCK]
    np.testing.assert_allclose(since["gap"], (since["actual"] - since["estimate"]).cumsum(), rtol=1e-6, atol=1e-6)
    assert gap(found.of("IT"))["estimate"].iloc[-1] == pytest.approx(since["gap"].iloc[-1])


def test_what_was_regained_is_what_was_released_and_what_went_beyond(found):
    parts = decomposition(found.of("IT")).set_index("part")["estimate"]
    assert parts["released"] + parts["beyond"] == pytest.approx(max(parts["excess"], 0), rel=1e-6)
    assert parts["suppressed"] > 0


def test_tiers_add_up_to_their_market(found):
    cuts = found.rebound.cuts
    tiers = cuts[(cuts["market"] == "IT") & (cuts["tier"] != "all") & (cuts["channel"] == "all")]
    whole = cuts[(cuts["market"] == "IT") & (cuts["tier"] == "all") & (cuts["channel"] == "all")]
    assert tiers["suppressed"].sum() == pytest.approx(float(whole["suppressed"].iloc[0]), rel=0.02)


def test_shares_of_the_tiers_add_up_in_every_phase_and_entry_has_shrunk(found):
    table = phases(found.rebound.mix)
    np.testing.assert_allclose(table.groupby("phase")["share"].sum(), 1.0)
    share = table.set_index(["phase", "tier"])["share"]
    assert share["after", "entry"] < share["expected", "entry"]


def test_the_scenario_begins_the_week_after_the_last_one_looked_at(found):
    table = scenario(found, "IT")
    ahead = table.dropna(subset=["middle"])
    assert ahead["week"].iloc[0] == REOPEN + pd.Timedelta(weeks=36)
    edges = ["low95", "low80", "low50", "middle", "high50", "high80", "high95"]
    assert (ahead[edges].diff(axis=1).iloc[:, 1:] > 0).all(axis=None)
    assert table["week"].is_monotonic_increasing and table["week"].is_unique


def test_every_quiet_date_has_its_place_and_so_has_the_shock(found):
    answer = found.of("IT")
    table = spread(answer)
    assert table["quiet"].sum() == answer.placebo.dates and table["shock"].sum() == 1


def test_the_answer_itself_stands_among_the_other_ways_of_asking(found):
    table = checks(found.of("IT"))
    own = table[(table["changed"] == "") & (table["part"] == "relative")]["estimate"].iloc[0]
    assert own == found.of("IT").effect.relative.estimate
    assert len(table["changed"].unique()) > 3


def test_windows_are_days_again_when_read(found):
    assert isinstance(from_json(MarketRebounds, as_json(found)).of("IT").windows[0].start, date)
