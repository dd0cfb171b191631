"""Whether a ratio moved because its parts moved, or because the parts' shares did: mix against rate, with what it could also be."""

import numpy as np
import pandas as pd

from analytics.compare import Comparison, spans
from analytics.doubt.blocks import blocks
from analytics.doubt.changes import MIN_ORDERS, NOW, interval_of, weeks
from analytics.doubt.scale import is_share
from analytics.doubt.weeks import wander
from analytics.measures import Cut, figures, is_additive
from analytics.measures.catalogue import catalogue
from analytics.period import Period
from analytics.reach import reach
from data.store import EVERYTHING, Choice, Store

EFFECTS = ("change", "mix", "rate")
COLUMNS = (
    "figure",
    "before",
    "now",
    *(f"{effect}{end}" for effect in EFFECTS for end in ("", "_low", "_high", "_is_clear")),
)


def mix(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    against: Comparison,
    names: tuple[str, ...],
    by: str,
) -> pd.DataFrame:
    """How much of the change of ratios came from what the slices' ratios did, and how much from the slices' weights.

    A ratio is the mean of its slices' ratios, weighted by their shares of its denominator. Its change is the sum over slices of
    share change x (mean ratio - mean ratio of the whole), the mix, and of mean share x ratio change, the rate: exact, the same
    both ways round. A slice of one side only has its ratio of that side, so that it is all mix. Source: the midpoint form of
    Marshall and Edgeworth; Kitagawa, E. M. (1955), "Components of a difference between two rates", JASA 50(272).

    Args:
        names: ratios of the catalogue; those whose whole does not add up over the slices (orders over categories) are left out.
        by: the column of the slices.

    Returns:
        One row a figure: `before`, `now`, and `change` = `mix` + `rate` in the figure's own unit, each with its 95 % interval
        (`_low`, `_high`) and whether it lies on one side of nought (`_is_clear`). No row where a side has fewer than 30 orders or
        no value.
    """
    seen = spans(reach(store), period, (against,))
    names = tuple(name for name in names if is_additive(catalogue().ratios[name].second, by, choice))
    whole = figures(store, choice, ["orders"], seen)["orders"]
    if not names or len(whole) < 2 or whole.min() < MIN_ORDERS:
        return pd.DataFrame(columns=list(COLUMNS))
    ratios = [catalogue().ratios[name] for name in names]
    held = blocks(store, choice, [*names, "orders"], seen, Cut((by,)))
    ends = held.figures([*(each.first for each in ratios), *(each.second for each in ratios), "orders"])
    keys = held.keys[by].astype(object).where(held.keys[by].notna(), None)
    slices = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    sides = []
    for code in (against.code, NOW):
        at = np.flatnonzero(held.keys["period"] == code)
        side = np.zeros((len(slices), *ends.shape[1:]))
        side[[slices[keys.iloc[place]] for place in at]] = np.nan_to_num(ends[at])
        sides.append(side)
    learned, restless = wander(store), weeks(*seen.values())
    rows = []
    for place, name in enumerate(names):
        pairs = [(side[..., place], side[..., place + len(names)]) for side in sides]
        if any((whole.sum(axis=0) <= 0).any() for _part, whole in pairs):
            continue
        before, now, moved = _split(*pairs)
        scale = 1.0 if is_share(name) else float(now[0]) ** 2
        common = learned.of(name) * restless * scale
        effects = dict(zip(EFFECTS, (now - before, moved, now - before - moved), strict=True))
        rows.append({"figure": name, "before": before[0], "now": now[0], **_told(effects, common)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _split(
    then: tuple[np.ndarray, np.ndarray], now: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ratio before and now, and of its change the part that the slices' shares made.

    Args:
        then, now: arrays (slice, 1 + part) of the ratio's part and of its whole.

    Returns:
        Three arrays (1 + part): of all, then with each part of the persons left out.
    """
    (part_then, whole_then), (part_now, whole_now) = then, now
    before, after = (part.sum(axis=0) / whole.sum(axis=0) for part, whole in (then, now))
    share_then, share_now = whole_then / whole_then.sum(axis=0), whole_now / whole_now.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        own_then, own_now = part_then / whole_then, part_now / whole_now
    own_then, own_now = (
        np.nan_to_num(np.where(np.isfinite(own), own, other))
        for own, other in ((own_then, own_now), (own_now, own_then))
    )
    middle = (own_then + own_now) / 2 - (before + after) / 2
    return before, after, ((share_now - share_then) * middle).sum(axis=0)


def _told(effects: dict[str, np.ndarray], common: float) -> dict[str, object]:
    told: dict[str, object] = {}
    for effect, values in effects.items():
        low, high = interval_of(values, common)
        told |= {
            effect: values[0],
            f"{effect}_low": low,
            f"{effect}_high": high,
            f"{effect}_is_clear": low > 0 or high < 0,
        }
    return told
