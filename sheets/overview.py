"""The overview as parts: headline numbers, the line of net sales, what changed, breakdowns, and all of it on paper."""

import pandas as pd

from analytics.bridge import Bridge, bridge
from analytics.compare import Comparison
from analytics.definitions import definitions
from analytics.doubt import MIN_ORDERS, changes, part_intervals
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import breakdown, finding, notes, report, unusual
from sheets import changes as changed
from sheets.choice import COLUMNS, Chosen, grain
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past, past
from sheets.reading import Reading
from words import comparisons, currency, formats, labels
from words.messages import _

HEEDS = (*COLUMNS, "period", "compare", "stores")
STRIP = (
    *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
    *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
)
SPARKS = STRIP[:6]
CUTS = ("channel", "market", "tier")


def headline(reading: Reading, chosen: Chosen, past: Past) -> Part:
    """The figures of the cards, one row per period; drawn as `kpis` gives them."""
    numbers = reading.ask(kpis, past.choice, period=past.period, against=past.against)
    note = notes.newness(reading, chosen.period)
    return Part(_("At a glance"), "kpis", numbers.reset_index(), numbers, note)


def doubts(reading: Reading, past: Past) -> Part:
    """How far the changes of the cards are more than the accident of who happened to shop."""
    table = reading.ask(changes, past.choice, period=past.period, names=STRIP, against=past.against)
    note = _(
        "The figures are exact. The interval (95%) says how much of a change may be the accident of who happened to shop, and in which weeks."
    )
    named = table.assign(figure=[currency.column(name) for name in table["figure"]])
    return Part(_("Changes with their intervals"), "kpi_changes", named, table, note)


def sparks(reading: Reading, past: Past) -> dict[str, list[float]]:
    """By figure, its values through the period, whole steps only."""
    step = "month" if past.period.days > 200 else grain(past.period)
    series = reading.ask(kpi_series, past.choice, period=past.period, grain=step, names=SPARKS)
    whole = series[series["is_whole"]]
    return {name: whole[name].dropna().tolist() for name in SPARKS if name in whole}


def trend(reading: Reading, past: Past) -> Part:
    """Net sales and those of the earlier days through the period; drawn where steps are whole, unless none is."""
    step = grain(past.period)
    table = reading.ask(sales_trend, past.choice, period=past.period, grain=step, against=past.comparison)
    drawn = table[table["is_whole"]] if table["is_whole"].any() else table
    names = (
        {"net_eur": _("This period"), "net_before_eur": past.title}
        if past.comparison
        else {"net_eur": _("This period")}
    )
    columns: Columns = {"bucket": (_("Day"), "day"), **{column: (name, "money") for column, name in names.items()}}
    return Part(_("Net sales through the period"), "net_sales_trend", table, drawn, columns=columns)


def change(reading: Reading, past: Past) -> Part | None:
    """The bridge from the earlier days to the period, over the days that both have; None where no day can be compared.

    It is drawn as rows of `step`, `eur`, `kind`, `is_clear`, `interval`.
    """
    over = past.shared
    if over is None:
        return None
    result = reading.ask(bridge, past.choice, period=over.period, against=over.against)
    doubt = reading.ask(part_intervals, past.choice, period=over.period, against=over.against)
    table = result.frame().join(doubt, on="part")
    return Part(change_title(), "bridge", table, _steps(result, doubt, past), _over(past, over))


def change_title() -> str:
    """What the bridge is called, also where there is none."""
    return _("Where the change comes from")


def unclear_steps() -> str:
    """What a grey step of the bridge means."""
    return _("Grey steps: no clear change; they may be the accident of who happened to shop.")


def _over(past: Past, over: Comparison) -> str:
    """Which days are compared, where it is not the whole period."""
    if past.is_whole:
        return ""
    days, then = formats.period(over.period.since, over.period.until), comparisons.days(over)
    return _("Only the days that both sides have are compared: {days} with {then}.", days=days, then=then)


def _steps(result: Bridge, doubt: pd.DataFrame, past: Past) -> pd.DataFrame:
    parts = [
        (labels.named("bridge", name), eur, "change", *_interval(doubt, name))
        for name, eur in result.parts.items()
        if round(eur, 2) != 0
    ]
    names = (past.title, _("This period")) if past.is_whole else (_("The days before"), _("These days"))
    rows = [(names[0], result.before, "total", True, ""), *parts, (names[1], result.after, "total", True, "")]
    return pd.DataFrame(rows, columns=["step", "eur", "kind", "is_clear", "interval"])


def _interval(doubt: pd.DataFrame, part: str) -> tuple[bool, str]:
    """Whether a part of the bridge is clear, and its interval in words."""
    if part not in doubt.index:
        return False, ""
    low, high = (float(doubt[f"change_{end}"][part]) for end in ("low", "high"))
    return bool(doubt["is_clear"][part]), formats.interval(formats.signed(low, "money"), formats.signed(high, "money"))


def cut(reading: Reading, past: Past, by: str) -> Part:
    """Net sales by channel, market or tier, of the period and the earlier days; drawn as rows of `name`, `net_eur`, `before`."""
    titles = {"channel": _("By channel"), "market": _("By market"), "tier": _("By price tier")}
    table = reading.ask(sales_by, past.choice, period=past.period, by=by, against=past.against)
    note = _(
        "Amounts add up to the total. Buyers and orders need not: a person may buy in several channels, an order may hold several tiers."
    )
    return Part(titles[by], f"sales_by_{by}", table, slices(table, by, past.code if past.is_whole else ""), note)


def slices(table: pd.DataFrame, by: str, against: str) -> pd.DataFrame:
    """One row per slice of either side: its name on screen, net sales, those before; the smallest of many are one row.

    Args:
        against: what the earlier days are called in the table; empty where they are not wholly in the data.
    """
    now, then = (table[table["period"] == name].set_index("slice")["net_eur"] for name in ("current", against))
    rows = pd.DataFrame({"net_eur": now, "before": then}).rename_axis("slice").reset_index()
    # Sold before and not now: a bar of nothing, else the earlier days' would not add up.
    rows.loc[~rows["slice"].isin(now.index), "net_eur"] = 0.0
    rows = rows.sort_values(["net_eur", "before"], ascending=False, ignore_index=True)
    rows = rows.assign(name=[labels.named(by, code) for code in rows["slice"]])
    return breakdown.summed(rows, ("net_eur", "before"))[["name", "net_eur", "before"]]


def where(reading: Reading, past: Past) -> Part:
    """Where sales changed: by market and channel, drawn as rows of `market`, `channel`, `change`, `is_clear`, `told`."""
    by = ("market", "channel")
    table = reading.ask(changes, past.choice, period=past.period, names=("net_eur",), by=by, against=past.against)
    table = table.sort_values("now", ascending=False, ignore_index=True)
    empty = _("No market and channel has {n} orders on both sides.", n=MIN_ORDERS)
    captions = (
        _("Blank where either side has fewer than {n} orders.", n=MIN_ORDERS),
        _("Grey: no clear change; it may be the accident of who happened to shop (95% interval)."),
    )
    named = table.assign(figure=currency.column("net_eur"))
    title = _("Change by market and channel")
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


def readings(reading: Reading, past: Past) -> Part:
    """From what the platform reports to sales before VAT, in steps."""
    table = reading.ask(definitions, past.choice, period=past.period)
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
    held = past(reading, chosen)
    numbers = headline(reading, chosen, held)
    if not numbers.drawn.loc["current", "orders"]:
        raise BadRequest(notes.nothing(reading, chosen))
    line = trend(reading, held)
    drawings = [(line.title, report.trend(line.drawn))]
    if (bridged := change(reading, held)) is not None:
        drawings.append((bridged.title, report.bridge(bridged.drawn, bridged.note)))
    cuts = [cut(reading, held, by) for by in CUTS]
    tables = [(part.title, part.drawn) for part in cuts]
    told = doubts(reading, held)
    findings = [finding.sentence(told, bridged, held), unusual.said(unusual.week(reading, chosen))]
    return report.page(reading, chosen, held, findings, (numbers.drawn, told.drawn), STRIP, drawings, tables)
