"""What the offers did can be found again by comparing the arms."""

import numpy as np
import pandas as pd

from tests.data.sample.conftest import Shop


def by_arm(shop: Shop, since: int, until: int, needs: bool = False) -> pd.DataFrame:
    """Orders per exposed customer from `since` to before `until` days after an offer starts; one row per exposure."""
    return shop.frame(f"""
        select
            exposures.exposure_id, promotions.market, exposures.promotion_id, exposures.customer_id, exposures.arm, any_value(drawn.need) as need,
            any_value(exposures.p_treated) as p, count(orders.order_id) as orders
        from exposures join promotions using (promotion_id)
        join sample_exposures as drawn on 'sample:' || drawn.exposure_no = exposures.exposure_id
        left join orders on orders.customer_id = exposures.customer_id and not is_test and duplicate_of is null and orders.status <> 'unpaid'
            and ordered_on >= starts_on + {since} and ordered_on < starts_on + {until}
        group by all
    """)


def effect(outcomes: pd.DataFrame) -> tuple[float, float]:
    """Treated minus holdout, weighted by the offer's odds, with its standard error clustered by customer."""
    weight = np.where(outcomes["arm"] == "treated", 1 / outcomes["p"], -1 / (1 - outcomes["p"]))
    centred = outcomes["orders"] - outcomes["orders"].mean()
    scores = (weight * centred).groupby(outcomes["customer_id"]).sum()
    return float((weight * centred).mean()), float(np.sqrt((scores**2).sum()) / len(outcomes))


def planted_lift(shop: Shop, market: str, what: tuple[str, ...]) -> float:
    """Effect per treated, weighted over offers like `effect`: by all exposed customers of an offer."""
    rows = (
        pd.DataFrame(shop.planted["offers"]).query("market == @market").groupby("promotion_id").sum(numeric_only=True)
    )
    exposed = rows["treated"] + rows["holdout"]
    done = rows["extra_orders"] - rows["put_off_orders"] if "extra" in what else -rows["pulled_forward_orders"]
    return float((done / rows["treated"] * exposed).sum() / exposed.sum())


def test_the_lift_is_found_in_both_markets(shop: Shop) -> None:
    outcomes = by_arm(shop, 0, 28)
    for market in ("IT", "CN"):
        estimate, error = effect(outcomes[outcomes["market"] == market])
        assert abs(estimate - planted_lift(shop, market, ("extra",))) < 3.5 * error
        assert estimate > 2.5 * error


def test_part_of_the_lift_is_missing_in_the_weeks_after(shop: Shop) -> None:
    outcomes = by_arm(shop, 28, 70)
    for market in ("IT", "CN"):
        estimate, error = effect(outcomes[outcomes["market"] == market])
        assert abs(estimate - planted_lift(shop, market, ("dip",))) < 3.5 * error
    pooled, error = effect(outcomes)
    assert pooled < -1.5 * error


def test_arms_are_alike_before_the_offer(shop: Shop) -> None:
    estimate, error = effect(by_arm(shop, -200, -3))
    assert abs(estimate) < 3.5 * error


def test_those_who_need_an_offer_respond_and_those_it_puts_off_buy_less(shop: Shop) -> None:
    outcomes = by_arm(shop, 0, 28)
    needing, its_error = effect(outcomes[outcomes["need"] == "needs_it"])
    never, error = effect(outcomes[outcomes["need"] == "never"])
    assert needing > 5 * its_error
    assert abs(never) < 3.5 * error
    assert effect(outcomes[outcomes["need"] == "put_off"])[0] < 0


def test_customers_who_need_offers_bought_more_on_discount_before(shop: Shop) -> None:
    depth = shop.frame("""
        select need, avg(order_discount_share / gross) as depth
        from sample_orders join order_lines using (order_id) where is_real and exposure_no is null group by need
    """).set_index("need")["depth"]
    assert depth["needs_it"] > depth["buys_anyway"] > depth["never"]


def test_with_nothing_planted_the_arms_do_not_differ(plain_shop: Shop) -> None:
    for since, until in ((0, 28), (28, 70)):
        estimate, error = effect(by_arm(plain_shop, since, until))
        assert abs(estimate) < 3.5 * error
    assert (
        sum(
            row["extra_orders"] + row["put_off_orders"] + row["pulled_forward_orders"]
            for row in plain_shop.planted["offers"]
        )
        == 0
    )


def test_the_lot_treats_the_share_it_says(shop: Shop) -> None:
    arms = shop.frame("""
        select promotion_id, any_value(exposures.p_treated) as p, count(*) as n, avg(cast(arm = 'treated' as integer)) as share
        from exposures group by promotion_id
    """)
    z = (arms["share"] - arms["p"]) / np.sqrt(arms["p"] * (1 - arms["p"]) / arms["n"])
    assert z.abs().max() < 4


def test_a_voucher_is_claimed_before_it_is_redeemed_and_by_the_treated_alone(shop: Shop) -> None:
    funnel = shop.frame("select * from exposures")
    holdout = funnel[funnel["arm"] == "holdout"]
    assert holdout[["delivered_at", "claimed_at", "redeemed_at", "voucher_id"]].isna().all(axis=None)
    redeemed = funnel[funnel["redeemed_at"].notna()]
    assert redeemed["claimed_at"].notna().all()
    assert 0.03 < len(redeemed) / (funnel["arm"] == "treated").sum() < 0.4
    used = shop.one(
        "select count(distinct order_id) from discounts join campaigns on campaigns.campaign_id = discounts.promotion_id"
    )
    assert used == len(redeemed)


def test_offers_never_overlap_in_a_market(shop: Shop) -> None:
    dates = shop.frame("select market, starts_on from campaigns order by market, starts_on")
    gaps = dates.groupby("market")["starts_on"].diff().dt.days.dropna()
    assert gaps.min() >= 70


def test_only_customers_who_consent_are_written_to(shop: Shop) -> None:
    assert (
        shop.one("select count(*) from exposures join customers using (customer_id) where not marketing_consent") == 0
    )
    assert 0.85 < shop.one("select avg(cast(marketing_consent as integer)) from customers") < 0.95
