"""Orders that no total can count, because no loaded file says what their currency is worth."""

import pandas as pd

from data.store import Store

SOURCE = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"


def missing_rates(store: Store) -> pd.DataFrame:
    """The currencies in which orders have no exchange rate on their day, over all the shop.

    Returns:
        One row per currency, most orders first: `currency` (empty where the file names none), `first_on`, `last_on`,
        `orders`, `amount` (paid for goods, in that currency).
    """
    return store.ask("missing_rates")


def advice(missing: pd.DataFrame) -> list[str]:
    """What is missing and how to get it, a sentence a currency."""
    return [_sentence(*row) for row in missing.itertuples(index=False)]


def _sentence(currency: str, first_on: pd.Timestamp, last_on: pd.Timestamp, orders: int, amount: float) -> str:
    if not currency:
        return (
            f"{orders:,} orders ({first_on:%Y-%m-%d} to {last_on:%Y-%m-%d}) name no currency and count in no total; "
            "load their file again with --currency, e.g. --currency EUR"
        )
    return (
        f"no exchange rate for {currency} from {first_on:%Y-%m-%d} to {last_on:%Y-%m-%d}: {orders:,} orders "
        f"({currency} {amount:,.0f}) count in no total; download the ECB's reference rates from {SOURCE} "
        "and load them: vetrina load eurofxref-hist.zip"
    )
