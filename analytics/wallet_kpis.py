"""The wallet's headline numbers over a period."""

from typing import Any

import pandas as pd

from analytics.compare import Comparison, spans
from analytics.lags import lag_quantiles, settlement_lag
from analytics.period import Period
from analytics.reach import reach
from analytics.reconciliation import recon_rate, reconciliation
from analytics.wallet_costs import wallet_costs
from data.store import EVERYTHING, Choice, Store


def wallet_kpis(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, against: tuple[Comparison, ...] | None = None
) -> pd.DataFrame:
    """Agreement, cost and speed of the wallets over a period and those it is held against.

    Args:
        against: one or several comparisons; by default the period before and the same dates last year.

    Returns:
        One row per period, indexed `current`, then by the comparisons' codes (`previous`, `last_year`):
        references        float  orders a wallet paid or should have paid, and lone wallet references
        recon_rate        float  value of orders and payments that agree over the value of all; money without an order counts
        unmatched         float  references that do not agree
        gap_eur           float  sum of the sizes of the differences, EUR
        take_rate         float  fees over settled amount, 0 to 1
        fx_drag           float  1 - rate applied / ECB rate, over converted payments; empty where there is none
        settlement_lag    float  days within which half of the payments are settled
        since, until      datetime64
        is_covered        bool   whether the store has data for all of its days
    """
    known = reach(store)
    periods = {name: span.period for name, span in spans(known, period, against).items()}
    rows = [
        _measured(store, choice, window)
        | {
            "since": pd.Timestamp(window.since),
            "until": pd.Timestamp(window.until),
            "is_covered": known.covers(window),
        }
        for window in periods.values()
    ]
    return pd.DataFrame(rows, index=pd.Index(list(periods), name="period"))


def _measured(store: Store, choice: Choice, period: Period) -> dict[str, Any]:
    states = reconciliation(store, choice, period=period)
    costs = wallet_costs(store, choice, period=period)
    lags = settlement_lag(store, choice, period=period)
    unmatched = states[states["state"] != "matched"]
    return {
        "references": float(states["rows"].sum()),
        "recon_rate": recon_rate(states),
        "unmatched": float(unmatched["rows"].sum()),
        "gap_eur": float(unmatched["gap_eur"].sum()),
        "take_rate": _over(-costs["fee_eur"].sum(), costs["settled_eur"].sum()),
        "fx_drag": 1 - _over(costs["converted_eur"].sum(), costs["mid_eur"].sum()),
        "settlement_lag": _median(lags),
    }


def _median(lags: pd.DataFrame) -> float:
    quantiles = lag_quantiles(lags.assign(all="all"), "payments", "all")
    return float("nan") if quantiles.empty else float(quantiles["p50"].iloc[0])


def _over(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")
