"""The rows of an answer on a launch; columns as in `Launch.table`."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.interval import Interval, cells
from analytics.launch.growth import ALL, Grown
from analytics.launch.verdict import GAIN, SUM, Verdict
from analytics.rebound.fit.ledger import interval
from analytics.rebound.series.arrays import Array


def known_row(part: Grown, gain: Array | None, told: Verdict | None, break_even: float) -> dict[str, object]:
    """A part with its intervals; probabilities empty without a verdict, the gain without margins."""
    quiet = part.quiet
    measured = {
        "extra_eur": interval(part.extra),
        "moved_eur": interval(part.channel - part.extra),
        "extra_share": interval(part.extra / part.channel) if part.channel > 0 else None,
        "gain_eur": None if gain is None else interval(gain),
    }
    alarms = (quiet.false_alarm_rate, quiet.p)
    return _row((part.market, part.tier), (part.channel, part.actual, break_even), measured, told, alarms)


def unknown_rows(
    sales: pd.DataFrame, break_even: Callable[[str, str, float, float], float], once: float
) -> pd.DataFrame:
    """What is known where nothing can be said of what the channel added: its sales, and what would have to be extra.

    Args:
        sales: of the weeks since: `market`, `tier`, `value`, `own`.
        break_even: by market, tier, sales of the channel and one-off cost.
    """
    sums = [
        *((str(market), str(tier), rows) for (market, tier), rows in sales.groupby(["market", "tier"])),
        *((str(market), ALL, rows) for market, rows in sales.groupby("market")),
        *((ALL, str(tier), rows) for tier, rows in sales.groupby("tier")),
        (ALL, ALL, sales),
    ]
    rows = []
    for market, tier, part in sums:
        sold = float(part["own"].sum())
        share = break_even(market, tier, sold, once if (market, tier) == (ALL, ALL) else 0.0)
        nothing: dict[str, Interval | None] = dict.fromkeys(("extra_eur", "moved_eur", "extra_share", "gain_eur"))
        rows.append(_row((market, tier), (sold, float(part["value"].sum()), share), nothing, None, (None, None)))
    return pd.DataFrame(rows)


def _row(
    place: tuple[str, str],
    amounts: tuple[float, float, float],
    measured: dict[str, Interval | None],
    told: Verdict | None,
    alarms: tuple[float | None, float | None],
) -> dict[str, object]:
    row: dict[str, object] = dict(zip(("market", "tier"), place, strict=True))
    row |= dict(zip(("channel_eur", "actual_eur", "break_even_share"), amounts, strict=True))
    for name, value in measured.items():
        row |= cells(name, value)
    row |= {f"p_{name}": told.total[name] if told else np.nan for name in SUM}
    row |= {f"p_{name}": told.gain[name] if told and told.gain else np.nan for name in GAIN}
    row |= {f"expected_{name}_eur": getattr(told, f"expected_{name}") if told else np.nan for name in ("gain", "loss")}
    return row | {
        name: np.nan if value is None else value
        for name, value in zip(("false_alarm_rate", "placebo_p"), alarms, strict=True)
    }
