"""Calendar and events."""

from functools import partial

from pages.calendar import notes
from sheets import calendar, withheld
from sheets.calendar import after, days, event, league, on_paper, promotions
from sheets.calendar.event import Told
from sheets.choice import Chosen
from sheets.part import Part
from ui import cache, cards, charts, export, filters, header, parts, states, tables, url
from ui.charts import Mark
from ui.screen import st
from words import comparisons
from words.messages import _

HEEDS = calendar.HEEDS


def render() -> None:
    """What did an event bring against its earlier years, day by day, and what came after it?"""
    st.title(on_paper.title())
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="stretch"):
            header.line(chosen)
        paper = st.container(width="content")
    shown = _picked(chosen)
    if shown.year is None:
        states.nothing(chosen, event.nothing(shown))
        notes.render(chosen)
        return
    with paper:
        export.sheet("calendar", chosen, partial(on_paper.paper, reading, chosen, shown.code, shown.year))
    held = league.headline(reading, chosen, shown)
    st.caption(" ".join([event.days(shown), *event.untold(shown)]))
    if not (held.drawn[league.strip(chosen)[2]] > 0).any():
        states.nothing(chosen)
        notes.render(chosen)
        return
    _event(chosen, shown, held)
    notes.render(chosen)


def _picked(chosen: Chosen) -> Told:
    reading = cache.reading()
    with st.container(horizontal=True, gap="medium"):
        offered, first = event.events(reading, chosen), event.usual(reading, chosen)
        form = {"format_func": comparisons.event, "width": 260}
        code = str(url.one(st.selectbox, _("Event"), offered, "event", first, **form))
        shown = event.told(reading, chosen, code)
        if shown.year is not None:
            years = sorted(shown.whole, reverse=True)
            year = url.one(st.selectbox, _("Year"), years, "event_year", years[0], format_func=str, width=140)
            shown = event.told(reading, chosen, code, year)
    return shown


def _event(chosen: Chosen, shown: Told, held: Part) -> None:
    reading = cache.reading()
    if said := league.finding(chosen, held, shown):
        st.markdown(said)
    cards.strip(held.drawn, league.strip(chosen), league.named(shown), doubts=held.table)
    left, right = st.columns(2, gap="medium")
    with left:
        _curves(days.overlay(reading, chosen, shown), chosen)
    with right:
        _curves(days.race(reading, chosen, shown), chosen)
    parts.table(league.league(reading, chosen, shown), chosen)
    parts.table(league.moves(reading, chosen, shown), chosen)
    _after(withheld.part(after.after, reading, chosen, shown, title=after.title()), chosen)
    with st.spinner(_("Comparing customers with the control group, and sales with their usual course …")):
        ran = promotions.promotions(reading, chosen, shown)
    parts.table(ran, chosen)


def _curves(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    years = part.named("money")
    against, on = [*years][2:], [Mark(_("Event"), 0)]
    charts.lines(part.drawn, "days", years, "money", part.name, against=against, marks=on, x_unit="number")
    parts.captions(part)


def _after(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        parts.captions(part)
        return
    charts.intervals(part.drawn, "name", "percent", part.name)
    tables.show(part.drawn, part.name, **part.columns)
    parts.captions(part)
