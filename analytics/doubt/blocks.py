"""Sums of periods with each part of the shop left out in turn: the delete-a-group jackknife over persons.

A person is in one part (mart column `block`), with all orders of all periods, so that whoever shops in both periods moves
both; each guest's order is a person of its own. 256 parts leave out as much as a resampling of persons would, from one pass
over the orders and without a random number. Source: Kott, P. S. (2001), "The delete-a-group jackknife", Journal of Official
Statistics 17(4); Shao & Tu (1995), The Jackknife and Bootstrap, ch. 2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.measures import Cut, measured, sums_of
from analytics.measures.figures import RATED
from analytics.reach import Compared
from data.store import Choice, Store

PARTS = 256


@dataclass(frozen=True)
class Blocks:
    """Sums of slices (rows) over periods and parts of the shop.

    Attributes:
        keys: one row a slice and period: `period`, `bucket` where there is a grain, the columns of the cut.
        names: the sums, in the order of the last axis.
        parts: array (slice, part, sum); nought where there is nothing.
        is_known: array (slice, sum): whether the sum is known at all.
    """

    keys: pd.DataFrame
    names: tuple[str, ...]
    parts: np.ndarray
    is_known: np.ndarray

    def figures(self, names: Iterable[str]) -> np.ndarray:
        """Array (slice, 1 + part, figure): the figure of all, then with each part left out."""
        names = tuple(names)
        sums = np.where(self.is_known[:, None, :], self.sums(), np.nan)
        # a sum of whole cents less one of its parts is whole cents too
        table = pd.DataFrame(np.round(sums.reshape(-1, len(self.names)), 6), columns=list(self.names))
        values = measured(table, names)[list(names)].to_numpy(dtype=float)
        return values.reshape(len(self.keys), sums.shape[1], len(names))

    def sums(self) -> np.ndarray:
        """Array (slice, 1 + part, sum) in the order of `names`: of all, then with each part left out."""
        whole = self.parts.sum(axis=1, keepdims=True)
        return np.concatenate([whole, whole - self.parts], axis=1)


def blocks(
    store: Store,
    choice: Choice,
    names: Iterable[str],
    spans: Mapping[str, Compared],
    cut: Cut,
    parts: int = PARTS,
    *,
    is_inner: bool = False,
) -> Blocks:
    """The sums that figures are made of, by slice and part.

    Args:
        parts: a power of two up to 256.
        is_inner: as in `Told`.

    Raises:
        NotAnswered: as in `measures.figures`, and for a sum that cannot be split by persons.
    """
    table = sums_of(store, choice, [*RATED, *names], spans, cut, blocks=parts, is_inner=is_inner)
    columns = list(table.columns.intersection(["period", "bucket", *cut.by], sort=False))
    sums = tuple(str(name) for name in table.columns if name not in (*columns, "block"))
    place = table.groupby(columns, sort=False, dropna=False).ngroup().to_numpy()
    keys = table.loc[~pd.Series(place, index=table.index).duplicated(), columns].reset_index(drop=True)
    values = table[list(sums)].to_numpy(dtype=float, na_value=np.nan)
    held = np.zeros((len(keys), parts, len(sums)))
    is_known = np.zeros((len(keys), len(sums)), dtype=bool)
    np.logical_or.at(is_known, place, ~np.isnan(values))
    held[place, table["block"].to_numpy(dtype=int)] = np.nan_to_num(values)
    return Blocks(keys, sums, held, is_known)


def spread(replicates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Variance of an estimate and the degrees of freedom that its own spread leaves.

    Args:
        replicates: array (..., part): the estimate with each part left out.

    Returns:
        Variance (parts - 1) / parts x the sum of squares around their mean, and Satterthwaite's degrees of freedom from the
        fourth moment of the parts: few large orders leave few.
    """
    count = replicates.shape[-1]
    pull = replicates - replicates.mean(axis=-1, keepdims=True)
    square = (pull**2).sum(axis=-1)
    fourth = (pull**4).sum(axis=-1)
    holding = np.maximum((np.abs(pull) > 0).sum(axis=-1), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = 2 * square**2 / (fourth - square**2 / holding)
    freedom = np.where(np.isfinite(freedom) & (freedom > 0), freedom, holding - 1)
    return square * (count - 1) / count, np.clip(freedom, 1, count - 1)
