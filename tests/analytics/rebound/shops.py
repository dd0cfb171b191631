"""Small simulated series the tests of the rebound share."""

import numpy as np
import pandas as pd


def weekly(seed: int, weeks: int = 182, lasting: float = 0.0, height: float = 0.4, drop: float = 0.6) -> pd.DataFrame:
    """A weekly series of low noise with a shock at 130, reopening at 140 and a rebound that halves every four weeks.

    Columns: actual, without (had the shock not come), donor (another market, untouched). Index: Mondays.
    """
    rng, at = np.random.default_rng(seed), np.arange(weeks)
    trend = np.cumsum(rng.normal(0, 0.004, weeks)) + 0.0005 * at
    season = 0.15 * np.cos(2 * np.pi * at / 52.18)
    noise = rng.normal(0, 0.03, (2, weeks))
    effect = np.zeros(weeks)
    effect[130:140] = np.log(1 - drop) if drop else 0.0
    effect[140:] = np.log1p(lasting) + np.log1p(height) * 2 ** (-(at[140:] - 140) / 4)
    without = 1000 * np.exp(trend + season + noise[0])
    donor = 600 * np.exp(trend + season + noise[1])
    dates = pd.date_range("2017-09-04", periods=weeks, freq="7D")
    return pd.DataFrame({"actual": without * np.exp(effect), "without": without, "donor": donor}, index=dates)


SHOCK, REOPEN = (
    pd.Timestamp("2017-09-04") + pd.Timedelta(weeks=130),
    pd.Timestamp("2017-09-04") + pd.Timedelta(weeks=140),
)

RESHUT_WEEKS = pd.date_range("2017-09-04", periods=180, freq="7D")
RESHUT = RESHUT_WEEKS[130], RESHUT_WEEKS[140]


def two_channels(
    seed: int, moved: float, lower: float, stays: float, noise: float = 0.06, drop: float = 0.9, orders: float = 0.0
) -> tuple[pd.DataFrame, dict[str, dict[str, float]]]:
    """A market of two tiers with boutiques and a web shop, and what was planted between them.

    Args:
        moved: share of what boutiques lost while shut (`drop` of their sales) that the web shop sold.
        lower: share of their sales that boutiques have lost since, of which the web shop sells `stays`.
        noise: of log sales from week to week; orders: of a boutique's dear tier a week, whose number and tickets (which vary by
            their mean) make sales lumpy; 0 for none.

    Returns:
        Rows as `rebound` reads them; by phase, in the 26 weeks after the reopening: actual less undisturbed sales of `shops`,
        `others` and the `whole`, `taken_up` (nan where nothing was lost), and `usual`, the undisturbed sales.
    """
    rng, at = np.random.default_rng(seed), np.arange(len(RESHUT_WEEKS))
    trend, season = np.cumsum(rng.normal(0, 0.004, len(at))), 0.12 * np.cos(2 * np.pi * at / 52.18)
    shut, after = (at >= 130) & (at < 140), at >= 140
    loss, passed_on = drop * shut + lower * after, moved * shut + stays * after
    parts = []
    sums = {phase: dict.fromkeys(("shops", "others", "usual"), 0.0) for phase in ("closed", "since")}
    for tier, level in (("entry", 300), ("luxury", 900)):
        drift = np.cumsum(rng.normal(0, 0.002, (2, len(at))), axis=1) + rng.normal(0, noise, (2, len(at)))
        boutique, web = level * np.array([[0.7], [0.3]]) * np.exp(trend + season + drift)
        if orders:
            shape = (
                orders / 2 * level / 900 * np.array([[1.0], [3 / 7]])
            )  # mean squared over variance of a sum of such tickets
            boutique, web = np.stack([boutique, web]) * rng.gamma(shape, 1 / shape, (2, len(at)))
        gone = boutique * loss
        for channel, sold in (("boutique", boutique - gone), ("ecommerce", web + gone * passed_on)):
            row = {"week": RESHUT_WEEKS, "market": "IT", "tier": tier, "channel": channel, "net_constant_eur": sold}
            parts.append(pd.DataFrame(row))
        for phase, weeks in (("closed", shut), ("since", after & (at < 166))):
            sums[phase]["shops"] -= gone[weeks].sum()
            sums[phase]["others"] += (gone * passed_on)[weeks].sum()
            sums[phase]["usual"] += (boutique + web)[weeks].sum()
    for phase in sums.values():
        phase["whole"] = phase["shops"] + phase["others"]
        phase["taken_up"] = -phase["others"] / phase["shops"] if phase["shops"] else float("nan")
    return pd.concat(parts, ignore_index=True), sums
