"""The finest series of a shop that can carry a model: market x tier x channel, thin channels put together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.series.panel import Panel, panel, with_drivers
from analytics.rebound.series.units import MIN_SEEN, is_known
from analytics.results import CannotTell, Reason

# A channel with more weeks without sales than this is too thin for a model of its own.
MOST_EMPTY = 0.05
OTHER, EVERY = "other channels", "all channels"  # codes of channels put together
WEEK = pd.Timedelta(weeks=1)


@dataclass(frozen=True)
class Leaf:
    """One series of the model."""

    market: str
    tier: str
    channel: str

    def __str__(self) -> str:
        return " / ".join((self.market, self.tier, self.channel))


@dataclass(frozen=True)
class Leaves:
    """The leaves, the panel that holds them in the same order, and the leaves with too little before their shock to be modelled,
    or always the same; sold: the rows of sales in the panel."""

    leaves: list[Leaf]
    panel: Panel
    young: list[Leaf]
    sold: pd.DataFrame


def leaves(
    sales: pd.DataFrame, starts: Mapping[str, pd.Timestamp], value: str, controls: pd.DataFrame | None
) -> Leaves:
    """The series of some markets, with the depth of their promotions.

    A week without rows is a week without sales, from a series' first sale on.

    Args:
        starts: by market, when its first shock began; what was hardly sold before then has no counterfactual.

    Raises:
        CannotTell: nothing was sold before, or dates that make no weeks.
    """
    kept = sales[sales["market"].isin(list(starts))].copy()
    kept["week"] = pd.to_datetime(kept["week"])
    kept["tier"] = kept["tier"].fillna("unknown")
    weeks = pd.date_range(sales["week"].min(), sales["week"].max(), freq="7D")
    by_channel = kept["channel"].astype("string").fillna("unknown").astype(str)
    kept["channel"] = _thick(kept, value, len(weeks))
    keys = ["market", "tier", "channel"]
    table = _table(kept, value, keys, weeks)
    table = table.loc[:, table.abs().sum() > 0]
    begun = np.array([starts[str(name[0])] for name in table.columns], dtype="datetime64[ns]")
    before = np.asarray(pd.DatetimeIndex(table.index) + WEEK)[:, None] <= begun[None, :]
    past = _since_first(table).where(before)
    known = (np.count_nonzero(np.nan_to_num(own)) >= MIN_SEEN and is_known(own) for own in past.to_numpy().T)
    old = np.fromiter(known, dtype=bool)
    young = [Leaf(*map(str, name)) for name in table.columns[~old]]
    table = table.loc[:, old]
    named = [Leaf(*map(str, name)) for name in table.columns]
    if not named:
        raise CannotTell(Reason("hardly_sold_before", markets=starts))
    in_panel = pd.MultiIndex.from_frame(kept[keys]).isin(table.columns)
    sold = kept.assign(channel=by_channel)[in_panel]
    labels = [str(leaf) for leaf in named]
    plain = panel(_since_first(table).set_axis(labels, axis=1), controls)
    if not {"gross_eur", "discount_eur"} <= set(kept):
        return Leaves(named, plain, young, sold)
    gross, discount = (_table(kept, column, keys, weeks)[table.columns] for column in ("gross_eur", "discount_eur"))
    depth = (discount / gross.where(gross > 0)).fillna(0.0).clip(0, 1).set_axis(labels, axis=1)
    return Leaves(named, with_drivers(plain, {"promotion depth": depth}), young, sold)


def _table(sales: pd.DataFrame, value: str, keys: list[str], weeks: pd.DatetimeIndex) -> pd.DataFrame:
    summed = sales.assign(**{value: sales[value].astype(float)}).groupby(["week", *keys])[value].sum()
    return summed.unstack(keys).reindex(weeks).fillna(0.0).sort_index(axis=1)


def _since_first(table: pd.DataFrame) -> pd.DataFrame:
    """Each column from its first sale on, missing before."""
    first = table.ne(0).idxmax()
    return table.where(np.asarray(table.index)[:, None] >= first.to_numpy()[None, :])


def _thick(sales: pd.DataFrame, value: str, weeks: int) -> pd.Series:
    """The channel of each row, thin ones of a tier put together, and all of a tier where even that is thin."""
    channel = sales["channel"].astype("string").fillna("unknown")
    for name in (OTHER, EVERY):
        keyed = sales.assign(channel=channel)
        filled = keyed[keyed[value].astype(float) > 0].groupby(["market", "tier", "channel"])["week"].nunique()
        share = (
            filled.reindex(pd.MultiIndex.from_frame(keyed[["market", "tier", "channel"]])).fillna(0).to_numpy() / weeks
        )
        thin = pd.Series(share < 1 - MOST_EMPTY, index=channel.index)
        if name == OTHER:
            channel = channel.mask(thin, OTHER)
        else:
            tiers = keyed["market"] + keyed["tier"]
            channel = channel.mask(tiers.isin(set(tiers[thin])), name)
    return channel.astype(str)
