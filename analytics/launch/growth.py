"""What markets sold since a channel began, beyond what they would have sold without it: joint paths by market and tier.

The channel sold nothing before, so what is lost elsewhere to it and what it adds are told apart by one comparison: all channels
together against the same sum had it not begun. That is carried on from the past by the model of `analytics.rebound`, with
markets the channel does not serve as controls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.check.placebo import Placebo, placebo
from analytics.rebound.check.weights import donor_weights
from analytics.rebound.fit.ledger import together
from analytics.rebound.fit.simulation import SimulatedSeries, Simulation, simulation
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import panel
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.units import MIN_SEEN, is_known
from analytics.rebound.series.windows import Shock, Windows
from analytics.results import CannotTell, Reason

ALL, REST = "all", "other tiers"
STEADY = 0.9  # of the weeks before must bring something for a tier to be a series of its own
DRAWS = 1000


@dataclass(frozen=True)
class Grown:
    """One market and tier, or a sum of them ("all"), over the weeks since the channel began.

    channel: what the channel sold; actual: all channels; extra: (paths,) actual less what would have been, the point estimate
    first; expected: (paths,) what would have been; both add up over parts; quiet: the same question at dates without a launch;
    members: places of the market x tier it sums, among those of `Growth.leaves`.
    """

    market: str
    tier: str
    members: tuple[int, ...]
    channel: float
    actual: float
    extra: Array
    expected: Array
    quiet: Placebo


@dataclass(frozen=True)
class Growth:
    """All of them from one fit.

    leaves: every market x tier; parts: these and every market, tier and the whole, the whole last; course: one row a week since the launch: `week`,
    `actual`, `estimate`, `low`, `high` of all channels together, and `channel`; donors: weight of each control;
    young: markets in which too little was sold before for a comparison; they are in no part.
    """

    leaves: tuple[tuple[str, str], ...]
    parts: tuple[Grown, ...]
    course: pd.DataFrame
    donors: dict[str, float]
    young: tuple[str, ...]

    @property
    def whole(self) -> Grown:
        """All markets and tiers."""
        return self.parts[-1]


def growth(
    sales: pd.DataFrame,
    on: pd.Timestamp,
    until: pd.Timestamp,
    controls: pd.DataFrame | None = None,
    unseen: Mapping[str, Sequence[tuple[pd.Timestamp, pd.Timestamp]]] | None = None,
    draws: int = DRAWS,
) -> Growth:
    """The growth of markets that a channel began to serve.

    Args:
        sales: one row per (week, market, tier): `value` of all channels, `own` of the new one; weeks by their Monday.
        on: the day it began; until: the last Monday looked at.
        controls: weeks by markets that it does not serve.
        unseen: by market, spans of days whose weeks teach nothing: closures and what followed them.

    Raises:
        CannotTell: hardly anything was sold before in any of the markets, or windows that do not fit the weeks.
    """
    table, young = _series(sales, on)
    if table.empty:
        raise CannotTell(Reason("hardly_sold_before", markets=tuple(young)))
    wide = _masked(table, unseen or {})
    asked = Windows((Shock(on),), until=until)
    simulated = simulation(*prepared(panel(wide.set_axis(_names(wide), axis=1), controls), asked), draws)
    leaves = tuple((str(market), str(tier)) for market, tier in wide.columns.to_frame().to_numpy())
    own = _own(sales, leaves)
    cuts = _cuts(leaves)
    parts = tuple(_grown(simulated, own, cut, members) for cut, members in cuts.items())
    whole = simulated.sum(cuts[ALL, ALL], ALL)
    return Growth(leaves, parts, _course(whole, own.sum(axis=1)), donor_weights(whole), tuple(young))


def _series(sales: pd.DataFrame, on: pd.Timestamp) -> tuple[pd.DataFrame, list[str]]:
    """Weeks by (market, tier), tiers that sell too seldom put together, those before a series' first sale missing; and the
    markets of which too little is known before."""
    weeks = pd.date_range(sales["week"].min(), sales["week"].max(), freq="7D")
    columns: dict[tuple[str, str], pd.Series] = {}
    young = []
    for market, rows in sales.groupby("market"):
        tiers = rows.groupby(["week", "tier"])["value"].sum().unstack("tier").reindex(weeks).fillna(0.0)
        if not _is_steady(tiers.sum(axis=1), on, 0.0):
            young.append(str(market))
            continue
        thick = [tier for tier in tiers if _is_steady(tiers[tier], on, STEADY)]
        rest = tiers.drop(columns=thick).sum(axis=1)
        if rest.any() and not _is_steady(rest, on, STEADY):
            thick, rest = (thick[1:], rest + tiers[thick[0]]) if len(thick) > 1 else ([], tiers.sum(axis=1))
        columns |= {(str(market), str(tier)): tiers[tier] for tier in thick}
        if rest.any():
            columns[str(market), REST if thick else ALL] = rest
    table = pd.DataFrame(columns, index=weeks)
    first = table.ne(0).idxmax() if len(table.columns) else pd.Series(dtype="datetime64[ns]")
    return table.where(np.asarray(table.index)[:, None] >= first.to_numpy()[None, :]), young


def _is_steady(line: pd.Series, on: pd.Timestamp, share: float) -> bool:
    past = line[line.index <= on - pd.Timedelta(weeks=1)]
    past = past[past.ne(0).cummax()]
    return bool(np.count_nonzero(past) >= MIN_SEEN and is_known(past.to_numpy()) and (past > 0).mean() >= share)


def _masked(table: pd.DataFrame, unseen: Mapping[str, Sequence[tuple[pd.Timestamp, pd.Timestamp]]]) -> pd.DataFrame:
    seen = table.copy()
    monday = pd.DatetimeIndex(seen.index)
    for column in list(seen.columns):
        for start, end in unseen.get(str(column[0]), ()):
            seen.loc[(monday + pd.Timedelta(days=6) >= start) & (monday < end), column] = np.nan
    return seen


def _names(table: pd.DataFrame) -> list[str]:
    return [" / ".join(map(str, column)) for column in table.columns.to_frame().to_numpy()]


def _own(sales: pd.DataFrame, columns: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Weeks by (market, tier) of the channel's own sales, tiers put together as in the series."""
    known = set(columns)

    def tier_of(market: str, tier: str) -> str:
        return next((name for name in (tier, REST, ALL) if (market, name) in known), "")

    tiers = [tier_of(str(m), str(t)) for m, t in zip(sales["market"], sales["tier"], strict=True)]
    rows = sales.assign(tier=tiers)
    table = rows[rows["tier"] != ""].groupby(["week", "market", "tier"])["own"].sum().unstack(["market", "tier"])
    return table.reindex(columns=pd.MultiIndex.from_tuples(columns)).fillna(0.0)


def _cuts(columns: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Every cut with the places of its members; the whole is the last."""
    cuts: dict[tuple[str, str], list[int]] = {}
    for place, (market, tier) in enumerate(columns):
        for cut in dict.fromkeys([(market, tier), (market, ALL), (ALL, tier)]):
            cuts.setdefault(cut, []).append(place)
    cuts.pop((ALL, ALL), None)
    return cuts | {(ALL, ALL): list(range(len(columns)))}


def _grown(simulated: Simulation, own: pd.DataFrame, cut: tuple[str, str], members: list[int]) -> Grown:
    every = [simulated.series(place) for place in members]
    sums = together([series.ledger() for series in every])
    sold = sum(_seen(series, own.iloc[:, place]) for series, place in zip(every, members, strict=True))
    actual = sum(float(series.actual[: len(_weeks(series))].sum()) for series in every)
    quiet = placebo(simulated.sum(members, " / ".join(cut)), sums)
    return Grown(*cut, tuple(members), sold, actual, sums.effect, sums.expected, quiet)


def _seen(series: SimulatedSeries, own: pd.Series) -> float:
    """What the channel sold in the weeks that count."""
    weeks = _weeks(series)
    return float((own.reindex(weeks).fillna(0.0).to_numpy() * (series.seen[: len(weeks)] > 0)).sum())


def _weeks(series: SimulatedSeries) -> pd.DatetimeIndex:
    return series.panel.dates[series.start : series.last]


def _course(series: SimulatedSeries, own: pd.Series) -> pd.DataFrame:
    weeks = _weeks(series)
    paths = series.expected[:, : len(weeks)]
    low, high = np.quantile(paths[1:], [0.025, 0.975], axis=0)
    return pd.DataFrame(
        {
            "week": weeks,
            "actual": np.where(series.seen[: len(weeks)] > 0, series.actual[: len(weeks)], np.nan),
            "estimate": paths[0],
            "low": np.minimum(low, paths[0]),
            "high": np.maximum(high, paths[0]),
            "channel": own.reindex(weeks).fillna(0.0).to_numpy(),
        }
    )
