"""What an event brought each year, day by day and in its window, and how far that moved from one year to the next."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.doubt import changes_between
from analytics.event_years.years import NO_EVENT, WEEK, EventYear, at_one_age, judged, years_seen
from analytics.kpis import without_newness
from analytics.measures import Cut, answered, figures, newness
from analytics.reach import Reach, reach
from data.store import EVERYTHING, Choice, Store

FIGURES = ("net_eur", "gmv_eur", "orders", "buyers", "new_share", "markdown_depth")
DAILY = ("net_eur", "orders")


def event_figures(store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "") -> pd.DataFrame:
    """The figures of an event's window, seven days before its day to seven after, in each year that the data hold it whole.

    All years are seen at the age of the last: returns that came later are not deducted.

    Returns:
        One row per year: `year`, `day`, then `FIGURES` as far as they can be told under the filters; what rests on who is
        new is blank in the first year of data.
    """
    known = reach(store)
    years = judged(years_seen(store, choice, event=event, region=region))
    if not years:
        return pd.DataFrame(columns=["year", "day", *FIGURES])
    spans = at_one_age(known, {year: each.window for year, each in years.items()})
    names = [name for name in FIGURES if name in answered(choice)]
    table = figures(store, choice, names, spans)
    order = [years[int(name)] for name in table["period"]]
    table = without_newness(table, [each.window.since < known.new_from for each in order])
    days = pd.to_datetime([each.on for each in order])
    told = table[names].assign(year=[each.year for each in order], day=days)
    return told[["year", "day", *names]].sort_values("year", ignore_index=True)


def event_changes(store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "") -> pd.DataFrame:
    """How the figures of an event's window moved from one year to the next, with 95 % intervals; years as in `event_figures`.

    Returns:
        One row per year whose year before is held too, and figure: `year`, `against` (the year before), and the columns of
        `analytics.doubt.changes`.
    """
    known = reach(store)
    years = judged(years_seen(store, choice, event=event, region=region))
    spans = at_one_age(known, {year: each.window for year, each in years.items()})
    pairs = [(str(year), str(year - 1)) for year in years if year - 1 in years]
    names = tuple(name for name in FIGURES if name in answered(choice))
    table = changes_between(store, choice, names=names, spans=spans, pairs=pairs)
    table = table.assign(year=table["period"].astype(int), against=table["against"].astype(int)).drop(columns="period")
    told = ["now", "then", "change", "change_low", "change_high"]
    blank = table["figure"].isin(newness()) & table["against"].isin(_unknown_newness(known, years))
    table.loc[blank, told] = np.nan
    table.loc[blank, "is_clear"] = False
    return table[["year", *[name for name in table.columns if name != "year"]]]


def _unknown_newness(known: Reach, years: Mapping[int, EventYear]) -> list[int]:
    return [year for year, each in years.items() if each.window.since < known.new_from]


def _is_told(store: Store, choice: Choice, each: EventYear) -> bool:
    return each.state != NO_EVENT and (
        not each.by_week or store.shows(choice, each.shown.since, each.shown.until, each.step)
    )


def event_days(store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "") -> pd.DataFrame:
    """Net sales and orders around an event, thirty days before its day to thirty after, in each year that the data hold a day of.

    All years are seen at the age of the last. Who may not see persons is told of whole weeks, from four before the event's own to four after.

    Returns:
        One row per year and day (week, by its Monday) that the data hold: `year`, `days` (from the event, negative before it), `day`, `net_eur`,
        `orders`, and `net_so_far_eur`, the sum from the first of the thirty days before; that is empty in a year whose first
        day the data lack.
    """
    known = reach(store)
    years = {
        each.year: each
        for each in years_seen(store, choice, event=event, region=region)
        if _is_told(store, choice, each)
    }
    columns = ["year", "days", "day", *DAILY, "net_so_far_eur"]
    if not years:
        return pd.DataFrame(columns=columns)
    spans = at_one_age(known, {year: each.shown for year, each in years.items()})
    step = next(iter(years.values())).step
    table = figures(store, choice, DAILY, spans, Cut(grain=step))
    table = table.assign(year=table["period"].astype(int), day=table["bucket"])
    event_on = pd.to_datetime([years[year].begins_on for year in table["year"]])
    ended = table["day"] + pd.Timedelta(days=WEEK if step == "week" else 1)
    held = (table["day"] >= pd.Timestamp(known.first_on)) & (ended <= pd.Timestamp(known.until))
    table = table.assign(days=(pd.DatetimeIndex(table["day"]) - event_on).days)[held].sort_values(["year", "days"])
    begun = [year for year, each in years.items() if each.shown.since >= known.first_on]
    so_far = table.groupby("year")["net_eur"].cumsum()
    return table.assign(net_so_far_eur=so_far.where(table["year"].isin(begun)))[columns].reset_index(drop=True)
