"""The executive home."""

from pages.overview import targets, unusual
from sheets import boutiques, finding, overview, sales_line, strip
from sheets.choice import Chosen
from sheets.part import Part
from sheets.past import Past, past, sentences
from ui import cache, cards, charts, export, filters, header, marks, narrowing, parts, phone, states, url
from ui.screen import st
from words import comparisons, figures
from words.messages import _

HEEDS = overview.HEEDS
FIRST = 6  # cards that come first on a narrow screen


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
            unusual.crumb()
        paper = st.container(width="content")
    if held.is_open:
        return
    headline = overview.headline(reading, chosen, held)
    if overview.is_empty(headline.drawn, held):
        states.nothing(chosen)
        return

    doubts, change = overview.doubts(reading, held), overview.change(reading, held)
    if said := finding.sentence(doubts, change, held):
        st.markdown(said)
    with states.guarded():
        unusual.render(chosen)
    figures_ = overview.strip_of(held)
    export.part(strip.part(headline, doubts.drawn, held, figures_), chosen)
    sparks = overview.sparks(reading, held)
    with phone.close("first"):
        cards.strip(headline.drawn, figures_[:FIRST], held.named, sparks, doubts.drawn)
    with phone.turned():
        with phone.close("further"):
            cards.strip(headline.drawn, figures_[FIRST:], held.named, sparks, doubts.drawn)
            if held.is_whole:
                export.offer(doubts.table, doubts.name, chosen, note=doubts.note, label=doubts.title)
            if headline.note:
                st.caption(headline.note)
        with st.container(), states.guarded():
            targets.render(chosen, held)
        with st.container(), states.guarded():
            _boutiques(chosen, held)

    left, right = st.columns(2, gap="medium")
    with left, states.guarded():
        _trend(chosen, held)
    with right:
        _change(chosen, held, change)
    with states.guarded():
        _parted(chosen, held)
    with paper:
        export.sheet("overview", chosen)
    readings = st.expander(_("Platform, shop and accounting view"), on_change="rerun", key="readings")
    if readings.open:
        with readings:
            _readings(chosen, held)


def _boutiques(chosen: Chosen, held: Past) -> None:
    """Which boutique moves; nothing in a shop whose orders name none."""
    part = boutiques.glance(cache.reading(), held)
    if len(part.drawn):
        parts.table(part, chosen, narrowing.into(boutiques.BY, part.drawn["slice"], chosen))


def _trend(chosen: Chosen, held: Past) -> None:
    trend = marks.noted(chosen, sales_line.trend(cache.reading(), held), "bucket")
    export.part(trend, chosen)
    calendar = marks.of(chosen, trend.drawn["bucket"])
    charts.lines(
        trend.drawn,
        "bucket",
        trend.named("money"),
        "money",
        "trend",
        against=sales_line.earlier(trend),
        calendar=calendar,
    )


def _change(chosen: Chosen, held: Past, change: Part | None) -> None:
    if change is None:
        st.header(overview.change_title(), anchor=False)
        st.info(" ".join(sentences(cache.reading(), chosen, held)))
        return
    head = st.container()
    if len(overview.changes_since(held)) > 1:
        change = overview.change(cache.reading(), held, _since(held)) or change
    with head:
        export.part(change, chosen)
    charts.waterfall(change.drawn, "step", "eur", "money", "bridge")
    if not change.drawn["is_clear"].all():
        st.caption(overview.unclear_steps())
    if change.note:
        st.caption(change.note)


def _since(held: Past) -> str:
    """Which of several pasts the bridge comes from."""
    pasts = {code: comparisons.title(each) for code, each in overview.changes_since(held).items()}
    label = _("Change since")
    picked: str = url.one(
        st.segmented_control, label, list(pasts), "since_past", held.code, format_func=pasts.__getitem__
    )
    return picked


def _parted(chosen: Chosen, held: Past) -> None:
    """One way to part sales at a time: what nobody looks at is not drawn."""
    titles = overview.partings(held)
    by = url.one(
        st.segmented_control,
        _("Breakdown of sales"),
        list(titles),
        "parted",
        overview.CUTS[0],
        format_func=titles.__getitem__,
    )
    if by == overview.WHERE:
        _where(chosen, held)
        return
    _by(chosen, held, by)
    if held.is_whole:
        told = {"figure": figures.name(held.definition.sales), "name": held.name, "days": held.days}
        st.caption(_("Bars: {figure} of this period. Ticks: {name}, {days}.", **told))


def _by(chosen: Chosen, held: Past, by: str) -> None:
    cut = overview.cut(cache.reading(), held, by)
    export.part(cut, chosen)
    rows, against = cut.drawn, "before" if held.is_whole else None
    if rows["sales"].notna().any():
        charts.ranked(
            rows,
            "name",
            "sales",
            "money",
            f"by_{by}",
            against=against,
            against_label=held.title,
            picked=narrowing.into(by, rows["slice"], chosen),
        )
    if blind := rows.loc[rows["sales"].isna(), "name"].tolist():
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
        picked=narrowing.both(where.drawn, ("market", "channel"), chosen),
    )
    st.caption(" ".join(where.captions))


def _readings(chosen: Chosen, held: Past) -> None:
    steps = overview.readings(cache.reading(), held)
    export.offer(steps.table, steps.name, chosen)
    charts.waterfall(steps.drawn, "name", "amount_eur", "money", "definitions")
    st.caption(_("From what the platform reports to sales before VAT; the steps add up to the cent."))
