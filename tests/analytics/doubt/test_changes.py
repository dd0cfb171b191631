"""How far a change is more than accident: intervals that hold what they should, of figures that are those on the screen."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.bridge import bridge
from analytics.doubt import MIN_ORDERS, changes, part_intervals
from analytics.doubt.blocks import spread
from analytics.doubt.weeks import beyond, wander
from analytics.kpis import kpis
from analytics.measures import answered
from analytics.period import Period
from analytics.sales_by import sales_by
from data.store import Choice, Store
from tests.analytics import shop as tables
from tests.analytics.doubt.shops import FIRST, Making, opened, orders
from tests.analytics.made_up import drawn, made_up
from tests.analytics.shop import line, order

SECOND = Period(date(2023, 1, 9), date(2024, 1, 1))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A shop that sells four fifths more than a year before."""
    return opened(tmp_path_factory.mktemp("grown"), orders(Making(growth=0.8), 1))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small shop with returns, guests and two currencies."""
    return made_up(tmp_path_factory.mktemp("made_up"), drawn())


@pytest.mark.parametrize("choice", [Choice(), Choice(channel=("wallet",)), Choice(tier=("luxury",))], ids=str)
def test_the_figures_are_those_of_the_screen_and_so_are_their_changes(shop: Store, choice: Choice) -> None:
    period = Period(date(2020, 3, 1), date(2020, 12, 31))
    seen = kpis(shop, choice, period=period)
    told = changes(shop, choice, period=period, names=answered(choice))
    assert set(told["against"]) == {"previous", "last_year"} and len(told) > 60
    for row in told.itertuples():
        now, then = seen.loc["current", row.figure], seen.loc[row.against, row.figure]
        if not np.isnan(now) and not np.isnan(then):
            assert (row.now, row.then) == (pytest.approx(now, abs=1e-5), pytest.approx(then, abs=1e-5)), row.figure


def test_slices_are_those_of_the_breakdown(shop: Store) -> None:
    period = Period.year(2020)
    cut = sales_by(shop, period=period, by="market", across="channel").query("period == 'current'")
    told = changes(shop, period=period, names=("net_eur",), by=("market", "channel"))
    seen = cut.set_index(["slice", "across"])["net_eur"].to_dict()
    of_last_year = told[told["against"] == "last_year"]
    assert {(row.market, row.channel): row.now for row in of_last_year.itertuples()} == pytest.approx(seen)


def test_what_grew_everywhere_is_clear_in_the_whole_and_its_interval_holds_the_growth(grown: Store) -> None:
    told = changes(grown, period=SECOND, names=("orders", "net_eur", "aov_eur")).query("against == 'last_year'")
    told = told.set_index("figure")
    assert told.loc["orders", "is_clear"] and told.loc["net_eur", "is_clear"]
    assert told.loc["orders", "change_low"] < 0.8 < told.loc["orders", "change_high"]
    assert not told.loc["aov_eur", "is_clear"]


def test_few_orders_have_no_percentage(grown: Store) -> None:
    week = Period(date(2023, 3, 6), date(2023, 3, 13))
    told = changes(grown, period=week, names=("net_eur",), by=("market", "channel"))
    few = told[["orders", "orders_then"]].min(axis=1) < MIN_ORDERS
    assert few.any() and told.loc[few, ["change", "change_low", "change_high"]].isna().all(axis=None)
    assert not told.loc[few, "is_clear"].any()


def test_a_share_changes_in_points(shop: Store) -> None:
    told = changes(shop, period=Period.year(2020), names=("full_price_share",)).query("against == 'last_year'").iloc[0]
    assert told["change"] == pytest.approx(told["now"] - told["then"])
    assert told["change_low"] < told["change"] < told["change_high"]


def test_a_year_that_the_data_do_not_cover_is_held_against_nothing(grown: Store) -> None:
    assert changes(grown, period=Period(FIRST, date(2022, 6, 1)), names=("net_eur",)).empty


def test_the_parts_of_a_bridge_lie_in_their_intervals_and_the_clear_ones_are_of_one_sign(grown: Store) -> None:
    parts = bridge(grown, period=SECOND, against=SECOND.last_year).parts
    told = part_intervals(grown, period=SECOND, against=SECOND.last_year)
    assert set(told.index) == set(parts)
    assert all(told.loc[name, "change_low"] <= eur <= told.loc[name, "change_high"] for name, eur in parts.items())
    assert (told["is_clear"] == (np.sign(told["change_low"]) * np.sign(told["change_high"]) > 0)).all()
    assert told.loc["buyers", "is_clear"]


def test_the_parts_of_a_bridge_of_few_orders_have_no_interval(tmp_path: Path) -> None:
    few = opened(tmp_path, orders(Making(customers=1), 2).head(40))
    assert part_intervals(few, period=SECOND, against=SECOND.last_year).empty


def test_leaving_out_parts_tells_the_variance_of_a_mean() -> None:
    rng = np.random.default_rng(3)
    parts = rng.normal(10, 2, (400, 256))
    left_out = (parts.sum(axis=1, keepdims=True) - parts) / 255
    variance, freedom = spread(left_out)
    assert variance.mean() == pytest.approx(4 / 256, rel=0.02)
    assert np.median(freedom) == pytest.approx(255, rel=0.25)


def test_one_giant_leaves_few_degrees_of_freedom() -> None:
    parts = np.ones(256)
    parts[7] = 500.0
    _variance, freedom = spread((parts.sum() - parts)[None])
    assert freedom[0] < 3


@pytest.mark.parametrize("planted", [0.0, 0.1, 0.3])
def test_what_weeks_share_is_told_from_what_their_persons_account_for(planted: float) -> None:
    rng = np.random.default_rng(4)
    own = rng.uniform(0.002, 0.02, 4_000)
    week = rng.normal(0, planted, 4_000) + rng.normal(0, np.sqrt(own))
    week[::50] += 3.0  # feasts are no yardstick
    moved = week[1:-1] - (week[:-2] + week[2:]) / 2
    told = beyond(moved, own[1:-1] + (own[:-2] + own[2:]) / 4) ** 0.5
    assert told == pytest.approx(planted, abs=0.05)


def test_weeks_that_all_shoppers_share_are_learned_from_the_shop(tmp_path: Path) -> None:
    calm, restless = (
        wander(opened(tmp_path / str(shock), orders(Making(customers=300, shock=shock), 5))).of("orders")
        for shock in (0.0, 0.3)
    )
    assert calm < 0.1**2 and 0.2**2 < restless < 0.4**2


def test_no_channel_is_calmer_than_the_shop(grown: Store) -> None:
    learned = wander(grown)
    assert all(
        learned.of(figure, channel) >= learned.of(figure)
        for figure, channels in learned.by_channel.items()
        for channel in channels
    )


def test_an_empty_shop_has_no_changes(tmp_path: Path) -> None:
    empty = opened(tmp_path, orders(Making(), 6).head(1))
    assert pd.isna(changes(empty, period=Period(FIRST, date(2022, 2, 1)), names=("net_eur",))["change"]).all()


@pytest.mark.parametrize("by", [(), ("brand",), ("market", "channel")], ids=str)
def test_a_choice_that_no_order_has_has_no_changes(shop: Store, by: tuple[str, ...]) -> None:
    nowhere = Choice(store_id=("nowhere",), tier=("luxury",))
    period = Period.year(2020)
    assert changes(shop, nowhere, period=period, names=("net_eur",), by=by)["change"].isna().all()
    assert part_intervals(shop, nowhere, period=period, against=period.last_year).empty


def test_amounts_that_cannot_be_converted_are_no_clear_fall(tmp_path: Path) -> None:
    days = [date(2022, 1, 3) + timedelta(days=day) for day in range(730)]
    sold = [order(f"o{n}", days[n // 3].isoformat(), f"c{n % 200}", total=50.0) for n in range(3 * len(days))]
    late = [row | {"currency": "GBP"} if n > 1800 and n % 2 else row for n, row in enumerate(sold)]
    lines = [line(row["order_id"], gross=50.0) for row in late]
    told = changes(tables.opened(tmp_path, orders=late, order_lines=lines), period=SECOND, names=("net_eur", "orders"))
    row = told[(told["against"] == "last_year") & (told["figure"] == "net_eur")].iloc[0]
    assert row["now"] < 0.9 * row["then"] and not row["is_clear"]
    assert row["change_low"] < row["change"] < 0.0 < row["change_high"]
