"""Card money and marketplaces of the sample shop: fees by contract, chargebacks, a reserve, commissions; counted from rows."""

import pandas as pd
import pytest

from tests.data.sample.conftest import Shop

EURO = ("IT", "FR", "DE")


@pytest.fixture(scope="module")
def cards(shop: Shop) -> pd.DataFrame:
    """Card payments with the order that each is for."""
    return shop.frame("""
        select wallet_transactions.*, orders.total, orders.market, orders.order_id as paid_order
        from wallet_transactions left join orders on orders.payment_ref = merchant_ref and orders.duplicate_of is null and not orders.is_test
            and orders.status <> 'unpaid'
        where wallet_transactions.system = 'corallo'
    """)


def test_every_order_of_europes_online_shop_is_paid_by_card_once(shop: Shop, cards: pd.DataFrame) -> None:
    paid = cards[cards["txn_type"] == "payment"]
    wanted = shop.one("""
        select count(*) from orders where store_id = 'web-europe' and payment_wallet is null
            and duplicate_of is null and not is_test and status <> 'unpaid'
    """)
    assert len(paid) == paid["paid_order"].nunique() == wanted == shop.planted["books"]["card_orders"] > 5_000
    assert (paid["gross"] - paid["total"]).abs().max() < 1e-6


def test_card_fees_are_those_of_the_contract_of_their_day_to_the_cent(cards: pd.DataFrame) -> None:
    paid = cards[(cards["txn_type"] == "payment") & (cards["currency"] == "EUR")]
    late = paid["occurred_on"] >= pd.Timestamp("2025-02-03")
    at_home = paid["market"].isin(EURO)
    assert at_home.all() and late.any() and not late.all()
    percent, fixed = late.map({False: 1.2, True: 0.95}), late.map({False: 0.25, True: 0.2})
    assert ((paid["gross"] * percent / 100 + fixed) + paid["fee"]).abs().max() < 0.00501
    abroad = cards[(cards["txn_type"] == "payment") & (cards["currency"] == "USD")]
    share = -abroad["fee"] / abroad["gross"]
    changed = abroad["occurred_on"] >= pd.Timestamp("2025-02-03")
    assert share[~changed].median() == pytest.approx(0.024, abs=1e-4)
    assert share[changed].median() == pytest.approx(0.021, abs=1e-4)


def test_a_lost_chargeback_keeps_its_money_and_a_won_one_gives_it_back(shop: Shop, cards: pd.DataFrame) -> None:
    told = pd.DataFrame(shop.planted["money"]["disputes"]).set_index("order_id")
    assert len(told) > 10 and set(told["outcome"]) >= {"lost", "won"}
    for outcome, rows in told.groupby("outcome"):
        moved = cards[cards["paid_order"].isin(rows.index) & cards["txn_type"].isin(["dispute", "dispute_reversal"])]
        left = moved.groupby("paid_order")[["gross", "fee"]].sum().reindex(rows.index)
        kept = 0 if outcome == "won" else 1
        assert (left["gross"] + kept * rows["amount"]).abs().max() < 1e-6
        assert (left["fee"] + kept * rows["fee"]).abs().max() < 1e-6
    opened = cards[cards["txn_type"] == "dispute"]
    assert set(opened["paid_order"]) == set(told.index)


def test_chargebacks_come_in_a_spell_before_the_reserve(shop: Shop, cards: pd.DataFrame) -> None:
    told = pd.DataFrame(shop.planted["money"]["disputes"])
    share = len(told) / shop.planted["books"]["card_orders"]
    assert 0.001 < share < 0.01
    assert cards.loc[cards["txn_type"] == "transfer", "occurred_on"].min() >= pd.Timestamp("2023-12-04")


def test_the_reserve_is_a_share_of_payments_and_comes_back_after_thirteen_weeks(
    shop: Shop, cards: pd.DataFrame
) -> None:
    told = pd.DataFrame(shop.planted["money"]["reserve"]).set_index("currency")
    moved = cards[cards["txn_type"] == "transfer"]
    held = -moved[moved["source_type"] == "HOLDBACK"].groupby("currency")["gross"].sum()
    released = moved[moved["source_type"] == "RELEASE"].groupby("currency")["gross"].sum()
    pd.testing.assert_series_equal(held, told["held"], check_names=False)
    pd.testing.assert_series_equal(released, told["released"], check_names=False)
    assert (told["kept"] > 0).any() and (held - released - told["kept"]).abs().max() < 1e-6
    own = cards["settlement_batch"].isin(set(moved.loc[moved["source_type"] == "HOLDBACK", "settlement_batch"]))
    paid = cards[own & (cards["txn_type"] == "payment")].groupby("settlement_batch")["gross"].sum()
    kept = -moved[moved["source_type"] == "HOLDBACK"].set_index("settlement_batch")["gross"]
    assert (kept / paid - 0.05).abs().max() < 0.01
    weeks = [
        (moved.loc[moved["source_type"] == kind].groupby("currency")["occurred_on"].min())
        for kind in ("HOLDBACK", "RELEASE")
    ]
    assert ((weeks[1] - weeks[0]).dt.days.between(85, 91)).all()


def test_marketplaces_take_their_commission_and_give_back_that_of_returns(shop: Shop) -> None:
    told = pd.DataFrame(shop.planted["money"]["commissions"]).set_index("marketplace")
    moved = shop.frame("select * from wallet_transactions where system in ('yunshang', 'piazza')")
    paid = moved[moved["txn_type"] == "payment"].groupby("system")["gross"].sum()
    charged = -(
        moved[moved["txn_type"].isin(["payment"])].groupby("system")["fee"].sum()
        + moved[moved["txn_type"] == "fee"].groupby("system")["gross"].sum().reindex(paid.index).fillna(0)
    )
    back = moved[moved["txn_type"] == "refund"].groupby("system")["fee"].sum()
    for found, column in ((paid, "paid"), (charged, "charged"), (back, "given_back")):
        assert (found - told[column]).abs().max() < 1e-6, column
    assert charged["piazza"] / paid["piazza"] == pytest.approx(0.2, abs=1e-4)
    assert 0.055 < charged["yunshang"] / paid["yunshang"] < 0.06


def test_every_marketplace_order_is_paid_once_and_what_the_platform_bears_is_handed_on(shop: Shop) -> None:
    both = shop.frame("""
        select orders.total, orders.discount_platform, moved.buyer_paid, moved.gross
        from orders left join wallet_transactions as moved on merchant_ref = payment_ref and txn_type = 'payment' and moved.system <> 'sample'
        where channel = 'marketplace'
    """)
    assert len(both) == shop.planted["books"]["marketplace_orders"] > 500
    assert (both["buyer_paid"] - both["total"]).abs().max() < 1e-6
    assert (both["gross"] - both["total"] - both["discount_platform"]).abs().max() < 1e-6


def test_a_wallet_charged_other_than_agreed_for_ten_weeks(shop: Shop, plain_shop: Shop) -> None:
    told = {one["cause"]: one for one in shop.planted["money"]["charged_above_contract"]}
    weeks = told["other than agreed"]
    assert weeks["charged"] / weeks["paid"] == pytest.approx(0.01, abs=1e-5)
    assert weeks["agreed"] / weeks["paid"] == pytest.approx(0.0055, abs=1e-6)
    assert weeks["over_eur"] > 0 and weeks["first_on"] >= "2024-09-02" and weeks["last_on"] <= "2024-11-10"
    plain = [one["cause"] for one in plain_shop.planted["money"]["charged_above_contract"]]
    assert "other than agreed" not in plain and not plain_shop.planted["money"]["short_payouts"]
