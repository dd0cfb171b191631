"""The executive home."""

from functools import partial

from sheets import overview
from sheets.choice import Chosen
from sheets.paper import file_name
from ui import cache, cards, charts, export, filters, header, parts, states
from ui.screen import st
from words.messages import _

HEEDS = overview.HEEDS


def render() -> None:
    """How are we trading against last year, and where does the change come from?"""
    st.title(_("Overview"))
    chosen = filters.bar(*HEEDS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="stretch"):
            header.line(chosen)
        paper = st.container(width="content")
    headline = overview.headline(cache.reading(), chosen)
    if not headline.drawn.loc["current", "orders"]:
        states.nothing(chosen)
        return

    export.part(headline, chosen)
    doubts = overview.doubts(cache.reading(), chosen)
    cards.strip(headline.drawn, overview.STRIP, overview.sparks(cache.reading(), chosen), doubts.drawn)
    export.offer(doubts.table, doubts.name, chosen, note=doubts.note, label=doubts.title)
    if headline.note:
        st.caption(headline.note)

    has_last_year = overview.has_last_year(headline)
    left, right = st.columns(2, gap="medium")
    with left:
        _trend(chosen)
    with right:
        _change(chosen, has_last_year)
    for column, by in zip(st.columns(3, gap="medium"), overview.CUTS, strict=True):
        with column:
            _by(chosen, by, has_last_year)
    if has_last_year:
        st.caption(_("Bars: net sales of this period. Ticks: last year."))
        _where(chosen)
    with paper:
        reading = cache.reading()
        export.paper(partial(overview.paper, reading, chosen), file_name(reading, "overview", chosen))
    readings = st.expander(_("Platform, shop and accounting view"), on_change="rerun", key="readings")
    if readings.open:
        with readings:
            _readings(chosen)


def _trend(chosen: Chosen) -> None:
    trend = overview.trend(cache.reading(), chosen)
    export.part(trend, chosen)
    names = {"net_eur": _("This period"), "net_last_year_eur": _("Last year")}
    charts.lines(trend.drawn, "bucket", names, "money", "trend", against=["net_last_year_eur"])


def _change(chosen: Chosen, has_last_year: bool) -> None:
    change = overview.change(cache.reading(), chosen, has_last_year)
    if change is None:
        st.header(overview.change_title(), anchor=False)
        st.info(_("Last year is not fully in the data, so nothing is compared with it."))
        return
    export.part(change, chosen)
    charts.waterfall(change.drawn, "step", "eur", "money", "bridge")
    if not change.drawn["is_clear"].all():
        st.caption(overview.unclear_steps())
    if change.note:
        st.caption(change.note)


def _by(chosen: Chosen, by: str, has_last_year: bool) -> None:
    cut = overview.cut(cache.reading(), chosen, by, has_last_year)
    export.part(cut, chosen)
    rows, against = cut.drawn, "last_year" if has_last_year else None
    if rows["net_eur"].notna().any():
        name = _("Last year")
        charts.ranked(rows, "name", "net_eur", "money", f"by_{by}", against=against, against_label=name)
    if blind := rows.loc[rows["net_eur"].isna(), "name"].tolist():
        st.caption(_("No amount, because the exchange rate is missing: {names}.", names=", ".join(blind)))


def _where(chosen: Chosen) -> None:
    where = overview.where(cache.reading(), chosen)
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


def _readings(chosen: Chosen) -> None:
    steps = overview.readings(cache.reading(), chosen)
    export.offer(steps.table, steps.name, chosen)
    charts.waterfall(steps.drawn, "name", "amount_eur", "money", "definitions")
    st.caption(_("From what the platform reports to sales before VAT; the steps add up to the cent."))
