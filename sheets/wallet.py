"""Wallet and settlement as parts: agreement of orders and payments, what is open, costs and times."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.doubt import wallet_changes
from analytics.lags import lag_quantiles, refund_lag, settlement_lag
from analytics.reconciliation import reconciliation, reconciliation_list, reconciliation_trend
from analytics.wallet_costs import wallet_costs
from analytics.wallet_kpis import wallet_kpis
from data.errors import BadRequest
from sheets import contracts, drawings, gift_cards, payouts, withheld
from sheets.changes import covered
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.figure import Figure, against
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.past import Past, past, sentences
from sheets.reading import Reading
from words import currency, labels
from words.messages import _, plural

HEEDS = ("market", "channel", "period", "compare", "also", "marks")
STEPS = ("refunds_eur", "fx_eur", "not_compared_eur", "difference_eur")  # from what was ordered to what the wallet paid


def nothing() -> str:
    """What is said where no wallet paid or should have paid anything."""
    return _("No wallet payments in this selection. Load a wallet's bill, widen the period or clear a filter.")


def agreement(reading: Reading, chosen: Chosen) -> Part:
    """Orders against wallet payments, a row per state that occurs and one for all; the note says what has no amount."""
    table = reading.ask(reconciliation, chosen.choice, period=chosen.period)
    without_rate = int(table["rows_without_rate"].sum())
    note = plural(
        "{n} reference has no exchange rate and no amount in {code}.",
        "{n} references have no exchange rate and no amount in {code}.",
        without_rate,
        code=currency.code(),
    )
    return Part(
        _("Orders against wallet payments"),
        "reconciliation",
        table,
        states(table),
        note if without_rate else "",
        columns={
            "name": (_("State"), "text"),
            "rows": (_("Count"), "number"),
            "row_share": (_("Share"), "percent"),
            "order_amount_eur": (_("Ordered"), "money"),
            "refunds_eur": (_("Refunds one side shows"), "money"),
            "fx_eur": (_("Exchange rates"), "money"),
            "not_compared_eur": (_("Not compared"), "money"),
            "difference_eur": (_("Difference"), "money"),
            "wallet_amount_eur": (_("Paid by wallet"), "money"),
        },
        captions=(
            _("Amounts are compared to the cent; across currencies within 2% of the ECB rate of the day."),
            _("Each row adds up from ordered to paid; what the table leaves out is nothing in every row."),
        ),
    )


def states(table: pd.DataFrame) -> pd.DataFrame:
    """The states that occur and all together; of the steps from ordered to paid those that any row has."""
    amounts = ["order_amount_eur", *STEPS, "wallet_amount_eur"]
    known = table[table["rows"] > 0].assign(name=lambda rows: [labels.named("state", code) for code in rows["state"]])
    whole = known[["rows", "row_share", *amounts]].sum(min_count=1).to_frame().T.assign(name=_("All together"))
    rows = pd.concat([known, whole], ignore_index=True)
    return rows.drop(columns=[step for step in STEPS if step != "difference_eur" and not rows[step].abs().max() >= 0.5])


def trend(reading: Reading, chosen: Chosen) -> Part:
    """Matched share of order value by month; drawn with a column a wallet, named in its columns."""
    table = reading.ask(reconciliation_trend, chosen.choice, period=chosen.period)
    wide = table.pivot_table(index="month", columns="wallet", values="recon_rate", aggfunc="first").reset_index()
    wallets: Columns = {code: (labels.named("wallet", code), "percent") for code in wide.columns if code != "month"}
    columns: Columns = {"month": (_("Month"), "month"), **wallets}
    return Part(_("Matched share of order value, by month"), "reconciliation_trend", table, wide, columns=columns)


def open_items(reading: Reading, chosen: Chosen) -> Part:
    """Orders and payments that do not agree, a row each; drawn with names for codes, `code` keeps that of the state."""
    table = reading.ask(reconciliation_list, chosen.choice, period=chosen.period)
    drawn = table.assign(
        code=table["state"],
        state=[labels.named("state", code) for code in table["state"]],
        reason=[labels.named("reason", code) for code in table["reason"]],
        wallet=[labels.named("wallet", code) for code in table["wallet"]],
    )
    return Part(
        _("Unmatched items"),
        "unmatched",
        table,
        drawn,
        columns={
            "state": (_("State"), "text"),
            "reason": (_("Why"), "text"),
            "day": (_("Day"), "day"),
            "order_id": (_("Order"), "text"),
            "merchant_ref": (_("Wallet reference"), "text"),
            "wallet": (_("Wallet"), "text"),
            "currency": (_("Currency"), "text"),
            "order_amount": (_("Ordered"), "amount"),
            "wallet_amount": (_("Paid by wallet"), "amount"),
            "difference": (_("Difference"), "amount"),
            "difference_eur": (_("Difference ({sign})", sign=currency.sign()), "amount"),
        },
        empty=_("Every wallet payment agrees with its order."),
    )


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
    names = {"take_rate": _("Fees"), "fx_drag": _("Gap to ECB exchange rate")}
    known: Columns = {column: (name, "percent") for column, name in names.items() if drawn[column].notna().any()}
    shown: Columns = {"month": (_("Month"), "month"), **known}
    captions = (_few(),) if reading.store.rights.smallest else ()
    return Part(costs_title(), "wallet_costs", table, drawn, columns=shown, captions=captions)


def costs_title() -> str:
    """Of what the wallet costs."""
    return _("What the wallet costs, by month")


def _few() -> str:
    return _(
        "All wallets whose payments are of few customers in a month are one. The gap to the exchange rate is blank in months in "
        "which few customers paid in another currency."
    )


def restricted(reading: Reading, chosen: Chosen) -> Part:
    """All that who may not see persons is told of wallets; where not even that, why."""
    return withheld.part(costs, reading, chosen, title=costs_title())


def rest() -> str:
    """What else is not told to who may not see persons, and why."""
    return _(
        "Reconciliation, open items, times, contracts, money in transit and payouts are not shown to your role: "
        "what is open at a day, or does not agree, is of few payments."
    )


def times(reading: Reading, chosen: Chosen) -> Part:
    """Days from payment to settlement and from order to refund; drawn as a row per step and wallet, empty where unknown."""
    settled = reading.ask(settlement_lag, chosen.choice, period=chosen.period)
    refunded = reading.ask(refund_lag, chosen.choice, period=chosen.period).assign(whose="all")
    rows = [
        *_quantiles(settled, "payments", "wallet", _("Payment to settlement")),
        *_quantiles(refunded, "refunds", "whose", _("Order to refund")),
    ]
    return Part(
        _("Payout and refund times"),
        "settlement_lag",
        settled,
        pd.DataFrame(rows),
        columns={
            "what": (_("Step"), "text"),
            "known": (_("Movements"), "number"),
            "p50": (_("Median"), "days"),
            "p95": (_("95th percentile"), "days"),
            "unknown": (_("Date unknown"), "number"),
        },
        empty=_("No wallet payments and no refunds in this selection."),
    )


def _quantiles(table: pd.DataFrame, weight: str, by: str, name: str) -> list[dict[str, object]]:
    quantiles: list[Any] = lag_quantiles(table, weight, by).to_dict("records")
    return [
        {**row, "what": name if row[by] in (None, "all") else f"{name} · {labels.named('wallet', row[by])}"}
        for row in quantiles
    ]


def headline(reading: Reading, past: Past) -> pd.DataFrame:
    """The figures of the cards, one row per period, as `wallet_kpis` gives them."""
    numbers: pd.DataFrame = reading.ask(wallet_kpis, past.choice, period=past.period, against=past.bases)
    return numbers


def doubts(reading: Reading, past: Past) -> Part:
    """How far the changes of the cards are more than the accident of who happened to pay."""
    table = reading.ask(wallet_changes, past.choice, period=past.period, against=past.bases)
    note = _(
        "The figures are exact. The interval (95%) says how much of a change may be the accident of who happened to pay."
    )
    named = table.assign(figure=[currency.column(name) for name in table["figure"]])
    return Part(_("Changes with their intervals"), "wallet_changes", named, table, note)


def glance(numbers: pd.DataFrame, past: Past, told: pd.DataFrame) -> list[Figure]:
    """The figures of the cards, on paper.

    Args:
        numbers: one row per period, as `wallet_kpis` gives them.
        told: rows of `wallet_changes`.
    """
    shown = covered(numbers)
    return [
        against(shown, "recon_rate", past.named_on_paper, told),
        against(shown, "unmatched", past.named_on_paper, told, name=_("Unmatched items"), unit="number"),
        against(shown, "gap_eur", past.named_on_paper, told, name=_("Sum of differences"), unit="money"),
        *(against(shown, metric, past.named_on_paper, told) for metric in ("take_rate", "fx_drag", "settlement_lag")),
    ]


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """All of this on paper.

    Raises:
        BadRequest: no wallet paid or should have paid anything in the selection, and no gift card is owed.
    """
    if reading.store.rights.smallest:
        told = _drawn(restricted(reading, chosen))
        return printed(reading, chosen, _("Wallet & settlement"), [told], lines=[rest()])
    held = past(reading, chosen)
    numbers = headline(reading, held)
    shown = replace(chosen, period=held.period)
    cards = gift_cards.owed(reading, shown)
    owed = [] if cards.table.empty else [cards]
    if not numbers.loc["current", "references"]:
        if not owed:
            raise BadRequest(nothing())
        return printed(reading, chosen, _("Wallet & settlement"), owed, lines=[nothing()])
    lines = [_drawn(make(reading, shown)) for make in (trend, costs)]
    parts: list[Part | list[Part]] = [
        agreement(reading, shown),
        lines,
        times(reading, shown),
        open_items(reading, shown),
        contracts.agreed(reading, shown),
        contracts.drawn(contracts.trend(reading, shown)),
        *(make(reading, shown) for make in (payouts.chain, payouts.ages, payouts.open_payouts)),
        *owed,
    ]
    lines_above = sentences(reading, chosen, held)
    figures = [*glance(numbers, held, doubts(reading, held).drawn), *payouts.glance(reading, shown)]
    return printed(reading, chosen, _("Wallet & settlement"), parts, figures=figures, lines=lines_above)


def _drawn(part: Part) -> Part:
    """A part by month as lines."""
    return drawings.curves(part, "month", list(part.named("percent")))
