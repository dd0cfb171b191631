"""What an event brought each year, day by day and in its window, and how far that moved from one year to the next."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.definition import RETAIL, Definition
from analytics.doubt import changes_between
from analytics.event_years.years import NO_EVENT, WEEK, EventYear, at_one_age, judged, told_until, years_seen
from analytics.kpis import without_newness
from analytics.measures import Cut, answered, figures, newness
from analytics.reach import Compared, Reach, at_age_of, reach
from data.store import EVERYTHING, Choice, Store

# What is told of a window: what the definition calls sales first, then another's beside it.
STRIPS = {
    "retail": ("net_eur", "gmv_eur", "orders", "buyers", "new_share", "markdown_depth"),
    "platform": ("gmv_eur", "net_eur", "orders_paid", "payers", "new_share", "markdown_depth"),
    "finance": ("books_eur", "net_eur", "orders", "buyers", "new_share", "markdown_depth"),
}
FIGURES = STRIPS[RETAIL.code]


def so_far(figure: str) -> str:
    """The column of an amount added up from the first day on: `net_so_far_eur` of `net_eur`."""
    return f"{figure.removesuffix('_eur')}_so_far_eur"


def event_figures(
    store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "", definition: Definition = RETAIL
) -> pd.DataFrame:
    """The figures of an event's window, seven days before its day to seven after, in each year that the data hold it whole.

    All years are seen at the age of the last: returns that came later are not deducted.

    Returns:
        One row per year: `year`, `day`, then those of `STRIPS` as far as they can be told under the filters; what rests on who is
        new is blank in the first year of data.
    """
    known = reach(store)
    strip = STRIPS[definition.code]
    years = judged(years_seen(store, choice, event=event, region=region, definition=definition))
    if not years:
        return pd.DataFrame(columns=["year", "day", *strip])
    spans = at_one_age(known, {year: each.window for year, each in years.items()})
    names = [name for name in strip if name in answered(choice)]
    table = figures(store, choice, names, spans)
    order = [years[int(name)] for name in table["period"]]
    table = without_newness(table, [each.window.since < known.new_from for each in order])
    days = pd.to_datetime([each.on for each in order])
    told = table[names].assign(year=[each.year for each in order], day=days)
    return told[["year", "day", *names]].sort_values("year", ignore_index=True)


def event_changes(
    store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "", definition: Definition = RETAIL
) -> pd.DataFrame:
    """How the figures of an event's window moved from one year to the next, with 95 % intervals; years as in `event_figures`.

    Returns:
        One row per year whose year before is held too, and figure: `year`, `against` (the year before), and the columns of
        `analytics.doubt.changes`.
    """
    known = reach(store)
    years = judged(years_seen(store, choice, event=event, region=region, definition=definition))
    spans = at_one_age(known, {year: each.window for year, each in years.items()})
    pairs = [(str(year), str(year - 1)) for year in years if year - 1 in years]
    names = tuple(name for name in STRIPS[definition.code] if name in answered(choice))
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


def _shown(known: Reach, years: Mapping[int, EventYear], definition: Definition) -> dict[str, Compared]:
    periods = {year: each.shown for year, each in years.items()}
    if not definition.is_final:
        return at_one_age(known, periods)
    whole = judged(tuple(years.values()))
    alone = {str(year): at_age_of(known, period, period) for year, period in periods.items() if year not in whole}
    return alone | at_one_age(known, {year: periods[year] for year in whole})


def event_days(
    store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "", definition: Definition = RETAIL
) -> pd.DataFrame:
    """Sales by a definition, and orders, around an event, thirty days before its day to thirty after, in each year that the data hold a day of.

    All years are seen at the age of the last; in the books, which hold no day that may still come back, at that of the last whose window
    is final. Who may not see persons is told of whole weeks, from four before the event's own to four after.

    Returns:
        One row per year and day (week, by its Monday) that the data hold, for the books only those that are final: `year`, `days` (from
        the event, negative before it), `day`, what the definition calls sales (`net_eur`), `orders`, and its sum from the first of the
        thirty days before (`net_so_far_eur`); that is empty in a year whose first day the data lack.
    """
    known, sales = reach(store), definition.sales
    daily = (sales, "orders")
    years = {
        each.year: each
        for each in years_seen(store, choice, event=event, region=region, definition=definition)
        if _is_told(store, choice, each)
    }
    columns = ["year", "days", "day", *daily, so_far(sales)]
    if not years:
        return pd.DataFrame(columns=columns)
    spans = _shown(known, years, definition)
    step = next(iter(years.values())).step
    table = figures(store, choice, daily, spans, Cut(grain=step))
    table = table.assign(year=table["period"].astype(int), day=table["bucket"])
    event_on = pd.to_datetime([years[year].begins_on for year in table["year"]])
    ended = table["day"] + pd.Timedelta(days=WEEK if step == "week" else 1)
    held = (table["day"] >= pd.Timestamp(known.first_on)) & (ended <= pd.Timestamp(told_until(known, definition)))
    table = table.assign(days=(pd.DatetimeIndex(table["day"]) - event_on).days)[held].sort_values(["year", "days"])
    begun = [year for year, each in years.items() if each.shown.since >= known.first_on]
    added = table.groupby("year")[sales].cumsum()
    return table.assign(**{so_far(sales): added.where(table["year"].isin(begun))})[columns].reset_index(drop=True)
