"""What wallets paid, and what agrees, by parts of the persons."""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def wallet_blocks(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """The sums of the wallets' figures by part of the persons: those of an order, of money without one its payer.

    Returns:
        One row per (block, days): `block` 0 to 255, `days` from payment to settlement, empty where unknown; `rows_here` (orders
        and lone references of the period), `unmatched` of them, `value_eur`, `matched_eur`, `gap_eur`; of the payments of the
        period `payments`, `settled_eur`, `fee_eur`, and of those with an exchange rate `converted`, `converted_eur`, `mid_eur`.
    """
    return store.ask("wallet_blocks", choice, **period.bounds())
