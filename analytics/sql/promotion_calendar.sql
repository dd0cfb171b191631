-- grain: day, market, kind of event; how strong the strongest is
select day, market, kind, max(coalesce(intensity, 1)) as intensity
from market_calendar
where kind in ('lockdown', 'travel_ban', 'holiday', 'sale_season', 'shopping_festival', 'store_closure')
group by day, market, kind
order by day, market, kind
