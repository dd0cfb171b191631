-- grain: one row; the days the orders span, the last day of which returns are known, the last that was over when loaded
with loaded as (
    select max(finished_at) as at from batches where kind in ('load', 'sample')
),
-- the clock of most orders, of equals the last by name
clocks as (
    select arg_max(tz, (orders, tz)) as tz
    from (select tz, count(*) as orders from orders where tz is not null group by tz)
)
select
    shop_span.first_on,
    shop_span.data_to,
    shop_span.returns_to,
    case
        when
            shop_span.first_on < shop_span.data_to
            and cast(timezone(coalesce(clocks.tz, 'UTC'), loaded.at) as date) = shop_span.data_to
            then shop_span.data_to - 1
        else shop_span.data_to
    end as complete_to
from shop_span cross join loaded cross join clocks
