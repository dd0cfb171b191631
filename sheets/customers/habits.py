"""Customers by recency, frequency and value, and who has moved since."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from analytics.results import Reason
from analytics.segments import Rfm, RfmRule, rfm, segments_told
from analytics.segments.rfm import NAMES
from sheets.choice import DAY, Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past, past
from sheets.reading import Reading
from words import explanations, formats, labels
from words.messages import _


@dataclass(frozen=True)
class Habits:
    """Customers by a rule at the end of the period, and where they stood before.

    Attributes:
        scored: both days.
        name: what the earlier day is the last of, as a reader says it; empty where a year earlier is meant.
        reason: why no earlier day is compared with; None where one is.
    """

    scored: Rfm
    name: str = ""
    reason: Reason | None = None


def habits(reading: Reading, chosen: Chosen, rule: RfmRule) -> Habits:
    """Customers at the last complete day of the period, and at the end of what the period is held against."""
    until = min(chosen.until, max(reading.fact(reach).until, chosen.since + DAY))
    held = _held(reading, chosen)
    before = held.comparison.against.until if held.comparison else None
    scored: Rfm = reading.ask(rfm, chosen.choice, until=until, before=before, rule=rule)
    return Habits(scored, held.name, held.reason)


def _held(reading: Reading, chosen: Chosen) -> Past:
    """What the period is held against; of a long one its last day, as where customers stand is of a day."""
    held = past(reading, chosen)
    if held.reason is None or held.reason.code != "baseline_overlaps":
        return held
    until = min(chosen.until, reading.fact(reach).until)
    return past(reading, replace(chosen, period=Period(until - DAY, until)))


def segments(found: Habits) -> Part:
    """A row a segment; drawn with its name, its change since and its share of net sales."""
    scored = found.scored
    table = scored.segments()
    drawn = table.assign(
        name=[labels.named("segment", code) for code in table["segment"]],
        change=table["customers"] - table["customers_before"],
        share=_shares(table["net_eur"]),
    )
    since: Columns = {"customers_before": (_("Then"), "number"), "change": (_("Change"), "number")}
    if found.reason is not None:
        since, table = {}, table.drop(columns="customers_before")
        drawn = drawn.drop(columns=["customers_before", "change"])
    return Part(
        _("By recency, frequency and value"),
        "rfm_segments",
        table,
        drawn,
        str(scored.rule),
        columns={
            "name": (_("Segment"), "text"),
            "customers": (_("Customers"), "number"),
            **since,
            "net_eur": (_("Net sales, all time"), "money"),
            "share": (_("Share"), "percent"),
        },
        captions=(_days(found),),
    )


def told(reading: Reading, chosen: Chosen, rule: RfmRule) -> Part:
    """A row a segment, for who may not see persons: at the end of the period and at its start, in whole tens (or what is the smallest)."""
    until = min(chosen.until, max(reading.fact(reach).until, chosen.since + DAY))
    table = reading.ask(segments_told, chosen.choice.unstated, until=until, before=chosen.since, rule=rule)
    drawn = table.assign(name=[labels.named("segment", code) for code in table["segment"]])
    return Part(
        _("By recency, frequency and value"),
        "rfm_segments",
        table,
        drawn,
        str(rule),
        columns={
            "name": (_("Segment"), "text"),
            "customers_before": (_("At the start"), "number"),
            "customers": (_("At the end"), "number"),
        },
        empty=_("No customers to compare."),
        captions=(in_tens(reading),),
    )


def in_tens(reading: Reading) -> str:
    """That customers are counted roughly for this reader; empty for who may see persons."""
    fewest = reading.store.rights.smallest
    return _("Customers are counted to the nearest {n} for your role.", n=formats.number(fewest)) if fewest else ""


def _days(found: Habits) -> str:
    """As of which days, or why of one only."""
    now, then = formats.day(found.scored.until - DAY), formats.day(found.scored.before - DAY)
    if found.reason is not None:
        return " ".join([_("As of {now}.", now=now), explanations.sentence(found.reason)])
    if not found.name:
        return _("As of {now}; then: {then}.", now=now, then=then)
    return _("As of {now}; then: {then} ({name}).", now=now, then=then, name=found.name)


def _shares(net: pd.Series) -> pd.Series:
    """Each part over the whole; blank where a part is negative, as it is then no share of it."""
    return net / net.sum() if net.min() >= 0 and net.sum() > 0 else net * float("nan")


def grid(found: Habits) -> Part:
    """A cell per score of recency and of frequency, the best recency first, blank where nobody is."""
    scored = found.scored
    scores = pd.MultiIndex.from_product([range(5, 0, -1), range(1, 6)], names=["r", "f"])
    cells = scored.grid.groupby(["r", "f"])["customers"].sum().reindex(scores).reset_index()
    drawn = cells.assign(
        recency=[_days_since(scored.rule, r) for r in cells["r"]],
        frequency=[_days_bought(scored.rule, f) for f in cells["f"]],
    )
    told = _("Customers by days since their last order (rows) and days with an order (columns).")
    return Part(segments(found).title, "rfm_grid", scored.grid, drawn, captions=(told,))


def crossed(found: Habits) -> Part:
    """The grid as a table: a row a score of recency, a column a score of frequency."""
    part = grid(found)
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


def moved(found: Habits) -> Part:
    """Who stood where before; drawn with names, the best segments first, without those not yet customers now."""
    order = {name: i for i, name in enumerate(("not_yet", *NAMES))}
    migration = found.scored.migration if found.reason is None else found.scored.migration.head(0)
    moves = migration[migration["segment"] != "not_yet"]
    moves = moves.sort_values(["segment_before", "segment"], key=lambda names: names.map(order))
    drawn = moves.assign(
        before=[labels.named("segment", code) for code in moves["segment_before"]],
        now=[labels.named("segment", code) for code in moves["segment"]],
    )
    return Part(
        _("Segment changes"),
        "rfm_migration",
        migration,
        drawn,
        columns={
            "before": (_("Then"), "text"),
            "now": (_("Now"), "text"),
            "customers": (_("Customers"), "number"),
        },
        empty=_("No customers to compare.") if found.reason is None else explanations.sentence(found.reason),
        captions=(_days(found),),
    )


def exchanged(found: Habits) -> Part:
    """The same as a table: a row a segment before, a column a segment now."""
    part = moved(found)
    wide = part.drawn.pivot_table(index="before", columns="now", values="customers", sort=False)
    names = [name for name in (labels.named("segment", code) for code in NAMES) if name in wide]
    now: Columns = {name: (name, "number") for name in names}
    columns: Columns = {"before": (_("Then"), "text"), **now}
    return Part(
        part.title, part.name, part.table, wide.reset_index(), columns=columns, empty=part.empty, captions=part.captions
    )
