"""A month for the books: a journal, what each wallet took and owes, and what does not agree, as one zip."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.accounts import chart
from analytics.journal import journal, parts, undated_refunds
from analytics.payouts import payout_list, payout_position
from analytics.period import Period, months_later
from analytics.reach import reach
from data.export import harmless
from sheets import bundle
from sheets.reading import Reading
from words import columns, currency, formats
from words.messages import _, plural

ACCOUNTS = "accounts.csv"  # the shop's own chart, beside its store
SUMS = {
    "paid": ("payment",),
    "refunded": ("refund",),
    "fees": ("fee",),
    "commissions": ("commission",),
    "disputed": ("dispute",),
    "held": ("reserve",),
    "adjusted": ("adjustment",),
    "converted": ("exchange",),
    "paid_out": ("payout", "exchanged_payout"),
    "in_bank": ("bank",),
    "bank_differences": ("bank_charge",),
}
EXCHANGE = ("exchange_difference", "exchange_of_payout", "exchange_on_the_way")


def month(reading: Reading, first: date, accounts: Path | None = None) -> bytes:
    """The zip of a month of the whole shop.

    Args:
        first: its first day.
        accounts: the shop's own chart; without one that beside the store, else ours.

    Raises:
        BadRequest: the data hold no day of it, or the chart is wrong.
    """
    bundle.within(reading, first)
    period = Period(first, months_later(first, 1))
    own = reading.store.path.parent / ACCOUNTS
    known = chart(accounts or (own if own.is_file() else None))
    tables = {
        "journal": journal(reading.store, period=period, accounts=known),
        "wallets": wallets(reading, period),
        "receivable": payout_position(reading.store, on=period.until - timedelta(days=1)),
        "payouts_to_check": payout_list(reading.store, period=period),
    }
    packed = io.BytesIO()
    with currency.stated_in(reading.store.currency), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, table in tables.items():
            bundle.add(zipped, f"{name}.csv", _written(table))
        about = {
            "month": f"{first:%Y-%m}",
            "month_is_over": reading.fact(reach).complete_to >= period.until - timedelta(days=1),
            **bundle.about(reading),
            "not_known": [
                *unknown(tables["journal"], tables["wallets"]),
                *undated(undated_refunds(reading.store, until=period.until)),
            ],
            "files": {f"{name}.csv": _meanings(table, name) for name, table in tables.items()},
        }
        bundle.add(zipped, "manifest.json", json.dumps(about, ensure_ascii=False, indent=2, default=str).encode())
    return packed.getvalue()


def name(reading: Reading, first: date) -> str:
    """The zip's name without its ending."""
    return bundle.name(reading, first, "month-end")


def wallets(reading: Reading, period: Period) -> pd.DataFrame:
    """What each wallet did in the month, and what it owed before and after it, in its currency.

    Returns:
        One row per (`wallet`, `currency`): the sums of SUMS, `exchange_eur` (exchange differences, in the shop's currency; missing where
        a day has no rate), `receivable_before` and `receivable` (missing where no file tells).
    """
    told = parts(reading.store, period)
    told = told[told["wallet"].notna()]
    keys = ["wallet", "currency"]
    before = payout_position(reading.store, on=period.since - timedelta(days=1)).set_index(keys)["receivable"]
    after = payout_position(reading.store, on=period.until - timedelta(days=1)).set_index(keys)["receivable"]
    wide = told.pivot_table(index=keys, columns="kind", values="amount", aggfunc="sum")
    index = wide.index.union(before.index).union(after.index)
    table = pd.DataFrame(index=index)
    for column, kinds in SUMS.items():
        known = [kind for kind in kinds if kind in wide]
        table[column] = wide[known].sum(axis=1).reindex(index).fillna(0.0) if known else 0.0
    gains = told[told["kind"].isin(EXCHANGE)].groupby(keys)["amount_eur"].agg(lambda worth: worth.sum(skipna=False))
    table["exchange_eur"] = gains.astype(float).reindex(index)
    silent = ~index.isin(gains.index)
    table.loc[silent, "exchange_eur"] = 0.0
    table["receivable_before"] = before.reindex(index)
    table["receivable"] = after.reindex(index)
    return table.rename_axis(keys).reset_index()


def unknown(booked: pd.DataFrame, owed: pd.DataFrame) -> list[str]:
    """What the month does not say, in sentences."""
    said = []
    lacking = sorted(set(booked.loc[booked["debit_eur"].isna() & booked["credit_eur"].isna(), "currency"]))
    if lacking:
        said.append(
            _(
                "No exchange rate for a day of {currencies}: these rows have no amount in {code}.",
                currencies=", ".join(lacking),
                code=currency.code(),
            )
        )
    if booked["entry"].isin(["sale_vat_unknown", "return_vat_unknown"]).any():
        said.append(_("Files of some orders state no VAT: their sales are booked whole, on an account of their own."))
    lone = owed[owed["receivable"].isna()]
    if silent := [f"{wallet} {code}" for wallet, code in zip(lone["wallet"], lone["currency"], strict=True)]:
        said.append(_("Not known, as no file tells payouts and balance: {wallets}.", wallets=", ".join(silent)))
    return said


def undated(refunds: pd.DataFrame) -> list[str]:
    """What went back on days that no file tells, a sentence a currency."""
    return [
        plural(
            "{n} order before the end of the month has a refund without a day: {amount} {currency} is in no month's journal.",
            "{n} orders before the end of the month have refunds without a day: {amount} {currency} is in no month's journal.",
            int(row["orders"]),
            amount=formats.number(-float(row["amount"]), 2),
            currency=row["currency"],
        )
        for row in refunds.to_dict("records")
    ]


def _written(table: pd.DataFrame) -> bytes:
    """A csv with decimal points, amounts to the cent; what is not known is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(currency.column(str(column)) for column in table.columns)
    rows: list[list[Any]] = table.astype(object).to_numpy().tolist()
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | float):
        return f"{Decimal(str(value)):.2f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return harmless(str(value))


def _meanings(table: pd.DataFrame, name: str) -> dict[str, str]:
    file = (
        "payout_list" if name == "payouts_to_check" else "payout_position" if name == "receivable" else "payout_month"
    )
    return {currency.column(str(column)): columns.meaning(str(column), file) for column in table.columns}


def label(first: date) -> str:
    """What its button says."""
    return _("{month}: journal and wallets (zip)", month=formats.month(first))
