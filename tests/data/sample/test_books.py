"""The wallet's errors can be counted by anyone who joins both sides."""

import pandas as pd

from tests.data.sample.conftest import Shop


def joined(shop: Shop) -> pd.DataFrame:
    """Orders paid by wallet against payments, by reference; refunds on neither side."""
    orders = shop.frame("""
        select payment_ref as ref, total from orders
        where payment_wallet is not null and duplicate_of is null and not is_test and status <> 'unpaid'
    """)
    payments = shop.frame(
        "select merchant_ref as ref, buyer_paid from wallet_transactions where txn_type = 'payment' and system = 'sample'"
    )
    paid = payments.groupby("ref")["buyer_paid"].agg(["sum", "size"]).reset_index()
    return orders.merge(paid, on="ref", how="outer")


def test_the_errors_have_the_counts_that_were_planted(shop: Shop) -> None:
    both, books = joined(shop), shop.planted["books"]
    difference = (both["sum"] - both["total"]).round(6)
    assert both["sum"].isna().sum() == books["missing_payment"] == shop.plan.discrepancies.missing_payments
    assert both["total"].isna().sum() == books["missing_order"] == shop.plan.discrepancies.missing_orders
    assert (difference > 0).sum() == books["mismatch"] == shop.plan.discrepancies.mismatches
    assert (difference < 0).sum() == books["partial"] == shop.plan.discrepancies.partials
    assert (difference == 0).sum() == books["matched"]
    assert ((difference == 0) & (both["size"] == 2)).sum() == books["paid_in_two"]


def test_a_shop_with_nothing_planted_has_clean_books(plain_shop: Shop) -> None:
    both = joined(plain_shop)
    assert (both["sum"] - both["total"]).abs().max() < 1e-6
    assert both.notna().all(axis=None)


def test_each_refund_of_a_wallet_order_reaches_the_wallet_within_days(shop: Shop) -> None:
    both = shop.frame("""
        select refund_id, -refunds.amount as back, refunded_at, -buyer_paid as returned, occurred_at
        from refunds join orders using (order_id)
        left join wallet_transactions on txn_type = 'refund' and wallet_transactions.system = 'sample'
            and merchant_refund_ref = 'REF' || (split_part(refund_id, ':', 2)::bigint * 16 + split_part(refund_id, ':', 3)::bigint)
        where payment_wallet is not null
    """)
    assert len(both) > 300
    assert (both["back"] - both["returned"]).abs().max() < 1e-6
    hours = (both["occurred_at"] - both["refunded_at"]).dt.total_seconds() / 3600
    assert hours.between(0, 97).all() and hours.gt(24).any()


def test_only_the_last_payments_wait_for_settlement(shop: Shop) -> None:
    waiting = shop.frame("""
        select system, min(occurred_on) as first from wallet_transactions where status = 'succeeded' group by system
    """).set_index("system")["first"]
    assert str(waiting["sample"].date()) >= "2026-11-14" and str(waiting["corallo"].date()) >= "2026-11-20"
    assert str(waiting["yunshang"].date()) >= "2026-11-12"


def test_what_must_not_be_counted_is_marked(shop: Shop) -> None:
    counts = shop.frame("""
        select count(*) filter (duplicate_of is not null) as duplicates, count(*) filter (is_test) as tests, count(*) filter (status = 'unpaid') as unpaid
        from orders
    """).iloc[0]
    wanted = shop.plan.discrepancies
    assert counts.tolist() == [wanted.duplicates, wanted.tests, wanted.unpaid]
    assert shop.planted["books"]["real_orders"] + counts.sum() == shop.one("select count(*) from orders")


def test_guests_leave_no_key(shop: Shop) -> None:
    guests = shop.one(
        "select count(*) from orders where customer_id is null and not is_test and status <> 'unpaid' and duplicate_of is null"
    )
    assert guests == shop.planted["books"]["guest_orders"]
    assert 0.15 < guests / shop.planted["books"]["real_orders"] < 0.35
    elsewhere = shop.one("""
        select avg(cast(channel <> 'boutique' as integer)) from orders
        where customer_id is null and not is_test and status <> 'unpaid' and duplicate_of is null
    """)
    assert elsewhere < 0.15  # walk-ins: only those who found boutiques shut, or came by an online shop


def test_the_bank_shows_what_was_planted_and_all_else_as_it_was_paid_out(shop: Shop) -> None:
    both, books = (
        shop.frame("""
            select -settlements.amount as paid_out, bank_lines.amount as arrived
            from settlements left join bank_lines on reference = settlement_batch and bank_lines.currency = settlements.currency
            where occurred_on < (select max(booked_on) from bank_lines)
        """),
        shop.planted["books"],
    )
    short = (both["paid_out"] - both["arrived"]).round(6)
    assert (short == 15).sum() == books["short_at_bank"] == shop.plan.discrepancies.short_at_bank
    assert both["arrived"].isna().sum() == books["not_at_bank"] == shop.plan.discrepancies.not_at_bank
    assert (short == 0).sum() == len(both) - books["short_at_bank"] - books["not_at_bank"]
