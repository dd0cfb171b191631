-- grain: one entry of a bank account; its text is read for the payer and the payout's number, and then dropped
select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when "state" = 'unread' then 'an entry that cannot be read as one of a statement (:61:); export it again'
        end,
        unread("booked_on", written_day("booked_on"), 'booked_on'),
        unread("value_on", written_day("value_on"), 'value_on'),
        unread("amount", try_cast("amount" as decimal(18, 6)), 'amount')
    ), '') as problem,
    case when "state" = 'pending' then 'an entry that is only expected, not booked yet' end as aside,
    "statement_account" as account_id,
    written_day("booked_on") as booked_on,
    written_day("value_on") as value_on,
    try_cast("amount" as decimal(18, 6)) as amount,
    upper("currency") as currency,
    "details" as text
from staged
