"""The trade of the sample's markets as a whole."""

import numpy as np
import pandas as pd
import pytest

from data.sample.places import MARKETS
from data.sample.trade import trade
from tests.data.sample.conftest import Shop


def series(shop: Shop, market: str) -> pd.Series:
    said = f"select starts_on, value from market_series where market = '{market}' order by starts_on"
    frame = shop.frame(said)
    return pd.Series(frame["value"].to_numpy(), pd.DatetimeIndex(frame["starts_on"]))


def test_every_market_has_every_month_published_by_the_end_of_the_shop(shop: Shop) -> None:
    for market in ("IT", "CN", "JP"):
        months = series(shop, market).index
        assert (months == pd.date_range("2015-01-01", "2026-09-01", freq="MS")).all()


def test_trade_of_closed_markets_falls_as_planted_and_that_of_open_ones_does_not(shop: Shop) -> None:
    by_market = {row["market"]: row for row in shop.planted["trade"] if row["shock"] == "lockdown 2020"}
    italy = by_market["IT"]
    # April lies wholly in the closure; March was closed on 23 of its 31 days, May on 17.
    kept = [1 - 0.72 * share for share in (23 / 31, 1, 17 / 31)]
    at = list(pd.date_range(italy["first_month"], periods=len(italy["index"]), freq="MS"))
    march = at.index(pd.Timestamp("2020-03-01"))
    ratio = np.array(italy["index"]) / np.array(italy["index_without"])
    assert ratio[march : march + 2] == pytest.approx(kept[:2], abs=0.005)
    assert ratio[march + 2] == pytest.approx(kept[2] + 14 / 31 * (np.exp(-0.12 + 0.1) - 1), abs=0.01)
    assert set(by_market) == {"IT", "CN", "FR", "DE", "US", "GB"}
    drawn = trade(shop.plan)
    japan = [market.code for market in MARKETS].index("JP")
    np.testing.assert_allclose(drawn.values[japan], drawn.without[japan], atol=0.051)


def test_the_index_told_is_the_one_that_is_loaded(shop: Shop) -> None:
    for row in shop.planted["trade"]:
        assert series(shop, row["market"]).tolist() == row["index"]


def test_with_nothing_planted_trade_never_falls(plain_shop: Shop) -> None:
    assert plain_shop.planted["trade"] == []
    drawn = trade(plain_shop.plan)
    np.testing.assert_allclose(drawn.values, drawn.without, atol=0.051)
