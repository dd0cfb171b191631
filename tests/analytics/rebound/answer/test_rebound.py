import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.rebound import AHEAD, Rebound, rebound
from analytics.rebound.series.leaves import leaves
from analytics.rebound.series.windows import Shock, Windows
from analytics.results import CannotTell
from analytics.written import as_json, from_json

WEEKS = pd.date_range("2017-09-04", periods=180, freq="7D")
ITALY = Windows((Shock(WEEKS[130], WEEKS[140]),), until=WEEKS[175])
CHINA = Windows((Shock(WEEKS[124], WEEKS[134]),), until=WEEKS[170])


def sales(seed: int = 0) -> pd.DataFrame:
    """Two markets, two tiers, two channels: the entry tier stays away for good, the luxury tier comes back higher."""
    rng, at = np.random.default_rng(seed), np.arange(len(WEEKS))
    parts = []
    for market, (start, reopen) in {"IT": (130, 140), "CN": (124, 134)}.items():
        trend = np.cumsum(rng.normal(0, 0.003, len(WEEKS)))
        for tier, level, lasting in (("entry", 200, -0.35), ("luxury", 900, 0.35)):
            for channel, share in (("boutique", 0.7), ("ecommerce", 0.3)):
                effect = np.zeros(len(WEEKS))
                effect[start:reopen] = np.log(0.4)
                effect[reopen:] = np.log1p(lasting) + 0.3 * 2 ** (-(at[reopen:] - reopen) / 4)
                net = level * share * np.exp(trend + effect + rng.normal(0, 0.04, len(WEEKS)))
                depth = 0.2 * (rng.uniform(size=len(WEEKS)) < 0.1)
                net = net * (1 + depth)
                part = {"week": WEEKS, "market": market, "tier": tier, "channel": channel, "net_constant_eur": net}
                parts.append(
                    pd.DataFrame(part | {"gross_eur": net / (1 - depth), "discount_eur": net / (1 - depth) * depth})
                )
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def found() -> Rebound:
    return rebound(sales(), {"IT": ITALY, "CN": CHINA})


def cut(found: Rebound, market: str, tier: str = "all", channel: str = "all") -> pd.Series:
    row = found.cuts.query("market == @market and tier == @tier and channel == @channel")
    assert len(row) == 1
    return row.iloc[0]


@pytest.mark.parametrize("amount", ["suppressed", "excess", "effect"])
def test_parts_add_up_to_the_whole(found: Rebound, amount: str) -> None:
    whole = cut(found, "all")[amount]
    table = found.cuts
    for parts in (
        "market != 'all' and tier != 'all' and channel != 'all'",
        "market != 'all' and tier == 'all' and channel == 'all'",
        "market == 'all' and tier != 'all' and channel == 'all'",
        "market == 'all' and tier == 'all' and channel != 'all'",
    ):
        assert table.query(parts)[amount].sum() == pytest.approx(whole)


def test_the_cheap_tier_stays_away_and_the_dear_one_stays_higher(found: Rebound) -> None:
    for market in ("IT", "CN", "all"):
        assert cut(found, market, "entry")["level"] == "lasting loss"
        assert cut(found, market, "luxury")["level"] == "lasting gain"
        assert cut(found, market, "luxury")["lasting_low"] < 0.35 < cut(found, market, "luxury")["lasting_high"]


def test_the_mix_shifts_away_from_the_cheap_tier(found: Rebound) -> None:
    after = found.mix.query("market == 'IT' and window == 'after'").set_index("tier")
    assert after["share"].sum() == pytest.approx(1)
    assert after["expected"].sum() == pytest.approx(1)
    assert after.loc["entry", "shift_high"] < 0
    assert after.loc["luxury", "shift_low"] > 0
    before = found.mix.query("window == 'before'")
    assert (before["shift"] == 0).all()


def test_every_market_and_tier_has_an_answer_with_curves_and_variants(found: Rebound) -> None:
    assert set(found.answers) == {"IT", "IT / entry", "IT / luxury", "CN", "CN / entry", "CN / luxury"}
    answer = found.answers["IT"]
    assert len(answer.curves.actual) == 176 - 130
    assert answer.curves.gap[-1] == pytest.approx(cut(found, "IT")["effect"])
    assert {"no_growth", "half_history"} <= {variant.changed.code for variant in answer.variants}
    assert answer.placebo.dates > 3


def test_the_fan_goes_on_from_the_last_week_at_the_level_reached(found: Rebound) -> None:
    fan = found.fans.query("name == 'IT'")
    assert len(fan) == AHEAD
    assert fan["week"].iloc[0] == WEEKS[176]
    last = found.answers["IT"].curves.actual[-8:].mean()
    assert (fan["low95"] < last).all() and (fan["high95"] > last * 0.9).all()
    assert fan["middle"].mean() == pytest.approx(last, rel=0.15)


def test_what_is_stored_is_read_back(found: Rebound) -> None:
    told = as_json(replace(found, drawn={}))
    assert found.sold.groupby("market")["actual"].sum()["IT"] == pytest.approx(
        sales().query("market == 'IT'")["net_constant_eur"].sum()
    )
    again = from_json(Rebound, json.loads(json.dumps(told, allow_nan=False)))
    assert as_json(again) == told
    assert again.answers["IT"].excess == found.answers["IT"].excess
    assert again.answers["IT"].windows == found.answers["IT"].windows
    assert again.fans["week"].equals(found.fans["week"].astype(again.fans["week"].dtype))


def test_thin_channels_are_put_together_and_nothing_is_lost() -> None:
    table = sales()
    thin = (table["channel"] == "ecommerce") & (table["tier"] == "entry") & (table["week"].dt.month % 3 > 0)
    table = table[~thin]
    grown = leaves(table, {"IT": WEEKS[130]}, "net_constant_eur", None)
    assert {"IT / entry / all channels", "IT / entry / other channels"} & set(map(str, grown.leaves))
    assert grown.panel.amounts.sum() == pytest.approx(table.query("market == 'IT'")["net_constant_eur"].sum())


def test_a_tier_launched_since_the_shock_is_in_no_sum_and_named() -> None:
    table = sales()
    launched = table[(table["tier"] == "luxury") & (table["week"] >= WEEKS[134]) & (table["market"] == "IT")]
    both = pd.concat([table, launched.assign(tier="haute")])
    windows = {"IT": ITALY, "CN": CHINA}
    found, before = (rebound(sold, windows, sensitivity=False) for sold in (both, table))
    assert cut(found, "IT")["excess"] == pytest.approx(cut(before, "IT")["excess"])
    pd.testing.assert_frame_equal(found.sold, before.sold)
    (note,) = [note for note in found.answers["IT"].notes if note.code == "parts_left_out"]
    assert {tier for tier, _channel in note.values["parts"]} == {"haute"}
    assert "parts_left_out" not in [note.code for note in found.answers["CN"].notes]


def test_a_market_opened_since_the_shock_is_refused() -> None:
    opened = sales().query("market == 'IT' and week >= @WEEKS[128]")
    with pytest.raises(CannotTell, match=r"hardly_sold_before .*IT"):
        rebound(opened, {"IT": ITALY})


def test_a_market_without_sales_is_refused() -> None:
    with pytest.raises(CannotTell, match=r"nothing_sold .*FR"):
        rebound(sales(), {"FR": ITALY})
