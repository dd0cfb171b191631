-- grain: one daigou, what was bought, and the number of the address to which others' parcels go too
select
    to_json({
        'customer_id': daigou.customer_id,
        'address': daigou.address_no,
        'orders': count(*),
        'runs': count(distinct parcels.run_no),
        'first_on': min(plan.since + parcels.day_no),
        'last_on': max(plan.since + parcels.day_no),
        'categories': any_value(daigou.categories),
        'list_eur': cast(sum(totals.goods_gross) as double),
        'discount_eur': cast(sum(totals.markdown + totals.voucher) as double),
        'net_eur': cast(sum(totals.net - totals.returned) as double)
    })
from sample_daigou as daigou
join sample_parcels as parcels on parcels.person_no = daigou.person_no
join sample_totals as totals on totals.order_no = parcels.order_no
cross join sample_plan as plan
group by daigou.person_no, daigou.customer_id, daigou.address_no
order by daigou.person_no;
