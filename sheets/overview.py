"""The overview as parts: headline numbers, the line of net sales, what changed, breakdowns, and all of it on paper."""

import pandas as pd

from analytics.bridge import Bridge, bridge
from analytics.definitions import definitions
from analytics.doubt import MIN_ORDERS, changes, part_intervals
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import shared_period
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import breakdown, notes, report
from sheets import changes as changed
from sheets.choice import COLUMNS, Chosen, grain
from sheets.part import Part
from sheets.reading import Reading
from words import currency, formats, labels
from words.messages import _

HEEDS = (*COLUMNS, "period")
STRIP = (
    *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
    *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
)
SPARKS = STRIP[:6]
CUTS = ("channel", "market", "tier")


def headline(reading: Reading, chosen: Chosen) -> Part:
    """The figures of the cards, one row per period; drawn as `kpis` gives them."""
    numbers = reading.ask(kpis, chosen.choice, period=chosen.period)
    note = notes.newness(reading, chosen.period)
    return Part(_("At a glance, against last year"), "kpis", numbers.reset_index(), numbers, note)


def doubts(reading: Reading, chosen: Chosen) -> Part:
    """How far the changes of the cards are more than the accident of who happened to shop."""
    table = reading.ask(changes, chosen.choice, period=chosen.period, names=STRIP)
    note = _(
        "The figures are exact. The interval (95%) says how much of a change may be the accident of who happened to shop, and in which weeks."
    )
    named = table.assign(figure=[currency.column(name) for name in table["figure"]])
    return Part(_("Changes with their intervals"), "kpi_changes", named, table, note)


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
    """The bridge from last year to this one, drawn as rows of `step`, `eur`, `kind`, `is_clear`, `interval`; None where no day can be compared.

    Args:
        whole: whether last year is wholly in the data; else the days that both years have are compared.
    """
    over = chosen.period if whole else reading.fact(shared_period, period=chosen.period)
    if over is None:
        return None
    result = reading.ask(bridge, chosen.choice, period=over, against=over.last_year)
    doubt = reading.ask(part_intervals, chosen.choice, period=over, against=over.last_year)
    drawn = _steps(result, doubt, over == chosen.period)
    table = result.frame().join(doubt, on="part")
    return Part(change_title(), "bridge", table, drawn, _over(chosen, over))


def change_title() -> str:
    """What the bridge is called, also where there is none."""
    return _("What changed on last year")


def unclear_steps() -> str:
    """What a grey step of the bridge means."""
    return _("Grey steps: no clear change; they may be the accident of who happened to shop.")


def _over(chosen: Chosen, over: Period) -> str:
    """Which part of the period is compared, where it is not the whole."""
    if over == chosen.period:
        return ""
    days = formats.period(over.since, over.until)
    return _("Last year is not fully in the data: only the days that both years have are compared, {days}.", days=days)


def _steps(result: Bridge, doubt: pd.DataFrame, is_whole: bool) -> pd.DataFrame:
    names = (_("Last year"), _("This period")) if is_whole else (_("These days last year"), _("These days"))
    parts = [
        (labels.named("bridge", name), eur, "change", *_interval(doubt, name))
        for name, eur in result.parts.items()
        if round(eur, 2) != 0
    ]
    rows = [(names[0], result.before, "total", True, ""), *parts, (names[1], result.after, "total", True, "")]
    return pd.DataFrame(rows, columns=["step", "eur", "kind", "is_clear", "interval"])


def _interval(doubt: pd.DataFrame, part: str) -> tuple[bool, str]:
    """Whether a part of the bridge is clear, and its interval in words."""
    if part not in doubt.index:
        return False, ""
    low, high = (float(doubt[f"change_{end}"][part]) for end in ("low", "high"))
    return bool(doubt["is_clear"][part]), formats.interval(formats.signed(low, "money"), formats.signed(high, "money"))


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
    """Where sales changed: by market and channel, drawn as rows of `market`, `channel`, `change`, `is_clear`, `told`."""
    by = ("market", "channel")
    table = reading.ask(changes, chosen.choice, period=chosen.period, names=("net_eur",), by=by)
    table = table[table["against"] == "last_year"].sort_values("now", ascending=False, ignore_index=True)
    title = _("Change on last year by market and channel")
    empty = _("No market and channel has {n} orders in this period and in the year before.", n=MIN_ORDERS)
    captions = (
        _("Blank where either year has fewer than {n} orders.", n=MIN_ORDERS),
        _("Grey: no clear change; it may be the accident of who happened to shop (95% interval)."),
    )
    named = table.assign(figure=currency.column("net_eur"))
    return Part(title, "change_by_market_and_channel", named, compared(table), empty=empty, captions=captions)


def compared(table: pd.DataFrame) -> pd.DataFrame:
    """The slices whose change may be told, named, each with its interval in words."""
    told = table[table["change"].notna()]
    judged = [changed.judged(row, "", "money") for _place, row in told.iterrows()]
    return told.assign(
        told=[" ".join(filter(None, [change.interval, change.why])) for change in judged],
        market=[labels.market(code) for code in told["market"]],
        channel=[labels.named("channel", code) for code in told["channel"]],
    )


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
    if (bridged := change(reading, chosen, whole)) is not None:
        drawings.append((bridged.title, report.bridge(bridged.drawn, bridged.note)))
    cuts = [cut(reading, chosen, by, whole) for by in CUTS]
    told = doubts(reading, chosen).drawn
    return report.page(
        reading, chosen, (numbers.drawn, told), STRIP, drawings, [(part.title, part.drawn) for part in cuts]
    )
