"""An event's window year beside year: the cards of one year, a row a year, and each figure's change with its doubt."""

import pandas as pd

from analytics.doubt import MIN_ORDERS
from analytics.event_years import STRIPS, event_changes, event_figures
from sheets import changes as changed
from sheets.calendar.event import Told, asked
from sheets.choice import Chosen
from sheets.columns import Columns, kind_of
from sheets.figure import Figure, against
from sheets.part import Part
from sheets.reading import Reading
from words import comparisons, currency, figures, formats
from words.formats import worded
from words.messages import _

THEN = "before"


def headline(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """The figures of the cards: the year told of as `current` and the one before as `before`; drawn with its doubts as table."""
    table = reading.ask(event_figures, chosen.choice, **asked(chosen, shown)).set_index("year")
    names = {shown.year: "current", shown.before: THEN}
    numbers = table.loc[[year for year in names if year is not None]].rename(index=names)
    return Part(_("At a glance"), "event", doubts(reading, chosen, shown), numbers)


def doubts(reading: Reading, chosen: Chosen, shown: Told) -> pd.DataFrame:
    """How far each figure of the year told of moved, as `sheets.changes` takes it."""
    table: pd.DataFrame = reading.ask(event_changes, chosen.choice, **asked(chosen, shown))
    return table[table["year"] == shown.year].assign(against=THEN)


def named(shown: Told) -> dict[str, str]:
    """What stands beside a change: `vs 11.11 2025`."""
    if shown.before is None:
        return {}
    return {THEN: _("vs {name}", name=comparisons.event(shown.code, shown.before))}


def strip(chosen: Chosen) -> tuple[str, ...]:
    """The figures of the cards, what the definition calls sales first."""
    return STRIPS[chosen.definition.code]


def cards(chosen: Chosen, part: Part, shown: Told) -> list[Figure]:
    """The figures of the cards, on paper."""
    return [against(part.drawn, metric, named(shown), part.table) for metric in strip(chosen)]


def finding(chosen: Chosen, part: Part, shown: Told) -> str:
    """What happened to sales against the year before, in one sentence; empty where nothing can be told."""
    rows = part.table[part.table["figure"] == chosen.definition.sales]
    if rows.empty or formats.missing(rows["change"].iloc[0]):
        return ""
    row = rows.iloc[0]
    interval = changed.between(row["change_low"], row["change_high"], "money")
    told = {
        "event": shown.name,
        "figure": figures.name(chosen.definition.sales),
        "change": formats.change(row["change"]),
        "beside": named(shown)[THEN],
        "interval": interval,
    }
    if row["is_clear"]:
        return _("{event}, {figure}: {change} {beside}, a clear change (95%: {interval}).", **told)
    return _("{event}, {figure}: {change} {beside}, no clear change (95%: {interval}).", **told)


def league(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """A row a year, the last on top: the window's figures, and how far sales moved on the year before."""
    table = reading.ask(event_figures, chosen.choice, **asked(chosen, shown))
    moved = reading.ask(event_changes, chosen.choice, **asked(chosen, shown))
    sales = moved[moved["figure"] == chosen.definition.sales][
        ["year", "change", "change_low", "change_high", "is_clear"]
    ]
    joined = table.merge(sales, on="year", how="left").sort_values("year", ascending=False, ignore_index=True)
    drawn = joined.assign(name=joined["year"].astype(str), told=[_told(row) for row in joined.to_dict("records")])
    told: Columns = {name: (figures.name(name), kind_of(name)) for name in strip(chosen) if name in table}
    first, *others = told.items()
    columns: Columns = {
        "name": (_("Year"), "text"),
        "day": (_("Day"), "day"),
        first[0]: first[1],
        "change": (_("{figure}, change", figure=first[1][0]), "change"),
        "told": (_("95% interval"), "text"),
        **dict(others),
    }
    note = (
        _("The event's week, the one before and the one after, against the same weeks of the year before.")
        if shown.by_week
        else _("From seven days before the event's day to seven after, against the same days of the year before.")
    )
    return Part(_("The event year by year"), "event_years", joined, drawn, note, columns, captions=(note,))


def _told(row: dict[object, object]) -> str:
    """The interval of a change, and that it is not clear where it is not; empty where there is none."""
    if formats.missing(row["change"]):
        return ""
    interval = changed.between(float(str(row["change_low"])), float(str(row["change_high"])), "money")
    return interval if row["is_clear"] is True else _("{interval} {why}", interval=interval, why=_("no clear change"))


def moves(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """A row a figure: the year told of against the one before, with its interval and whether it is clear."""
    table = reading.ask(event_changes, chosen.choice, **asked(chosen, shown))
    own = table[table["year"] == shown.year]
    rows = [_moved(row) for _place, row in own.iterrows()]
    drawn = pd.DataFrame(rows, columns=["name", "now", "then", "change", "span", "verdict"])
    columns: Columns = {
        "name": (_("Metric"), "text"),
        "now": (str(shown.year), "text"),
        "then": (str(shown.before), "text"),
        "change": (_("Change"), "text"),
        "span": (_("95% interval"), "text"),
        "verdict": (_("Verdict"), "text"),
    }
    exported = table.assign(figure=[currency.column(name) for name in table["figure"]])
    note = _(
        "The interval (95%) says how much of a change may be the accident of who happened to shop, and in which weeks."
    )
    title = _("Each figure against the year before")
    empty = _("The data do not hold the same days of the year before.")
    return Part(title, "event_changes", exported, drawn, note, columns, empty=empty, captions=(note,) if rows else ())


def _moved(row: pd.Series) -> tuple[str, ...]:
    unit = figures.unit(row["figure"])
    text = changed.changed(row["now"], row["then"], unit) or ""
    change = changed.judged(row, text, unit) if not formats.missing(row["now"]) else changed.Change("")
    few = min(row["orders"], row["orders_then"]) < MIN_ORDERS
    verdict = change.why if few or not change.interval or not change.is_clear else _("clear")
    shown = (worded(row["now"], unit), worded(row["then"], unit), change.text.replace("-", "−") or formats.DASH)
    return (figures.name(row["figure"]), *shown, change.interval or formats.DASH, verdict or formats.DASH)
