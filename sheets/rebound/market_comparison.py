"""Own sales beside trade as a whole: on one scale, over the same periods, and whether prices count in both."""

import re
from collections.abc import Sequence

from analytics.rebound.shop import REAL, MarketRebounds
from analytics.rebound.shop import market_comparison as answers
from analytics.rebound.shop.benchmarks import Benchmark
from analytics.rebound.shop.controls import is_rate
from analytics.rebound.shop.market_comparison import OWN, PARTS
from analytics.rebound.shop.tables import of_row
from analytics.results import Reason
from sheets import breakdown
from sheets.columns import Columns
from sheets.part import Part
from sheets.rebound import amounts, verdicts
from sheets.rebound.shock import Shown, note
from words import explanations, labels
from words.messages import _

MOST = 4  # lines beside one's own that an eye can follow


def answered(series: Sequence[Benchmark]) -> list[Benchmark]:
    """The series that are compared; the others say why not in `refused`."""
    return [benchmark for benchmark in series if benchmark.trade is not None]


def course(rebounds: MarketRebounds, shown: Shown, series: Sequence[Benchmark]) -> Part:
    """Own sales and each series through the shock, the mean of the year before being 100.

    Args:
        series: those that are compared.
    """
    table = answers.course(rebounds, shown.market)
    lines: Columns = {benchmark.series: (benchmark.series, "number") for benchmark in series[:MOST]}
    drawn = breakdown.drawn(len(lines), len(series))
    return Part(
        _("{market}: compared with the market", market=labels.market(shown.market)),
        "rebound_beside",
        table,
        table,
        " ".join([note(shown), _("100 = average of the year before the closure.")]),
        columns={"starts_on": (_("Period"), "day"), OWN: (_("Own sales"), "number"), **lines},
        empty=_("The year before the closure is not known for both, so there is no common scale for the chart."),
        captions=(drawn,) if drawn else (),
    )


def comparison(series: Sequence[Benchmark], of: Benchmark, shown: Shown) -> Part:
    """What the closure did to each series and to own sales over its periods.

    Args:
        series: those that are compared.
        of: the one that is spoken of.
    """
    table = answers.comparison(series)
    drawn = table.assign(who=[_("Own sales") if who == OWN else who for who in table["who"]])
    rows = table.to_dict("records")
    for part in PARTS:
        write = amounts.change if part in ("regained", "lasting") else amounts.share
        intervals = [of_row(row, part) for row in rows]
        drawn[part] = [verdicts.undecided(part == "ratio") if each is None else write(each) for each in intervals]
    columns: Columns = {
        "who": (_("Over the same periods"), "text"),
        "lost": (_("Lost while closed"), "text"),
        "regained": (_("Since, against the no-shock scenario"), "text"),
        "ratio": (_("Recovered over lost, whole periods"), "text"),
        "lasting": (_("Lasting level"), "text"),
    }
    captions = (" ".join([_periods(), units(of, shown)]),)
    return Part(_("Over the same periods"), "rebound_beside", table, drawn, columns=columns, captions=captions)


def _periods() -> str:
    return _(
        "100 = average of the year before the closure. Both lines use the series' own periods: the period of the "
        "closing counts as closed, and so does the period of the reopening if shops were closed for most of it. Your "
        "figures therefore differ from those above, which are weekly."
    )


def units(benchmark: Benchmark, shown: Shown) -> str:
    """Whether prices count in own sales and in the series."""
    names = {"series": benchmark.series, "unit": benchmark.unit}
    match shown.question.measure == REAL, counts_prices(benchmark.unit):
        case True, False:
            return _("Neither includes price changes: own sales are at constant prices, {series} is a volume.", **names)
        case True, True:
            return _(
                "Own sales are at constant prices and {series} is in {unit}: it includes price rises, own sales do not.",
                **names,
            )
        case True, _unknown:
            return _(
                "Own sales are at constant prices; compare them with a volume index, as a value index includes price rises."
            )
        case False, False:
            return _(
                "Own sales include price changes and {series}, a volume, does not: choose constant prices to compare.",
                **names,
            )
        case False, True:
            return _("Both include price changes: own sales are net sales, {series} is in {unit}.", **names)
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
