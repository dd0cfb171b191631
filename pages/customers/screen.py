"""Customers: who they are, how much hangs on a few of them, and what they will still buy."""

from typing import Any

from analytics.segments import Concentration
from pages.customers import ahead, habits, rules
from sheets import customers, withheld
from sheets.choice import Chosen
from sheets.customers.on_paper import counted_from
from sheets.customers.stages import stages
from sheets.customers.weight import few, glance, weight
from ui import cache, cards, charts, export, filters, header, states
from ui.screen import st
from words.messages import _

HEEDS = customers.HEEDS


def render() -> None:
    """Who are our customers, who is slipping away, and what will they still buy?"""
    st.title(_("Customers"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen, paper="customers")
    weights = withheld.or_else(None, weight, cache.reading(), chosen)
    if weights is None:
        states.withheld()
        with states.guarded():
            habits.told(chosen)
        with states.guarded():
            _stages(chosen)
        return
    if not weights.spenders:
        states.nothing(chosen)
        return

    slots = _glance(weights, chosen)
    habits.shown(chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _few(weights, chosen)
    with right:
        _stages(chosen)
    ahead.shown(chosen, slots)


def _glance(weights: Concentration, chosen: Chosen) -> list[Any]:
    """Two cards, and room for two more: fitting the models takes a moment, and the page does not wait for it."""
    with st.grid(4, min_column_width=165, gap="small"):
        for figure in glance(cache.reading(), chosen, weights):
            cards.figure(figure)
        slots = [st.skeleton(height=88), st.skeleton(height=88)]
    st.caption(counted_from(cache.reading()))
    return slots


def _few(weights: Concentration, chosen: Chosen) -> None:
    part = few(weights)
    export.part(part, chosen)
    names = part.named("percent")
    charts.lines(part.drawn, "customer_share", names, "percent", "lorenz", against=["equal"], x_unit="percent")
    st.caption(" ".join(part.captions))


def _stages(chosen: Chosen) -> None:
    body = st.container()
    part = stages(cache.reading(), chosen, rules.aipl())
    with body:
        export.part(part, chosen)
        charts.bars(part.drawn, "name", part.named("number"), "number", "aipl")
        st.caption(" ".join(part.captions))
