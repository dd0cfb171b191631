"""Wallet and settlement."""

from analytics.wallet_kpis import wallet_kpis
from sheets import wallet
from sheets.choice import Chosen
from ui import cache, cards, charts, export, filters, header, states, tables, url
from ui.cache import ask
from ui.cards import Card
from ui.screen import st
from words import labels
from words.messages import _

HEEDS = ("market", "channel", "period")


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
    agreement = wallet.agreement(cache.reading(), chosen)
    export.part(agreement, chosen)
    tables.show(
        agreement.drawn,
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
    if agreement.note:
        st.caption(agreement.note)


def _trend(chosen: Chosen) -> None:
    trend = wallet.trend(cache.reading(), chosen)
    export.part(trend, chosen)
    wallets = {code: labels.named("wallet", code) for code in trend.drawn.columns if code != "month"}
    charts.lines(trend.drawn, "month", wallets, "percent", "recon_trend", from_zero=False)


def _open_items(chosen: Chosen) -> None:
    items = wallet.open_items(cache.reading(), chosen)
    export.part(items, chosen)
    if items.table.empty:
        st.success(_("Every wallet payment agrees with its order."), icon=":material/check_circle:")
        return
    found = list(dict.fromkeys(items.table["state"]))
    form = {"selection_mode": "multi", "format_func": labels.naming("state"), "label_visibility": "collapsed"}
    picked = url.many(st.pills, _("State"), found, "wallet_state", **form)
    tables.show(
        items.drawn[items.drawn["code"].isin(picked)] if picked else items.drawn,
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
    costs = wallet.costs(cache.reading(), chosen)
    export.part(costs, chosen)
    names = {"take_rate": _("Fees"), "fx_drag": _("Gap to ECB exchange rate")}
    known = {column: name for column, name in names.items() if costs.drawn[column].notna().any()}
    charts.lines(costs.drawn, "month", known, "percent", "wallet_costs")


def _lags(chosen: Chosen) -> None:
    times = wallet.times(cache.reading(), chosen)
    export.part(times, chosen)
    if times.drawn.empty:
        st.info(_("No file says when payments are settled or refunds given."))
        return
    tables.show(
        times.drawn,
        "lags",
        what=(_("Step"), "text"),
        known=(_("Movements"), "number"),
        p50=(_("Median"), "days"),
        p95=(_("95th percentile"), "days"),
        unknown=(_("Date unknown"), "number"),
    )
