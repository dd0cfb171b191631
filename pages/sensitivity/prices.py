"""What prices do without a promotion, and who seeks discounts."""

from analytics.promotions.elasticity.shop_elasticity import PriceElasticity, price_elasticity
from sheets.choice import Chosen
from sheets.sensitivity import prices as sheet
from ui import cache, charts, export, levels, parts, states, tables
from ui.models import answered, unanswered
from ui.screen import st
from words.messages import _


def elasticity(chosen: Chosen) -> None:
    """Pieces sold per percent of price, by market and tier."""
    with st.spinner(_("Comparing brands and weeks by price …")):
        found = answered(price_elasticity)
    if not isinstance(found, PriceElasticity):
        st.subheader(sheet.elasticity_title(), anchor=False)
        unanswered(found)
        return
    part = sheet.elasticity(cache.reading(), found, chosen)
    if not parts.titled(part):
        return
    export.part(part, chosen)
    levels.badge(found.evidence)
    charts.intervals(part.drawn, "name", "number", part.name)
    parts.captions(part)


def seekers(chosen: Chosen) -> None:
    """Who buys on discount more, or less, than the discounts they met explain."""
    part = sheet.seekers(cache.reading(), chosen)
    export.part(part, chosen)
    levels.badge("association")
    if part.drawn.empty:
        states.empty(part.empty)
        return
    tables.show(part.drawn, part.name, **part.columns)
    parts.captions(part)
