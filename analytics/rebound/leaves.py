"""The finest series of a shop that can carry a model: market x tier x channel, thin channels put together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.series import Panel, panel, with_drivers

# A channel with more weeks without sales than this is too thin for a model of its own.
MOST_EMPTY = 0.05
OTHER = "other channels"


@dataclass(frozen=True)
class Leaf:
    """One series of the model."""

    market: str
    tier: str
    channel: str

    def __str__(self) -> str:
        return " / ".join((self.market, self.tier, self.channel))


def leaves(
    sales: pd.DataFrame, markets: list[str], value: str, controls: pd.DataFrame | None
) -> tuple[list[Leaf], Panel]:
    """The series of some markets and the panel that holds them, with the depth of their promotions.

    A week without rows is a week without sales, from a series' first sale on.
    """
    kept = sales[sales["market"].isin(markets)].copy()
    kept["week"] = pd.to_datetime(kept["week"])
    kept["tier"] = kept["tier"].fillna("unknown")
    weeks = pd.date_range(sales["week"].min(), sales["week"].max(), freq="7D")
    kept["channel"] = _thick(kept, value, len(weeks))
    keys = ["market", "tier", "channel"]
    table = _table(kept, value, keys, weeks)
    table = table.loc[:, table.abs().sum() > 0]
    named = [Leaf(*map(str, name)) for name in table.columns]
    labels = [str(leaf) for leaf in named]
    first = table.ne(0).idxmax()
    values = table.where(np.asarray(table.index)[:, None] >= first.to_numpy()[None, :]).set_axis(labels, axis=1)
    plain = panel(values, controls)
    if not {"gross_eur", "discount_eur"} <= set(kept):
        return named, plain
    gross, discount = (_table(kept, column, keys, weeks)[table.columns] for column in ("gross_eur", "discount_eur"))
    depth = (discount / gross.where(gross > 0)).fillna(0.0).clip(0, 1).set_axis(labels, axis=1)
    return named, with_drivers(plain, {"promotion depth": depth})


def _table(sales: pd.DataFrame, value: str, keys: list[str], weeks: pd.DatetimeIndex) -> pd.DataFrame:
    summed = sales.assign(**{value: sales[value].astype(float)}).groupby(["week", *keys])[value].sum()
    return summed.unstack(keys).reindex(weeks).fillna(0.0).sort_index(axis=1)


def _thick(sales: pd.DataFrame, value: str, weeks: int) -> pd.Series:
    """The channel of each row, thin ones of a tier put together, and all of a tier where even that is thin."""
    told = sales["channel"].astype("string").fillna("unknown")
    for name in (OTHER, "all channels"):
        keyed = sales.assign(channel=told)
        filled = keyed[keyed[value].astype(float) > 0].groupby(["market", "tier", "channel"])["week"].nunique()
        share = (
            filled.reindex(pd.MultiIndex.from_frame(keyed[["market", "tier", "channel"]])).fillna(0).to_numpy() / weeks
        )
        thin = pd.Series(share < 1 - MOST_EMPTY, index=told.index)
        if name == OTHER:
            told = told.mask(thin, OTHER)
        else:
            tiers = keyed["market"] + keyed["tier"]
            told = told.mask(tiers.isin(set(tiers[thin])), name)
    return told.astype(str)
