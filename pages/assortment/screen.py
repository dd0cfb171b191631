"""Assortment and markdowns."""

from sheets import assortment, overview
from sheets.assortment import ladder, price_share, rules, seasons, stock, through
from sheets.choice import Chosen
from sheets.past import Past, past
from ui import cache, cards, charts, filters, header, marks, parts, states, tables, url
from ui.screen import st
from words.messages import _

HEEDS = assortment.HEEDS


def render() -> None:
    """Are we selling at full price, and what is left?"""
    st.title(assortment.title())
    chosen = filters.bar(*HEEDS)
    reading = cache.reading()
    held = past(reading, chosen)
    header.line(chosen, paper="assortment")
    header.compared(chosen, held)
    numbers = overview.headline(reading, chosen, held).drawn
    if not numbers.loc["current", "orders"]:
        states.nothing(chosen)
        return
    moved = price_share.doubts(reading, held)
    if said := price_share.finding(numbers, moved, held):
        st.markdown(said)
    cards.strip(numbers, assortment.STRIP, held.named, doubts=moved)
    for draw in (_course, _ladder, _prices, _seasons):
        with states.guarded():
            draw(chosen, held)
    for make in (rules.lowest, rules.bans):
        with states.guarded():
            parts.table(make(reading, held), chosen)
    for draw in (_through, _left):
        with states.guarded():
            draw(chosen, held)


def _course(chosen: Chosen, held: Past) -> None:
    part = marks.noted(chosen, price_share.course(cache.reading(), held), "bucket")
    if not parts.headed(part, chosen):
        return
    left, right = st.columns(2, gap="medium")
    calendar = marks.of(chosen, part.drawn["bucket"])
    with left:
        charts.areas(part.drawn, "bucket", part.named("money"), "money", "full_price_amounts", calendar=calendar)
    with right:
        shares = part.named("percent")
        charts.lines(
            part.drawn,
            "bucket",
            shares,
            "percent",
            "full_price_share",
            against=["full_price_share_before"],
            calendar=calendar,
            from_zero=False,
        )
    parts.captions(part)


def _ladder(chosen: Chosen, held: Past) -> None:
    part = ladder.ladder(cache.reading(), held)
    if parts.headed(part, chosen):
        bands = part.drawn[part.drawn["band"] != "all"]
        charts.ranked(bands, "name", "net_eur", "money", "ladder")
        tables.show(part.drawn, part.name, **part.columns)
        parts.captions(part)
    picked = url.one(
        st.segmented_control,
        _("Broken down by"),
        list(ladder.CUTS),
        "ladder_by",
        ladder.CUTS[0],
        format_func=ladder.slice_name,
    )
    parts.table(ladder.by(cache.reading(), held, str(picked)), chosen)


def _prices(chosen: Chosen, held: Past) -> None:
    part = ladder.prices(cache.reading(), held)
    if not parts.headed(part, chosen):
        return
    moved = part.drawn.dropna(subset=["change_low"]) if held.is_whole else part.drawn.head(0)
    if len(moved):
        ends = {"change": "estimate", "change_low": "low", "change_high": "high"}
        charts.intervals(moved.rename(columns=ends), "name", "percent", part.name)
    tables.show(part.drawn, part.name, **part.columns)
    parts.captions(part)


def _seasons(chosen: Chosen, held: Past) -> None:
    found = seasons.pace(cache.reading(), held)
    curves, discounts = seasons.curves(found), seasons.discounts(found)
    if curves.drawn.empty:
        parts.headed(curves, chosen)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        parts.headed(curves, chosen)
        charts.lines(curves.drawn, "week", curves.named("number"), "number", curves.name, x_unit="number")
    with right:
        parts.headed(discounts, chosen)
        charts.lines(discounts.drawn, "week", discounts.named("percent"), "percent", discounts.name, x_unit="number")
    parts.captions(curves)
    parts.table(seasons.table(found), chosen)


def _through(chosen: Chosen, held: Past) -> None:
    found = through.through(cache.reading(), held)
    if said := through.finding(found):
        st.markdown(said)
    curves = through.curves(found, held)
    if parts.headed(curves, chosen):
        charts.lines(curves.drawn, "week", curves.named("percent"), "percent", curves.name, x_unit="number")
        parts.captions(curves)
    if len(found.seasons):
        parts.table(through.table(found), chosen)


def _left(chosen: Chosen, held: Past) -> None:
    reading = cache.reading()
    if said := stock.finding(stock.left_by(reading, held)):
        st.markdown(said)
        picked = url.one(
            st.segmented_control,
            _("Goods by"),
            list(stock.CUTS),
            "stock_by",
            stock.CUTS[0],
            format_func=stock.cut_name,
        )
    else:
        picked = stock.CUTS[0]
    part = stock.left(reading, held, str(picked))
    if not parts.headed(part, chosen):
        return
    charts.ranked(part.drawn.iloc[:-1], "name", "units", "number", part.name)
    tables.show(part.drawn, part.name, **part.columns)
    parts.captions(part)
    found = through.through(reading, held)
    if picked in through.CUTS and len(found.seasons):
        parts.table(through.by(reading, held, found, str(picked)), chosen)
    parts.table(stock.places(reading, held), chosen)
