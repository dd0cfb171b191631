"""From payment to bank as parts: where the money of each wallet is, how old it is, and what does not agree."""

from datetime import timedelta

import pandas as pd

from analytics.payouts import AGES, payout_list, payout_position
from analytics.reach import reach
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.formats import worded
from words.messages import _

# Of the steps before a payout those that most wallets do not have: shown where any has them.
RARE = (
    "opening",
    "disputed",
    "held",
    "adjusted",
    "converted",
    "differences",
    "untold",
    "bank_differences",
    "bank_unknown",
)


def position(reading: Reading, chosen: Chosen) -> pd.DataFrame:
    """Where the money is at the end of the period, or of the data where these end before."""
    last = min(chosen.until - timedelta(days=1), reading.fact(reach).data_to)
    table: pd.DataFrame = reading.fact(payout_position, on=last)
    return table.assign(day=pd.Timestamp(last))


def glance(reading: Reading, chosen: Chosen) -> list[Figure]:
    """The figures of the section."""
    table, open_items = position(reading, chosen), reading.fact(payout_list, period=chosen.period)
    return [
        _total(table, "receivable_eur", "is_told", _("Not yet paid out")),
        _total(table, "overdue_eur", "is_told", _("Of it overdue")),
        _total(table, "on_the_way_eur", "is_at_bank", _("On its way to the bank")),
        Figure(_("Payouts that do not agree"), worded(float(len(open_items)), "number")),
    ]


def _total(table: pd.DataFrame, column: str, known: str, name: str) -> Figure:
    """The sum of what is known; which rows are not in it is said below."""
    rows = table[table[known].astype(bool)]
    amounts = rows[column].astype(float)
    left_out = sum(rows["receivable"].notna() & amounts.isna()) + int((~table[known].astype(bool)).sum())
    told = _("{n} of {all} accounts not known", n=left_out, all=len(table)) if left_out and len(rows) else ""
    return Figure(name, worded(float(amounts.sum(min_count=1)), "money"), told)


def chain(reading: Reading, chosen: Chosen) -> Part:
    """Each wallet's money from payment to bank, a row a currency."""
    table = position(reading, chosen)
    columns: Columns = {
        "name": (_("Wallet"), "text"),
        "currency": (_("Currency"), "text"),
        "opening": (_("There before"), "amount"),
        "paid": (_("Paid"), "amount"),
        "refunded": (_("Refunded"), "amount"),
        "fees": (_("Fees"), "amount"),
        "disputed": (_("Disputed"), "amount"),
        "held": (_("Reserves, transfers"), "amount"),
        "adjusted": (_("Adjusted"), "amount"),
        "converted": (_("Exchanged"), "amount"),
        "differences": (_("Payouts off"), "amount"),
        "paid_out": (_("Paid out"), "amount"),
        "receivable": (_("Not yet paid out"), "amount"),
        "untold": (_("Not known whether paid out"), "amount"),
        "in_bank": (_("At the bank"), "amount"),
        "on_the_way": (_("On its way to the bank"), "amount"),
        "bank_differences": (_("Taken on the way"), "amount"),
        "bank_unknown": (_("Not known whether at the bank"), "amount"),
    }
    idle = {name for name in RARE if not (table[name].astype(float).abs() > 0).any()}
    return Part(
        _("From payment to bank"),
        "payout_position",
        table,
        table.assign(name=[labels.named("wallet", code) for code in table["wallet"]]),
        columns={name: column for name, column in columns.items() if name not in idle},
        empty=_("No wallet payments are loaded up to this day."),
        captions=_sentences(table),
    )


def _sentences(table: pd.DataFrame) -> tuple[str, ...]:
    if table.empty:
        return ()
    said = [
        _(
            "All that came up to {day}: each row adds up to the cent, what came in to what was paid out, what is not yet, and what nobody says.",
            day=formats.day(table["day"].iloc[0]),
        ),
        _("A payout is of a whole account: filters of market and channel do not narrow this."),
    ]
    if unknown := _named(table[~table["is_told"].astype(bool)]):
        said.append(_("Not known, as no file tells payouts and balance: {wallets}.", wallets=unknown))
    if unknown := _named(table[table["is_told"].astype(bool) & ~table["is_at_bank"].astype(bool)]):
        said.append(
            _("Not known whether at the bank, as no statement in that currency is loaded: {wallets}.", wallets=unknown)
        )
    return tuple(said)


def _named(rows: pd.DataFrame) -> str:
    pairs = zip(rows["wallet"], rows["currency"], strict=True)
    return ", ".join(dict.fromkeys(f"{labels.named('wallet', wallet)} {code}" for wallet, code in pairs))


def ages(reading: Reading, chosen: Chosen) -> Part:
    """How long the wallets have owed what is not yet paid out."""
    table = position(reading, chosen)
    table = table[table["is_told"].astype(bool)] if len(table) else table
    shown = table[["day", "wallet", "currency", *AGES, "receivable", "overdue", "usual_days", "last_payout_on"]]
    return Part(
        _("How old is what is not yet paid out?"),
        "payout_ages",
        shown,
        shown.assign(name=[labels.named("wallet", code) for code in shown["wallet"]]),
        columns={
            "name": (_("Wallet"), "text"),
            "currency": (_("Currency"), "text"),
            "days_0_3": (_("0–3 days"), "amount"),
            "days_4_7": (_("4–7 days"), "amount"),
            "days_8_14": (_("8–14 days"), "amount"),
            "days_15": (_("15 days and more"), "amount"),
            "receivable": (_("All together"), "amount"),
            "overdue": (_("Of it overdue"), "amount"),
            "usual_days": (_("Usual delay"), "days"),
            "last_payout_on": (_("Last payout loaded"), "day"),
        },
        empty=_("No payouts are loaded."),
        captions=(
            _("Overdue: older than the delay within which nineteen of twenty movements of that account were paid out."),
        ),
    )


def open_payouts(reading: Reading, chosen: Chosen) -> Part:
    """What does not agree between transactions, payouts and bank, a row each."""
    table: pd.DataFrame = reading.fact(payout_list, period=chosen.period)
    drawn = table.assign(
        state=[labels.named("payout", code) for code in table["state"]],
        wallet=[labels.named("wallet", code) for code in table["wallet"]],
    )
    return Part(
        _("Payouts that do not agree"),
        "payout_list",
        table,
        drawn,
        columns={
            "state": (_("Why"), "text"),
            "day": (_("Day"), "day"),
            "wallet": (_("Wallet"), "text"),
            "payout": (_("Payout"), "text"),
            "currency": (_("Currency"), "text"),
            "expected": (_("Expected"), "amount"),
            "found": (_("Found"), "amount"),
            "difference": (_("Difference"), "amount"),
        },
        empty=_("Every payout equals its transactions, and what the bank shows of it."),
    )
