"""How long money takes: to the merchant's account, and back to the buyer."""

import numpy as np
import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def settlement_lag(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Days from payment to settlement, by wallet.

    Returns:
        One row per (wallet, days), `days` empty for payments whose settlement is unknown: `rows` (orders or
        references), `payments`, `settled_eur`.
    """
    return store.ask("settlement_lag", choice, **period.bounds())


def refund_lag(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Days from order to refund, of the orders of a period.

    Returns:
        One row per (dated_by, days): `dated_by` says whose date it is (order, wallet, nobody), `days` is empty where
        nobody says when; `refunds`, `returns_eur` (negative).
    """
    return store.ask("refund_lag", choice, **period.bounds())


def lag_quantiles(
    table: pd.DataFrame, weight: str, by: str, quantiles: tuple[float, ...] = (0.5, 0.95)
) -> pd.DataFrame:
    """The days within which a share of the events lie.

    Args:
        table: rows of `settlement_lag` or `refund_lag`.
        weight: the column that counts.
        by: one row of the answer per value of this column.
        quantiles: shares, 0 to 1.

    Returns:
        One row per value: `known` (events with a date), `unknown`, and for each quantile the fewest days within which
        that share of the known events lies, `p50`, `p95`.
    """
    rows = []
    for value, part in table.groupby(by, dropna=False):
        known = part.dropna(subset=["days"]).sort_values("days")
        counts = known[weight].to_numpy(dtype=float).cumsum()
        row = {by: value, "known": known[weight].sum(), "unknown": part.loc[part["days"].isna(), weight].sum()}
        for share in quantiles:
            place = int(np.searchsorted(counts, share * counts[-1])) if len(counts) else None
            row[f"p{share * 100:.0f}"] = float("nan") if place is None else float(known["days"].iloc[place])
        rows.append(row)
    names = [by, "known", "unknown", *(f"p{share * 100:.0f}" for share in quantiles)]
    return pd.DataFrame(rows, columns=names)
