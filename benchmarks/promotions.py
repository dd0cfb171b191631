"""Uplift at a million exposed customers against EconML and CausalML, and the scorecard of 500 promotions over ten million orders.

Every learner gets the same customers (ten features, visits after a draw by lot) in a process and on a thread of its own; it learns from a million
and scores two hundred thousand others. Qini is reckoned by one function for all. Boosting inside a peer is scikit-learn's, as ours.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

from analytics.uplift import Experiment, qini
from benchmarks.measured import peers, rows, run

LEARN, SCORE = 1_000_000, 200_000
PACKAGES = ("econml==0.17.0", "causalml==0.18.0")
DRAWN = """
import sys, time, warnings, numpy as np
warnings.filterwarnings('ignore')
draw = np.random.default_rng(7)
size = int(sys.argv[1]) + int(sys.argv[2])
X = np.column_stack([draw.normal(size=(size, 5)), draw.integers(0, 2, (size, 4)), draw.lognormal(0, 1, size)])
T = draw.random(size) < 0.5
chance = 1 / (1 + np.exp(1.9 - 0.4 * X[:, 0] - 0.3 * X[:, 5])) + T * (0.03 + 0.03 * X[:, 1] * (X[:, 1] > 0) + 0.02 * X[:, 6])
Y = (draw.random(size) < np.clip(chance, 0, 1)).astype(float)
n = int(sys.argv[1])
learn, test = slice(0, n), slice(n, size)
started = time.process_time()
"""
KEPT = """
told['cpu'] = time.process_time() - started
np.save(sys.argv[3], np.column_stack([np.ravel(score), T[test], Y[test]]))
"""
OURS = """
from analytics.uplift import Experiment
from analytics.uplift.learners import {name}
untreated, treated = {name}(Experiment(X[learn], T[learn], Y[learn], 0.5))(X[test])
score = treated - untreated
"""
ECONML = """
from sklearn.ensemble import HistGradientBoostingRegressor as R
from sklearn.linear_model import LogisticRegression as L
from econml.dr import LinearDRLearner
from econml.dml import LinearDML
from econml.metalearners import XLearner
made = {made}
made.fit(Y[learn], T[learn].astype(int), X=X[learn])
score = made.effect(X[test])
"""
CAUSALML = """
from sklearn.ensemble import HistGradientBoostingRegressor as R
from causalml.inference.meta import BaseSRegressor, BaseTRegressor, BaseXRegressor
half = lambda rows: {{'p': np.full(len(rows), 0.5)}} if '{made}' == 'BaseXRegressor' else {{}}
made = {made}(learner=R(random_state=0))
made.fit(X=X[learn], treatment=T[learn].astype(int), y=Y[learn], **half(Y[learn]))
score = made.predict(X=X[test], **half(Y[test]))
"""
PEERS = {
    "EconML LinearDRLearner": ECONML.format(
        made="LinearDRLearner(model_propensity=L(), model_regression=R(random_state=0), random_state=0)"
    ),
    "EconML LinearDML": ECONML.format(
        made="LinearDML(model_y=R(random_state=0), model_t=L(), discrete_treatment=True, random_state=0)"
    ),
    "EconML XLearner": ECONML.format(made="XLearner(models=R(random_state=0), propensity_model=L())"),
    "CausalML S": CAUSALML.format(made="BaseSRegressor"),
    "CausalML T": CAUSALML.format(made="BaseTRegressor"),
    "CausalML X": CAUSALML.format(made="BaseXRegressor"),
}
OWN = {"interaction logit": OURS.format(name="interaction_logit"), "boosted trees": OURS.format(name="boosted_trees")}
SHOP = """
import sys, time, duckdb, pandas as pd
from pathlib import Path
from analytics.promotions import scorecard
db = duckdb.connect(sys.argv[1])
db.execute("set enable_progress_bar = false"); db.execute("set threads = 1"); db.execute("set memory_limit = '6GB'"); db.execute("set timezone = 'UTC'")
orders, promotions = int(sys.argv[2]), 500
db.execute(f'''
    create table orders_mart as
    select
        'c' || (hash(i) % 2000000) as customer_id, date '2018-01-01' + (i * 3000 // {orders})::integer as ordered_on, true as is_sale,
        80.0 + hash(i * 64 + 1) % 200 as net_eur, 30.0 + hash(i * 64 + 2) % 50 as margin_eur,
        case when hash(i * 64 + 3) % 3 = 0 then 0 else 80.0 + hash(i * 64 + 1) % 200 end as net_full_price_eur,
        case when hash(i * 64 + 4) % 20 = 0 then 'p' || (i * {promotions} // {orders}) end as promotion_id,
        10.0 as discount_merchant_eur, 0.0 as discount_platform_eur, 0.0 as discount_other_eur
    from range({orders}) t(i)''')
db.execute('create table shop_span as select min(ordered_on) as first_on, max(ordered_on) as data_to, max(ordered_on) as returns_to from orders_mart')
db.execute(f'''
    create table exposures_mart as
    select
        'e' || i as exposure_id, 'p' || promo as promotion_id, 'c' || (hash(i * 64 + 5) % 2000000) as customer_id,
        case when hash(i * 64 + 6) % 2 = 0 then 'treated' else 'holdout' end as arm,
        case when promo % 2 = 0 then 'randomised' else 'rule' end as assignment, 0.5 as p_treated, 0.1 as contact_cost_eur,
        date '2018-03-01' + (promo * 5)::integer as assigned_on, date '2018-03-15' + (promo * 5)::integer as window_end,
        true as delivered, true as opened, false as claimed, false as redeemed, cast(null as date) as redeemed_on,
        'IT' as market, case when hash(i * 64 + 7) % 2 = 0 then 'core' else 'luxury' end as tier, 'boutique' as channel,
        before as orders_before, 100.0 * before as net_before_eur, before as orders_year_before, 90.0 * before as net_year_before_eur,
        before % 2 as orders_on_discount_before, 30 + hash(i * 64 + 10) % 300 as days_since_last,
        bought as orders_in, 100.0 * bought as net_in_eur, 40.0 * bought as margin_in_eur, bought as orders_with_promotion_in
    from (select i, i // 2000 as promo, hash(i * 64 + 8) % 5 as before, (hash(i * 64 + 11) % 9 = 0)::integer as bought
          from range({promotions} * 2000) t(i))''')
db.execute('''
    create table daily as
    select
        ordered_on as day, case when hash(customer_id) % 2 = 0 then 'IT' else 'CN' end as market, 'boutique' as channel, 'core' as tier,
        sum(net_eur) as net_eur, sum(net_full_price_eur) as net_full_price_eur, sum(margin_eur) as margin_eur, sum(net_eur) as net_with_margin_eur
    from orders_mart group by all''')
starts = pd.Timestamp('2018-03-01') + pd.to_timedelta([5 * place for place in range(promotions)], unit='D')
listed = pd.DataFrame({
    'promotion_id': [f'p{place}' for place in range(promotions)], 'market': ['IT', 'CN'] * (promotions // 2), 'channel': None, 'tier': None,
    'starts_on': starts, 'ends_on': starts + pd.Timedelta(days=13), 'first_used_on': starts, 'last_used_on': starts, 'net_eur': 1e5,
    'treated': 1000, 'contact_cost_eur': 0.1, 'paid_by_merchant_eur': 1e3, 'paid_by_platform_eur': 0.0, 'paid_by_other_eur': 0.0})
calendar = pd.DataFrame({'day': pd.to_datetime([]), 'market': [], 'kind': [], 'intensity': []})
folder = Path('analytics/sql')
started = time.process_time()
exposures = db.execute((folder / 'promotion_exposures.sql').read_text(), {'after': 42}).df()
sales = db.execute((folder / 'promotion_sales.sql').read_text()).df()
told['asking'] = time.process_time() - started
found = scorecard(listed, exposures, sales, calendar)
told['cpu'] = time.process_time() - started
told['experiments'] = sum(score.evidence == 'experiment' for score in found.scores)
told['observational'] = sum(score.evidence == 'observational' for score in found.scores)
"""


def table() -> str:
    """CPU seconds to learn and score, peak memory and Qini of every learner; then the scorecard."""
    return f"{_learners()}\n\n{_scorecard()}"


def _learners() -> str:
    theirs = peers(*PACKAGES)
    body: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "score.npy"
        for name, code in {**OWN, **PEERS}.items():
            python = theirs if name in PEERS else sys.executable
            try:
                done = run(DRAWN + code + KEPT, LEARN, SCORE, file, python=python)
            except (RuntimeError, ValueError) as error:
                body.append([name, "failed", "", str(error).strip().splitlines()[-1][:80], ""])
                continue
            score, treated, outcome = np.load(file).T
            area, spread = qini(score, Experiment(score[:, None], treated > 0, outcome, 0.5))
            times = f"{done.cpu / float(body[0][1]):.0f}x" if body else "1x"
            body.append(
                [name, f"{done.cpu:.1f}", f"{done.peak_mb:,.0f}", f"{area * 1000:.2f} ± {spread * 1000:.2f}", times]
            )
    return rows(["learner, 1M customers", "fit + score, cpu s", "peak MB", "Qini x 1000", "against logit"], body)


def _scorecard() -> str:
    with tempfile.TemporaryDirectory() as folder:
        done = run(SHOP, Path(folder) / "shop.duckdb", 10_000_000)
    told = done.told
    line = [
        f"{told['experiments']:.0f} by lot, {told['observational']:.0f} observational",
        f"{told['asking']:.1f}",
        f"{done.cpu:.1f}",
    ]
    return rows(["500 promotions, 10M orders, 1M exposures", "questions, cpu s", "in all, cpu s"], [line])
