"""The overview as parts: headline numbers, the line of net sales, what changed, breakdowns, and all of it on paper."""

import pandas as pd

from analytics.bridge import Bridge, bridge
from analytics.definitions import definitions
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import shared_period
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import breakdown, notes, report
from sheets.choice import COLUMNS, Chosen, grain
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _

HEEDS = (*COLUMNS, "period")
STRIP = (
    *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
    *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
)
SPARKS = STRIP[:6]
CUTS = ("channel", "market", "tier")
FEW = 10  # orders under which a change is noise


def headline(reading: Reading, chosen: Chosen) -> Part:
    """The figures of the cards, one row per period; drawn as `kpis` gives them."""
    numbers = reading.ask(kpis, chosen.choice, period=chosen.period)
    note = notes.newness(reading, chosen.period)
    return Part(_("At a glance, against last year"), "kpis", numbers.reset_index(), numbers, note)


def has_last_year(headline: Part) -> bool:
    """Whether the same days a year earlier are wholly in the data."""
    return bool(headline.drawn.loc["last_year", "is_covered"])


def sparks(reading: Reading, chosen: Chosen) -> dict[str, list[float]]:
    """By figure, its values through the period, whole steps only."""
    step = "month" if chosen.period.days > 200 else grain(chosen)
    series = reading.ask(kpi_series, chosen.choice, period=chosen.period, grain=step, names=SPARKS)
    whole = series[series["is_whole"]]
    return {name: whole[name].dropna().tolist() for name in SPARKS if name in whole}


def trend(reading: Reading, chosen: Chosen) -> Part:
    """Net sales and last year's through the period; drawn where steps are whole, unless none is."""
    table = reading.ask(sales_trend, chosen.choice, period=chosen.period, grain=grain(chosen))
    drawn = table[table["is_whole"]] if table["is_whole"].any() else table
    return Part(_("Net sales through the period"), "net_sales_trend", table, drawn)


def change(reading: Reading, chosen: Chosen, whole: bool) -> Part | None:
    """The bridge from last year to this one, drawn as rows of `step`, `eur`, `kind`; None where no day can be compared.

    Args:
        whole: whether last year is wholly in the data; else the days that both years have are compared.
    """
    over = chosen.period if whole else reading.fact(shared_period, period=chosen.period)
    if over is None:
        return None
    result = reading.ask(bridge, chosen.choice, period=over, against=over.last_year)
    drawn = _steps(result, over == chosen.period)
    return Part(change_title(), "bridge", result.frame(), drawn, _over(chosen, over))


def change_title() -> str:
    """What the bridge is called, also where there is none."""
    return _("What changed on last year")


def _over(chosen: Chosen, over: Period) -> str:
    """Which part of the period is compared, where it is not the whole."""
    if over == chosen.period:
        return ""
    days = formats.period(over.since, over.until)
    return _("Last year is not fully in the data: only the days that both years have are compared, {days}.", days=days)


def _steps(result: Bridge, is_whole: bool) -> pd.DataFrame:
    parts = [(labels.named("bridge", name), eur, "change") for name, eur in result.parts.items() if round(eur, 2) != 0]
    names = (_("Last year"), _("This period")) if is_whole else (_("These days last year"), _("These days"))
    rows = [(names[0], result.before, "total"), *parts, (names[1], result.after, "total")]
    return pd.DataFrame(rows, columns=["step", "eur", "kind"])


def cut(reading: Reading, chosen: Chosen, by: str, whole: bool) -> Part:
    """Net sales by channel, market or tier, of this period and last year; drawn as rows of `name`, `net_eur`, `last_year`."""
    titles = {"channel": _("By channel"), "market": _("By market"), "tier": _("By price tier")}
    table = reading.ask(sales_by, chosen.choice, period=chosen.period, by=by)
    note = _(
        "Amounts add up to the total. Buyers and orders need not: a person may buy in several channels, an order may hold several tiers."
    )
    return Part(titles[by], f"sales_by_{by}", table, slices(table, by, whole), note)


def slices(table: pd.DataFrame, by: str, has_last_year: bool) -> pd.DataFrame:
    """One row per slice of either year: its name on screen, net sales, last year's; the smallest of many are one row."""
    now, then = (table[table["period"] == name].set_index("slice")["net_eur"] for name in ("current", "last_year"))
    then = then if has_last_year else then.head(0)
    rows = pd.DataFrame({"net_eur": now, "last_year": then}).rename_axis("slice").reset_index()
    # Sold last year and not this: a bar of nothing, else last year's would not add up.
    rows.loc[~rows["slice"].isin(now.index), "net_eur"] = 0.0
    rows = rows.sort_values(["net_eur", "last_year"], ascending=False, ignore_index=True)
    rows = rows.assign(name=[labels.named(by, code) for code in rows["slice"]])
    return breakdown.summed(rows, ("net_eur", "last_year"))[["name", "net_eur", "last_year"]]


def where(reading: Reading, chosen: Chosen) -> Part:
    """Where sales changed: by market and channel."""
    table = reading.ask(sales_by, chosen.choice, period=chosen.period, by="market", across="channel")
    title = _("Change on last year by market and channel")
    empty = _("No market and channel has {n} orders in this period and in the year before.", n=FEW)
    return Part(title, "sales_by_market_and_channel", table, compared(table), empty=empty)


def compared(table: pd.DataFrame) -> pd.DataFrame:
    """Net sales against last year by market and channel; only where both have enough orders."""
    columns = ["slice", "across", "net_eur", "orders"]
    now, then = (table.loc[table["period"] == name, columns] for name in ("current", "last_year"))
    both = now.merge(then, on=["slice", "across"], suffixes=("", "_then"))
    both = both[(both["orders"] >= FEW) & (both["orders_then"] >= FEW) & (both["net_eur_then"] > 0)]
    return both.assign(
        change=both["net_eur"] / both["net_eur_then"] - 1,
        market=[labels.market(code) for code in both["slice"]],
        channel=[labels.named("channel", code) for code in both["across"]],
    ).sort_values("net_eur", ascending=False)


def readings(reading: Reading, chosen: Chosen) -> Part:
    """From what the platform reports to sales before VAT, in steps."""
    table = reading.ask(definitions, chosen.choice, period=chosen.period)
    drawn = table[table["is_total"] | (table["amount_eur"].abs() >= 0.5)]
    drawn = drawn.assign(
        name=[labels.named("reading", step) for step in drawn["step"]],
        kind=["total" if whole else "change" for whole in drawn["is_total"]],
    )
    return Part(_("Platform, shop and accounting view"), "definitions", table, drawn)


def paper(reading: Reading, chosen: Chosen) -> bytes:
    """All of this on one sheet of paper, as a page of HTML that stands alone.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    numbers = headline(reading, chosen)
    if not numbers.drawn.loc["current", "orders"]:
        raise BadRequest(notes.nothing(reading, chosen))
    whole = has_last_year(numbers)
    line = trend(reading, chosen)
    drawings = [(line.title, report.trend(line.drawn))]
    if (changed := change(reading, chosen, whole)) is not None:
        drawings.append((changed.title, report.bridge(changed.drawn, changed.note)))
    cuts = [cut(reading, chosen, by, whole) for by in CUTS]
    return report.page(reading, chosen, numbers.drawn, STRIP, drawings, [(part.title, part.drawn) for part in cuts])
