"""Does the wallet pay what the orders say? Orders against wallet transactions, to the cent."""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

STATES = ("matched", "partial", "mismatch", "missing_payment", "missing_order")


def reconciliation(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """How much of the wallets' business agrees.

    Without tolerance in one currency. `partial`: paid less than ordered; `mismatch`: paid more, or refunds differ, or
    money for an order that does not count; `missing_payment`: a wallet order of a day whose wallet file is here,
    without a payment; `missing_order`: money without an order.

    Returns:
        One row per state, all five, in that order: `state`, `rows` (orders or lone references), `payments`, `refunds`,
        `order_amount_eur`, `wallet_amount_eur`, `difference_eur` (wallet less order, after refunds), `gap_eur` (the sum
        of the differences' sizes), `rows_without_rate`, `row_share`, `value_share` (of the order value; of the wallet
        value where there is no order).
    """
    asked = store.ask("reconciliation", choice, **period.bounds()).set_index("state")
    table = asked.reindex(pd.Index(STATES, name="state")).astype(float).fillna(0.0).reset_index()
    value = table["order_amount_eur"].where(table["state"] != "missing_order", table["wallet_amount_eur"])
    return table.assign(row_share=_share(table["rows"]), value_share=_share(value))


def recon_rate(table: pd.DataFrame) -> float:
    """Matched order value over the order value that wallets paid or should have paid; NaN when there is none."""
    expected = table[table["state"] != "missing_order"]
    whole = expected["order_amount_eur"].sum()
    matched = expected.loc[expected["state"] == "matched", "order_amount_eur"].sum()
    return float(matched / whole) if whole else float("nan")


def reconciliation_list(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, rows: int = 1_000_000
) -> pd.DataFrame:
    """The orders and references that do not agree, largest difference first.

    Returns:
        One row each: `state`, `reason` (in words), order and wallet references, days, `currency`, amounts of both sides
        in it, `difference` = wallet less order after refunds, in `currency` and in euro; `fx_applied` the wallet's rate
        (its currency per unit of the buyer's), `fx_mid` the ECB's.
    """
    return store.ask("reconciliation_list", choice, **period.bounds(), rows=rows)


def reconciliation_trend(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """The rate of agreement month by month.

    Returns:
        One row per (month, wallet): `rows`, `rows_matched`, `order_amount_eur`, `matched_eur`, `gap_eur`, `recon_rate`.
    """
    table = store.ask("reconciliation_trend", choice, **period.bounds())
    whole = table["order_amount_eur"]
    return table.assign(recon_rate=table["matched_eur"] / whole.where(whole != 0))


def _share(part: pd.Series) -> pd.Series:
    return part / part.sum() if part.sum() else part * float("nan")
