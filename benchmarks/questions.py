"""The headline numbers and the cohorts at ten million orders: from roll-ups, from orders, and as peers would count them.

Orders are drawn at random (two million customers, nine years, six channels, twelve markets, five tiers) and go through the product's own marts from
`orders_mart` on. Every question is asked in a process of its own on one thread, the best of several; opening the file is not counted. The peers
answer the same cohort question (active customers, net sales and its spread, by month of first order and months since) in the way their users write
it; they get the same orders with the same customer numbers, sorted alike, as Parquet. What ours owes its speed to, spans and running sums laid down
in `journeys`, was paid for when the marts were made.
"""

import tempfile
from pathlib import Path

from benchmarks.measured import Run, peers, rows, run

MAKE = '''
import sys, duckdb
from data.store import marts
c = duckdb.connect(sys.argv[1])
for setting in ("timezone='UTC'", "memory_limit='6GB'", 'threads=2', 'enable_progress_bar=false'): c.execute(f'set {setting}')
c.execute("set preserve_insertion_order=false")
c.execute(open('data/schema.sql').read())
n = int(sys.argv[2])
c.execute(f"""create table drawn as select
    'o' || i as order_id, printf('%016x', hash(floor(pow((hash(i * 64 + 1) % 1000000) / 1e6, 1.6) * {n // 5})::bigint)) as customer_id,
    date '2018-01-01' + (hash(i * 64 + 2) % 3247)::integer as ordered_on,
    ['CN','IT','FR','US','JP','KR','GB','DE','AE','HK','SG','CH'][1 + (hash(i * 64 + 3) % 12)::integer] as market,
    ['boutique','ecommerce','wallet','marketplace','phygital_lab','other'][1 + (hash(i * 64 + 4) % 6)::integer] as channel,
    ['entry','core','premium','luxury','haute'][1 + (hash(i * 64 + 5) % 5)::integer] as tier,
    (20 + (hash(i * 64 + 6) % 300000) / 100.0)::decimal(18, 6) as gross_eur,
    case when hash(i * 64 + 7) % 4 = 0 then 0.1 else 0 end as depth, case when hash(i * 64 + 8) % 12 = 0 then 1 else 0 end as back
    from range({n}) t(i)""")
c.execute("""create table orders_mart as with priced as (
    select *, (gross_eur * depth)::decimal(18, 6) as discount_eur, (-(gross_eur - gross_eur * depth) * back)::decimal(18, 6) as returns_eur from drawn),
    counted as (select order_id, row_number() over (partition by customer_id order by ordered_on, order_id) as order_number,
        min(ordered_on) over (partition by customer_id) as first_on from priced where back = 0)
    select priced.order_id, 'bench' as system, customer_id, ordered_on, ordered_on::timestamptz as ordered_at, ordered_on as paid_on, market, channel,
        null::varchar as store_id, null::varchar as platform, tier, 'EUR' as currency, gross_eur, discount_eur, discount_eur as discount_merchant_eur,
        0::decimal(18, 6) as discount_platform_eur, 0::decimal(18, 6) as discount_other_eur, returns_eur, null::date as returned_on,
        (gross_eur - discount_eur + returns_eur)::decimal(18, 6) as net_eur, (gross_eur - discount_eur + returns_eur)::decimal(18, 6) as net_constant_eur,
        0::decimal(18, 6) as vat_eur, (gross_eur - discount_eur + returns_eur)::decimal(18, 6) as net_ex_vat_eur, 0::decimal(18, 6) as platform_receipts_eur,
        null::decimal(18, 6) as cost_eur, null::decimal(18, 6) as margin_eur, 0::decimal(18, 6) as net_full_price_eur, 0::decimal(18, 6) as shipping_eur,
        returns_eur as returns_constant_eur,
        gross_eur - discount_eur as gmv_eur, 1::decimal(12, 3) as units, 1 as lines, true as is_sale, back = 1 as has_refund, false as has_undated_refund,
        true as has_lines, false as rate_is_carried, order_number, first_on, coalesce(order_number = 1, false) as is_new, null::varchar as wallet,
        0::decimal(18, 6) as wallet_paid_eur, false as is_wallet, depth::double as depth, null::varchar as promotion_id, null::boolean as tax_free
    from priced left join counted on counted.order_id = priced.order_id order by ordered_on, priced.order_id""")
c.execute('drop table drawn')
c.execute("""create table sales as select * exclude (net_full_price_eur, gmv_eur), 1 as line_no, null::varchar as brand,
    null::varchar as category, null::varchar as season, null::varchar as product_id, gross_eur as shelf_eur, 1.0 as ex_vat_per_return,
    0.0 as platform_per_return, 0.0 as cost_per_return, depth <= 0.01 as is_full_price, true as is_sold
    from orders_mart""")
c.execute("""create table refund_events as select order_id, ordered_on, market, channel, store_id, tier, ordered_on + 9 as refunded_on, returns_eur
    from orders_mart where has_refund""")
for name, sql in marts.selects().items():
    if name in ('customers_mart', 'journeys', 'daily', 'buyers_daily', 'cohort_month', 'late_returns', 'shop_span'):
        c.execute(f'create table {name} as {sql}')
c.execute(f"""copy (select customer_no, order_number, first_on, ordered_on, net_eur from journeys) to '{sys.argv[1]}.parquet'
    (row_group_size 500000, compression zstd)""")
for name in ('orders_mart', 'customers_mart', 'daily', 'buyers_daily', 'cohort_month'):
    told[name] = c.execute(f'select count(*) from {name}').fetchall()[0][0]
'''
ASK = """
import sys, time, json, duckdb
from datetime import date
c = duckdb.connect(sys.argv[1], read_only=True)
for setting in ("memory_limit='6GB'", 'threads=1', 'enable_progress_bar=false'): c.execute(f'set {setting}')
sql, asked = open(f'analytics/sql/{sys.argv[2]}.sql').read(), json.loads(sys.argv[3])
asked = {name: date.fromisoformat(value) if isinstance(value, str) and value[:1] == '2' else value for name, value in asked.items()}
best = 1e9
for _ in range(int(sys.argv[4])):
    started = time.process_time(); answer = c.execute(sql, asked).df(); best = min(best, time.process_time() - started)
told.update(cpu=best, rows=len(answer), check=float(answer['net_eur'].astype(float).sum()))
"""
FIGURES = """
import sys, time, json, duckdb
from datetime import date
from analytics.measures import answered
from analytics.measures.catalogue import catalogue
from analytics.measures.cut import WHOLE
from analytics.measures.select import Shape, select
from data.store import Choice
c = duckdb.connect(sys.argv[1], read_only=True)
for setting in ("memory_limit='6GB'", 'threads=1', 'enable_progress_bar=false'): c.execute(f'set {setting}')
on_lines = sys.argv[2] == 'lines'
names = answered(Choice(tier=('core',)) if on_lines else Choice())
parts = dict.fromkeys(part for name in names for part in catalogue().parts(name))
sql = select(tuple(catalogue().sums[part] for part in parts), Shape(WHOLE, on_lines, not on_lines, False, 1))
day = date.fromisoformat
asked = dict(since_0=day('2026-01-01'), until_0=day('2026-07-01'), as_of_0=day('9999-12-31'), matured_until_0=day('2026-06-01'),
    from_day=day('2026-01-01'), to_day=day('2026-07-01'))
best = 1e9
for _ in range(int(sys.argv[3])):
    started = time.process_time(); answer = c.execute(sql, asked).df(); best = min(best, time.process_time() - started)
told.update(cpu=best, rows=len(answer), check=float(answer['net_eur'].astype(float).sum()))
"""
NAIVE = """
import sys, time, duckdb
c = duckdb.connect(sys.argv[1], read_only=True)
for setting in ("memory_limit='6GB'", 'threads=1', 'enable_progress_bar=false'): c.execute(f'set {setting}')
started = time.process_time()
answer = c.execute('''
    with first as (select customer_no, date_trunc('month', min(ordered_on)) as cohort from journeys where order_number is not null group by all),
    active as (select cohort, date_diff('month', cohort, date_trunc('month', ordered_on)) as k, count(distinct customer_no) as active
        from journeys join first using (customer_no) where order_number is not null group by all),
    spent as (select customer_no, date_diff('month', date_trunc('month', first_on), date_trunc('month', ordered_on)) as k, sum(net_eur) as net
        from journeys group by all),
    value as (select cohort, k, sum(net) as net_eur, sum(net * net::double) as squares from spent join first using (customer_no) group by all)
    select * from active full join value using (cohort, k)''').df()
told.update(cpu=time.process_time() - started, rows=len(answer), check=float(answer['net_eur'].sum()))
"""
POLARS = """
import sys, time, polars as pl
started = time.process_time()
month = lambda name: pl.col(name).dt.year().cast(pl.Int32) * 12 + pl.col(name).dt.month()
spans = (pl.scan_parquet(sys.argv[1] + '.parquet').with_columns(cohort=month('first_on'), k=month('ordered_on') - month('first_on'))
    .group_by('customer_no', 'cohort', 'k').agg(orders=pl.col('order_number').count(), net=pl.col('net_eur').cast(pl.Float64).sum()))
net = pl.col('net')
answer = (spans.group_by('cohort', 'k').agg(active=(pl.col('orders') > 0).sum(), net_eur=net.sum(), squares=(net**2).sum())
    .collect(engine='streaming'))
told.update(cpu=time.process_time() - started, rows=len(answer), check=float(answer['net_eur'].sum()))
"""
CHDB = """
import sys, time, chdb
started = time.process_time()
answer = chdb.query(f'''select cohort, k, countIf(orders > 0) as active, sum(net) as net_eur, sum(net * net) as squares from (
    select customer_no, toStartOfMonth(first_on) as cohort, dateDiff('month', toStartOfMonth(first_on), toStartOfMonth(ordered_on)) as k,
    count(order_number) as orders, sum(toFloat64(net_eur)) as net from file('{sys.argv[1]}.parquet', Parquet) group by customer_no, cohort, k)
    group by cohort, k settings max_threads = 1''', 'DataFrame')
told.update(cpu=time.process_time() - started, rows=len(answer), check=float(answer['net_eur'].sum()))
"""


def table(orders: int = 10_000_000) -> str:
    """CPU seconds of each question by path, and what the roll-up saves."""
    python = peers("polars", "pandas", "pyarrow", "chdb")
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        store = Path(folder) / "shop.duckdb"
        made = run(MAKE, store, orders)
        kpis = {
            "headline numbers, roll-up": run(FIGURES, store, "rollup", 5),
            "headline numbers, order lines": run(FIGURES, store, "lines", 3),
        }
        cohorts = {
            "cohorts, roll-up": run(ASK, store, "cohorts_rollup", '{"by": "all"}', 5),
            "cohorts by channel, roll-up": run(ASK, store, "cohorts_rollup", '{"by": "channel"}', 5),
            "cohorts, orders (23 sums with intervals)": run(ASK, store, "cohorts", '{"by": "all", "months": 1}', 2),
            "cohorts, naive DuckDB (3 sums)": run(NAIVE, store),
            "cohorts, Polars (3 sums)": run(POLARS, store, python=python),
            "cohorts, chdb (3 sums)": run(CHDB, store, python=python),
        }
    held = ", ".join(f"{name} {int(count):,}" for name, count in made.told.items() if name not in {"cpu", "peak_mb"})
    body = _lines(kpis, "headline numbers, order lines") + _lines(cohorts, "cohorts, orders (23 sums with intervals)")
    return f"Rows: {held}; made in {made.cpu:.0f} CPU s.\n\n" + rows(
        ["question", "CPU s", "peak MB", "rows", "cheaper than from orders"], body
    )


def _lines(runs: dict[str, Run], base: str) -> list[list[str]]:
    return [
        [name, f"{each.cpu:.3f}", f"{each.peak_mb:.0f}", f"{each.told['rows']:,}", f"{runs[base].cpu / each.cpu:.1f}x"]
        for name, each in runs.items()
    ]


if __name__ == "__main__":
    print(table())
