-- the shop's bank: each payout a day or two after it was sent; a few short by a bank's charge, a few that never came
insert into bank_lines (
    line_id, system, account_id, booked_on, value_on, amount, currency, payer, reference, file_id, row_no, row_hash
)
with sent as (
    select
        settlements.*,
        split_part(account_id, '-', 2) as payer,
        occurred_on + 1 + cast(settlement_id > 'sample:sample-alipay-d' as integer) as arrives_on,
        row_number() over (
            order by
                file_id <> 'sample:settlements',
                not occurred_on between (select cast(until as date) - 360 from sample_plan)
                and (select cast(until as date) - 60 from sample_plan),
                md5(settlement_id)
        ) as draw
    from settlements
    where entry_type = 'payout'
)
select
    md5('bank' || settlement_id),
    'sample',
    md5('bank account ' || currency),
    arrives_on,
    arrives_on,
    -amount - case when draw <= short_at_bank then 15 else 0 end,
    currency,
    case when account_id = 'sample-alipay-hk' then 'alipayhk' else payer end,
    settlement_batch,
    'sample:bank',
    row_number() over (order by arrives_on, settlement_id),
    null
from sent
cross join sample_plan as plan
where arrives_on < cast(plan.until as date) and (draw <= short_at_bank or draw > short_at_bank + not_at_bank);

insert into bank_days (file_id, account_id, currency, first_on, last_on)
select 'sample:bank', md5('bank account ' || currency), currency, cast(plan.since as date), cast(plan.until as date) - 1
from (select distinct currency from settlements)
cross join sample_plan as plan;
