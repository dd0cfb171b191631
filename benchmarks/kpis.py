"""The headline numbers of half a year: on the roll-up, and the same numbers on base rows, on a large sample shop."""

import tempfile

from benchmarks.measured import rows, run

BUILD = """
import sys
from data import sample
sample.build(sys.argv[1], customers=int(sys.argv[2]))
"""
ASK = """
import sys, time
from data.store import Store
store = Store.open(sys.argv[1])
store.query("set threads = 1")
ROLLUP = '''select sum(orders) as orders, sum(units) as units, sum(gross_eur) as gross, sum(discount_eur) as discount, sum(returns_eur) as returns,
    sum(net_eur) as net, sum(gmv_eur) as gmv, sum(net_full_price_eur) as full_price from daily where day >= '2026-04-01' and day < '2026-10-01' '''
BASE = '''with lines as (select count(distinct case when is_sold then order_id end) as orders, sum(units) as units, sum(gross_eur) as gross,
        sum(discount_eur) as discount, sum(returns_eur) as returns, sum(net_eur) as net, sum(case when is_full_price then net_eur end) as full_price
        from sales where ordered_on >= '2026-04-01' and ordered_on < '2026-10-01'),
    paid as (select sum(gmv_eur) as gmv from orders_mart where paid_on >= '2026-04-01' and paid_on < '2026-10-01')
    select * from lines cross join paid'''
def cost(sql, times):
    started = time.process_time()
    for _ in range(times): frame = store.query(sql)
    return (time.process_time() - started) / times, frame
cost(ROLLUP, 2)
rollup, a = cost(ROLLUP, 20)
base, b = cost(BASE, 3)
for name in ("net", "gross", "discount"):
    assert abs(float(a[name][0]) - float(b[name][0])) < 0.01, (name, a[name][0], b[name][0])
orders = int(store.query("select count(*) as n from orders")["n"][0])
rolled = int(store.query("select count(*) as n from daily")["n"][0])
told.update(rollup=rollup, base=base, orders=orders, rolled=rolled)
"""


def table(customers: int = 2_000_000) -> str:
    """CPU seconds of one question, one thread; both sides must agree to the cent or the study fails."""
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as home:
        built = run(BUILD, home, customers)
        asked = run(ASK, home)
    told = asked.told
    body = [
        ["base rows", f"{told['orders']:,.0f} orders", f"{told['base'] * 1000:.0f}", ""],
        [
            "roll-up",
            f"{told['rolled']:,.0f} rows",
            f"{told['rollup'] * 1000:.1f}",
            f"{told['base'] / told['rollup']:.0f}x",
        ],
    ]
    text = rows(["answered from", "size", "CPU ms", "cheaper by"], body)
    return f"{text}\n\nBuilding that shop with its marts: {built.cpu:.0f} CPU s, peak {built.peak_mb:.0f} MB."


if __name__ == "__main__":
    print(table())
