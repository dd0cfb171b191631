insert into customers (
    customer_id, home_market, loyalty_tier, marketing_consent, created_from
)
select
    customer_id,
    any_value(market),
    case when count(*) >= 8 then 'gold' when count(*) >= 3 then 'silver' else 'member' end,
    chance(any_value(person_no), 8) < 0.9,
    any_value(first_channel)
from sample_orders
where is_real and customer_id is not null
group by customer_id;

insert into identities (
    id_type, id_hash, system, customer_id, is_unique, first_seen, last_seen
)
select
    case any_value(first_channel)
        when 'boutique' then 'pos_card' when 'phygital_lab' then 'pos_card' when 'wallet' then 'alipay_user_id' when
            'marketplace'
            then 'platform_buyer_id'
        else 'email'
    end,
    md5('key:' || customer_id),
    'sample',
    customer_id,
    true,
    min(ordered_at),
    max(ordered_at)
from sample_orders
where is_real and customer_id is not null
group by customer_id;
