"""Prices and quantities of units over time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.promotions.elasticity.absorb import Codes, Numbers, absorber

FEWEST_CLUSTERS = 20
FEWEST_PLACES = 3
LIKE = 0.9


class BadPanel(ValueError):
    """The table is no panel of prices and quantities; the message says which row, and what to do."""


@dataclass(frozen=True)
class Panel:
    """One row per unit and period: arrays are (rows,), but for `controls` (rows, k).

    Attributes:
        unit: code of what is sold where (a product in a shop), 0, 1, ...
        time: number of the period; consecutive periods differ by one.
        level: code of the rows that share a period's level: all of a period, or those of one place in it.
        log_price: natural log of the price.
        quantity: units sold, zero or more.
        controls: promotion flags, then the competitors' log price where there are any.
        names: what the controls are called.
        cluster: code within which errors may move together (the shop, its stretches of time, or the unit).
        group: code of the group the unit belongs to; None without groups.
        labels: the groups' names, by code.
        place: code of the place, where there are three to nineteen, of which `cluster` has the stretches of time.
    """

    unit: Codes
    time: Codes
    level: Codes
    log_price: Numbers
    quantity: Numbers
    controls: Numbers
    names: tuple[str, ...]
    cluster: Codes
    group: Codes | None = None
    labels: tuple[str, ...] = ()
    place: Codes | None = None

    def __len__(self) -> int:
        return len(self.unit)

    def rows(self, chosen: np.ndarray) -> "Panel":
        """The same panel on some of its rows, units and clusters numbered anew."""
        return Panel(
            _codes(self.unit[chosen]),
            self.time[chosen],
            _codes(self.level[chosen]),
            self.log_price[chosen],
            self.quantity[chosen],
            self.controls[chosen],
            self.names,
            _codes(self.cluster[chosen]),
            None if self.group is None else self.group[chosen],
            self.labels,
            None if self.place is None else _codes(self.place[chosen]),
        )

    @property
    def by_place(self) -> "Panel":
        """The same panel with errors clustered by place: a place's sales and prices may wander together for as long as they are known."""
        return self if self.place is None else replace(self, cluster=self.place)


@dataclass(frozen=True)
class Roles:
    """Which columns of a table play which part.

    Attributes:
        unit: from the place to the product (shop, sku).
        within: columns of `unit`, such as the market, in each of which a period has a level of its own: what moves all
            of a place's sales in a week (its season, its feasts, its exchange rate) is then not taken for the price.
    """

    unit: Sequence[str]
    time: str
    price: str
    quantity: str
    flags: Sequence[str] = ()
    by: str | None = None
    within: Sequence[str] = ()


def panel(frame: pd.DataFrame, roles: Roles) -> Panel:
    """Reads a table of prices and quantities in levels, numeric, one row per unit and period.

    With several unit columns the last is the product and the others the place: the mean log price of the other
    products in the same place and period becomes a control (the competitors' price; not where all move as one). Errors: see `_clusters`.

    Raises:
        BadPanel: a unit has two rows for a period, a price is not above 0, a quantity is below 0 or missing, or a
            group changes within a unit.
    """
    frame = frame.reset_index(drop=True)
    unit = _codes_of(frame, roles.unit)
    time = periods(frame[roles.time])
    _refuse_doubles(frame, unit, time, roles)
    price, quantity = (frame[name].to_numpy(dtype=float, na_value=np.nan) for name in (roles.price, roles.quantity))
    _refuse(~(price > 0), roles.price, price, "a price above 0; leave out periods without a price")
    _refuse(~(quantity >= 0), roles.quantity, quantity, "a quantity of 0 or more; net returns out by period before")
    flags = np.column_stack([frame[name].to_numpy(dtype=float) for name in roles.flags] + [np.zeros((len(frame), 0))])
    level = _levels(frame, time, roles.within)
    rivals = _apart(_rivals(frame, np.log(price), time, roles.unit[:-1]), np.log(price), unit, level)
    names = (*roles.flags, *(["competitor price"] if rivals.shape[1] else []))
    group, labels = _groups(frame, unit, roles.by)
    cluster, place = _clusters(_codes_of(frame, roles.unit[:1]), unit, time, bool(roles.within))
    controls = np.column_stack([flags, rivals])
    return Panel(unit, time, level, np.log(price), quantity, controls, names, cluster, group, labels, place)


def periods(times: pd.Series) -> Codes:
    """Numbers the periods so that consecutive ones differ by one.

    Dates step by their commonest gap, or by month when every date falls on one day of the month; 202052-style weeks
    and months follow their calendar; other numbers are taken as they are.

    Raises:
        BadPanel: a 53rd week in a year that has none.
    """
    if pd.api.types.is_datetime64_any_dtype(times):
        return _dated(times)
    number = times.to_numpy(dtype=float)
    whole = np.round(number).astype(np.int64)
    year, within = whole // 100, whole % 100
    if ((year >= 1900) & (year <= 2100) & (within >= 1) & (within <= 53)).all():
        if within.max() <= 12:
            return year * 12 + within
        weeks = [f"{y}-W{w:02d}-1" for y, w in zip(year, within, strict=True)]
        monday = pd.to_datetime(weeks, format="%G-W%V-%u", errors="coerce")
        if monday.isna().any():
            first = int(whole[monday.isna().argmax()])
            raise BadPanel(f"{times.name} {first} is no week of its year; write weeks as 202052, or give dates")
        return np.asarray((monday - monday.min()).days // 7, dtype=np.int64)
    distinct = np.unique(number)
    step = np.diff(distinct).min() if len(distinct) > 1 else 1.0
    return np.asarray(np.round((number - distinct[0]) / step), dtype=np.int64)


def _dated(times: pd.Series) -> Codes:
    distinct = pd.Series(times.unique()).sort_values()
    gaps = distinct.diff().dropna().dt.days
    if len(gaps) and distinct.dt.day.nunique() == 1 and gaps.min() >= 28:
        return np.asarray(times.dt.year * 12 + times.dt.month, dtype=np.int64)
    step = int(gaps.mode().iloc[0]) if len(gaps) else 1
    return np.asarray(np.round((times - distinct.iloc[0]).dt.days / max(step, 1)), dtype=np.int64)


def _rivals(frame: pd.DataFrame, log_price: Numbers, time: Codes, place: Sequence[str]) -> Numbers:
    """Mean log price of the other units in the same place and period; no column when a place sells one unit."""
    if not place:
        return np.zeros((len(frame), 0))
    here = _levels(frame, time, place)
    others = np.bincount(here)[here] - 1
    if not (others > 0).all():
        return np.zeros((len(frame), 0))
    return ((np.bincount(here, weights=log_price)[here] - log_price) / others)[:, None]


def _levels(frame: pd.DataFrame, time: Codes, within: Sequence[str]) -> Codes:
    """A code for each period, or for each of a place's periods."""
    if not within:
        return _codes(time)
    return _codes(_codes_of(frame, within) * (time.max() - time.min() + 1) + time - time.min())


def _clusters(place: Codes, unit: Codes, time: Codes, levelled: bool) -> tuple[Codes, Codes | None]:
    """Within what errors may move together, and the place where that is a place's stretch of time.

    What moves all that a place sells in a week makes its products one observation, however many there are. Where there are twenty
    places (first column of the unit) errors move together within them. Fewer are cut into as many equal stretches as give twenty clusters,
    for tests of several coefficients; an answer rests on the places themselves, from three on. By unit where a unit is all that
    there is, or where each place has a level of its own in every period.
    """
    places, units = int(place.max()) + 1, int(unit.max()) + 1
    if places >= FEWEST_CLUSTERS:
        return place, None
    if places < 2 or places == units or levelled:
        return unit, None
    stretches = -(-FEWEST_CLUSTERS // places)
    begun = time - time.min()
    cut = _codes(place * stretches + begun * stretches // (int(begun.max()) + 1))
    return cut, place if places >= FEWEST_PLACES else None


def _apart(rivals: Numbers, log_price: Numbers, unit: Codes, level: Codes) -> Numbers:
    """The rivals' price, unless it moves with the own price so closely that the two cannot be told apart."""
    if not rivals.shape[1]:
        return rivals
    own, others = absorber(unit, level)(np.column_stack([log_price, rivals])).T
    together = float(own @ others) ** 2
    return rivals[:, :0] if together >= LIKE * float(own @ own) * float(others @ others) else rivals


def _groups(frame: pd.DataFrame, unit: Codes, by: str | None) -> tuple[Codes | None, tuple[str, ...]]:
    if by is None:
        return None, ()
    text = frame[by].astype("string").fillna("(missing)")
    group, labels = pd.factorize(text, sort=True)
    group = np.asarray(group, dtype=np.int64)
    first = np.zeros(unit.max() + 1, dtype=np.int64)
    first[unit[::-1]] = group[::-1]
    if (first[unit] != group).any():
        row = int((first[unit] != group).argmax())
        raise BadPanel(f"column {by}, data row {row + 1}: {text[row]!r} differs within its unit; a unit has one group")
    return group, tuple(str(label) for label in labels)


def _codes_of(frame: pd.DataFrame, columns: Sequence[str]) -> Codes:
    return np.asarray(frame.groupby(list(columns), sort=True, dropna=False).ngroup(), dtype=np.int64)


def _codes(values: np.ndarray) -> Codes:
    return np.asarray(np.unique(values, return_inverse=True)[1], dtype=np.int64)


def _refuse_doubles(frame: pd.DataFrame, unit: Codes, time: Codes, roles: Roles) -> None:
    doubled = pd.DataFrame({"unit": unit, "time": time}).duplicated().to_numpy()
    if doubled.any():
        row = int(doubled.argmax())
        place = ", ".join(f"{name} {frame[name].iloc[row]}" for name in (*roles.unit, roles.time))
        raise BadPanel(
            f"data row {row + 1} repeats {place} ({int(doubled.sum()):,} such rows); "
            "sum quantities per unit and period, or name more columns in the unit"
        )


def _refuse(bad: np.ndarray, column: str, values: Numbers, wanted: str) -> None:
    if bad.any():
        row = int(bad.argmax())
        raise BadPanel(
            f"column {column}, data row {row + 1}: {values[row]:g} is not {wanted} ({bad.sum():,} such rows)"
        )
