"""How fast the goods of each season sell: pieces by week from the season's first sale, and at what depth of discount."""

import re
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from data.store import EVERYTHING, Choice, Store

WEEK = 7
START_UNKNOWN = timedelta(days=28)  # a season that sells so soon after the data begin may have begun before them
SILENCE = timedelta(days=28)  # a season that sold nothing for so long is over
MILESTONES = (4, 8, 13, 20)  # weeks from the first sale
_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True)
class Seasons:
    """What is known of the seasons that sold in a period.

    Attributes:
        weeks: one row per (season, week), weeks counted from the first sale of the season in the whole shop and wholly in the data:
            `season`, `week` (from 1), `units` of that week, `units_so_far`, `share_so_far` of all pieces the season sold (empty
            while it is selling), `depth` of that week's discounts (0 to 1; empty where nothing with a list price sold).
        seasons: one row per season, the newest first: `season`, `first_on`, `weeks` so far, `is_over`, `units`,
            `full_price_units_share`, `depth`, `share_4` ... `share_20` of all its pieces sold by then (empty while it is selling),
            `units_before`: pieces of the same season a year before at the same age, empty where there is none, `change` on these.
        undated: seasons left out because they sold from the first days of the data on: when they began is not known.
    """

    weeks: pd.DataFrame
    seasons: pd.DataFrame
    undated: tuple[str, ...]


def season_pace(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> Seasons:
    """How fast the goods of each season that sold in a period sold, from the season's first sale to the end of the period.

    Pieces are counted before returns. Filters narrow the pieces, never a season's first day or whether it is over.
    """
    known = reach(store)
    until = pd.Timestamp(min(period.until, known.until))
    everything = store.ask("season_days")
    spans = everything.groupby("season")["day"].agg(["min", "max"])
    days = store.ask("season_days", choice) if choice.chosen() else everything
    days = days[days["day"] < until]
    sold = set(days.loc[days["day"] >= pd.Timestamp(period.since), "season"])
    begun = spans[spans["min"] > pd.Timestamp(known.first_on + START_UNKNOWN)]
    ended = spans.index[spans["max"] + SILENCE < until]
    dated = begun[begun.index.isin(sold)].sort_values("min", ascending=False)
    # a year before is looked up among all seasons, sold in the period or not
    every = {name: _weeks(days[days["season"] == name], begun.loc[name, "min"], until) for name in begun.index}
    over = set(ended)
    weeks = [_told(every[name], name, name in over) for name in dated.index]
    rows = [_row(name, dated.loc[name, "min"], every, days, name in over) for name in dated.index]
    return Seasons(_joined(weeks, WEEKS), pd.DataFrame(rows, columns=SEASONS), tuple(sorted(sold - set(begun.index))))


WEEKS = ["season", "week", "units", "units_so_far", "share_so_far", "depth"]
SEASONS = [
    *("season", "first_on", "weeks", "is_over", "units", "full_price_units_share", "depth"),
    *(f"share_{week}" for week in MILESTONES),
    *("units_before", "change"),
]


def year_before(season: str) -> str:
    """The code of the same season a year earlier, such as `FW25` of `FW26`; empty where the code has no number."""
    found = _NUMBER.search(season)
    if found is None or int(found[0]) == 0:
        return ""
    earlier = str(int(found[0]) - 1).zfill(len(found[0]))
    return season[: found.start()] + earlier + season[found.end() :]


def _weeks(days: pd.DataFrame, first: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Sums of each whole week of a season, none left out, up to its last sale."""
    number = ((days["day"] - first).dt.days // WEEK + 1).astype(int)
    whole = max((until - first).days // WEEK, 0)
    columns = ["units", "gross_eur", "discount_eur"]
    sums = days[columns].astype(float).groupby(number.to_numpy()).sum()
    last = min(whole, int(number.max())) if len(number) else 0
    return sums.reindex(range(1, last + 1), fill_value=0.0).rename_axis("week").reset_index()


def _told(weeks: pd.DataFrame, season: str, is_over: bool) -> pd.DataFrame:
    so_far, gross = weeks["units"].cumsum(), weeks["gross_eur"]
    every = float(weeks["units"].sum())
    return weeks.assign(
        season=season,
        units_so_far=so_far,
        share_so_far=so_far / every if is_over and every > 0 else np.nan,
        depth=weeks["discount_eur"] / gross.where(gross > 0),
    )[WEEKS]


def _row(
    season: str, first: pd.Timestamp, every: dict[str, pd.DataFrame], days: pd.DataFrame, is_over: bool
) -> dict[str, object]:
    own, weeks = days[days["season"] == season], every[season]
    units, gross = float(own["units"].sum()), float(own["gross_eur"].sum())
    then = every.get(year_before(season))
    before = np.nan if then is None or then.empty or weeks.empty else float(then["units"].head(len(weeks)).sum())
    so_far = float(weeks["units"].sum())
    shares = {
        f"share_{week}": float(weeks["units"].head(week).sum()) / so_far
        if is_over and so_far > 0 and len(weeks) >= week
        else np.nan
        for week in MILESTONES
    }
    return {
        "season": season,
        "first_on": first,
        "weeks": len(weeks),
        "is_over": is_over,
        "units": units,
        "full_price_units_share": float(own["units_full_price"].sum()) / units if units > 0 else np.nan,
        "depth": float(own["discount_eur"].sum()) / gross if gross > 0 else np.nan,
        **shares,
        "units_before": before,
        "change": so_far / before - 1 if before > 0 else np.nan,
    }


def _joined(parts: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
