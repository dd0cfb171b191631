"""Market context."""

from analytics.kpis import kpis
from sheets import market
from sheets.choice import Chosen
from sheets.market import glance, growth
from sheets.market.loyalty import Loyalty
from sheets.market.published import published
from sheets.part import Part
from ui import cache, cards, charts, filters, header, marks, parts, states, tables, url
from ui.screen import st
from words.messages import _

HEEDS = market.HEEDS


def render() -> None:
    """Do we grow faster than the market, and is our loyalty holding?"""
    st.title(market.title())
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    header.line(chosen, paper="market")
    if not reading.ask(kpis, chosen.choice, period=chosen.period).loc["current", "orders"]:
        states.nothing(chosen)
        return
    grown, loyal = glance.parts(reading, chosen)
    if said := glance.finding(grown, loyal):
        st.markdown(said)
    cards.row(glance.figures(grown, loyal), 4, 150)
    _growth(grown, chosen)
    _index(growth.index(reading, chosen), chosen)
    _loyalty(loyal, chosen)
    parts.table(published(chosen), chosen)


def _growth(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    gaps = growth.gaps(part)
    if len(gaps):
        st.caption(
            _("Own growth less that of the market, with its 95% interval; grey where the difference is not clear.")
        )
        charts.intervals(gaps, "name", "percent", part.name)
    tables.show(part.drawn, part.name, **part.columns)
    parts.captions(part)


def _index(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    names = growth.series(part)
    picked = names[0]
    if len(names) > 1:
        picked = str(url.one(st.selectbox, _("Compared with"), names, "market_series", names[0], width=320))
    shown = growth.one(part, picked)
    calendar = marks.of(chosen, shown.drawn["starts_on"])
    charts.lines(shown.drawn, "starts_on", shown.named("number"), "number", shown.name, calendar=calendar)
    parts.captions(shown)


def _loyalty(loyal: Loyalty, chosen: Chosen) -> None:
    if parts.headed(loyal.quarters, chosen):
        dots = loyal.quarters.drawn.rename(columns={"repeat_share": "estimate"})
        charts.points(dots, "name", "percent", loyal.quarters.name, from_zero=False)
        tables.show(loyal.quarters.drawn, loyal.quarters.name, **loyal.quarters.columns)
        parts.captions(loyal.quarters)
    parts.table(loyal.markets, chosen)
