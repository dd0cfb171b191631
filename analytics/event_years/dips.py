"""Whether sales dip after an event: the thirty days after its end against what is usual on either side of them.

Usual is the mean day of two stretches of eight whole weeks: those that end thirty days before the event, and those that begin
thirty days after its end. What the two do not know (the season between them, other feasts) is learned from the shop
itself: the same calculation on every date that no year of the event touches. The interval is as wide as the larger of two
doubts: who happened to shop and what weeks share (`analytics.doubt`), or how far such dates stray.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.definition import RETAIL, Definition
from analytics.doubt.blocks import blocks, spread
from analytics.doubt.changes import MIN_ORDERS, half_width, missing, weeks
from analytics.doubt.weeks import wander
from analytics.event_years.years import AFTER, BEFORE, NO_EVENT, EventYear, event_years, told_until
from analytics.measures import WHOLE, Cut, figures
from analytics.period import Period
from analytics.reach import UNCUT, Compared, Reach, at_age_of, reach
from data.store import EVERYTHING, Choice, Store

DIP = 30  # days after the event's end
FLANK = 56  # days on either side: eight whole weeks
MIN_DATES = 26  # quiet dates to learn from
SPREAD = 1.4826  # a bell's standard deviation, in medians of the distance from nought
DAYS = ("year", "day", "since", "until", "known_from")
TOLD = ("usual_eur", "estimate", "low", "high", "is_clear", "dates")  # behind what was sold
NAMES = ("before", "dip", "after")
Parts = tuple[Period, Period, Period]


def event_dips(
    store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "", definition: Definition = RETAIL
) -> pd.DataFrame:
    """The thirty days after an event's end in each year, against what would be usual.

    Returns:
        One row per year whose event has ended: `year`, `day` (the event's), `since` and `until` of the thirty days (until is
        the first day not counted), what the definition calls sales (`net_eur`), `usual_eur`; `estimate` (share of usual, negative for a dip) with `low` and
        `high` (95 %), `is_clear` whether they lie on one side of nought, `dates` (how many quiet dates it was learned from).
        Empty (NaN) where the data do not hold the weeks on both sides: `known_from` says the first day on which they do,
        and is empty where they never will; also where either has fewer than 30 orders or there are fewer than 26 quiet dates.
    """
    known, columns = reach(store), [*DAYS, definition.sales, *TOLD]
    every = [each for each in event_years(known, event, region) if each.state != NO_EVENT]
    ended = {
        each.year: each for each in every if each.last_on is not None and known.first_on <= each.last_on < known.until
    }
    if not ended:
        return pd.DataFrame(columns=columns)
    parts = {year: _parts(each) for year, each in ended.items()}
    final = told_until(known, definition)
    held = [year for year, each in parts.items() if known.first_on <= each[0].since and each[2].until <= final]
    running = _running(store, choice, definition.sales, final)
    strays = {year: _strays(known, running, ended[year], every) for year in held}
    told = {year: _told(store, choice, parts[year], strays[year], definition.sales) for year in held}
    rows = []
    for year, each in ended.items():
        before, dip, after = parts[year]
        is_late = before.since >= known.first_on and after.until > final
        late = after.until + (known.until - final) if is_late else None
        days = {"since": dip.since, "until": dip.until, "known_from": late}
        rows.append({"year": year, "day": each.day, **days, **told.get(year, {"is_clear": False})})
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(("day", "since", "until", "known_from"), "datetime64[us]"))


def _parts(each: EventYear) -> Parts:
    """The weeks before, the thirty days, the weeks after."""
    lead, after = each.on - timedelta(days=BEFORE), (each.last_on or each.on) + timedelta(days=1)
    end = after + timedelta(days=DIP)
    return (
        Period(lead - timedelta(days=FLANK), lead),
        Period(after, end),
        Period(end, end + timedelta(days=FLANK)),
    )


def _told(store: Store, choice: Choice, parts: Parts, strays: np.ndarray, sales: str) -> dict[str, object]:
    known, last = reach(store), parts[2]
    spans = {name: at_age_of(known, last, period) for name, period in zip(NAMES, parts, strict=True)}
    held = blocks(store, choice, (sales, "orders"), spans, WHOLE)
    values = held.figures((sales, "orders", "orders_with_rate"))
    places = {str(name): place for place, name in enumerate(held.keys["period"])}
    if set(places) != set(spans):
        return {"is_clear": False}
    before, dip, after = (values[[places[name]]] for name in NAMES)
    flanks = before + after
    usual = flanks[0, 0, 0] * DIP / (2 * FLANK)
    sums = {sales: dip[0, 0, 0], "usual_eur": usual, "dates": len(strays)}
    if (
        min(dip[0, 0, 1], flanks[0, 0, 1]) < MIN_ORDERS
        or len(strays) < MIN_DATES
        or not (dip[0, 0, 0] > 0 and usual > 0)
    ):
        return {**sums, "is_clear": False}
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(dip[0, :, 0]) - np.log(flanks[0, :, 0] * DIP / (2 * FLANK))
    variance, freedom = spread(logs[1:])
    only = choice.channel[0] if len(choice.channel) == 1 else None
    shared = wander(store).of(sales, only) * (weeks(spans["dip"]) + weeks(spans["before"], spans["after"]) / 4)
    common = max(shared, (SPREAD * float(np.median(np.abs(strays)))) ** 2 - float(variance))
    half = float(half_width(variance, freedom, np.asarray(common)))
    low, high = logs[0] - half - float(missing(flanks)[0]), logs[0] + half + float(missing(dip)[0])
    told = {name: float(np.expm1(value)) for name, value in (("estimate", logs[0]), ("low", low), ("high", high))}
    return {**sums, **told, "is_clear": bool(low > 0 or high < 0)}


def _running(store: Store, choice: Choice, sales: str, final: date) -> np.ndarray:
    """Sales from the first day of data to each day after it that is final, that left out: a stretch is a difference of two."""
    known = reach(store)
    if final <= known.first_on:
        return np.zeros(1)
    span = Compared(Period(known.first_on, final), UNCUT, known.until)
    daily = figures(store, choice, (sales,), {"days": span}, Cut(grain="day")).sort_values("bucket")[sales]
    return np.concatenate([[0.0], np.cumsum(daily.fillna(0.0).to_numpy(dtype=float))])


def _strays(known: Reach, running: np.ndarray, own: EventYear, every: Iterable[EventYear]) -> np.ndarray:
    """The same log ratio on dates a week apart whose thirty days no year of the event touches."""
    length = ((own.last_on or own.on) - own.on).days + 1
    lead = FLANK + BEFORE + length
    touched = [(each.shown.since, (each.last_on or each.on) + timedelta(days=AFTER)) for each in every]
    found = []
    for at in range(lead, len(running) - DIP - FLANK, 7):
        since = known.first_on + timedelta(days=at)
        until = since + timedelta(days=DIP)
        if any(first < until and since <= last for first, last in touched):
            continue
        flanks = running[at - length - BEFORE] - running[at - lead] + running[at + DIP + FLANK] - running[at + DIP]
        sold = running[at + DIP] - running[at]
        if sold > 0 and flanks > 0:
            found.append(np.log(sold / (flanks * DIP / (2 * FLANK))))
    return np.array(found)
