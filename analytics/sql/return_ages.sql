-- grain: days after its order's on which goods went back, of the orders of a period; <= 0
select date_diff('day', ordered_on, refunded_on) as age, cast(sum(returns_eur) as double) as returns_eur
from late_returns
where ordered_on >= $since and ordered_on < $until
group by date_diff('day', ordered_on, refunded_on)
order by age
