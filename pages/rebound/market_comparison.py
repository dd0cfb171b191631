"""Own sales beside trade as a whole: chart, sentences, and a table over the same periods."""

from collections.abc import Sequence
from dataclasses import replace

from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop.benchmarks import Benchmark
from analytics.rebound.shop.market_comparison import shortest
from sheets.choice import Chosen
from sheets.marks import CLOSED
from sheets.part import Part
from sheets.rebound import market_comparison as sheet
from sheets.rebound.comparison_sentences import sentences
from sheets.rebound.shock import Shown
from ui import charts, export, marks, parts, states, tables, url
from ui.charts import Mark
from ui.screen import st
from ui.text import bullets, markdown
from words.messages import _


def comparison(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    """How did own sales do against the market? One quiet line where nothing was loaded to compare with."""
    series = rebounds.benchmarks_of(shown.market)
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
    answered = sheet.answered(series)
    own = replace(chosen, choice=replace(chosen.choice, market=(shown.market,)))
    course = marks.noted(own, sheet.course(rebounds, shown, answered), "starts_on")
    export.part(course, chosen)
    if answered:
        _course(course, answered, own)
        picked = _picked(answered)
        st.markdown(bullets(sentences(picked)))
        table = sheet.comparison(answered, picked, shown)
        tables.show(table.drawn, table.name, **table.columns)
        parts.captions(table)
    for benchmark in series:
        if benchmark.refused is not None:
            st.caption(sheet.refused(benchmark.series, benchmark.refused))


def _course(part: Part, series: Sequence[Benchmark], own: Chosen) -> None:
    if part.drawn.empty:
        states.empty(part.empty)
        return
    closed = [Mark(_("closed"), *span) for span in shortest(series).closed]
    calendar = marks.of(own, part.drawn["starts_on"], without=CLOSED)
    names = part.named("number")
    charts.lines(part.drawn, "starts_on", names, "number", part.name, marks=closed, calendar=calendar)
    parts.captions(part)


def _picked(series: Sequence[Benchmark]) -> Benchmark:
    """The one series that is spoken of."""
    by_name = {benchmark.series: benchmark for benchmark in series}
    if len(by_name) == 1:
        return series[0]
    names = list(by_name)
    return by_name[str(url.one(st.selectbox, _("Compared with"), names, "rebound_against", names[0], width=320))]
