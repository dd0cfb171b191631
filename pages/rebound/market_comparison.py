"""Own sales beside trade as a whole: one scale, the same periods, and a difference claimed only where intervals do not meet."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.interval import Interval
from analytics.rebound.shop import REAL, MarketRebounds
from analytics.rebound.shop.benchmarks import Benchmark, Standing
from analytics.rebound.shop.controls import is_rate
from analytics.rebound.shop.market_comparison import (
    LESS,
    MORE,
    OWN,
    PARTS,
    UNKNOWN,
    against,
    comparison,
    course,
    shortest,
)
from analytics.rebound.shop.tables import of_row
from analytics.results import Reason
from pages.rebound import verdicts
from pages.rebound.shocks import Shown
from sheets import breakdown
from sheets.choice import Chosen
from ui import charts, export, states, tables, url
from ui.charts import Mark
from ui.screen import st
from ui.text import bullets, markdown
from words import explanations, formats, labels
from words.messages import _

SURE, LITTLE, NOTHING = "sure", "little", "nothing"
MOST = 4  # lines beside one's own that an eye can follow


def shown(found: MarketRebounds, asked: Shown, chosen: Chosen, note: str) -> None:
    """Chart, comparison and sentences; one quiet line where nothing was loaded to compare with."""
    series = found.benchmarks_of(asked.market)
    if not series:
        st.caption(
            markdown(
                _(
                    "To compare own sales with the market, load a retail series of this market: `vetrina template "
                    "market_series` prints the header of such a file, `vetrina load FILE` loads it."
                )
            )
        )
        return
    answered = [one for one in series if one.trade is not None]
    table = course(found, asked.market)
    title = _("{market}: compared with the market", market=labels.market(asked.market))
    export.heading(
        title, table, "rebound_beside", chosen, note=f"{note}; mean of the year before the first closing = 100"
    )
    if answered:
        _course(table, answered)
        one = _chosen(answered)
        st.markdown(bullets(sentences(one)))
        _comparison(answered)
        st.caption(" ".join([_periods(), _units(one, asked)]))
    for one in series:
        if one.refused is not None:
            st.caption(refused(one.series, one.refused))


def _course(table: pd.DataFrame, series: Sequence[Benchmark]) -> None:
    if table.empty:
        states.empty(_("The year before the closure is not known for both, so there is no common scale for the chart."))
        return
    lines = {OWN: _("Own sales")} | {one.series: one.series for one in series[:MOST]}
    marks = [Mark(_("closed"), *span) for span in shortest(series).closed]
    charts.lines(table, "starts_on", lines, "number", "rebound_beside", marks=marks)
    if told := breakdown.drawn(len(lines) - 1, len(series)):
        st.caption(told)


def _chosen(series: Sequence[Benchmark]) -> Benchmark:
    """The one series that is spoken of."""
    names = {one.series: one for one in series}
    if len(names) == 1:
        return series[0]
    picked = url.one(st.selectbox, _("Compared with"), list(names), "rebound_against", next(iter(names)), width=320)
    return names[str(picked)]


def sentences(one: Benchmark) -> list[str]:
    """What a manager can repeat of own sales against one series; the table has the intervals."""
    assert one.trade is not None and one.own is not None
    return [_lost(one.series, one.own, one.trade), _regained(one.own, one.trade), _lasting(one.own, one.trade)]


def _lost(name: str, own: Standing, trade: Standing) -> str:
    theirs = {
        SURE: _("{series}: while closed, the market lost {share} of its expected sales."),
        LITTLE: _("{series}: while closed, the market lost at most {share} of its expected sales."),
        NOTHING: _("{series}: while closed, the market lost nothing."),
        UNKNOWN: _("{series}: how much the market lost while closed is unclear."),
    }[kind(trade.lost)]
    ours = {
        SURE: _("You lost {share}."),
        LITTLE: _("You lost at most {share}."),
        NOTHING: _("You lost nothing."),
        UNKNOWN: _("How much you lost is unclear."),
    }[kind(own.lost)]
    verdict = {
        LESS: _("Your loss is the smaller one."),
        MORE: _("Your loss is the larger one."),
        UNKNOWN: _("Which loss is larger is unclear."),
    }
    told = [theirs.format(series=name, share=_said(trade.lost)), ours.format(share=_said(own.lost))]
    return " ".join([*told, *_compared(own.lost, trade.lost, verdict)])


def _regained(own: Standing, trade: Standing) -> str:
    theirs = {
        SURE: _("The market recovered {share} of its loss."),
        LITTLE: _("The market recovered at most {share} of its loss."),
        NOTHING: _("The market recovered nothing: another {share} of its loss was missing afterwards."),
        UNKNOWN: _("How much of its loss the market recovered is unclear."),
    }[kind(trade.ratio)]
    ours = {
        SURE: _("You recovered {share}."),
        LITTLE: _("You recovered at most {share}."),
        NOTHING: _("You recovered nothing: another {share} of your loss was missing afterwards."),
        UNKNOWN: _("How much of your loss you recovered is unclear."),
    }[kind(own.ratio)]
    verdict = {
        LESS: _("That is less than the market."),
        MORE: _("That is more than the market."),
        UNKNOWN: _("Who recovered more is unclear."),
    }
    told = [theirs.format(share=_said(trade.ratio)), ours.format(share=_said(own.ratio))]
    return " ".join([*told, *_compared(own.ratio, trade.ratio, verdict)])


def _compared(own: Interval | None, trade: Interval | None, verdict: Mapping[str, str]) -> list[str]:
    """The verdict, where there is anything to compare."""
    return [] if UNKNOWN in (kind(own), kind(trade)) else [verdict[against(own, trade)]]


def kind(found: Interval | None) -> str:
    """What an interval says of a part lost or regained: nothing where it lies below it, no figure where it holds all and nothing."""
    if found is None or (found.low <= 0 and found.high >= 1):
        return UNKNOWN
    return NOTHING if found.high <= 0 else LITTLE if found.low <= 0 else SURE


def _said(found: Interval | None) -> str:
    """The figure that goes with the kind."""
    if found is None:
        return formats.DASH
    value = {LITTLE: found.high, NOTHING: -found.estimate}.get(kind(found), found.estimate)
    return formats.percent(value, 0)


def _lasting(own: Standing, trade: Standing) -> str:
    if own.lasting is None or trade.lasting is None:
        return _("It is too early to compare where the levels settle.")
    told = {
        LESS: _("In the long run, your level is {own} and the market's {trade}: yours is lower."),
        MORE: _("In the long run, your level is {own} and the market's {trade}: yours is higher."),
        UNKNOWN: _("Whose level is higher in the long run is unclear: yours may be {own}, the market's {trade}."),
    }[against(own.lasting, trade.lasting)]
    return told.format(own=verdicts.share_span(own.lasting), trade=verdicts.share_span(trade.lasting))


def share(found: Interval) -> str:
    """A share with its interval."""
    span = formats.interval(formats.percent(found.low, 0), formats.percent(found.high, 0))
    return f"{formats.percent(found.estimate, 0)} {span}"


def _comparison(series: Sequence[Benchmark]) -> None:
    table = comparison(series)
    named = table.assign(who=[_("Own sales") if who == OWN else who for who in table["who"]])
    for part in PARTS:
        write = verdicts.share if part in ("regained", "lasting") else share
        cells = [of_row(row, part) for row in table.to_dict("records")]
        named[part] = [verdicts.undecided(part == "ratio") if cell is None else write(cell) for cell in cells]
    tables.show(
        named,
        "rebound_beside",
        who=(_("Over the same periods"), "text"),
        lost=(_("Lost while closed"), "text"),
        regained=(_("Since, against the no-shock scenario"), "text"),
        ratio=(_("Recovered over lost, whole periods"), "text"),
        lasting=(_("Lasting level"), "text"),
    )


def _periods() -> str:
    return _(
        "100 = average of the year before the closure. Both lines use the series' own periods: the period of the "
        "closing counts as closed, and so does the period of the reopening if shops were closed for most of it. Your "
        "figures therefore differ from those above, which are weekly."
    )


def _units(one: Benchmark, asked: Shown) -> str:
    """Whether prices count in both."""
    told = {"series": one.series, "unit": one.unit}
    match asked.question.measure == REAL, counts_prices(one.unit):
        case True, False:
            return _("Neither includes price changes: own sales are at constant prices, {series} is a volume.", **told)
        case True, True:
            return _(
                "Own sales are at constant prices and {series} is in {unit}: it includes price rises, own sales do not.",
                **told,
            )
        case True, _unknown:
            return _(
                "Own sales are at constant prices; compare them with a volume index, as a value index includes price rises."
            )
        case False, False:
            return _(
                "Own sales include price changes and {series}, a volume, does not: choose constant prices to compare.",
                **told,
            )
        case False, True:
            return _("Both include price changes: own sales are net sales, {series} is in {unit}.", **told)
        case _net:
            return _(
                "Own sales include price changes; compare them with a value index, as a volume index leaves price rises out."
            )


def counts_prices(unit: str) -> bool | None:
    """Whether a series in this unit rises with prices; None where the unit does not say."""
    if re.search(r"(?i)volum|constant price|chained|prezzi costanti|物量|不变价", unit):
        return False
    if re.search(r"(?i)value|turnover|nominal|current price|valore|fatturato|prezzi correnti|现价", unit):
        return True
    return None if is_rate(unit) else True


def refused(series: str, why: Reason) -> str:
    """Why a series is not compared."""
    return _("{series} is not compared. {reason}", series=series, reason=explanations.sentence(why))
