"""Fit and score of a million customers against `lifetimes`, of all CDNOW against PyMC-Marketing, and of 20 million from a store.

Every side is one process on one thread and starts from the same arrays (frequency, recency, age a customer); grouping equal histories counts as
ours. Tiled CDNOW repeats 23,570 customers and flatters grouping; the simulated million has 420,000 distinct histories. The peers are asked for
BG/NBD, which all of them have; our Pareto/NBD, which a million customers make impractical there, is beside it.
"""

import subprocess
import tempfile
import venv
from pathlib import Path

from benchmarks.measured import PEERS, ROOT, Run, peers, rows, run

CDNOW = ROOT.parent / "shared" / "data" / "cdnow" / "CDNOW_master.txt"
CUSTOMERS = 1_000_000
STORE_CUSTOMERS = 20_000_000

SIMULATE = """
import sys, numpy as np
rng = np.random.default_rng(int(sys.argv[3]))
n = int(sys.argv[1])
days = rng.integers(30, 1096, n)
rate, chance = rng.gamma(0.25, 1 / 4.5, n) / 7, rng.beta(0.8, 2.4, n)
since, there, who, when = np.zeros(n), np.arange(n), [], []
while len(there):
    since[there] += rng.exponential(1 / np.maximum(rate[there], 1e-12))
    there = there[since[there] < days[there]]
    who.append(there); when.append(np.maximum(np.ceil(since[there]), 1).astype(int))
    there = there[rng.random(len(there)) >= chance[there]]
who, when = np.concatenate(who), np.concatenate(when)
"""
AS_ARRAYS = """
bought = np.unique(who * 2048 + when)  # one purchase a customer-day
who, when = bought // 2048, bought % 2048
x = np.bincount(who, minlength=n).astype(float)
last = np.zeros(n); np.maximum.at(last, who, when)
np.savez(sys.argv[2], x=x, recency=last / 7, age=days / 7)
"""
AS_ROWS = """
import pyarrow as pa, pyarrow.parquet as pq
chunk = int(sys.argv[3])
end = np.datetime64('2024-12-31')
born = end - days
customer = np.concatenate([np.arange(n), who])
pq.write_table(pa.table({'customer': customer + chunk * n, 'on': np.concatenate([born, born[who] + when])}), sys.argv[2])
"""
TILED = """
import sys, numpy as np, pandas as pd
log = pd.read_csv(sys.argv[3], sep=r'\\s+', skiprows=1, names=['c', 'on', 'discs', 'value'])
log['day'] = (pd.to_datetime(log['on'].astype(str)) - pd.Timestamp('1997-01-01')).dt.days
by = log[log['day'] <= 272].drop_duplicates(['c', 'day']).groupby('c')['day'].agg(['min', 'max', 'count'])
every = np.resize(np.arange(len(by)), int(sys.argv[1]))
x, recency, age = (by['count'] - 1).to_numpy(float), ((by['max'] - by['min']) / 7).to_numpy(), ((272 - by['min']) / 7).to_numpy()
np.savez(sys.argv[2], x=x[every], recency=recency[every], age=age[every])
"""
OURS = """
import sys, time, numpy as np
from analytics.lifetime.fit import fitted
from analytics.lifetime.histories import grouped
from analytics.lifetime.bg_nbd import BGNBD
from analytics.lifetime.pareto_nbd import ParetoNBD
told_by = np.load(sys.argv[1]); x, recency, age = told_by['x'], told_by['recency'], told_by['age']
started = time.process_time()
histories, row = grouped(x, recency, age)
found = fitted({'bg': BGNBD, 'pareto': ParetoNBD}[sys.argv[2]], histories)
score = found.model.expected(histories, 39.0)[row]
told.update(cpu=time.process_time() - started, ll=found.log_likelihood, total=float(score.sum()), distinct=len(histories))
"""
LIFETIMES = """
import sys, time, warnings, numpy as np
warnings.simplefilter('ignore')
import lifetimes
told_by = np.load(sys.argv[1]); x, recency, age = told_by['x'], told_by['recency'], told_by['age']
started = time.process_time()
model = {'bg': lifetimes.BetaGeoFitter, 'pareto': lifetimes.ParetoNBDFitter}[sys.argv[2]]().fit(x, recency, age)
score = model.conditional_expected_number_of_purchases_up_to_time(39.0, x, recency, age)
cpu = time.process_time() - started
# it fits scaled times and keeps the mean over customers for BG/NBD, the sum for Pareto/NBD
told.update(cpu=cpu, total=float(np.sum(score)))
told['ll'] = -float(model._negative_log_likelihood_) * {'bg': len(x), 'pareto': 1}[sys.argv[2]] + x.sum() * np.log(model._scale)
"""
PYMC = """
import sys, time, warnings, numpy as np, pandas as pd
warnings.simplefilter('ignore')
from pymc_marketing.clv import BetaGeoModel
told_by = np.load(sys.argv[1])
data = pd.DataFrame({'customer_id': range(len(told_by['x'])), 'frequency': told_by['x'], 'recency': told_by['recency'], 'T': told_by['age']})
started = time.process_time()
model = BetaGeoModel()
model.fit(data, method='map', progressbar=False)
score = model.expected_purchases(data=data, future_t=39.0)
told.update(cpu=time.process_time() - started, total=float(score.sum()))
"""
STORE = """
import sys, time, resource, duckdb
from pathlib import Path
import numpy as np
from analytics.lifetime.bg_nbd import BGNBD
from analytics.lifetime.pareto_nbd import ParetoNBD
from analytics.lifetime.fit import fitted
from analytics.lifetime.histories import Histories
store = duckdb.connect(sys.argv[1], read_only=True, config={'threads': 1, 'memory_limit': '4GB', 'temp_directory': sys.argv[2]})
store.execute('set enable_progress_bar = false')
sql = Path('analytics/sql/purchase_histories.sql').read_text()
started = time.process_time()
rows = store.execute(sql, {'until': '2025-01-01', 'ahead': '2025-01-01', 'sixteenths': 16}).df()
grouping = time.process_time() - started
store.close()
started = time.process_time()
columns = [rows[name].to_numpy(float) / by for name, by in (('frequency', 1), ('recency_days', 7), ('age_days', 7), ('customers', 1))]
histories = Histories(*columns)
for name, family in (('bg', BGNBD), ('pareto', ParetoNBD)):
    model = fitted(family, histories).model
    total = float(histories.customers @ model.expected(histories, 39.0))
    told[name] = time.process_time() - started
    started = time.process_time()
told.update(grouping=grouping, distinct=len(rows), customers=float(rows['customers'].sum()), total=total)
"""
INTO_STORE = """
import sys, duckdb
store = duckdb.connect(sys.argv[1], config={'threads': 1, 'memory_limit': '4GB', 'temp_directory': sys.argv[2]})
store.execute('set enable_progress_bar = false')
store.execute(f'''create table orders_mart as select 'c' || customer as customer_id, "on"::date as ordered_on, 100.0::decimal(18, 6) as net_eur,
    1 as order_number from read_parquet('{sys.argv[2]}/*.parquet')''')
told.update(orders=store.execute('select count(*) from orders_mart').fetchone()[0])
"""


def table() -> str:
    """Both tables, measured now."""
    with tempfile.TemporaryDirectory() as home:
        arrays = _arrays(Path(home))
        against = rows(
            ["customers", "model", "ours, CPU s", "peer", "peer, CPU s", "times", "log likelihood, ours", "peer's"],
            [*_lifetimes(arrays), *_pymc(arrays)],
        )
    return against + "\n\n" + _store()


def _arrays(home: Path) -> dict[str, Path]:
    found = {"simulated 1,000,000": home / "simulated.npz"}
    run(SIMULATE + AS_ARRAYS, CUSTOMERS, found["simulated 1,000,000"], 0)
    if CDNOW.exists():
        found |= {"CDNOW tiled to 1,000,000": home / "tiled.npz", "CDNOW 23,570": home / "cdnow.npz"}
        run(TILED, CUSTOMERS, found["CDNOW tiled to 1,000,000"], CDNOW)
        run(TILED, 23_570, found["CDNOW 23,570"], CDNOW)
    return found


def _lifetimes(arrays: dict[str, Path]) -> list[list[str]]:
    python = peers("lifetimes==0.11.3")
    body = []
    for name, file in arrays.items():
        body.append(
            _against(name, "BG/NBD", run(OURS, file, "bg"), "lifetimes", run(LIFETIMES, file, "bg", python=python))
        )
        theirs = run(LIFETIMES, file, "pareto", python=python) if name == "CDNOW 23,570" else None
        body.append(_against(name, "Pareto/NBD", run(OURS, file, "pareto"), "lifetimes", theirs))
    return body


def _pymc(arrays: dict[str, Path]) -> list[list[str]]:
    """In an environment of its own: it holds back the versions of what the other peers use."""
    if "CDNOW 23,570" not in arrays:
        return []
    python = PEERS / "pymc" / "bin" / "python"
    if not python.exists():
        venv.create(PEERS / "pymc", with_pip=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "pymc-marketing"], check=True
        )
    file = arrays["CDNOW 23,570"]
    return [
        _against("CDNOW 23,570", "BG/NBD", run(OURS, file, "bg"), "PyMC-Marketing MAP", run(PYMC, file, python=python))
    ]


def _against(name: str, model: str, ours: Run, peer: str, theirs: Run | None) -> list[str]:
    if theirs is None:
        return [name, model, f"{ours.cpu:.2f}", peer, "not asked", "", f"{ours.told['ll']:,.2f}", ""]
    likelihood = f"{theirs.told['ll']:,.2f}" if "ll" in theirs.told else "with priors"
    times = f"{theirs.cpu / ours.cpu:,.0f}"
    return [name, model, f"{ours.cpu:.2f}", peer, f"{theirs.cpu:.1f}", times, f"{ours.told['ll']:,.2f}", likelihood]


def _store() -> str:
    with tempfile.TemporaryDirectory() as home:
        for chunk in range(STORE_CUSTOMERS // CUSTOMERS):
            run(SIMULATE + AS_ROWS, CUSTOMERS, Path(home) / f"{chunk}.parquet", chunk)
        made = run(INTO_STORE, Path(home) / "store.duckdb", home)
        found = run(STORE, Path(home) / "store.duckdb", home)
    told = found.told
    body = [
        f"{told['customers']:,.0f}",
        f"{made.told['orders']:,.0f}",
        f"{told['distinct']:,.0f}",
        f"{told['grouping']:.0f}",
        f"{told['bg']:.1f}",
        f"{told['pareto']:.1f}",
        f"{found.peak_mb:,.0f}",
    ]
    return rows(
        [
            "customers",
            "orders",
            "distinct histories",
            "grouping in the store, CPU s",
            "BG/NBD fit and score",
            "Pareto/NBD",
            "peak MB",
        ],
        [body],
    )


if __name__ == "__main__":
    print(table())
