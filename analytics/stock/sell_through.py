"""Sell-through: pieces sold and not given back, of the pieces received, week by week in season and by brand or category.

An article that sold without a receipt, or more than was received, has receipts that are not whole: a share of it would be made up, or above
100 %. It is counted apart and in no share. A season counts until four weeks after its last sale: what is taken away then was received all the same.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.assortment.seasons import SILENCE, START_UNKNOWN, WEEK, year_before
from analytics.period import Period
from analytics.reach import reach
from analytics.stock.places import goods_only
from data.store import EVERYTHING, Choice, Store

STEPS = (4, 8, 13, 20)  # weeks from the first sale
_COUNTED = [
    "articles",
    "articles_unreceived",
    "sold_unreceived",
    "articles_oversold",
    "sold_oversold",
    "received_oversold",
]
_UNITS = ["received", "sold"]


@dataclass(frozen=True)
class SellThrough:
    """How far the seasons that sold in a period have sold through.

    Attributes:
        weeks: one row per (season, week), whole weeks from the season's first sale in the whole shop: `season`, `week` (from 1),
            `received_so_far`, `sold_so_far` (net of what came back), `sell_through` (0 to 1; empty before a receipt, and where more was sold by
            then than was received).
        seasons: one row per season, the newest first: `season`, `first_on`, `weeks`, `is_over`, `received`, `sold`, `sell_through`,
            `sell_through_before` (the same season a year before, at the same week), `sell_through_4` ... `sell_through_20`,
            and what stands apart: `articles` in the shares, `articles_unreceived` (sold, no receipt), `sold_unreceived`,
            `articles_oversold` (more sold than received), `sold_oversold`, `received_oversold`.
        undated: seasons left out because they sold from the first days of the data on.
        unseasoned: pieces received that no list gives a season.
        has_receipts: whether any goods received are known.
    """

    weeks: pd.DataFrame
    seasons: pd.DataFrame
    undated: tuple[str, ...]
    unseasoned: float
    has_receipts: bool


def sell_through(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> SellThrough:
    """The seasons that sold in a period and of which goods were received, from their first sale to its end.

    Args:
        choice: its market is not applied: what was received is for all buyers.
    """
    known, kept = reach(store), goods_only(choice)
    until = min(period.until, known.until)
    totals = _numbers(store.ask("sell_through", kept, until=until, by="all"))
    days = store.ask("sell_through_days", kept, until=until)
    first, over, sold = _spans(store, period, until)
    named = totals[totals["season"] != ""].set_index("season")
    has_receipts = bool(totals["received"].sum() + totals["received_oversold"].sum())
    shown = [season for season in first.index if season in sold and season in named.index]
    shown = (
        [season for season in shown if named.loc[season, [*_UNITS, *_COUNTED]].abs().sum() > 0] if has_receipts else []
    )
    every = {season: _weeks(days[days["season"] == season], first[season], until) for season in first.index}
    rows = [_row(season, first, every, named, season in over) for season in shown]
    weeks = [every[season] for season in shown if len(every[season])]
    undated = sorted((sold & set(named.index)) - set(first.index)) if has_receipts else []
    return SellThrough(
        pd.concat(weeks, ignore_index=True)[WEEKS] if weeks else pd.DataFrame(columns=WEEKS),
        pd.DataFrame(rows, columns=SEASONS),
        tuple(undated),
        float(totals.loc[totals["season"] == "", "received"].sum()),
        has_receipts,
    )


def sell_through_by(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, season: str, by: str = "category"
) -> pd.DataFrame:
    """How far one season has sold through, by category or brand, beside the same season a year before at the same age.

    Returns:
        One row per slice, most received first: `season`, `slice`, `received`, `sold`, `sell_through` (empty where all receipts stand apart),
        `sell_through_before` (empty where there is none), `change` (in points, 0 to 1), and the columns of what stands apart.
    """
    known, kept = reach(store), goods_only(choice)
    until = min(period.until, known.until)
    first, _, _ = _spans(store, period, until)
    now = _numbers(store.ask("sell_through", kept, until=until, by=by))
    now = now[now["season"] == season]
    now = now.assign(sell_through=_share(now), sell_through_before=np.nan)
    before = year_before(season)
    if season in first.index and before in first.index:
        as_old = first[before].date() + (until - first[season].date())
        then = _numbers(store.ask("sell_through", kept, until=min(as_old, until), by=by))
        then = then[then["season"] == before]
        now = now.assign(sell_through_before=now["slice"].map(_share(then).set_axis(then["slice"])).astype(float))
    now = now.assign(change=now["sell_through"] - now["sell_through_before"])
    now = now.sort_values(["received", "slice"], ascending=[False, True], ignore_index=True)
    return now[["season", "slice", *_UNITS, "sell_through", "sell_through_before", "change", *_COUNTED]]


WEEKS = ["season", "week", "received_so_far", "sold_so_far", "sell_through"]
SEASONS = [
    *("season", "first_on", "weeks", "is_over", *_UNITS, "sell_through", "sell_through_before"),
    *(f"sell_through_{week}" for week in STEPS),
    *_COUNTED,
]


def _spans(store: Store, period: Period, until: date) -> tuple["pd.Series[pd.Timestamp]", set[str], set[str]]:
    """First sales of seasons whose start is known, the newest first; seasons that are over; seasons that sold in the period."""
    known, days = reach(store), store.ask("season_days")
    spans = days.groupby("season")["day"].agg(["min", "max"])
    begun = spans[spans["min"] > pd.Timestamp(known.first_on + START_UNKNOWN)].sort_values("min", ascending=False)
    over = set(spans.index[spans["max"] + SILENCE < pd.Timestamp(until)])
    in_it = days[(days["day"] >= pd.Timestamp(period.since)) & (days["day"] < pd.Timestamp(until))]
    return begun["min"], over, set(in_it["season"])


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(
        dict.fromkeys(_UNITS + [name for name in _COUNTED if "sold" in name or "received" in name], float)
    ).assign(season=table["season"].fillna("").astype(str), slice=table["slice"].fillna("").astype(str))


def _share(table: pd.DataFrame) -> pd.Series:
    return table["sold"] / table["received"].where(table["received"] > 0)


def _weeks(days: pd.DataFrame, first: pd.Timestamp, until: date) -> pd.DataFrame:
    """Sums to the end of each whole week of a season; what came before its first sale counts in the first."""
    last = max((pd.Timestamp(until) - first).days // WEEK, 0)
    number = ((days["day"] - first).dt.days // WEEK + 1).clip(lower=1).astype(int)
    sums = days[_UNITS].astype(float).groupby(number.to_numpy()).sum()
    ends = int(number[days["sold"].astype(float) > 0].max()) if (days["sold"].astype(float) > 0).any() else 0
    so_far = sums.reindex(range(1, min(last, ends) + 1), fill_value=0.0).cumsum()
    so_far = so_far.rename(columns={name: f"{name}_so_far" for name in _UNITS}).rename_axis("week").reset_index()
    received = so_far["received_so_far"]
    share = so_far["sold_so_far"] / received.where((received > 0) & (so_far["sold_so_far"] <= received))
    return so_far.assign(season=days["season"].iloc[0] if len(days) else "", sell_through=share)


def _row(
    season: str, first: "pd.Series[pd.Timestamp]", every: dict[str, pd.DataFrame], totals: pd.DataFrame, is_over: bool
) -> dict[str, object]:
    weeks, whole = every[season], totals.loc[season].to_dict()
    then = every.get(year_before(season))
    age = len(weeks)
    return {
        "season": season,
        "first_on": first[season],
        "weeks": age,
        "is_over": is_over,
        "received": float(whole["received"]),
        "sold": float(whole["sold"]),
        "sell_through": float(whole["sold"] / whole["received"]) if whole["received"] > 0 else np.nan,
        "sell_through_before": _at(then, age, True),
        **{f"sell_through_{week}": _at(weeks, week, is_over) for week in STEPS},
        **{name: whole[name] for name in _COUNTED},
    }


def _at(weeks: pd.DataFrame | None, week: int, is_over: bool) -> float:
    """The share at the end of a week; a season that is over stays where its last week left it."""
    if weeks is None or weeks.empty or week < 1 or (len(weeks) < week and not is_over):
        return np.nan
    return float(weeks["sell_through"].iloc[min(week, len(weeks)) - 1])
