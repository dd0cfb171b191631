"""What a wallet costs: its fee, and what its exchange rate takes."""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def wallet_costs(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Fees and exchange rates month by month.

    Returns:
        One row per (month of payment, wallet): `payments`, `settled_eur` (before fees), `fee_eur` (negative; fees given
        back with refunds are taken off), `take_rate` = fee over settled amount, and where buyer and merchant have
        different currencies `fx_drag` = 1 - rate applied / ECB rate of the day, `effective_cost` = fee and rate
        together over what the buyer paid at the ECB rate. Shares 0 to 1; empty where no payment was converted.
    """
    return store.ask("wallet_costs", choice, **period.bounds())
