"""Channels and boutiques."""

from sheets import hours, notes, overview, targets, trading
from sheets.choice import Chosen
from sheets.past import Past, past
from ui import cache, cards, charts, filters, header, narrowing, parts, states, url
from ui.screen import st
from ui.text import markdown
from words.messages import _

HEEDS = trading.HEEDS


def render() -> None:
    """Which channel, boutique, brand, category or market moves, and is it more than accident?"""
    st.title(trading.title())
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    held = past(reading, chosen)
    header.line(chosen, paper="trading")
    header.compared(chosen, held)
    if held.is_open:
        return
    headline = overview.headline(reading, chosen, held)
    numbers = headline.drawn
    if overview.is_empty(numbers, held):
        states.nothing(chosen)
        return
    cards.strip(numbers, trading.strip(held), held.named, doubts=overview.doubts(reading, held).drawn)
    for said in notes.left_out(numbers, held):
        st.caption(said)
    for by in trading.CUTS:
        with states.guarded():
            part = trading.cut(reading, held, by)
            parts.table(part, chosen, narrowing.into(by, part.drawn["slice"], chosen))
    with states.guarded():
        if not targets.is_loaded(targets.against(reading, chosen, held)):
            st.caption(markdown(targets.how_to_load()))
    with states.guarded():
        _mixed(chosen, held)
    if abroad := trading.abroad(reading, held):
        parts.table(abroad, chosen, narrowing.into("store_id", abroad.drawn["slice"], chosen))
    with states.guarded():
        if left := trading.after_fees(reading, held):
            parts.table(left, chosen)
    heat = hours.hours(reading, held)
    if parts.headed(heat, chosen):
        charts.heatmap(heat.drawn, "clock", "day", "orders", "number", heat.name)
        parts.captions(heat)


def _mixed(chosen: Chosen, held: Past) -> None:
    """Whether ratios moved by mix or by rate, by the column picked."""
    form = {"format_func": trading.by_name}
    by = url.one(st.segmented_control, _("Mix of"), list(trading.MIXED_BY), "mix", trading.MIXED_BY[0], **form)
    if part := trading.mixed(cache.reading(), held, str(by)):
        parts.table(part, chosen)
