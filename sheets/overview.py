"""The overview as parts: headline numbers, what changed, breakdowns, and all of it on paper."""

from dataclasses import replace

import pandas as pd

from analytics.between_definitions import between_definitions
from analytics.bridge import Bridge, bridge
from analytics.compare import Comparison
from analytics.doubt import MIN_ORDERS, changes, part_intervals
from analytics.kpi_series import kpi_series
from analytics.kpis import kpis
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import (
    breakdown,
    drawings,
    finding,
    notes,
    sales_line,
    strip,
    targets,
    unusual,
    withheld,
)
from sheets import changes as changed
from sheets.changes import covered
from sheets.choice import COLUMNS, Chosen
from sheets.columns import Columns
from sheets.definitions import steps
from sheets.figure import against
from sheets.grid import step as step_of
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.past import Past, past, sentences
from sheets.reading import Reading
from words import comparisons, currency, figures, formats, labels
from words.messages import _

HEEDS = (*COLUMNS, "period", "compare", "also", "stores", "definition", "currency", "marks")
STRIPS = {
    "retail": (
        *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
        *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
    ),
    "platform": (
        *("gmv_eur", "orders_paid", "payers", "spend_per_buyer_eur", "upt", "markdown_depth"),
        *("discount_eur", "guest_share", "full_price_share", "refunded_orders_share", "new_share", "wallet_share"),
    ),
    "finance": (
        *("books_eur", "net_ex_vat_eur", "upt", "margin_eur", "margin_rate", "margin_coverage"),
        *("orders", "gross_eur", "discount_eur", "returns_eur", "refund_rate", "wallet_share"),
    ),
}
ORDERS = {"retail": "orders", "platform": "orders_paid", "finance": "orders"}  # by the day that the definition counts
SPARKS = 6  # figures of a strip, from the first on, that are drawn through the period
CUTS = ("channel", "market", "tier")
WHERE = "market_channel"  # the change of each market in each channel


def strip_of(past: Past) -> tuple[str, ...]:
    """The figures of the cards, what the definition calls sales first."""
    return STRIPS[past.definition.code]


def is_empty(numbers: pd.DataFrame, past: Past) -> bool:
    """Whether nothing was sold in the period by the definition.

    Args:
        numbers: as `headline` draws them.
    """
    return not numbers.loc["current", ORDERS[past.definition.code]]


def headline(reading: Reading, chosen: Chosen, past: Past) -> Part:
    """The figures of the cards, one row per period; drawn as `kpis` gives them."""
    numbers = reading.ask(kpis, past.choice, period=past.period, against=past.bases)
    said = [notes.newness(reading, chosen.period), *notes.left_out(numbers, past)]
    return Part(_("At a glance"), "kpis", numbers.reset_index(), numbers, " ".join(filter(None, said)))


def doubts(reading: Reading, past: Past) -> Part:
    """How far the changes of the cards are more than the accident of who happened to shop."""
    table = reading.ask(changes, past.choice, period=past.period, names=strip_of(past), against=past.bases)
    note = _(
        "The figures are exact. The interval (95%) says how much of a change may be the accident of who happened to shop, and in which weeks."
    )
    named = table.assign(figure=[currency.column(name) for name in table["figure"]])
    return Part(_("Changes with their intervals"), "kpi_changes", named, table, note)


def sparks(reading: Reading, past: Past) -> dict[str, list[float]]:
    """By figure, its values through the period, whole steps only."""
    step = "month" if past.period.days > 200 else step_of(reading, past.period)
    names = strip_of(past)[:SPARKS]
    series = reading.ask(kpi_series, past.choice, period=past.period, grain=step, names=names)
    whole = series[series["is_whole"]]
    return {name: whole[name].dropna().tolist() for name in names if name in whole}


def changes_since(past: Past) -> dict[str, Comparison]:
    """By code, the pasts that a change can be split against, the first on top; of that one the days that both sides have."""
    first = {past.code: past.shared} if past.shared else {}
    return first | {each.code: each for each in past.others}


def change(reading: Reading, past: Past, since: str = "") -> Part | None:
    """The bridge from the earlier days to the period, over the days that both have; None where no day can be compared.

    It is drawn as rows of `step`, `eur`, `kind`, `is_clear`, `interval`.

    Args:
        since: which of several pasts, by its code; the first one without.
    """
    over = changes_since(past).get(since or past.code)
    if over is None:
        return None
    of = {"period": over.period, "against": over.against, "definition": past.definition}
    result, doubt = (reading.ask(question, past.choice, **of) for question in (bridge, part_intervals))
    table = result.frame().join(doubt, on="part")
    is_first = over == past.shared
    names = (comparisons.title(over), _("This period"))
    if is_first and not past.is_whole:
        names = (_("The days before"), _("These days"))
    said = _over(past, over) if is_first else comparisons.stated(over)
    return Part(change_title(), "bridge", table, _steps(result, doubt, names), said)


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


def _steps(result: Bridge, doubt: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
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


def partings(past: Past) -> dict[str, str]:
    """By code, the titles of the ways in which sales are parted; changes only where all earlier days are known."""
    titles = {"channel": _("By channel"), "market": _("By market"), "tier": _("By price tier")}
    return titles | ({WHERE: _("Change by market and channel")} if past.is_whole else {})


def cut(reading: Reading, past: Past, by: str) -> Part:
    """Sales by channel, market or tier, of the period and the earlier days; drawn as rows of `name`, `sales`, `before`."""
    table = reading.ask(sales_by, past.choice, period=past.period, by=by, against=past.bases)
    note = _(
        "Amounts add up to the total. Buyers and orders need not: a person may buy in several channels, an order may hold several tiers."
    )
    return Part(
        partings(past)[by],
        f"sales_by_{by}",
        table,
        slices(table, by, past.code if past.is_whole else "", past.definition.sales),
        note,
    )


def slices(table: pd.DataFrame, by: str, against: str, figure: str = "net_eur") -> pd.DataFrame:
    """One row per slice of either side: its name on screen, sales, those before; the smallest of many are one row.

    Args:
        against: what the earlier days are called in the table; empty where they are not wholly in the data.
        figure: what is called sales.
    """
    now, then = (table[table["period"] == name].set_index("slice")[figure] for name in ("current", against))
    rows = pd.DataFrame({"sales": now, "before": then}).rename_axis("slice").reset_index()
    # Sold before and not now: a bar of nothing, else the earlier days' would not add up.
    rows.loc[~rows["slice"].isin(now.index), "sales"] = 0.0
    rows = rows.sort_values(["sales", "before"], ascending=False, ignore_index=True)
    rows = rows.assign(name=[labels.named(by, code) for code in rows["slice"]])
    return breakdown.summed(rows, ("sales", "before"))[["name", "slice", "sales", "before"]]


def where(reading: Reading, past: Past) -> Part:
    """Where sales changed: by market and channel, drawn as rows of `market`, `channel`, `change`, `is_clear`, `told`."""
    by = ("market", "channel")
    names = (past.definition.sales,)
    table = reading.ask(changes, past.choice, period=past.period, names=names, by=by, against=past.bases)
    table = table.sort_values("now", ascending=False, ignore_index=True, kind="stable")
    empty = _("No market and channel has {n} orders on both sides.", n=MIN_ORDERS)
    captions = (
        _("Blank where either side has fewer than {n} orders.", n=MIN_ORDERS),
        _("Grey: no clear change; it may be the accident of who happened to shop (95% interval)."),
    )
    named = table.assign(figure=currency.column(past.definition.sales))
    return Part(
        partings(past)[WHERE],
        "change_by_market_and_channel",
        named,
        compared(table[table["against"] == past.code]),
        empty=empty,
        captions=captions,
    )


def compared(table: pd.DataFrame) -> pd.DataFrame:
    """The slices whose change may be told, named, each with its interval in words."""
    told = table[table["change"].notna()]
    judged = [changed.judged(row, "", "money") for _place, row in told.iterrows()]
    return told.assign(
        told=[" ".join(filter(None, [change.interval, change.why])) for change in judged],
        market_code=told["market"],
        channel_code=told["channel"],
        market=[labels.market(code) for code in told["market"]],
        channel=[labels.named("channel", code) for code in told["channel"]],
    )


def readings(reading: Reading, past: Past) -> Part:
    """From what the platform reports to sales before VAT, in steps."""
    table = reading.ask(between_definitions, past.choice, period=past.period)
    return Part(_("Platform, shop and accounting view"), "definitions", table, steps(table))


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """All of this on paper.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    held = past(reading, chosen)
    if held.is_open:
        raise BadRequest(" ".join(sentences(reading, chosen, held)))
    numbers = headline(reading, chosen, held)
    if is_empty(numbers.drawn, held):
        raise BadRequest(notes.nothing(reading, chosen))
    told, change_ = doubts(reading, held), change(reading, held)
    line = sales_line.trend(reading, held)
    pasts = sales_line.earlier(line)
    drawn = [drawings.curves(line, "bucket", ("sales", *pasts), dotted=pasts)]
    drawn += [_bridged(change_, held)] if change_ else []
    further = [_bridged(_further(reading, held, each), held) for each in held.others]
    end = withheld.or_else(None, targets.ends, reading, chosen, held)
    names = strip_of(held)
    return printed(
        reading,
        chosen,
        _("Overview"),
        [drawn, *([further] if further else []), [_on_paper(reading, held, by) for by in CUTS]],
        figures=[against(covered(numbers.drawn), name, held.named_on_paper, told.drawn) for name in names],
        findings=[
            finding.sentence(told, change_, held),
            *withheld.or_else((), _against_targets, reading, chosen, held),
            *(end.drawn["said"] if end else []),
            withheld.or_else("", _unusual, reading, chosen),
        ],
        lines=[*sentences(reading, chosen, held), numbers.note],
        data=[strip.part(numbers, told.drawn, held, names)],
    )


def _against_targets(reading: Reading, chosen: Chosen, held: Past) -> list[str]:
    return list(targets.sentences(targets.against(reading, chosen, held)))


def _unusual(reading: Reading, chosen: Chosen) -> str:
    return unusual.said(unusual.week(reading, chosen))


def _bridged(part: Part, held: Past) -> Part:
    """The bridge with its drawing; in a workbook its steps."""
    columns: Columns = {
        "step": (_("Step"), "text"),
        "eur": (figures.name(held.definition.sales), "money"),
        "interval": (_("95% interval"), "text"),
        "is_clear": (_("Clear"), "yes"),
    }
    grey = () if part.drawn["is_clear"].all() else (unclear_steps(),)
    return replace(part, columns=columns, drawing=drawings.bridge(part.drawn), captions=(*part.captions, *grey))


def _further(reading: Reading, held: Past, since: Comparison) -> Part:
    """The bridge from a further past, named after it."""
    part = change(reading, held, since.code)
    assert part is not None  # a further past has all of its days
    return replace(
        part, title=f"{part.title}: {comparisons.name(since)}", name=f"bridge_{held.others.index(since) + 2}"
    )


def _on_paper(reading: Reading, held: Past, by: str) -> Part:
    """A cut as a table: its names, sales and how far they moved, grey where that is not clear."""
    part, sales = cut(reading, held, by), held.definition.sales
    columns: Columns = {"name": (_("Name"), "text"), "sales": (figures.name(sales), "money")}
    if not held.is_whole:
        return replace(part, columns=columns, note="")
    asked = {"period": held.period, "against": held.against, "names": (sales,), "by": (by,)}
    moved = reading.ask(changes, held.choice, **asked)
    told = moved.assign(name=[labels.named(by, code) for code in moved[by]]).set_index("name")
    rows = part.drawn.set_index("name").join(told[["change", "is_clear"]]).reset_index()
    said = (_("Grey: no clear change; it may be the accident of who happened to shop (95% interval)."),)
    columns = {**columns, "change": (_("Change"), "change")}
    return replace(part, drawn=rows, columns=columns, note="", captions=said if by == CUTS[-1] else ())
