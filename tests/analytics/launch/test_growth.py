"""What a new channel added, on shops whose planted share is known."""

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.launch.growth import ALL, REST, Growth, growth
from analytics.results import CannotTell
from tests.analytics.launch.shops import Shop, shop


def made(extra: float, **told: object) -> Shop:
    return shop(3, extra, part=0.5, weekly=400, years=2.0, weeks=26, served=("CN",), **{"tiers": ("core",)} | told)


def grown(one: Shop) -> Growth:
    return growth(one.sales, one.on, one.until, one.controls, draws=400)


def share(found: Growth) -> Interval:
    whole = found.whole
    return Interval.of_draws(whole.extra[1:] / whole.channel, whole.extra[0] / whole.channel)


def test_a_channel_whose_customers_would_not_have_bought_is_seen_to_add_to_the_total() -> None:
    one = made(1.0)
    found = share(grown(one))
    assert found.low > 0 and found.holds(one.gain / one.channel)


def test_a_channel_that_only_moves_sales_is_not_said_to_add_any() -> None:
    one = made(0.0)
    assert one.gain == 0 and share(grown(one)).holds(0.0)


def test_markets_and_tiers_add_up_to_the_whole_on_every_path() -> None:
    one = made(0.5, tiers=("core", "premium"))
    found = grown(one)
    leaves = [part for part in found.parts if part.market != ALL and part.tier != ALL]
    assert len(leaves) == len(found.leaves) == 2
    assert np.allclose(sum(part.extra for part in leaves), found.whole.extra)
    assert sum(part.channel for part in leaves) == pytest.approx(found.whole.channel) == pytest.approx(one.channel)
    assert found.whole.actual == pytest.approx(
        one.sales.loc[one.sales["week"] >= one.on - pd.Timedelta(days=6), "value"].sum()
    )


def test_tiers_that_sell_too_seldom_are_put_together_and_nothing_is_lost() -> None:
    one = made(0.0, tiers=("core", "premium", "luxury"))
    rare = one.sales["tier"].eq("luxury") & (one.sales["week"].dt.isocalendar().week % 4 > 0)
    sales = one.sales.assign(value=one.sales["value"].where(~rare, 0.0), own=one.sales["own"].where(~rare, 0.0))
    found = growth(sales, one.on, one.until, one.controls, draws=200)
    assert {tier for _market, tier in found.leaves} == {"core", REST} or {tier for _m, tier in found.leaves} == {
        "premium",
        REST,
    }
    assert found.whole.channel == pytest.approx(sales["own"].sum())


def test_a_market_without_sales_before_is_named_and_not_compared() -> None:
    one = made(0.0)
    opened = one.sales[one.sales["week"] >= one.on].assign(market="KR")
    found = growth(pd.concat([one.sales, opened]), one.on, one.until, one.controls, draws=200)
    assert found.young == ("KR",) and {market for market, _tier in found.leaves} == {"CN"}
    with pytest.raises(CannotTell):
        growth(opened, one.on, one.until, None, draws=200)
