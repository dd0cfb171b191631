"""The lockdowns, their rebound, and the same shop without them."""

import numpy as np
import pandas as pd
import pytest

from data.sample.plan import TIERS
from tests.data.sample.conftest import Shop


def shocked(shop: Shop, market: str, name: str = "lockdown 2020") -> pd.DataFrame:
    rows = [row for row in shop.planted["shocks"] if (row["market"], row["shock"]) == (market, name)]
    return pd.DataFrame(rows).set_index("tier")


def test_what_happened_week_by_week_is_what_the_orders_say(shop: Shop) -> None:
    counted = shop.frame("""
        with tiers as (
            select order_id, any_value(products.tier) as tier from order_lines join orders using (order_id)
            join products on products.product_id = order_lines.product_id and ordered_on >= valid_from and (valid_to is null or ordered_on < valid_to)
            group by order_id
        )
        select market, tier, cast(date_trunc('week', ordered_on) as date) as week, count(*) as n
        from orders join tiers using (order_id) group by all
    """)
    for row in shop.planted["weeks"]:
        mine = counted[(counted["market"] == row["market"]) & (counted["tier"] == row["tier"])].set_index("week")["n"]
        weeks = pd.date_range(shop.plan.since, periods=shop.plan.weeks, freq="7D")
        assert mine.reindex(weeks).fillna(0).tolist() == row["orders"]


def test_before_the_first_lockdown_both_shops_are_one(shop: Shop) -> None:
    first = (pd.Timestamp("2020-01-20") - pd.Timestamp(shop.plan.since)).days // 7
    for row in shop.planted["weeks"]:
        assert row["orders"][:first] == row["orders_without"][:first]
        assert row["eur"][:first] == row["eur_without"][:first]


@pytest.mark.parametrize("market", ["IT", "CN"])
def test_the_depth_of_the_lockdown_is_the_planted_one(shop: Shop, market: str) -> None:
    """Thinning: what is left is binomial in what would have been. By tier where it sold at all, and of all tiers."""
    rows = shocked(shop, market)
    span = {"IT": ("2020-03-09", "2020-05-18"), "CN": ("2020-01-23", "2020-04-08")}[market]
    left = shop.frame(f"""
        select tier_no, count(*) filter (happens) as have, count(*) as would from sample_orders
        where market = '{market}' and would_happen and cause = 'own' and ordered_on >= '{span[0]}' and ordered_on < '{span[1]}' group by tier_no
    """).set_index("tier_no")
    kept = 1 - rows.loc[[TIERS[number - 1] for number in left.index], "depth"].to_numpy()
    miss, spread = left["have"] - kept * left["would"], left["would"] * kept * (1 - kept)
    assert len(left) >= 4
    assert (miss / np.sqrt(spread)).abs().max() < 4
    assert abs(miss.sum()) / np.sqrt(spread.sum()) < 4


def test_the_rebound_decays_to_the_lasting_level(shop: Shop) -> None:
    """Pooled over tiers: orders over what would have been, against the planted curve, in two stretches of the first year."""
    for market, reopened in (("IT", "2020-05-18"), ("CN", "2020-04-08")):
        rows = shocked(shop, market)
        days = shop.frame(f"""
            select tier_no, date_diff('day', date '{reopened}', ordered_on) as day, count(*) filter (happens) as have, count(*) filter (would_happen) as would
            from sample_orders where market = '{market}' and cause <> 'offer' and ordered_on >= date '{reopened}' and ordered_on < date '{reopened}' + 364
            group by all
        """)
        tiers = [TIERS[number - 1] for number in days["tier_no"]]
        lasting, transient = rows.loc[tiers, "lasting"].to_numpy(), rows.loc[tiers, "transient"].to_numpy()
        half = rows["half_life_weeks"].iloc[0]
        expected = days["would"] * np.exp(lasting + transient * 2 ** (-days["day"] / 7 / half))
        for stretch in (days["day"] < 56, days["day"] >= 182):
            z = (days["have"] - expected)[stretch].sum() / np.sqrt(expected[stretch].sum())
            assert abs(z) < 4


def test_low_price_tiers_lose_for_good_and_luxury_gains_in_china(shop: Shop) -> None:
    level = {tier: row["after"][-1]["level_last_13_weeks"] for tier, row in shocked(shop, "CN").iterrows()}
    assert level["entry"] < -0.05 < 0.05 < level["luxury"]


def test_released_and_beyond_are_the_two_parts_of_the_excess(shop: Shop) -> None:
    for row in shop.planted["shocks"]:
        for after in row["after"]:
            for unit in ("orders", "eur"):
                split = after[unit]
                assert split["released"] + split["beyond"] == pytest.approx(max(split["excess"], 0), abs=0.02)
                if split["beyond"]:
                    assert split["released"] == pytest.approx(max(split["suppressed"], 0), abs=0.02)


def test_markets_without_a_lockdown_are_untouched(shop: Shop) -> None:
    assert (
        shop.one("select count(*) from sample_orders where market in ('JP', 'KR', 'HK') and happens <> would_happen")
        == 0
    )


def test_with_nothing_planted_nothing_happens(plain_shop: Shop) -> None:
    assert plain_shop.planted["shocks"] == [] and plain_shop.planted["weeks"] == []
    assert plain_shop.one("select count(*) from sample_orders where happens <> would_happen") == 0


def test_the_lockdown_does_not_bring_new_people(shop: Shop) -> None:
    """Extra demand comes from people who had bought; so the number of customers met is not changed by the rebound."""
    assert shop.one("select count(*) from sample_visits where cause = 'rebound' and is_first") == 0
    unknown = shop.one("""
        select count(*) from sample_visits as extra where cause = 'rebound' and not exists (
            select 1 from sample_visits as earlier where earlier.person_no = extra.person_no and earlier.cause = 'own'
                and earlier.day_no + earlier.moment < extra.day_no + extra.moment)
    """)
    assert unknown == 0
