-- grain: the one row of counts that the books should show
select to_json({
    'missing_payment': (select count(*) from sample_wallet_orders where error = 'missing_payment'),
    'missing_order': (select count(*) from sample_wallet_orders where error = 'missing_order'),
    'mismatch': (select count(*) from sample_wallet_orders where error = 'mismatch'),
    'partial': (select count(*) from sample_wallet_orders where error = 'partial'),
    'paid_in_two': (select count(*) from sample_wallet_orders where error = 'paid_in_two'),
    'matched': (select count(*) from sample_wallet_orders where error in ('sound', 'paid_in_two', 'missing_order')),
    'wallet_orders': (select count(*) from sample_wallet_orders),
    'real_orders': (select count(*) from sample_orders where is_real),
    'guest_orders': (select count(*) from sample_orders where is_real and customer_id is null),
    'card_orders': (select count(*) from sample_card_orders),
    'marketplace_orders': (select count(*) from sample_marketplace_orders),
    'refund_by_no_order': (select count(*) from sample_card_events where event like 'CX%'),
    'short_payouts': (select count(*) from sample_card_payouts where short > 0),
    'short_at_bank': (select short_at_bank from sample_plan),
    'not_at_bank': (select not_at_bank from sample_plan),
    'duplicates': (select count(*) from orders where duplicate_of is not null),
    'tests': (select count(*) from orders where is_test),
    'unpaid': (select count(*) from orders where status = 'unpaid')
});
