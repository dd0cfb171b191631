-- grain: one month's budget of a market, channel and boutique; '' where it is of all of them
select month, market, channel, store_id, is_known, currency, with_vat, cast(net_sales as double) as net_sales
from budget_cells
order by month, market, channel, store_id
