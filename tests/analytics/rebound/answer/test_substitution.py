"""Between channels: planted shares that moved are found again, parts add up to the market's own figures, and what cannot be split is said."""

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.rebound import Rebound, rebound
from analytics.rebound.answer.substitution import IN_PART, MOVED, NOTHING, OPEN, Balance
from analytics.rebound.series.windows import Shock, Windows
from tests.analytics.rebound.shops import RESHUT, RESHUT_WEEKS, two_channels

ITALY = {"IT": Windows((Shock(*RESHUT),), until=RESHUT_WEEKS[175], horizon=26)}


def asked(sales: pd.DataFrame) -> Rebound:
    return rebound(sales, ITALY, sensitivity=False)


@pytest.fixture(scope="module")
def half() -> tuple[Rebound, dict[str, dict[str, float]]]:
    sales, planted = two_channels(31, moved=0.5, lower=0.25, stays=1.0)
    return asked(sales), planted


def ends(balance: Balance) -> dict[str, object]:
    return {"shops": balance.shops, "others": balance.others, "whole": balance.whole, "taken_up": balance.taken_up}


@pytest.mark.parametrize("phase", ["closed", "since"])
def test_what_moved_is_found_again(half: tuple[Rebound, dict[str, dict[str, float]]], phase: str) -> None:
    found, planted = half
    balance = getattr(found.channels[0], phase)
    for name, interval in ends(balance).items():
        assert interval.low <= planted[phase][name] <= interval.high, name
    assert balance.verdict == {"closed": IN_PART, "since": MOVED}[phase]
    assert sum(balance.chances.values()) == pytest.approx(1) == sum(balance.taken_chances.values())
    assert balance.taken_chances["little"] < 0.05


def test_channels_add_up_to_the_market(half: tuple[Rebound, dict[str, dict[str, float]]]) -> None:
    found, _planted = half
    (own,) = found.channels
    market = found.cuts.query("market == 'IT' and tier == 'all' and channel == 'all'").iloc[0]
    for balance, whole in ((own.closed, -market["suppressed"]), (own.since, market["excess"])):
        assert balance.whole.estimate == pytest.approx(whole)
        assert balance.shops.estimate + balance.others.estimate == pytest.approx(whole)
        assert balance.relative.estimate == pytest.approx(balance.whole.estimate / _expected(found, balance))


def _expected(found: Rebound, balance: Balance) -> float:
    window, lines = found.answers["IT"].windows[0], found.answers["IT"].curves
    days = lines.dates.astype("datetime64[D]")
    reopen = np.datetime64(window.reopen)
    shut = balance is found.channels[0].closed
    inside = days < reopen if shut else (days >= reopen) & (days <= np.datetime64(window.end))
    return float(lines.expected[inside].sum())


def test_where_nothing_moved_that_is_said() -> None:
    sales, _planted = two_channels(32, moved=0.0, lower=0.0, stays=0.0)
    (own,) = asked(sales).channels
    assert own.closed is not None and own.closed.verdict == NOTHING
    assert own.since is not None and own.since.verdict == OPEN and own.since.taken_up is None


def test_one_kind_of_channel_and_channels_that_sell_too_seldom_are_refused_by_name() -> None:
    sales, _planted = two_channels(33, moved=0.2, lower=0.0, stays=0.0)
    alone = asked(sales[sales["channel"] == "boutique"]).channels[0]
    assert alone.closed is alone.since is None and alone.unknown is not None
    assert alone.unknown.code == "one_kind_of_channel"
    seldom = (sales["channel"] == "ecommerce") & (sales["week"].dt.month % 3 > 0)
    thin = asked(sales[~seldom]).channels[0]
    assert thin.closed is None and thin.unknown is not None and thin.unknown.code == "channels_too_thin"


def test_channels_too_thin_tier_by_tier_are_looked_at_together() -> None:
    sales, planted = two_channels(34, moved=0.5, lower=0.0, stays=0.0)
    turns = (sales["week"].dt.isocalendar().week % 2 == 0) == (sales["tier"] == "luxury")
    found = asked(sales[~((sales["channel"] == "ecommerce") & turns)])
    assert {"all channels"} == set(found.cuts["channel"]) - {"all"}, "the market's answer has no channels"
    (own,) = found.channels
    market = found.cuts.query("market == 'IT' and tier == 'all' and channel == 'all'").iloc[0]
    assert own.closed is not None and own.closed.verdict == IN_PART
    assert own.closed.shops.estimate + own.closed.others.estimate == pytest.approx(-market["suppressed"])
    assert own.closed.shops.low <= planted["closed"]["shops"] <= own.closed.shops.high


def test_a_tier_that_no_sum_holds_is_in_no_channel_either() -> None:
    sales, _planted = two_channels(35, moved=0.5, lower=0.0, stays=0.0)
    launched = sales[(sales["tier"] == "luxury") & (sales["week"] >= RESHUT_WEEKS[134])].assign(tier="haute")
    with_it, without = asked(pd.concat([sales, launched])).channels[0], asked(sales).channels[0]
    assert with_it.since is not None and without.since is not None
    assert with_it.since.others == without.since.others
