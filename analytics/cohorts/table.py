"""From sums by cohort and period to shares and values, blank where not wholly observed."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analytics.cohorts import intervals
from analytics.cohorts.coarsen import KEYS
from analytics.cohorts.grain import Grain

COUNTED = ("retention", "rolling_retention", "orders_per_customer")
VALUED = ("net_per_customer", "ltv", "nrr", "refund_rate", "margin_ltv")
SO_FAR = ("ltv", "margin_ltv")  # of all ages up to the one they stand at
METRICS = (*COUNTED, *VALUED)
SUMS_OF_MONEY = ("sold_eur", "returns_eur", "net_eur", "margin_eur")


def measured(
    cells: pd.DataFrame, grain: Grain, until: date, return_window: int, *, is_whole: bool = True
) -> pd.DataFrame:
    """Every metric of every cohort and period, with its interval.

    Args:
        cells: sums as `coarsened` returns them.
        until: first day of which nothing is known.
        return_window: days until a period's returns are in.
        is_whole: whether nobody came where there is no row; else such a cell is withheld, and blank.

    Returns:
        One row per (label, cohort, k) up to the period now running: `cohort` (first day), `name`, `size`, `observed`,
        `matured`, the sums, and `retention`, `retention_low`, `retention_high` and so on for each of METRICS. Counts
        are blank unless `observed`, amounts unless `matured` as well; amounts are blank from the first purchase of
        unknown value on.
    """
    full = _filled(cells, grain, until)
    withheld = full["active"].isna()
    full = full.fillna(dict.fromkeys(cells.columns.difference([*KEYS, "k", "block", "last_cohort"]), 0))
    full["size"] = full.groupby(KEYS)["active"].transform("first").astype(int)
    full["observed"] = _ended(full, grain, until)
    full["matured"] = _ended(full, grain, until - timedelta(days=return_window))
    by_cohort = full.groupby(KEYS)
    full["later"] = by_cohort["last_here"].transform(lambda here: here[::-1].cumsum())
    for total, name in (
        ("net_eur", "value"),
        ("margin_eur", "earned"),
        ("value_squares", "value_squares_so_far"),
        ("earned_squares", "earned_squares_so_far"),
    ):
        full[name] = by_cohort[total].cumsum()
    for name in ("net_eur", "net_squares"):
        full[f"first_{name}"] = by_cohort[name].transform("first")
    full["margin_gaps"] = by_cohort["without_margin"].cumsum()
    table = full.assign(**_counted(full), **_valued(full))
    for metrics, shown in ((COUNTED, full["observed"]), (VALUED, full["matured"])):
        names = [f"{metric}{end}" for metric in metrics for end in ("", "_low", "_high")]
        table.loc[~shown, names] = np.nan
    amounts = [*SUMS_OF_MONEY, *(f"{metric}{end}" for metric in VALUED for end in ("", "_low", "_high"))]
    table.loc[by_cohort["without_value"].cumsum() > 0, amounts] = np.nan
    born = (table["k"] == 0) & table["observed"]
    table.loc[born, [f"{name}{end}" for name in ("retention", "rolling_retention") for end in ("_low", "_high")]] = 1.0
    if not is_whole:
        _blank(table, withheld)
    table["name"] = [grain.label(at, block) for at, block in zip(full["cohort"], full["block"], strict=True)]
    table["cohort"] = pd.DatetimeIndex([grain.start(at) for at in full["cohort"]]).as_unit("us")
    return table[_columns()].reset_index(drop=True)


def _filled(cells: pd.DataFrame, grain: Grain, until: date) -> pd.DataFrame:
    """A row for every period up to the one now running, empty where there was none."""
    running = grain.index(until - timedelta(days=1))
    heads = cells.groupby(KEYS, as_index=False).agg(block=("block", "max"), last_cohort=("last_cohort", "max"))
    heads = heads[heads["cohort"] <= running]
    spans = (running - heads["cohort"] + 1).to_numpy()
    rows = heads.loc[heads.index.repeat(spans)].reset_index(drop=True)
    rows["k"] = np.concatenate([np.arange(span) for span in spans]) if len(spans) else np.array([], dtype=int)
    sums = cells.drop(columns=["block", "last_cohort"])
    return rows.merge(sums, on=[*KEYS, "k"], how="left")


def _blank(table: pd.DataFrame, withheld: pd.Series) -> None:
    """Takes out what is withheld and all that it could be worked out from: sums of ages up to it, or from it on."""
    since = withheld.groupby([table[key] for key in KEYS]).cumsum() > 0
    own = [name for name in METRICS if name not in {*SO_FAR, "rolling_retention"}]
    everywhere = pd.Series(True, index=table.index)
    for names, where in ((own, withheld), (SO_FAR, since), (("rolling_retention",), everywhere)):
        table.loc[where, [f"{name}{end}" for name in names for end in ("", "_low", "_high")]] = np.nan
    table[["active", "orders", "without_rate"]] = table[["active", "orders", "without_rate"]].astype(float)
    table.loc[withheld, ["active", "orders", *SUMS_OF_MONEY, "without_rate"]] = np.nan


def _ended(full: pd.DataFrame, grain: Grain, until: date) -> pd.Series:
    """Whether the whole cohort has completed the period by a day."""
    return full["last_cohort"] + full["k"] < grain.index(until)


def _counted(full: pd.DataFrame) -> dict[str, pd.Series]:
    size = full["size"]
    return {
        **_metric("retention", full["active"] / size, intervals.wilson(full["active"], size)),
        **_metric("rolling_retention", full["later"] / size, intervals.wilson(full["later"], size)),
        **_metric(
            "orders_per_customer", full["orders"] / size, intervals.mean(full["orders"], full["order_squares"], size)
        ),
    }


def _valued(full: pd.DataFrame) -> dict[str, pd.Series]:
    size, net = full["size"], full["net_eur"]
    first, sold = full["first_net_eur"], full["sold_eur"]
    of_first = intervals.ratio(net, first, full["net_squares"], full["net_by_first"], full["first_net_squares"], size)
    lost, products = 0.0 - full["returns_eur"], 0.0 - full["sold_by_returned"]
    back = (
        lost / sold.where(sold > 0),
        *intervals.ratio(lost, sold, full["returned_squares"], products, full["sold_squares"], size),
    )
    earned = (full["earned"] / size).where(full["margin_gaps"] == 0)
    margins = intervals.mean(full["earned"], full["earned_squares_so_far"], size)
    return {
        **_metric("net_per_customer", net / size, intervals.mean(net, full["net_squares"], size)),
        **_metric("ltv", full["value"] / size, intervals.mean(full["value"], full["value_squares_so_far"], size)),
        **_metric("nrr", net / first.where(first > 0), of_first),
        **_metric("refund_rate", back[0], (np.maximum(back[1], 0), back[2])),
        **_metric("margin_ltv", earned, tuple(np.where(earned.isna(), np.nan, end) for end in margins)),
    }


def _metric(name: str, estimate: pd.Series, bounds: tuple[Any, ...]) -> dict[str, pd.Series]:
    low, high = (pd.Series(bound, index=estimate.index) for bound in bounds)
    return {name: estimate.astype(float), f"{name}_low": low, f"{name}_high": high}


def _columns() -> list[str]:
    heads = ["label", "cohort", "name", "block", "size", "k", "observed", "matured"]
    sums = ["active", "orders", *SUMS_OF_MONEY, "without_rate"]
    return heads + sums + [f"{metric}{end}" for metric in METRICS for end in ("", "_low", "_high")]
