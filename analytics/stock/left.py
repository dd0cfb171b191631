"""What is left, how long it lasts at the pace of the last weeks, and what the goods earned on the money that lies in them."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from analytics.stock.places import Counts, end_of, goods_only, stock_counts
from data.store import EVERYTHING, Choice, Store

WEEKS = 4  # of net sales by which cover is told
YEAR = timedelta(days=365)
LEAST_DAYS = 330  # of counts, for a return on a year's mean stock
CUTS = ("category", "brand", "season", "store_id")


@dataclass(frozen=True)
class Left:
    """What lies there at the last count of each place.

    Attributes:
        rows: one row per slice of `by`, most pieces first: `slice`, `units` on hand (empty where nothing was counted), `articles`, `cost_eur`,
            `list_eur`, `units_without_cost`, `units_without_list` (pieces without either), `units_sold` net of returns in the weeks before the
            last count, `weeks_of_cover` (empty where nothing sold on balance), `margin_eur` of the year, `mean_cost_eur` of the stock in it,
            `gmroi` (margin over mean stock; empty where counts cover too little of the year).
        whole: the same of all of it.
        counts: where and when it was counted.
        sold_since, sold_until: the days of the sales by which cover is told.
        since: first day of the year of `gmroi`.
        days: of that year that counts cover.
    """

    rows: pd.DataFrame
    whole: pd.Series
    counts: Counts
    sold_since: date
    sold_until: date
    since: date
    days: int


def stock_left(store: Store, choice: Choice = EVERYTHING, *, period: Period, by: str = "category") -> Left | None:
    """What is left at the last counts before the end of a period; None where nothing was counted.

    Weeks of cover = pieces on hand / mean weekly net pieces of the four weeks to the last count. GMROI = gross margin of the year to the end of
    the period / mean stock at cost, each count holding until the place's next one.

    Args:
        choice: its market is not applied; a piece on hand is of no buyer.
        by: category, brand, season or store_id.
    """
    counts = stock_counts(store, choice, period=period)
    if counts.last_on is None or counts.first_on is None:
        return None
    known, kept = reach(store), goods_only(choice)
    sold_until = min(counts.last_on + timedelta(days=1), known.until)
    sold_since = sold_until - timedelta(weeks=WEEKS)
    end = min(end_of(store, period), known.until)
    since = max(end - YEAR, counts.first_on)
    days = max((end - since).days, 0)

    def told(cut: str) -> pd.DataFrame:
        lying = store.ask("stock_left", kept, by=cut, until=counts.until, sold_since=sold_since, sold_until=sold_until)
        earned = store.ask("stock_return", kept, by=cut, since=since, until=end) if days else None
        return _told(lying, earned, days)

    rows = told(by).sort_values(["units", "slice"], ascending=[False, True], ignore_index=True, na_position="last")
    whole = told("all")
    return Left(rows, whole.iloc[0] if len(whole) else rows.sum(), counts, sold_since, sold_until, since, days)


COLUMNS = [
    *("slice", "units", "articles", "cost_eur", "list_eur", "units_without_cost", "units_without_list", "units_sold"),
    *("weeks_of_cover", "margin_eur", "mean_cost_eur", "gmroi"),
]


def _told(lying: pd.DataFrame, earned: pd.DataFrame | None, days: int) -> pd.DataFrame:
    numbers = lying.drop(columns="slice").astype(float).assign(slice=lying["slice"].fillna("").astype(str))
    net = numbers["sold"] - numbers["returned"]
    table = numbers.assign(units_sold=net, weeks_of_cover=numbers["units"] / (net.where(net > 0) / WEEKS))
    if earned is None or days < LEAST_DAYS:
        return table.assign(margin_eur=float("nan"), mean_cost_eur=float("nan"), gmroi=float("nan"))[COLUMNS]
    returns = earned.assign(slice=earned["slice"].fillna("").astype(str))
    returns = returns[["slice", "cost_days", "margin_eur"]].astype({"cost_days": float, "margin_eur": float})
    table = table.merge(returns, on="slice", how="left")
    mean = table["cost_days"] / days
    return table.assign(mean_cost_eur=mean, gmroi=table["margin_eur"] / mean.where(mean > 0))[COLUMNS]
