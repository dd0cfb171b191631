"""Wallet and settlement."""

from dataclasses import replace

from pages.wallet import contracts, gift_cards, payouts
from sheets import wallet
from sheets.choice import Chosen
from sheets.part import Part
from sheets.past import past
from ui import cache, cards, charts, export, filters, header, marks, parts, states, tables, url
from ui.cards import Card
from ui.screen import st
from words import labels
from words.messages import _

HEEDS = wallet.HEEDS


def render() -> None:
    """Does the wallet pay what it should, when does it pay, and what does it cost?"""
    st.title(_("Wallet & settlement"))
    chosen = filters.bar(*HEEDS)
    if cache.reading().store.rights.smallest:
        _restricted(chosen)
        return
    held = past(cache.reading(), chosen)
    header.line(chosen, paper="wallet")
    header.compared(chosen, held)
    numbers = wallet.headline(cache.reading(), held)
    if not numbers.loc["current", "references"]:
        states.empty(wallet.nothing())
        gift_cards.draw(replace(chosen, period=held.period))
        return

    doubts = wallet.doubts(cache.reading(), held)
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
        doubts=doubts.drawn,
    )
    if held.is_whole:
        export.offer(doubts.table, doubts.name, chosen, note=doubts.note, label=doubts.title)
    chosen = replace(chosen, period=held.period)
    _agreement(chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _trend(chosen)
    with right:
        _costs(chosen)
    _open_items(chosen)
    _lags(chosen)
    contracts.draw(chosen)
    payouts.draw(chosen)
    gift_cards.draw(chosen)


def _restricted(chosen: Chosen) -> None:
    """What who may not see persons is told: costs of all, and in a sentence what is not shown."""
    header.line(chosen, paper="wallet")
    _drawn(wallet.restricted(cache.reading(), chosen), chosen)
    st.info(wallet.rest(), icon=":material/lock:")


def _agreement(chosen: Chosen) -> None:
    agreement = wallet.agreement(cache.reading(), chosen)
    export.part(agreement, chosen)
    tables.show(agreement.drawn, "reconciliation", **agreement.columns)
    st.caption(" ".join(agreement.captions))
    if agreement.note:
        st.caption(agreement.note)


def _trend(chosen: Chosen) -> None:
    trend = marks.noted(chosen, wallet.trend(cache.reading(), chosen), "month")
    export.part(trend, chosen)
    calendar = marks.of(chosen, trend.drawn["month"])
    names = trend.named("percent")
    charts.lines(trend.drawn, "month", names, "percent", "recon_trend", from_zero=False, calendar=calendar)


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
    _drawn(wallet.costs(cache.reading(), chosen), chosen)


def _drawn(costs: Part, chosen: Chosen) -> None:
    noted = marks.noted(chosen, costs, "month") if costs.name else costs
    if not parts.headed(noted, chosen):
        return
    calendar = marks.of(chosen, noted.drawn["month"])
    charts.lines(noted.drawn, "month", noted.named("percent"), "percent", "wallet_costs", calendar=calendar)
    parts.captions(noted)


def _lags(chosen: Chosen) -> None:
    times = wallet.times(cache.reading(), chosen)
    export.part(times, chosen)
    if times.drawn.empty:
        st.info(times.empty)
        return
    tables.show(times.drawn, "lags", **times.columns)
