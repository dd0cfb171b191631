"""A month in the books: every booking has two sides, so debits are credits, to the cent, in each currency."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pandas as pd

from analytics.accounts import Account, default
from analytics.period import Period
from data.store import Store

# What is booked, and on which two roles: an amount above nought is a debit of the first and a credit of the second.
SIDES = {
    "sale": ("customers", "revenue"),
    "sale_vat_unknown": ("customers", "revenue_vat_unknown"),
    "vat": ("customers", "vat"),
    "platform": ("customers", "platform"),
    "return": ("customers", "returns"),
    "return_vat_unknown": ("customers", "returns_vat_unknown"),
    "return_vat": ("customers", "vat"),
    "payment": ("wallet", "customers"),
    "refund": ("wallet", "customers"),
    "fee": ("wallet", "fees"),
    "commission": ("wallet", "commissions"),
    "dispute": ("wallet", "dispute"),
    "reserve": ("wallet", "reserve"),
    "adjustment": ("wallet", "adjustment"),
    "exchange": ("wallet", "conversion"),
    "payout": ("transit", "wallet"),
    "exchanged_payout": ("transit", "conversion"),
    "exchanged_batch": ("conversion", "wallet"),
    "exchange_difference": ("wallet", "exchange_differences"),
    "exchange_of_payout": ("conversion", "exchange_differences"),
    "exchange_on_the_way": ("transit", "exchange_differences"),
    "bank": ("bank", "transit"),
    "bank_charge": ("transit", "bank_charges"),
    "gift_card_issued": ("customers", "gift_cards"),
    "gift_card_spent": ("customers", "gift_cards"),
    "gift_card_returned": ("customers", "gift_cards"),
    "gift_card_expired": ("gift_cards_expired", "gift_cards"),
    "gift_card_adjusted": ("gift_cards_corrected", "gift_cards"),
}
COLUMNS = (
    "day", "entry", "role", "account", "account_name", "wallet", "market", "currency", "debit", "credit", "debit_eur", "credit_eur",
)  # fmt: skip
NOUGHT = Decimal(0)


def journal(store: Store, *, period: Period, accounts: Mapping[str, Account] | None = None) -> pd.DataFrame:
    """The bookings of a span of days, summed by kind, wallet or market, and currency.

    Sales are those of orders on their days, with the VAT that their files state; a return takes back its share of it. What wallets
    did is booked as their files say, what reached the bank as the statement does. A gift card is
    owed until it is spent. Amounts are in the currency of the row; `_eur`
    columns are in the shop's currency at the rate of each day, missing where one has none. `exchange_difference` is what a batch was
    worth on the day of its payout less what its transactions were on theirs, `exchange_on_the_way` what a payout gained or lost until
    it reached the bank: amounts of the shop's currency only.

    Args:
        accounts: by role; ours where none is given.

    Returns:
        Two rows per booking, `day` the last of the span: `entry` (its kind), `role`, `account`, `account_name`, `wallet`, `market`,
        `currency`, and one of `debit` and `credit`, `debit_eur` and `credit_eur` (Decimal, to the cent).
    """
    known = accounts or default()
    last = (pd.Timestamp(period.until) - pd.Timedelta(days=1)).date()
    rows = []
    for part in parts(store, period).to_dict("records"):
        amount, worth = _decimal(part["amount"]), _decimal(part["amount_eur"])
        for role, side in zip(SIDES[part["kind"]], (1, -1), strict=True):
            rows.append(
                {
                    "day": last,
                    "entry": part["kind"],
                    "role": role,
                    "account": known[role].number,
                    "account_name": known[role].name,
                    "wallet": part["wallet"],
                    "market": part["market"],
                    "currency": part["currency"],
                    **_sided(amount, side, ""),
                    **_sided(worth, side, "_eur"),
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def parts(store: Store, period: Period) -> pd.DataFrame:
    """What is to be booked: one row per `kind`, `wallet`, `market` and `currency` with `amount` and `amount_eur`."""
    return store.ask("journal_parts", since=period.since, until=period.until)


def undated_refunds(store: Store, *, until: date) -> pd.DataFrame:
    """Refunds whose day no file tells, of orders before a day: they are in no month's bookings.

    Returns:
        One row per `currency`: `orders`, `amount` (below nought, in that currency).
    """
    return store.ask("undated_refunds", until=until)


def _decimal(value: object) -> Decimal | None:
    return None if value is None or value != value else Decimal(str(value)).quantize(Decimal("0.01"))


def _sided(amount: Decimal | None, side: int, ending: str) -> dict[str, Decimal | None]:
    """An amount on its side; an unknown one on neither."""
    if amount is None:
        return {f"debit{ending}": None, f"credit{ending}": None}
    signed = amount * side
    # adding nought makes a nought of what is written -0.00
    return {f"debit{ending}": max(signed, NOUGHT) + NOUGHT, f"credit{ending}": max(-signed, NOUGHT) + NOUGHT}
