"""Every amount of the sample shop adds up, in cents."""

import pytest

from tests.data.sample.conftest import Shop


def test_a_line_is_its_list_price_less_markdown_and_voucher(shop: Shop) -> None:
    assert shop.one("select count(*) from order_lines where net <> gross - line_discount - order_discount_share") == 0
    assert shop.one("select count(*) from order_lines where gross <> list_price * qty") == 0


def test_an_order_is_its_lines_less_discounts_plus_shipping(shop: Shop) -> None:
    broken = shop.one("""
        select count(*) from orders
        where total <> goods_gross - discount_merchant - discount_platform - discount_unknown + shipping - discount_shipping
    """)
    assert broken == 0
    lines = shop.frame("""
        select orders.order_id, any_value(goods_gross) as header, sum(gross) as lines,
            any_value(discount_merchant + discount_platform) as given, sum(line_discount + order_discount_share) as on_lines
        from orders join order_lines using (order_id) group by orders.order_id
    """)
    assert (lines["header"] == lines["lines"]).all()
    assert (lines["given"] - lines["on_lines"]).abs().max() < 1e-6


def test_discounts_by_funder_add_up_to_the_order(shop: Shop) -> None:
    by_funder = shop.frame("""
        select order_id, sum(amount) filter (funder = 'merchant') as by_merchant, sum(amount) filter (funder = 'platform') as by_platform
        from discounts group by order_id
    """).set_index("order_id")
    orders = shop.frame("select * from orders where duplicate_of is null and not is_test and status <> 'unpaid'")
    orders = orders.set_index("order_id").join(by_funder).fillna({"by_merchant": 0.0, "by_platform": 0.0})
    assert (orders["by_merchant"] - orders["discount_merchant"]).abs().max() < 1e-6
    assert (orders["by_platform"] - orders["discount_platform"]).abs().max() < 1e-6
    assert orders["discount_platform"].gt(0).any() and orders["discount_merchant"].gt(0).any()


def test_refunds_give_back_what_the_order_says_and_never_more_than_was_paid(shop: Shop) -> None:
    refunds = shop.frame("select order_id, sum(amount) as back from refunds group by order_id").set_index("order_id")
    orders = shop.frame("select * from orders where duplicate_of is null and not is_test").set_index("order_id")
    orders = orders.join(refunds).fillna({"back": 0.0})
    assert (orders["back"] - orders["refunded"]).abs().max() < 1e-6
    assert (orders["total"] + orders["refunded"] > -1e-6).all()
    assert (orders.loc[orders["status"] == "paid", "refunded"] == 0).all()
    assert orders["status"].isin(["partially_refunded", "refunded"]).eq(orders["refunded"] < 0).all()


def test_a_refund_follows_its_order_and_waits_for_the_window(shop: Shop) -> None:
    days = shop.frame(
        "select date_diff('day', ordered_on, refunded_on) as lag from refunds join orders using (order_id)"
    )
    assert days["lag"].between(1, 31).all()


def test_what_the_wallet_settles_is_the_amount_less_the_fee(shop: Shop) -> None:
    assert shop.one("select count(*) from wallet_transactions where net <> gross + fee") == 0
    fees = shop.frame("""
        select account_id, -sum(fee) / sum(gross) as rate from wallet_transactions where txn_type = 'payment' group by account_id
    """).set_index("account_id")["rate"]
    assert fees["sample-alipay-crossborder"] == pytest.approx(0.012, abs=1e-4)
    china = shop.frame("""
        select -sum(fee) filter (occurred_on < date '2024-09-02') / sum(gross) filter (occurred_on < date '2024-09-02') as before,
            -sum(fee) filter (occurred_on >= date '2024-11-11') / sum(gross) filter (occurred_on >= date '2024-11-11') as since
        from wallet_transactions where txn_type = 'payment' and account_id = 'sample-alipay-china'
    """).iloc[0]
    assert china.tolist() == pytest.approx([0.006, 0.0055], abs=1e-4)


def test_a_payout_is_the_sum_of_what_it_settles(shop: Shop) -> None:
    batches = shop.frame("""
        select settlement_id, any_value(-settlements.amount) as paid_out, sum(wallet_transactions.net) as settled
        from settlements join wallet_transactions using (settlement_batch, currency) group by settlement_id
    """)
    assert len(batches) > 500
    short = (batches["settled"] - batches["paid_out"]).round(6)
    planted = shop.planted["money"]["short_payouts"]
    assert sorted(short[short != 0]) == [one["short"] for one in planted] and len(planted) == 2


def test_the_wallet_charges_more_yuan_a_euro_than_the_mid_rate(shop: Shop) -> None:
    spread = shop.frame("""
        select fx_rate / rate - 1 as spread
        from wallet_transactions asof join (select rate_on, rate from fx_rates where quote = 'CNY') as mid
            on cast(occurred_at as date) >= mid.rate_on
        where fx_pair = 'EUR/CNY'
    """)["spread"]
    assert spread.between(0.0015, 0.0075).all()


def test_rates_stay_near_their_real_levels_and_know_holidays(shop: Shop) -> None:
    rates = shop.frame("select * from fx_rates")
    levels = rates.groupby("quote")["rate"].agg(["min", "max"])
    assert 6.3 < levels.loc["CNY", "min"] < levels.loc["CNY", "max"] < 9.0
    assert 110 < levels.loc["JPY", "min"] < levels.loc["JPY", "max"] < 200
    days = set(rates["rate_on"].dt.date.astype(str))
    assert "2020-04-09" in days and "2020-04-10" not in days and "2020-04-11" not in days


def test_yen_and_won_have_no_cents(shop: Shop) -> None:
    assert shop.one("select count(*) from orders where currency in ('JPY', 'KRW') and total <> round(total)") == 0
