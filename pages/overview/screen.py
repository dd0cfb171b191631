"""The executive home."""

from functools import partial

from pages.overview import unusual
from sheets import finding, overview
from sheets.choice import Chosen
from sheets.paper import file_name
from sheets.part import Part
from sheets.past import Past, past, sentences
from ui import cache, cards, charts, export, filters, header, parts, states
from ui.screen import st
from words.messages import _

HEEDS = overview.HEEDS


def render() -> None:
    """How are we trading against the right past, and where does the change come from?"""
    st.title(_("Overview"))
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    held = past(reading, chosen)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="stretch"):
            header.line(chosen)
            header.compared(chosen, held)
        paper = st.container(width="content")
    headline = overview.headline(reading, chosen, held)
    if not headline.drawn.loc["current", "orders"]:
        states.nothing(chosen)
        return

    doubts, change = overview.doubts(reading, held), overview.change(reading, held)
    if said := finding.sentence(doubts, change, held):
        st.markdown(said)
    export.part(headline, chosen)
    cards.strip(headline.drawn, overview.STRIP, held.named, overview.sparks(reading, held), doubts.drawn)
    if held.is_whole:
        export.offer(doubts.table, doubts.name, chosen, note=doubts.note, label=doubts.title)
    if headline.note:
        st.caption(headline.note)
    unusual.render(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        _trend(chosen, held)
    with right:
        _change(chosen, held, change)
    for column, by in zip(st.columns(3, gap="medium"), overview.CUTS, strict=True):
        with column:
            _by(chosen, held, by)
    if held.is_whole:
        st.caption(_("Bars: net sales of this period. Ticks: {name}, {days}.", name=held.name, days=held.days))
        _where(chosen, held)
    with paper:
        export.paper(partial(overview.paper, reading, chosen), file_name(reading, "overview", chosen))
    readings = st.expander(_("Platform, shop and accounting view"), on_change="rerun", key="readings")
    if readings.open:
        with readings:
            _readings(chosen, held)


def _trend(chosen: Chosen, held: Past) -> None:
    trend = overview.trend(cache.reading(), held)
    export.part(trend, chosen)
    charts.lines(trend.drawn, "bucket", trend.named("money"), "money", "trend", against=["net_before_eur"])


def _change(chosen: Chosen, held: Past, change: Part | None) -> None:
    if change is None:
        st.header(overview.change_title(), anchor=False)
        st.info(" ".join(sentences(cache.reading(), chosen, held)))
        return
    export.part(change, chosen)
    charts.waterfall(change.drawn, "step", "eur", "money", "bridge")
    if not change.drawn["is_clear"].all():
        st.caption(overview.unclear_steps())
    if change.note:
        st.caption(change.note)


def _by(chosen: Chosen, held: Past, by: str) -> None:
    cut = overview.cut(cache.reading(), held, by)
    export.part(cut, chosen)
    rows, against = cut.drawn, "before" if held.is_whole else None
    if rows["net_eur"].notna().any():
        charts.ranked(rows, "name", "net_eur", "money", f"by_{by}", against=against, against_label=held.title)
    if blind := rows.loc[rows["net_eur"].isna(), "name"].tolist():
        st.caption(_("No amount, because the exchange rate is missing: {names}.", names=", ".join(blind)))


def _where(chosen: Chosen, held: Past) -> None:
    where = overview.where(cache.reading(), held)
    if not parts.headed(where, chosen):
        return
    charts.heatmap(
        where.drawn,
        "channel",
        "market",
        "change",
        "percent",
        "where",
        middle=0.0,
        cap=0.5,
        clear="is_clear",
        told="told",
    )
    st.caption(" ".join(where.captions))


def _readings(chosen: Chosen, held: Past) -> None:
    steps = overview.readings(cache.reading(), held)
    export.offer(steps.table, steps.name, chosen)
    charts.waterfall(steps.drawn, "name", "amount_eur", "money", "definitions")
    st.caption(_("From what the platform reports to sales before VAT; the steps add up to the cent."))
