-- grain: month (its first day) and wallet
select
    cast(date_trunc('month', day) as date) as month,
    wallet,
    sum(rows) as rows,
    sum(case when state = 'matched' then rows else 0 end) as rows_matched,
    sum(value_eur) as value_eur,
    sum(case when state = 'matched' then value_eur else 0 end) as matched_eur,
    sum(gap_eur) as gap_eur
from reconciliation_daily
where day >= cast($since as date) and day < cast($until as date)
group by cast(date_trunc('month', day) as date), wallet
order by month, wallet
