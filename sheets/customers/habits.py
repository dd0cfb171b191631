"""Customers by recency, frequency and value, and who has moved since."""

import pandas as pd

from analytics.segments import Rfm, RfmRule, rfm
from analytics.segments.rfm import NAMES
from sheets.choice import DAY, Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _


def habits(reading: Reading, chosen: Chosen, rule: RfmRule) -> Rfm:
    """Customers at the end of the period and a year before, by a rule."""
    scored: Rfm = reading.ask(rfm, chosen.choice, until=chosen.until, rule=rule)
    return scored


def segments(scored: Rfm) -> Part:
    """A row a segment; drawn with its name, its change over the year and its share of net sales."""
    table = scored.segments()
    drawn = table.assign(
        name=[labels.named("segment", code) for code in table["segment"]],
        change=table["customers"] - table["customers_before"],
        share=_shares(table["net_eur"]),
    )
    now, then = formats.day(scored.until - DAY), formats.day(scored.before - DAY)
    return Part(
        _("By recency, frequency and value"),
        "rfm_segments",
        table,
        drawn,
        str(scored.rule),
        columns={
            "name": (_("Segment"), "text"),
            "customers": (_("Customers"), "number"),
            "customers_before": (_("Then"), "number"),
            "change": (_("Change"), "number"),
            "net_eur": (_("Net sales, all time"), "money"),
            "share": (_("Share"), "percent"),
        },
        captions=(_("As of {now}; then: {then}.", now=now, then=then),),
    )


def _shares(net: pd.Series) -> pd.Series:
    """Each part over the whole; blank where a part is negative, as it is then no share of it."""
    return net / net.sum() if net.min() >= 0 and net.sum() > 0 else net * float("nan")


def grid(scored: Rfm) -> Part:
    """A cell per score of recency and of frequency, the best recency first, blank where nobody is."""
    scores = pd.MultiIndex.from_product([range(5, 0, -1), range(1, 6)], names=["r", "f"])
    cells = scored.grid.groupby(["r", "f"])["customers"].sum().reindex(scores).reset_index()
    drawn = cells.assign(
        recency=[_days_since(scored.rule, r) for r in cells["r"]],
        frequency=[_days_bought(scored.rule, f) for f in cells["f"]],
    )
    told = _("Customers by days since their last order (rows) and days with an order (columns).")
    return Part(segments(scored).title, "rfm_grid", scored.grid, drawn, captions=(told,))


def crossed(scored: Rfm) -> Part:
    """The grid as a table: a row a score of recency, a column a score of frequency."""
    part = grid(scored)
    wide = part.drawn.pivot_table(index="recency", columns="frequency", values="customers", sort=False, dropna=False)
    bought: Columns = {name: (name, "number") for name in dict.fromkeys(part.drawn["frequency"])}
    columns: Columns = {"recency": (_("Last order"), "text"), **bought}
    return Part(part.title, part.name, part.table, wide.reset_index(), columns=columns, captions=part.captions)


def _days_since(rule: RfmRule, score: int) -> str:
    cuts = rule.recency_days
    if score == 1:
        return _("more than {n} days ago", n=formats.number(cuts[-1]))
    return _("up to {n} days ago", n=formats.number(cuts[5 - score]))


def _days_bought(rule: RfmRule, score: int) -> str:
    cuts = rule.order_days
    return f"< {formats.number(cuts[-1])}" if score == 1 else f"{formats.number(cuts[5 - score])}+"


def moved(scored: Rfm) -> Part:
    """Who stood where a year before; drawn with names, the best segments first, without those not yet customers now."""
    order = {name: i for i, name in enumerate(("not_yet", *NAMES))}
    moves = scored.migration[scored.migration["segment"] != "not_yet"]
    moves = moves.sort_values(["segment_before", "segment"], key=lambda names: names.map(order))
    drawn = moves.assign(
        before=[labels.named("segment", code) for code in moves["segment_before"]],
        now=[labels.named("segment", code) for code in moves["segment"]],
    )
    return Part(
        _("Segment changes over a year"),
        "rfm_migration",
        scored.migration,
        drawn,
        columns={
            "before": (_("Then"), "text"),
            "now": (_("Now"), "text"),
            "customers": (_("Customers"), "number"),
        },
        empty=_("No customers to compare a year apart."),
    )


def exchanged(scored: Rfm) -> Part:
    """The same as a table: a row a segment a year before, a column a segment now."""
    part = moved(scored)
    wide = part.drawn.pivot_table(index="before", columns="now", values="customers", sort=False)
    names = [name for name in (labels.named("segment", code) for code in NAMES) if name in wide]
    now: Columns = {name: (name, "number") for name in names}
    columns: Columns = {"before": (_("Then"), "text"), **now}
    return Part(part.title, part.name, part.table, wide.reset_index(), columns=columns, empty=part.empty)
