-- grain: who dated the refund and days between order and refund (null: nobody says when)
select dated_by, date_diff('day', ordered_on, refunded_on) as days, count(*) as refunds, sum(returns_eur) as returns_eur
from refund_events
where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
group by dated_by, date_diff('day', ordered_on, refunded_on)
order by dated_by, days
