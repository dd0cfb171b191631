"""Channels and boutiques."""

from sheets import overview, trading
from sheets.past import past
from ui import cache, cards, filters, header, parts, states
from ui.screen import st

HEEDS = trading.HEEDS


def render() -> None:
    """Which channel, boutique, brand, category or market moves, and is it more than accident?"""
    st.title(trading.title())
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    held = past(reading, chosen)
    header.line(chosen)
    header.compared(chosen, held)
    numbers = overview.headline(reading, chosen, held).drawn
    if not numbers.loc["current", "orders"]:
        states.nothing(chosen)
        return
    cards.strip(numbers, trading.STRIP, held.named, doubts=overview.doubts(reading, held).drawn)
    for by in trading.CUTS:
        parts.table(trading.cut(reading, held, by), chosen)
