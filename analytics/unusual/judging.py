"""How far a slice's last week or month strays from the like one a year before, and which of all that were judged are listed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.late import late

special = late("scipy.special")

FIGURES = ("orders", "gmv_eur")
UNRATED = "orders_without_rate"
ALPHA = 0.1  # of what is listed, the share that may be chance
MIN_ORDERS = 8  # a step expected; fewer are too few to say anything of
SPREAD = 1.4826  # a bell's standard deviation, in medians of the distance from nought


@dataclass(frozen=True)
class Step:
    """How long steps of time are learned from.

    Attributes:
        growth: steps whose growth on the year before is carried on; `least_growth` of them have to be known.
        history: steps a slice's restlessness is learned from; `least_history` of them have to be known.
        freedom: of Student's distribution: steps have wider tails than a bell, and fewer say less of their spread.
    """

    growth: int
    least_growth: int
    history: int
    least_history: int
    freedom: int


WEEKS = Step(growth=8, least_growth=5, history=52, least_history=26, freedom=6)
MONTHS = Step(growth=3, least_growth=2, history=21, least_history=12, freedom=4)


def last(figure: np.ndarray, orders: np.ndarray, step: Step) -> dict[str, float] | None:
    """The last step's value and what it was to be; None where too little is known of it."""
    growth, carried = _growth(figure), _carried(_growth(figure), step)
    expected = orders[1] * np.exp(_carried(_growth(orders), step))
    noise = np.sqrt((1 / np.maximum(expected, 1) + 1 / np.maximum(orders[1], 1)) * (1 + 1 / step.growth))
    strayed = ((growth - carried) / noise)[:-1][-step.history :]
    strayed = strayed[np.isfinite(strayed)]
    if len(strayed) < step.least_history or not np.isfinite(carried[-1]) or not expected[-1] >= MIN_ORDERS:
        return None
    scale = max(SPREAD * float(np.median(np.abs(strayed))), 1.0) * noise[-1]
    was_to_be = float(figure[1, -1] * np.exp(carried[-1]))
    if not was_to_be > 0 or np.isnan(figure[0, -1]):
        return None
    stray = np.log(max(figure[0, -1], 0.5 * was_to_be / max(expected[-1], 1)) / was_to_be)
    half = special.stdtrit(step.freedom, 0.975) * scale
    return {
        "value": float(figure[0, -1]),
        "expected": was_to_be,
        "expected_low": was_to_be * float(np.exp(-half)),
        "expected_high": was_to_be * float(np.exp(half)),
        "chance": 2 * float(special.stdtr(step.freedom, -abs(stray) / scale)),
    }


def _growth(values: np.ndarray) -> np.ndarray:
    """The log of each step over the like one a year before; NaN where either is nothing."""
    now, then = (np.where(side > 0, side, np.nan) for side in values)
    return np.log(now / then)


def _carried(growth: np.ndarray, step: Step) -> np.ndarray:
    """The mean growth of the steps before each step; NaN where too few are known."""
    windows = np.lib.stride_tricks.sliding_window_view(growth, step.growth)[:-1]
    is_told = np.isfinite(windows).sum(axis=1) >= step.least_growth
    found = np.full(len(growth), np.nan)
    found[step.growth :][is_told] = np.nanmedian(windows[is_told], axis=1)
    return found


def discovered(chances: np.ndarray) -> np.ndarray:
    """Which findings are listed, by Benjamini and Hochberg's step-up rule."""
    count = len(chances)
    order = np.argsort(chances)
    passing = np.flatnonzero(chances[order] <= ALPHA * np.arange(1, count + 1) / max(count, 1))
    listed = np.zeros(count, dtype=bool)
    listed[order[: passing[-1] + 1 if len(passing) else 0]] = True
    return listed


def each_once(listed: pd.DataFrame) -> pd.DataFrame:
    """Of findings that are part of one another (a channel and one of its markets, orders and their value) the surest."""
    kept: list[set[tuple[str, str]]] = []
    places = []
    for place, row in enumerate(listed[["market", "channel", "store_id"]].to_dict("records")):
        own = {(str(column), str(value)) for column, value in row.items() if pd.notna(value)}
        if not any(own <= other or other <= own for other in kept):
            kept.append(own)
            places.append(place)
    return listed.iloc[places].reset_index(drop=True)
