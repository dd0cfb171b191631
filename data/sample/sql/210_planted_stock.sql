-- grain: one season and category that does not stay: the share meant to sell, pieces received in the season, and those
-- sold and not given back
select
    to_json({
        'season': season,
        'category': category,
        'meant': meant,
        'received': received,
        'sold': sold
    })
from (
    select
        goods.season,
        goods.category,
        max(goods.meant) as meant,
        cast(sum(goods.received) as integer) as received,
        cast(sum(goods.sold) as integer) as sold
    from (
        select catalogue.season, catalogue.category, null as meant, receipts.units as received, 0 as sold
        from goods_receipts as receipts join sample_catalogue as catalogue on catalogue.sku = receipts.sku
        where not catalogue.stays and receipts.receipt_ref not like 'OUT-%'
        union all
        select catalogue.season, lots.category, lots.sell_through, 0, lots.net
        from (
            select
                sku, store_id, any_value(category) as category, max(sell_through) as sell_through, any_value(net) as net
            from sample_stock_lots
            where not stays
            group by sku, store_id
        ) as lots
        join sample_catalogue as catalogue on catalogue.sku = lots.sku
        where not catalogue.stays
    ) as goods
    group by goods.season, goods.category
)
order by season, category;
