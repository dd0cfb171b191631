"""Wallet and settlement."""

from typing import Any

import pandas as pd

from analytics.lags import lag_quantiles, refund_lag, settlement_lag
from analytics.reconciliation import reconciliation, reconciliation_list, reconciliation_trend
from analytics.wallet_costs import wallet_costs
from analytics.wallet_kpis import wallet_kpis
from ui import cards, charts, export, filters, header, states, tables, url
from ui.cache import ask
from ui.cards import Card
from ui.filters import Chosen
from ui.screen import st
from words import labels
from words.messages import _, plural

HEEDS = ("market", "channel", "period")
STEPS = ("refunds_eur", "fx_eur", "not_compared_eur", "difference_eur")  # from what was ordered to what the wallet paid


def render() -> None:
    """Does the wallet pay what it should, when does it pay, and what does it cost?"""
    st.title(_("Wallet & settlement"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    numbers = ask(wallet_kpis, chosen.choice, period=chosen.period)
    if not numbers.loc["current", "references"]:
        states.empty(
            _("No wallet payments in this selection. Load a wallet's bill, widen the period or clear a filter.")
        )
        return

    cards.strip(
        numbers,
        (
            "recon_rate",
            Card("unmatched", _("Unmatched items"), "number", "down"),
            Card("gap_eur", _("Sum of differences"), "money", "down"),
            "take_rate",
            "fx_drag",
            "settlement_lag",
        ),
    )
    _agreement(chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _trend(chosen)
    with right:
        _costs(chosen)
    _open_items(chosen)
    _lags(chosen)


def _agreement(chosen: Chosen) -> None:
    table = ask(reconciliation, chosen.choice, period=chosen.period)
    export.heading(_("Orders against wallet payments"), table, "reconciliation", chosen)
    tables.show(
        _states(table),
        "reconciliation",
        name=(_("State"), "text"),
        rows=(_("Count"), "number"),
        row_share=(_("Share"), "percent"),
        order_amount_eur=(_("Ordered"), "money"),
        refunds_eur=(_("Refunds one side shows"), "money"),
        fx_eur=(_("Exchange rates"), "money"),
        not_compared_eur=(_("Not compared"), "money"),
        difference_eur=(_("Difference"), "money"),
        wallet_amount_eur=(_("Paid by wallet"), "money"),
    )
    st.caption(
        _("Amounts are compared to the cent; across currencies within 2% of the ECB rate of the day.")
        + " "
        + _("Each row adds up from ordered to paid; what the table leaves out is nothing in every row.")
    )
    without_rate = int(table["rows_without_rate"].sum())
    if without_rate:
        st.caption(
            plural(
                "{n} reference has no exchange rate and no euro amount.",
                "{n} references have no exchange rate and no euro amount.",
                without_rate,
            )
        )


def _states(table: pd.DataFrame) -> pd.DataFrame:
    """The states that occur and all together; of the steps from ordered to paid those that any row has."""
    amounts = ["order_amount_eur", *STEPS, "wallet_amount_eur"]
    known = table[table["rows"] > 0].assign(name=lambda rows: [labels.state(code) for code in rows["state"]])
    whole = known[["rows", "row_share", *amounts]].sum(min_count=1).to_frame().T.assign(name=_("All together"))
    rows = pd.concat([known, whole], ignore_index=True)
    return rows.drop(columns=[step for step in STEPS if step != "difference_eur" and not rows[step].abs().max() >= 0.5])


def _trend(chosen: Chosen) -> None:
    trend = ask(reconciliation_trend, chosen.choice, period=chosen.period)
    export.heading(_("Matched share of order value, by month"), trend, "reconciliation_trend", chosen)
    by_wallet = _wide(trend, "recon_rate")
    charts.lines(by_wallet, "month", _wallets(by_wallet), "percent", "recon_trend", from_zero=False)


def _open_items(chosen: Chosen) -> None:
    table = ask(reconciliation_list, chosen.choice, period=chosen.period)
    export.heading(_("Unmatched items"), table, "unmatched", chosen)
    if table.empty:
        st.success(_("Every wallet payment agrees with its order."), icon=":material/check_circle:")
        return
    found = list(dict.fromkeys(table["state"]))
    form = {"selection_mode": "multi", "format_func": labels.state, "label_visibility": "collapsed"}
    picked = url.many(st.pills, _("State"), found, "wallet_state", **form)
    shown = table[table["state"].isin(picked)] if picked else table
    tables.show(
        shown.assign(
            state=[labels.state(code) for code in shown["state"]],
            reason=[labels.reason(code) for code in shown["reason"]],
            wallet=[labels.wallet(code) for code in shown["wallet"]],
        ),
        "unmatched",
        state=(_("State"), "text"),
        reason=(_("Why"), "text"),
        day=(_("Day"), "day"),
        order_id=(_("Order"), "text"),
        merchant_ref=(_("Wallet reference"), "text"),
        wallet=(_("Wallet"), "text"),
        currency=(_("Currency"), "text"),
        order_amount=(_("Ordered"), "amount"),
        wallet_amount=(_("Paid by wallet"), "amount"),
        difference=(_("Difference"), "amount"),
        difference_eur=(_("Difference (€)"), "amount"),
    )


def _costs(chosen: Chosen) -> None:
    table = ask(wallet_costs, chosen.choice, period=chosen.period)
    export.heading(_("What the wallet costs, by month"), table, "wallet_costs", chosen)
    sums = table.groupby("month", as_index=False)[["fee_eur", "settled_eur", "converted_eur", "mid_eur"]].sum(
        min_count=1
    )
    cost = pd.DataFrame(
        {
            "month": sums["month"],
            "take_rate": -sums["fee_eur"] / sums["settled_eur"].where(sums["settled_eur"] > 0),
            "fx_drag": 1 - sums["converted_eur"] / sums["mid_eur"].where(sums["mid_eur"] > 0),
        }
    )
    names = {"take_rate": _("Fees"), "fx_drag": _("Gap to ECB exchange rate")}
    charts.lines(cost, "month", {k: v for k, v in names.items() if cost[k].notna().any()}, "percent", "wallet_costs")


def _lags(chosen: Chosen) -> None:
    settled = ask(settlement_lag, chosen.choice, period=chosen.period)
    refunded = ask(refund_lag, chosen.choice, period=chosen.period)
    export.heading(_("Payout and refund times"), settled, "settlement_lag", chosen)
    rows = [
        *_lag_rows(settled, "payments", "wallet", _("Payment to settlement")),
        *_lag_rows(refunded.assign(whose="all"), "refunds", "whose", _("Order to refund")),
    ]
    if not rows:
        st.info(_("No file says when payments are settled or refunds given."))
        return
    tables.show(
        pd.DataFrame(rows),
        "lags",
        what=(_("Step"), "text"),
        known=(_("Movements"), "number"),
        p50=(_("Median"), "days"),
        p95=(_("95th percentile"), "days"),
        unknown=(_("Date unknown"), "number"),
    )


def _lag_rows(table: pd.DataFrame, weight: str, by: str, name: str) -> list[dict[str, object]]:
    quantiles: list[Any] = lag_quantiles(table, weight, by).to_dict("records")
    return [
        {**row, "what": name if row[by] in (None, "all") else f"{name} · {labels.wallet(row[by])}"} for row in quantiles
    ]


def _wide(table: pd.DataFrame, value: str) -> pd.DataFrame:
    return table.pivot_table(index="month", columns="wallet", values=value, aggfunc="first").reset_index()


def _wallets(wide: pd.DataFrame) -> dict[str, str]:
    return {column: labels.wallet(column) for column in wide.columns if column != "month"}
