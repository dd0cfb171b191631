"""Sales through the period, beside those of each of the earlier days that it is held against."""

from typing import Any

from analytics.compare import Comparison
from analytics.kpi_series import ORDERS, before, sales_trend
from sheets.columns import Columns
from sheets.grid import step as step_of
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import comparisons, figures
from words.columns import versus
from words.messages import _


def trend(reading: Reading, past: Past) -> Part:
    """Sales and those of the earlier days through the period, where steps are whole, unless none is.

    Drawn as `sales`, `sales_before` and, of further pasts, `sales_before_vs_<code>`; its columns name them.
    """
    step, figure = step_of(reading, past.period), past.definition.sales
    of: dict[str, Any] = {"period": past.period, "grain": step, "figure": figure}
    table = reading.ask(sales_trend, past.choice, against=past.comparison, **of)
    for each in past.others:
        beside = reading.ask(sales_trend, past.choice, against=each, **of)[["bucket", before(figure), ORDERS[1]]]
        named = {name: versus(name, each.code) for name in (before(figure), ORDERS[1])}
        table = table.merge(beside.rename(columns=named), on="bucket", how="left")
    drawn = table[table["is_whole"]] if table["is_whole"].any() else table
    drawn = drawn.rename(columns={figure: "sales", before(figure): "sales_before"})
    drawn = drawn.rename(columns={versus(before(figure), each.code): _beside(each) for each in past.others})
    names = {"sales": _("This period"), **({"sales_before": past.title} if past.comparison else {})}
    names |= {_beside(each): comparisons.title(each) for each in past.others}
    columns: Columns = {"bucket": (_("Day"), "day"), **{column: (name, "money") for column, name in names.items()}}
    title = _("{figure} through the period", figure=figures.name(figure))
    return Part(
        title,
        f"{'net_sales' if figure == 'net_eur' else figure.removesuffix('_eur')}_trend",
        table,
        drawn,
        columns=columns,
    )


def _beside(comparison: Comparison) -> str:
    """The column of the line of a further past."""
    return versus("sales_before", comparison.code)


def earlier(line: Part) -> list[str]:
    """The columns of `trend` that this period is held against, the first past first."""
    return [column for column in line.named("money") if column != "sales"]
