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
        and the steps from `order_amount_eur` to `wallet_amount_eur`, which add up in every row: `refunds_eur` (refunds
        that only one side shows: the order's total was lowered, or the wallet gave back more), `fx_eur` (the exchange
        rates of payments that agree within 2 %), `difference_eur` (what does not agree, after refunds) and
        `not_compared_eur` (amounts that no rate brings together). Beside them `gap_eur` (the sum of the differences'
        sizes), `value_eur` (of each reference the order's amount or the payment's, whichever is larger),
        `rows_without_rate`, `row_share`, `value_share`.
    """
    counts = store.ask("reconciliation", choice, **period.bounds()).set_index("state")
    table = counts.reindex(pd.Index(STATES, name="state")).astype(float).fillna(0.0).reset_index()
    return table.assign(row_share=_share(table["rows"]), value_share=_share(table["value_eur"]))


def recon_rate(table: pd.DataFrame) -> float:
    """The share of the value of orders and payments that agrees; NaN when there is none.

    Money without an order counts in the whole: a share that cannot see it would say 100 % beside it.
    """
    whole = table["value_eur"].sum()
    matched = table.loc[table["state"] == "matched", "value_eur"].sum()
    return float(matched / whole) if whole > 0 else float("nan")


def reconciliation_list(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, rows: int = 1_000_000
) -> pd.DataFrame:
    """The orders and references that do not agree, largest difference first.

    Returns:
        One row each: `state`, `reason` (a code), order and wallet references, days, `currency`, amounts of both sides
        in it, `difference` = wallet less order after refunds, in `currency` and in euro; `fx_applied` the wallet's rate
        (its currency per unit of the buyer's), `fx_mid` the ECB's.
    """
    return store.ask("reconciliation_list", choice, **period.bounds(), rows=rows)


def reconciliation_trend(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """The rate of agreement month by month.

    Returns:
        One row per (month, wallet): `rows`, `rows_matched`, `value_eur`, `matched_eur`, `gap_eur`, `recon_rate`.
    """
    table = store.ask("reconciliation_trend", choice, **period.bounds())
    whole = table["value_eur"]
    return table.assign(recon_rate=table["matched_eur"] / whole.where(whole > 0))


def _share(part: pd.Series) -> pd.Series:
    return part / part.sum() if part.sum() else part * float("nan")
