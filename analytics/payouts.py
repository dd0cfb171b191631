"""From payment to bank: what wallets owe, what they paid out, and what reached the bank."""

from datetime import date

import pandas as pd

from analytics.period import Period
from data.store import Store

# What comes into an account at a provider: with what it paid out too much, all that it owes or paid out.
SOURCES = ("opening", "paid", "refunded", "fees", "disputed", "held", "adjusted", "converted", "differences")
# Where that is: paid out, not yet, or nobody says.
PLACES = ("paid_out", "receivable", "untold")
AGES = ("days_0_3", "days_4_7", "days_8_14", "days_15")


def payout_position(store: Store, *, on: date) -> pd.DataFrame:
    """Where the money of each wallet is at the end of a day, in its currency, to the cent.

    A payout is of a whole account, so no filter of the shop narrows this.

    Returns:
        One row per (`wallet`, `currency`) with anything up to that day. `opening` (what a bill says was there before its first
        entry), `paid`, `refunded`, `fees`, `disputed`, `held` (moved to or from a reserve), `adjusted`, `converted` (exchanged, or
        paid out in another currency) and `differences` (payouts less their transactions) add up to `paid_out`, `receivable`
        (not yet paid out) and `untold` (no file says whether it was paid out). `paid_out` and `bank_differences` (charges taken on
        the way) add up to `in_bank`, `on_the_way` and `bank_unknown` (no statement of those days). What no file tells is missing,
        never nought. `days_0_3` to `days_15` are the receivable by age; `overdue` is older than `usual_days`, within which
        nineteen of twenty movements of the account were paid out. `receivable_eur`, `overdue_eur` and `on_the_way_eur` are at the
        day's rate; missing without one. `is_told` says whether payouts are known, `is_at_bank` whether a statement is.
    """
    return store.ask("payout_position", on=on.isoformat())


def payout_list(store: Store, *, period: Period, rows: int = 1_000_000) -> pd.DataFrame:
    """What does not agree on the way from payment to bank, largest difference first.

    Returns:
        One row per payout, batch or bank entry: `state` (`differs`, `twice`, `taken_back`, `no_transactions`, `no_payout_yet`,
        `bank_differs`, `not_in_bank`, `no_payout`), `day`, `wallet`, `currency`, `payout` (its number), `expected`, `found` and
        `difference` = found less expected, all in that currency.
    """
    return store.ask("payout_list", since=period.since, until=period.until, rows=rows)
