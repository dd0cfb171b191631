"""Customers by need, market beside market."""

from analytics.promotions.audience.needs import Needs, discount_needs
from data.store import Choice
from pages.sensitivity import needs as page
from sheets.choice import Chosen
from sheets.sensitivity import groups as sheet
from sheets.sides import sides
from ui import cache, charts, levels, parts
from ui.models import answered, unanswered
from ui.screen import st
from ui.text import markdown
from words import labels
from words.messages import _


def groups(chosen: Chosen) -> None:
    """Who buys only with an offer, who buys anyway, who does not respond, whom it puts off."""
    st.subheader(sheet.title(), anchor=False)
    levels.badge("experiment")
    markets = sides(cache.reading(), chosen)
    for column, market in zip(st.columns(max(len(markets), 1), gap="medium"), markets, strict=False):
        with column:
            _groups(market, chosen)


def _groups(market: str, chosen: Chosen) -> None:
    name = labels.market(market)
    with st.spinner(_("Comparing customers in {market} …", market=name)):
        needs = answered(discount_needs, Choice(market=(market,), tier=chosen.choice.tier))
    if not isinstance(needs, Needs):
        st.markdown(markdown("**{name}**", name=name))
        unanswered(needs)
        return
    part = sheet.groups(needs, market)
    parts.table(part, chosen)
    if needs.verdict != "signal":
        page.verdict(needs)
        st.caption(sheet.average(needs))
        return
    charts.intervals(sheet.plotted(part), "name", "number", part.name)
    st.caption(sheet.explained(needs))
