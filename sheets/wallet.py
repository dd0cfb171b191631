"""Wallet and settlement as parts: agreement of orders and payments, what is open, costs and times."""

from typing import Any

import pandas as pd

from analytics.lags import lag_quantiles, refund_lag, settlement_lag
from analytics.reconciliation import reconciliation, reconciliation_list, reconciliation_trend
from analytics.wallet_costs import wallet_costs
from sheets.choice import Chosen
from sheets.part import Part
from sheets.reading import Reading
from words import labels
from words.messages import _, plural

STEPS = ("refunds_eur", "fx_eur", "not_compared_eur", "difference_eur")  # from what was ordered to what the wallet paid


def agreement(reading: Reading, chosen: Chosen) -> Part:
    """Orders against wallet payments, a row per state that occurs and one for all; the note says what has no amount."""
    table = reading.ask(reconciliation, chosen.choice, period=chosen.period)
    without_rate = int(table["rows_without_rate"].sum())
    note = plural(
        "{n} reference has no exchange rate and no euro amount.",
        "{n} references have no exchange rate and no euro amount.",
        without_rate,
    )
    return Part(
        _("Orders against wallet payments"), "reconciliation", table, states(table), note if without_rate else ""
    )


def states(table: pd.DataFrame) -> pd.DataFrame:
    """The states that occur and all together; of the steps from ordered to paid those that any row has."""
    amounts = ["order_amount_eur", *STEPS, "wallet_amount_eur"]
    known = table[table["rows"] > 0].assign(name=lambda rows: [labels.named("state", code) for code in rows["state"]])
    whole = known[["rows", "row_share", *amounts]].sum(min_count=1).to_frame().T.assign(name=_("All together"))
    rows = pd.concat([known, whole], ignore_index=True)
    return rows.drop(columns=[step for step in STEPS if step != "difference_eur" and not rows[step].abs().max() >= 0.5])


def trend(reading: Reading, chosen: Chosen) -> Part:
    """Matched share of order value by month; drawn with a column a wallet."""
    table = reading.ask(reconciliation_trend, chosen.choice, period=chosen.period)
    wide = table.pivot_table(index="month", columns="wallet", values="recon_rate", aggfunc="first").reset_index()
    return Part(_("Matched share of order value, by month"), "reconciliation_trend", table, wide)


def open_items(reading: Reading, chosen: Chosen) -> Part:
    """Orders and payments that do not agree, a row each; drawn with names for codes, `code` keeps that of the state."""
    table = reading.ask(reconciliation_list, chosen.choice, period=chosen.period)
    drawn = table.assign(
        code=table["state"],
        state=[labels.named("state", code) for code in table["state"]],
        reason=[labels.named("reason", code) for code in table["reason"]],
        wallet=[labels.named("wallet", code) for code in table["wallet"]],
    )
    return Part(_("Unmatched items"), "unmatched", table, drawn)


def costs(reading: Reading, chosen: Chosen) -> Part:
    """What the wallet costs by month; drawn as shares: `take_rate` of what was settled, `fx_drag` of the ECB's rate."""
    table = reading.ask(wallet_costs, chosen.choice, period=chosen.period)
    columns = ["fee_eur", "settled_eur", "converted_eur", "mid_eur"]
    sums = table.groupby("month", as_index=False)[columns].sum(min_count=1)
    drawn = pd.DataFrame(
        {
            "month": sums["month"],
            "take_rate": -sums["fee_eur"] / sums["settled_eur"].where(sums["settled_eur"] > 0),
            "fx_drag": 1 - sums["converted_eur"] / sums["mid_eur"].where(sums["mid_eur"] > 0),
        }
    )
    return Part(_("What the wallet costs, by month"), "wallet_costs", table, drawn)


def times(reading: Reading, chosen: Chosen) -> Part:
    """Days from payment to settlement and from order to refund; drawn as a row per step and wallet, empty where unknown."""
    settled = reading.ask(settlement_lag, chosen.choice, period=chosen.period)
    refunded = reading.ask(refund_lag, chosen.choice, period=chosen.period).assign(whose="all")
    rows = [
        *_quantiles(settled, "payments", "wallet", _("Payment to settlement")),
        *_quantiles(refunded, "refunds", "whose", _("Order to refund")),
    ]
    return Part(_("Payout and refund times"), "settlement_lag", settled, pd.DataFrame(rows))


def _quantiles(table: pd.DataFrame, weight: str, by: str, name: str) -> list[dict[str, object]]:
    quantiles: list[Any] = lag_quantiles(table, weight, by).to_dict("records")
    return [
        {**row, "what": name if row[by] in (None, "all") else f"{name} · {labels.named('wallet', row[by])}"}
        for row in quantiles
    ]
