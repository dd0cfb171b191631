"""What customers leave in their first year and how many come back, by how they were first met."""

from dataclasses import replace

import pandas as pd

from analytics.acquisition import BY, GroupForecast, GroupValue, group_forecast, group_value
from analytics.results import Reason
from sheets import intervals, models
from sheets.choice import Chosen
from sheets.cohorts.first_met_captions import captions_of, exported, leaning, said_of
from sheets.cohorts.first_met_finding import finding, group_name
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import formats
from words.messages import _, plural

ROWS = 12  # groups in a picture
WIDE = (
    "back_span",
    "value_span",
    "first_day",
    "compared",
    "net_more",
    "margin_more",
)  # a sheet has no room for them; the last stand in its drawing


def title() -> str:
    """Of the part."""
    return _("First-year value by how customers were first met")


def names() -> dict[str, str]:
    """What customers are grouped by, in the reader's words."""
    words = {
        "channel": _("Channel"),
        "promotion": _("Promotion"),
        "depth": _("Discount"),
        "phase": _("Closures and reopenings"),
    }
    return {by: words[by] for by in BY}


def valued(reading: Reading, chosen: Chosen, by: str) -> GroupValue | Reason:
    """The groups, or why nothing can be told of them."""
    days = {"since": chosen.since, "until": chosen.until}
    return models.answered(reading, group_value, chosen.choice, by=by, **days)


def expected(reading: Reading, chosen: Chosen, by: str) -> GroupForecast | Reason:
    """What the groups will still buy, whatever the period; or why that cannot be said."""
    return models.answered(reading, group_forecast, chosen.choice, by=by)


def parts(reading: Reading, chosen: Chosen) -> list[Part]:
    """For paper: a table for each way of grouping that has two groups or more, the first headed, what holds of all said once.

    One part that says why where nothing is known.
    """
    made: list[Part] = []
    said: set[str] = set()
    for by in BY:
        value = valued(reading, chosen, by)
        if isinstance(value, Reason):
            return [models.unanswered(title(), value)]
        if len(value.table) < 2:
            continue
        part = table(value, expected(reading, chosen, by))
        columns = {name: column for name, column in part.columns.items() if name not in WIDE}
        fresh = tuple(caption for caption in part.captions if caption not in said)
        made.append(replace(part, title="" if made else title(), columns=columns, captions=fresh, note=""))
        said |= set(part.captions)
    return made


def picture(value: GroupValue) -> Part:
    """Differences of groups as rows of `name`, `estimate`, `low`, `high`."""
    known = value.table[value.table[f"{value.measure}_more_low"].notna()].head(ROWS)
    ends = {
        end: known[f"{value.measure}_more{tail}"]
        for end, tail in (("estimate", ""), ("low", "_low"), ("high", "_high"))
    }
    drawn = pd.DataFrame({"name": [group_name(value.by, row) for _, row in known.iterrows()], **ends})
    caption = {
        "margin": _(
            "Margin per customer in the first year, less that of others first met in the same market and year; 95% intervals."
        ),
        "net": _(
            "Net sales per customer in the first year, less those of others first met in the same market and year; 95% intervals."
        ),
    }[value.measure]
    captions = (caption, leaning()) if value.leans else (caption,)
    return Part(title(), f"first_met_{value.by}", value.table, drawn, exported(value), captions=captions)


def table(value: GroupValue, ahead: GroupForecast | Reason) -> Part:
    """A row a group, with all figures; what to know of them below, the finding first."""
    frame, measure = value.table, value.measure
    if isinstance(ahead, GroupForecast):
        frame = frame.merge(ahead.table.drop(columns="customers"), on="label", how="left")
    first = value.course[value.course["k"] == 0].set_index("label")[measure]
    write = formats.money_short
    drawn = frame.assign(
        group=[group_name(value.by, row) for _, row in frame.iterrows()],
        back_span=intervals.spans(frame["back_low"], frame["back_high"], lambda share: formats.percent(share, 0)),
        first_day=frame["label"].map(first).astype(float),
        value_span=intervals.spans(frame[f"{measure}_low"], frame[f"{measure}_high"], write),
        more_span=intervals.spans(frame[f"{measure}_more_low"], frame[f"{measure}_more_high"], write),
        after=[_payback(row) for _, row in frame.iterrows()],
    )
    per_customer = _("Margin per customer") if measure == "margin" else _("Net sales per customer")
    columns: Columns = {
        "group": (names()[value.by], "text"),
        "customers": (_("Customers"), "number"),
        "compared": (_("of them compared"), "number"),
        "back": (_("Came back within a year"), "percent"),
        "back_span": (_("95% interval"), "text"),
        measure: (per_customer, "money"),
        "value_span": (_("its 95% interval"), "text"),
        "first_day": (_("of it with the first order"), "money"),
        f"{measure}_more": (_("Against others"), "money"),
        "more_span": (_("95% interval of the difference"), "text"),
    }
    if frame["cost"].notna().any():
        columns = {**columns, "cost": (_("Cost of one"), "money"), "after": (_("Covered after"), "text")}
    if isinstance(ahead, GroupForecast) and frame["ahead"].notna().any():
        drawn = drawn.assign(ahead_span=intervals.spans(frame["ahead_low"], frame["ahead_high"], write))
        columns = {
            **columns,
            "ahead": (_("Next year, per customer"), "money"),
            "ahead_span": (_("95% interval of next year"), "text"),
        }
    captions = (finding(value), *captions_of(value), said_of(ahead))
    return Part(
        title(),
        f"first_met_{value.by}",
        frame,
        drawn,
        exported(value),
        columns=columns,
        captions=captions,
    )


def _payback(row: pd.Series) -> str:
    if pd.isna(row["cost"]):
        return _("no costs loaded")
    if pd.isna(row["margin"]):
        return _("margin not known") if row["customers"] >= 30 else formats.DASH
    if pd.isna(row["payback"]):
        return _("not within a year")
    if row["payback"] == 0:
        return _("with the first order")
    return plural("{n} month", "{n} months", int(row["payback"]))
