"""What groups of customers still bought in a year, against the forecast made before it: sample shops as of a year before their end.

Seeds 965000 on, not used while building. `make bench STUDIES=first_met_ahead`.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.acquisition.ahead import DAY, DAYS, group_forecast, met_histories
from analytics.acquisition.question import BY
from analytics.kpis import span
from data import sample
from data.store import Store

SEED = 965_000
SHOPS = 4
CUSTOMERS = (4_000,)


def asked(seed: int, customers: int) -> pd.DataFrame:
    """A row a group of a shop: forecast and what came, per customer."""
    with tempfile.TemporaryDirectory() as folder:
        sample.build(Path(folder) / "store", customers=customers, seed=seed)
        store = Store.open(Path(folder) / "store")
        last = span(store)[1]
        on, parts = last - timedelta(days=DAYS), []
        for by in BY:
            began = time.process_time()
            told = group_forecast(store, by=by, on=on).table
            cpu = time.process_time() - began
            came = (
                met_histories(store, by=by, until=on + DAY, ahead=last + DAY)
                .groupby("label")[["spent", "customers"]]
                .sum()
            )
            parts.append(told.assign(by=by, cpu=cpu, came=told["label"].map(came["spent"] / came["customers"])))
        store.close()
    return pd.concat(parts).assign(seed=seed, shop=customers)


def table() -> str:
    """By shop size and grouping: groups, those with a forecast, intervals that hold what came, log bias and typical error, width, CPU seconds."""
    rows = pd.concat(
        [asked(SEED + 100 * place + number, many) for place, many in enumerate(CUSTOMERS) for number in range(SHOPS)]
    )
    known = rows[rows["ahead"].notna() & (rows["came"] > 0)]
    off = np.log(known["came"] / known["ahead"])
    known = known.assign(
        holds=known["came"].between(known["ahead_low"], known["ahead_high"]),
        off=off,
        squared=off**2,
        width=np.log(known["ahead_high"] / known["ahead_low"]),
    )
    keys = ["shop", "by"]
    found = known.groupby(keys)[["holds", "off", "squared", "width", "cpu"]].mean()
    found = found.assign(
        typical=np.sqrt(found.pop("squared")), told=known.groupby(keys).size(), groups=rows.groupby(keys).size()
    )
    return found.round(3).to_string()
