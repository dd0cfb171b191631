"""Did opening a channel pay: new customers against moved ones, what is extra, what it left, and how sure that is."""

from dataclasses import replace
from datetime import date

from analytics.launch import Launch, Opening
from sheets.choice import Chosen, bounds
from sheets.rebound import launch as sheet
from ui import background, cache, cards, charts, export, marks, parts, states, tables, url
from ui.background import Job
from ui.screen import st
from ui.text import bullets
from words import labels
from words.messages import _

USUAL = 20.0  # seconds on an idle machine


def shown(chosen: Chosen) -> None:
    """The section, below what shocks did."""
    st.header(sheet.title(), anchor=False)
    known = sheet.begun(cache.reading(), chosen)
    if not known:
        states.empty(sheet.nothing_began())
        return
    found = background.launch(_opening(known, chosen))
    if isinstance(found, Job):
        background.waiting(found, _("Estimating sales without the channel"), USUAL)
        return
    _answer(found, chosen)


def _answer(found: Launch, chosen: Chosen) -> None:
    st.markdown(sheet.finding(found))
    st.markdown(sheet.step(found))
    cards.row(sheet.figures(found), 4, 200)
    course = sheet.course(found)
    if parts.headed(course, chosen):
        calendar = marks.of(chosen, course.drawn["week"])
        names = {"estimate": course.columns["estimate"][0], "actual": course.columns["actual"][0]}
        charts.band(course.drawn, "week", names, "money", course.name, calendar=calendar)
        parts.captions(course)
    st.markdown(bullets(sheet.reasons(found)))
    people = sheet.customers(found)
    export.part(people, chosen)
    tables.show(people.drawn, people.name, **people.columns)
    parts.captions(people)
    each = sheet.parts(found)
    export.part(each, chosen)
    tables.show(each.drawn, each.name, **each.columns)
    parts.captions(each)
    likely = sheet.likely(found)
    if parts.headed(likely, chosen):
        charts.ranked(likely.drawn, "name", "probability", "percent", likely.name)
        parts.captions(likely)


def _opening(known: dict[str, date], chosen: Chosen) -> Opening:
    _first, last = bounds(cache.reading())
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        names = list(known)
        channel = str(
            url.one(st.selectbox, _("Channel"), names, "launch_channel", names[0], format_func=_channel, width=220)
        )
        form = tables.day_format()
        on = url.day(_("Since"), f"launch_on_{channel}", known[channel], max_value=last, format=form, width=140)
        weeks = _number(_("Weeks observed"), "launch_weeks", 52.0, 8.0, 156.0, 1.0)
        commission = _number(_("Commission, % of its sales"), "launch_commission", 0.0, 0.0, 100.0, 0.5)
        once = _number(_("One-off cost of joining"), "launch_once", 0.0, 0.0, 1e9, 1000.0)
    return Opening(channel, on, replace(chosen.choice, channel=()), int(weeks), commission / 100, once)


def _number(label: str, key: str, usual: float, low: float, high: float, step: float) -> float:
    more = {"min_value": low, "max_value": high, "step": step, "width": 170}
    return float(url.number(st.number_input, label, key, usual, **more))


def _channel(code: str) -> str:
    return labels.named("channel", code)
