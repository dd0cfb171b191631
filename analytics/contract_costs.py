"""What wallets charge against what their contracts say."""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def contract_costs(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """What was charged for payments and what the contract of their day says, month by month.

    The contract of a wallet counts before that of its provider, one of the market and the currency before one of either, this before
    one of all, the latest on or before the day. Fees given back with refunds are not counted: what a payment cost when it was taken is
    what a contract speaks of.

    Returns:
        One row per (`month`, `wallet`, `market`, `currency`): `payments`, `paid`, `charged` and `agreed` in that currency, `cost_share`
        = charged over paid, `agreed_share`, and `over_eur` = charged less agreed, in the shop's currency at the rate of each day. What
        is agreed is missing where a payment has no contract, has no market to choose one by, or has one of its market and another of
        its currency.
    """
    return store.ask("contract_costs", choice, **period.bounds())
