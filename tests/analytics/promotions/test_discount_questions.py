"""Who needs a discount and what to send, on the sample shop and by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.promotions.audience.audience import discount_audience
from analytics.promotions.audience.needs import break_even, discount_needs
from analytics.promotions.audience.seekers import discount_seekers
from analytics.promotions.depth.planner import Wish
from analytics.promotions.depth.shop_plan import discount_plan, promotion_audience, worth
from analytics.promotions.depth.shop_response import discount_response
from analytics.promotions.effect.scores import promotion_scores
from analytics.promotions.elasticity.shop_elasticity import price_elasticity
from analytics.results import CannotTell
from data.sample import build
from data.store import Choice, Store
from tests.analytics.shop import opened, order


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    home = tmp_path_factory.mktemp("sample") / "store"
    build(home, customers=9_000, seed=3)
    return Store.open(home)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return opened(tmp_path_factory.mktemp("small"), orders=[order("o1", "2024-01-01")])


def test_the_average_effect_is_above_nothing_and_the_curve_ends_on_it(shop: Store) -> None:
    found = discount_needs(shop)
    assert found.average.low > 0
    ends = found.curve.iloc[-1]
    assert ends["gain"] == pytest.approx(ends["random"])
    assert found.curve["gain"].iloc[0] == 0
    inside = found.curve["gain"].between(found.curve["low"], found.curve["high"])
    assert inside.mean() > 0.95
    assert found.deciles["customers"].sum() == found.judged


def test_a_kept_answer_is_the_answer(shop: Store) -> None:
    first, again = discount_needs(shop), discount_needs(shop)
    pd.testing.assert_frame_equal(first.curve, again.curve)
    assert first.qini == again.qini


def test_nobody_is_ranked_without_a_signal(shop: Store) -> None:
    for choice in (Choice(), Choice(market=("CN",)), Choice(market=("IT",))):
        verdict = discount_needs(shop, choice).verdict
        people = discount_audience(shop, choice, on=date(2026, 11, 23))
        assert people.empty == (verdict == "no signal")


def test_an_audience_counts_every_customer_once_and_falls_in_effect(shop: Store) -> None:
    people = discount_audience(shop, on=date(2026, 11, 23))
    if people.empty:
        pytest.skip("no signal in this draw of the sample")
    assert people["customer_id"].is_unique
    assert people["effect"].is_monotonic_decreasing
    assert (people["effect"] - (people["buys_if_sent"] - people["buys_anyway"])).abs().max() < 1e-12
    assert set(people["evidence"]) == {"experiment"}


def test_an_unknown_outcome_and_a_shop_without_experiments_are_refused(shop: Store, small: Store) -> None:
    with pytest.raises(ValueError, match="give one of purchase, spend, margin"):
        discount_needs(shop, outcome="joy")
    with pytest.raises(CannotTell, match=r"too_few_drawn customers=.* needed=200"):
        discount_needs(small)
    with pytest.raises(CannotTell, match="no_depth_tried"):
        discount_response(small)
    with pytest.raises(CannotTell, match="no_list_price"):
        price_elasticity(small)


def test_break_even_is_discount_over_margin_by_hand() -> None:
    rows = pd.DataFrame(
        {
            "treated": [True, True, False],
            "paid_by_merchant_eur": [20.0, 0.0, 9.0],
            "paid_by_other_eur": [0.0, 10.0, 9.0],
            "margin_with_promotion_eur": [60.0, 40.0, 9.0],
        }
    )
    assert break_even(rows) == pytest.approx(0.3)


def test_what_an_order_is_worth_by_hand() -> None:
    # 20 orders: 1 600 kept before VAT after 400 of discounts, of which the platform paid 100; margin 900
    asked = pd.DataFrame(
        {
            "market": ["IT", "CN"], "tier": ["core", "core"], "customers": [7, 9], "orders": [20, 3],
            "net_ex_vat_eur": [1600.0, 90.0], "margin_eur": [900.0, 9.0], "discount_eur": [400.0, 0.0],
            "discount_platform_eur": [100.0, 0.0],
        }
    )  # fmt: skip
    told = worth(asked)
    assert told["market"].tolist() == ["IT"]  # three orders tell nothing
    assert told["price_eur"].tolist() == [100.0]
    assert told["margin_share"].tolist() == [pytest.approx((900 + 400 - 100) / 2000)]


def test_customers_planned_for_and_left_out_are_all_of_them(shop: Store) -> None:
    asked = promotion_audience(shop, days=730)
    found = discount_plan(asked, discount_response(shop), Wish(20_000.0, 0.3))
    assert found is not None
    assert found.plan.allocation["customers"].sum() + found.left_out == asked["customers"].sum()
    assert found.plan.spent_eur <= 20_000
    assert found.audience["margin_share"].between(0, 1).all()


def test_nobody_to_plan_for_is_no_plan(shop: Store) -> None:
    nobody = promotion_audience(shop, Choice(market=("HK",)), days=730)
    assert discount_plan(nobody, discount_response(shop), Wish(1_000.0)) is None


def test_seekers_are_shares_of_their_market_and_no_small_group_shows(shop: Store) -> None:
    told = discount_seekers(shop, until=date(2026, 11, 23))
    assert told["customers"].min() >= 10
    assert (told.groupby("market")["share"].sum() <= 1 + 1e-9).all()
    assert told[["on_discount", "expected"]].stack().between(0, 1).all()


def test_the_planted_elasticities_lie_in_most_intervals(shop: Store) -> None:
    cells = price_elasticity(shop).cells
    by_tier = {"entry": -2.2, "core": -1.9, "premium": -1.6, "luxury": -1.2, "haute": -0.8}
    planted = cells["tier"].map(by_tier) * np.where(cells["market"] == "CN", 1.15, 1.0)
    assert planted.between(cells["low"], cells["high"]).mean() >= 0.8


def test_scores_name_their_promotions_and_add_up(shop: Store) -> None:
    found = promotion_scores(shop)
    table = found.table
    assert table["promotion_id"].is_unique and table["name"].notna().all()
    by_lot = table[table["evidence"] == "experiment"]
    assert found.together().estimate == pytest.approx(by_lot["margin"].sum())
    everybody = found.returns[found.returns["funder"] == "all"].set_index("promotion_id")["put_in_eur"]
    paid = table.set_index("promotion_id")[[name for name in table if name.startswith("paid_by_")]].sum(axis=1)
    assert (everybody - paid).min() >= 0


def test_a_shop_without_promotions_has_an_empty_scorecard(small: Store) -> None:
    assert promotion_scores(small).table.empty
