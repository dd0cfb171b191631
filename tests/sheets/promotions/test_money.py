"""Who paid, what each got for it, how far coupons came."""

import pandas as pd

from sheets.promotions import money, one_promotion
from tests.sheets.promotions.made_up import promotion, scores


def row(**told: object) -> pd.Series:
    return one_promotion.row(scores(promotion("a", **told)), "a")


def test_those_who_paid_stand_the_largest_first_and_who_did_not_pay_is_in_the_export_only() -> None:
    part = money.payers(row(paid_by_merchant_eur=20.0, paid_by_platform_eur=50.0, contact_cost_eur=3.5))
    assert part.drawn["paid_eur"].tolist() == [50.0, 20.0, 3.5]
    assert part.drawn["name"].tolist() == ["The platform", "The shop", "Cost of reaching people"]
    assert part.table["funder"].tolist() == ["merchant", "platform", "other", "contact"]


def test_a_promotion_that_nobody_used_cost_nothing() -> None:
    part = money.payers(row(paid_by_merchant_eur=0.0, orders_used=0))
    assert part.drawn.empty and part.empty == "Nobody used it: nothing was paid."


def test_a_promotion_that_was_used_without_a_discount_is_not_called_unused() -> None:
    part = money.payers(row(paid_by_merchant_eur=0.0, orders_used=3))
    assert part.drawn.empty and part.empty == "The orders that used it state no discount."


def returns() -> pd.DataFrame:
    rows = [
        ("a", "merchant", 100.0, -8.4, -20.0, 3.0),
        ("a", "platform", 0.0, None, None, None),
        ("b", "all", 1.0, 2.0, 1.0, 3.0),
    ]
    return pd.DataFrame(rows, columns=["promotion_id", "funder", "put_in_eur", "estimate", "low", "high"])


def test_a_return_is_drawn_where_it_is_known_and_exported_with_its_evidence() -> None:
    every = scores(promotion("a"), returns=returns())
    part = money.returns(every, one_promotion.row(every, "a"))
    assert part.drawn["name"].tolist() == ["The shop"] and part.drawn["span"].tolist() == ["[−20.00 … 3.00]"]
    assert part.table["funder"].tolist() == ["merchant", "platform"] and set(part.table["evidence"]) == {"experiment"}


def test_an_unknown_margin_has_no_return() -> None:
    every = scores(promotion("c", None), returns=returns())
    part = money.returns(every, one_promotion.row(every, "c"))
    assert part.drawn.empty and part.empty == "Its incremental margin is not known."


def test_a_known_margin_that_nobody_paid_for_is_not_called_unknown() -> None:
    every = scores(promotion("d", 100.0), returns=returns().query("funder == 'platform'").assign(promotion_id="d"))
    part = money.returns(every, one_promotion.row(every, "d"))
    assert part.drawn.empty and part.empty == "Nobody paid anything for it, so there is no margin per euro."


def funnel(share: float | None) -> pd.DataFrame:
    steps = {"issued": 71, "opened": 49, "redeemed": 5, "came_again": 2}
    table = pd.DataFrame({"promotion_id": "a", "step": list(steps), "customers": list(steps.values())})
    return table.assign(share=[1.0, 0.69, 0.07, share], low=0.1, high=0.8)


def test_a_funnel_says_how_many_of_those_who_redeemed_came_again() -> None:
    every = scores(promotion("a"), funnel=funnel(0.4))
    part = money.funnel(every, one_promotion.row(every, "a"))
    assert part.drawn["customers"].tolist() == [71, 49, 5, 2]
    assert part.captions == ("Of those who redeemed, 40.0% bought again within 90 days, 95% interval [10.0% … 80.0%].",)


def test_where_nobody_redeemed_nothing_is_said_of_coming_again() -> None:
    every = scores(promotion("a"), funnel=funnel(None))
    assert money.funnel(every, one_promotion.row(every, "a")).captions == ()


def test_a_promotion_without_coupons_has_no_funnel() -> None:
    for empty in (pd.DataFrame(), funnel(0.4).assign(promotion_id="b")):
        every = scores(promotion("a"), funnel=empty)
        part = money.funnel(every, one_promotion.row(every, "a"))
        assert part.drawn.empty and part.empty == "No record of who was sent a coupon."
