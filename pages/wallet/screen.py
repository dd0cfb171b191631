"""Wallet and settlement."""

from dataclasses import replace

from sheets import wallet
from sheets.choice import Chosen
from sheets.past import past
from ui import cache, cards, charts, export, filters, header, states, tables, url
from ui.cards import Card
from ui.screen import st
from words import labels
from words.messages import _

HEEDS = wallet.HEEDS


def render() -> None:
    """Does the wallet pay what it should, when does it pay, and what does it cost?"""
    st.title(_("Wallet & settlement"))
    chosen = filters.bar(*HEEDS)
    held = past(cache.reading(), chosen)
    header.line(chosen)
    header.compared(chosen, held)
    numbers = wallet.headline(cache.reading(), held)
    if not numbers.loc["current", "references"]:
        states.empty(wallet.nothing())
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
        held.named,
    )
    chosen = replace(chosen, period=held.period)
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
    tables.show(agreement.drawn, "reconciliation", **agreement.columns)
    st.caption(" ".join(agreement.captions))
    if agreement.note:
        st.caption(agreement.note)


def _trend(chosen: Chosen) -> None:
    trend = wallet.trend(cache.reading(), chosen)
    export.part(trend, chosen)
    charts.lines(trend.drawn, "month", trend.named("percent"), "percent", "recon_trend", from_zero=False)


def _open_items(chosen: Chosen) -> None:
    items = wallet.open_items(cache.reading(), chosen)
    export.part(items, chosen)
    if items.table.empty:
        st.success(items.empty, icon=":material/check_circle:")
        return
    found = list(dict.fromkeys(items.table["state"]))
    form = {"selection_mode": "multi", "format_func": labels.naming("state"), "label_visibility": "collapsed"}
    picked = url.many(st.pills, _("State"), found, "wallet_state", **form)
    shown = items.drawn[items.drawn["code"].isin(picked)] if picked else items.drawn
    tables.show(shown, "unmatched", **items.columns)


def _costs(chosen: Chosen) -> None:
    costs = wallet.costs(cache.reading(), chosen)
    export.part(costs, chosen)
    charts.lines(costs.drawn, "month", costs.named("percent"), "percent", "wallet_costs")


def _lags(chosen: Chosen) -> None:
    times = wallet.times(cache.reading(), chosen)
    export.part(times, chosen)
    if times.drawn.empty:
        st.info(times.empty)
        return
    tables.show(times.drawn, "lags", **times.columns)
