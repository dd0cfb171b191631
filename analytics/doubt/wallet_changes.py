"""Changes of the wallets' figures, each with what it could also be.

Shares and amounts as in `analytics.doubt.changes`: the delete-a-group jackknife over 256 parts of the persons. The median of
days to settlement is a step, which leaving out a part hardly moves: its interval is that of the share of payments settled by
then, read back as days (Woodruff, R. S. (1952), "Confidence intervals for medians", JASA 47(260)), and the change of two
medians has the joined one (Zou, G. Y. & Donner, A. (2008), "Construction of confidence limits about effect measures", Statistics
in Medicine 27(10)).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.compare import Comparison, spans
from analytics.doubt.blocks import PARTS, spread
from analytics.doubt.changes import LEVEL, MIN_ORDERS, NOW, half_width, weeks
from analytics.doubt.scale import is_share, scaled, unscaled
from analytics.doubt.wallet_blocks import wallet_blocks
from analytics.doubt.weeks import wander
from analytics.period import Period
from analytics.reach import reach
from data.late import late
from data.store import EVERYTHING, Choice, Store

special = late("scipy.special")

LAG = "settlement_lag"
# figure -> what it is of, and of how many there must be `MIN_ORDERS`
FIGURES: dict[str, tuple[Callable[[pd.DataFrame], pd.Series], str]] = {
    "recon_rate": (lambda sums: _over(sums["matched_eur"], sums["value_eur"]), "rows_here"),
    "unmatched": (lambda sums: sums["unmatched"], "unmatched"),
    "gap_eur": (lambda sums: sums["gap_eur"], "unmatched"),
    "take_rate": (lambda sums: _over(-sums["fee_eur"], sums["settled_eur"]), "payments"),
    "fx_drag": (lambda sums: 1 - _over(sums["converted_eur"], sums["mid_eur"]), "converted"),
}
AS_ORDERS = ("unmatched", "gap_eur")  # counts and amounts, which wander from week to week at least as orders do


@dataclass(frozen=True)
class Median:
    """A median of days with its interval."""

    middle: float
    low: float
    high: float
    payments: float


def wallet_changes(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, against: tuple[Comparison, ...] | None = None
) -> pd.DataFrame:
    """How the wallets' figures changed on earlier days, with 95 % intervals.

    Returns:
        One row per (`against`, `figure`), as `changes` has them, and `counted`: of what there are `orders` and `orders_then`
        (`rows_here`: orders and references; `unmatched` items; `payments`; `converted` payments).
    """
    known = reach(store)
    seen = {
        name: span for name, span in spans(known, period, against).items() if name == NOW or known.covers(span.period)
    }
    tables = {name: wallet_blocks(store, choice, period=span.period) for name, span in seen.items()}
    of_a_week = wander(store).of("orders", choice.channel[0] if len(choice.channel) == 1 else None)
    rows = []
    for code in seen:
        if code == NOW:
            continue
        restless = of_a_week * weeks(seen[NOW], seen[code])
        rows += [
            {"against": code, **_changed(tables[NOW], tables[code], name, restless if name in AS_ORDERS else 0.0)}
            for name in FIGURES
        ]
        rows.append({"against": code, **_slower(tables[NOW], tables[code])})
    columns = ["against", "figure", "counted", "now", "then", "orders", "orders_then"]
    return pd.DataFrame(rows, columns=[*columns, "change", "change_low", "change_high", "is_clear"])


def _changed(now: pd.DataFrame, then: pd.DataFrame, name: str, common: float) -> dict[str, object]:
    measured, counted = FIGURES[name]
    sides = [_replicates(table) for table in (now, then)]
    values = [measured(side).to_numpy(dtype=float) for side in sides]
    counts = [float(side[counted].iloc[0]) for side in sides]
    moved = np.subtract(*(scaled(each[:, None], [name])[:, 0] for each in values))
    variance, freedom = spread(moved[1:])
    is_told = min(counts) >= MIN_ORDERS and bool(variance > 0)
    half = half_width(variance, freedom, np.asarray(common))
    share = np.array(is_share(name))
    ends = [float(unscaled(moved[0] + way, share)) if is_told else np.nan for way in (-half, 0.0, half)]
    return _told(name, counted, (values[0][0], values[1][0]), (counts[0], counts[1]), ends)


def _replicates(table: pd.DataFrame) -> pd.DataFrame:
    """The sums of all, then with each part of the persons left out."""
    sums = table.drop(columns=["days"]).groupby("block").sum().astype(float)
    parts = sums.reindex(range(PARTS), fill_value=0.0)
    whole = parts.sum().to_frame().T
    left = pd.concat([whole, whole.iloc[0] - parts], ignore_index=True)
    return left.round(6)


def _slower(now: pd.DataFrame, then: pd.DataFrame) -> dict[str, object]:
    """The change of the median of days to settlement, as a share of before."""
    after, before = _median(now), _median(then)
    is_told = min(after.payments, before.payments) >= MIN_ORDERS and before.middle > 0
    gap = after.middle - before.middle
    low = gap - float(np.hypot(after.middle - after.low, before.high - before.middle))
    high = gap + float(np.hypot(after.high - after.middle, before.middle - before.low))
    ends = [end / before.middle if is_told else np.nan for end in (low, gap, high)]
    return _told(LAG, "payments", (after.middle, before.middle), (after.payments, before.payments), ends)


def _median(table: pd.DataFrame) -> Median:
    """The days within which half of the payments with a known day were settled."""
    known = table.dropna(subset=["days"])
    by_days = known.pivot_table(index="block", columns="days", values="payments", aggfunc="sum", fill_value=0)
    parts = by_days.reindex(range(PARTS), fill_value=0).to_numpy(dtype=float)
    whole = parts.sum(axis=0, keepdims=True)
    count = float(whole.sum())
    if count <= 0:
        return Median(np.nan, np.nan, np.nan, 0.0)
    days = by_days.columns.to_numpy(dtype=float)
    settled = np.cumsum(np.concatenate([whole, whole - parts]), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = settled / settled[:, -1:]
    at = int(np.searchsorted(settled[0], 0.5 * count))
    variance, freedom = spread(shares[1:, at])
    half = float(special.stdtrit(freedom, (1 + LEVEL) / 2) * np.sqrt(variance))
    low, high = (days[min(int(np.searchsorted(shares[0], 0.5 + way)), len(days) - 1)] for way in (-half, half))
    return Median(float(days[at]), float(low), float(high), count)


def _told(
    name: str, counted: str, values: tuple[float, float], counts: tuple[float, float], ends: list[float]
) -> dict[str, object]:
    return {
        "figure": name,
        "counted": counted,
        "now": values[0],
        "then": values[1],
        "orders": counts[0],
        "orders_then": counts[1],
        "change": ends[1],
        "change_low": ends[0],
        "change_high": ends[2],
        "is_clear": bool(ends[0] > 0 or ends[2] < 0),
    }


def _over(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0)
