"""What is out of the ordinary in the last whole week, as a list: which slice, how much, and how much was to be."""

import pandas as pd

from analytics.reach import reach
from analytics.unusual import ALPHA, unusual
from data.store import Choice
from sheets.address import query
from sheets.choice import Chosen, naming
from sheets.part import Part
from sheets.reading import Reading
from words import currency, explanations, figures, formats
from words.messages import _, plural

PLACES = 6  # lines that a reader takes in on a Monday
DAYS = 7  # of a week
SLICE = ("market", "channel", "store_id")


def week(reading: Reading, chosen: Chosen) -> Part:
    """The findings, drawn as rows of `said` (a sentence) and `address` (what shows that slice in that week, against the same week last year)."""
    found = reading.ask(unusual, chosen.choice)
    days = formats.period(found.week.since, found.week.until)
    title = _("Out of the ordinary, {days}", days=days)
    table = found.rows.assign(figure=[currency.column(name) for name in found.rows["figure"]])
    if found.reason is not None:
        return Part(
            title,
            "unusual",
            table,
            _drawn(reading, chosen.choice, found.rows),
            empty=explanations.sentence(found.reason),
        )
    empty = plural(
        "Nothing, among {n} figure held against its season, its feasts and its own ups and downs.",
        "Nothing, among {n} figures held against their seasons, feasts and their own ups and downs.",
        found.judged,
    )
    captions = (
        _judged_by(reading, found.slices),
        _("Listed: {shown} of {all}.", shown=PLACES, all=len(table)) if len(table) > PLACES else "",
    )
    drawn = _drawn(reading, chosen.choice, found.rows.head(PLACES))
    return Part(title, "unusual", table, drawn, empty=empty, captions=tuple(filter(None, captions)))


def _judged_by(reading: Reading, slices: int) -> str:
    share = formats.percent(ALPHA, 0)
    if reading.store.rights.smallest:
        return _(
            "Orders and GMV of {n} slices, each of one market, channel or boutique, by its last week where weeks are told, else its last whole month, "
            "against the like one a year before, at recent growth; about {share} of what is listed may be chance.",
            n=slices,
            share=share,
        )
    return _(
        "Orders and GMV of {n} slices against the like week a year before, at the growth of eight weeks; about {share} of what is listed may be chance.",
        n=slices,
        share=share,
    )


def said(part: Part) -> str:
    """All of it in one line, for paper."""
    lines = "; ".join(part.drawn["said"]) if len(part.drawn) else part.empty
    return _("{title}: {lines}", title=part.title, lines=lines)


def _drawn(reading: Reading, choice: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    lines = [(_said(reading, choice, row), _address(reading, choice, row)) for _place, row in rows.iterrows()]
    return pd.DataFrame(lines, columns=["said", "address"])


def _said(reading: Reading, choice: Choice, row: pd.Series) -> str:
    unit = figures.unit(row["figure"])
    where = _where(reading, choice, row)
    if _is_month(row):
        where = _("{where}, {month}", where=where, month=formats.month(row["since"]))
    low, high = (formats.worded(row[f"expected_{end}"], unit) for end in ("low", "high"))
    return _(
        "{where}: {figure} {value}, expected {expected} {interval}",
        where=where,
        figure=figures.name(row["figure"]),
        value=formats.worded(row["value"], unit),
        expected=formats.worded(round(row["expected"]), unit),
        interval=formats.interval(low, high),
    )


def _where(reading: Reading, choice: Choice, row: pd.Series) -> str:
    own = {column: (str(row[column]),) for column in SLICE if pd.notna(row[column])} or choice.chosen()
    names = [", ".join(map(naming(reading, column), values)) for column, values in own.items()]
    return " · ".join(names) or _("Whole shop")


def _is_month(row: pd.Series) -> bool:
    """Whether the finding is of a month: of who is told no weeks of its slice."""
    return bool((row["until"] - row["since"]).days > DAYS)


def _address(reading: Reading, choice: Choice, row: pd.Series) -> str:
    own = {column: (str(row[column]),) for column in SLICE if pd.notna(row[column])}
    days = {"period": "last_week", "compare": "weekday"}
    if _is_month(row):
        is_last = row["until"] == reading.fact(reach).until
        days = {"period": "month" if is_last else "last_month", "compare": "last_year"}
    return query(Choice.of({**choice.chosen(), **own}), **days)
