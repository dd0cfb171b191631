"""Launch: of a new channel's sales, how much is extra, and is what is said to be likely as likely as that?

60 made-up shops (LAUNCH changes that) of a form that is not the model's own (tests/analytics/launch/shops.py): of a channel's sales all,
half or none is extra, none in every second shop. The estimand is the extra share of its sales as drawn.
"""

import os
import time

import numpy as np

from analytics.interval import Interval
from analytics.launch.growth import growth
from analytics.launch.verdict import SUM, verdict
from analytics.rebound.check.verdict import MOST_ALARMS
from benchmarks.measured import rows
from tests.analytics.launch.shops import shop

# Shops no part of the model was chosen or tuned on.
SEED = 640_000
PLANTED = (0.0, 0.5, 0.0, 1.0)
MARGIN, FEE = 0.5, 0.02  # of all sales, and of the channel's


def table() -> str:
    """Coverage, error and width by planted share, and what was said of it."""
    count = int(os.environ.get("LAUNCH", "60"))
    found = np.array([answered(SEED + number) for number in range(count)])
    head = ["planted", "shops", "95 % coverage", "bias", "RMSE", "width", "clear growth", "clear loss", "said: grew", "said: paid",
            "CPU s"]  # fmt: skip
    return rows(head, [_line(share, found[found[:, 0] == share]) for share in sorted(set(PLANTED))])


def answered(seed: int) -> list[float]:
    """Planted share, truth, estimate, low, high, probabilities of the sum and of the gain, whether alarms are too many, CPU seconds."""
    planted = PLANTED[seed % len(PLANTED)]
    made, begun = shop(seed, planted), time.process_time()
    whole = growth(made.sales, made.on, made.until, made.controls).whole
    gain = whole.extra * MARGIN - FEE * whole.channel
    told = verdict(whole.extra, whole.channel, gain, 0.01 * whole.channel)
    share = Interval.of_draws(whole.extra[1:] / whole.channel, whole.extra[0] / whole.channel)
    chances = [*(told.total[name] for name in SUM), *told.gain.values()]
    ends = [made.gain / made.channel, share.estimate, share.low, share.high]
    return [planted, *ends, *chances, float(whole.quiet.credible > MOST_ALARMS), time.process_time() - begun]


def _line(planted: float, each: np.ndarray) -> list[str]:
    truth, estimate, low, high = each[:, 1:5].T
    error = estimate - truth
    return [
        f"{planted:.0%}", str(len(each)), f"{np.mean((low <= truth) & (truth <= high)):.3f}", f"{error.mean():+.2f}",
        f"{np.sqrt((error**2).mean()):.2f}", f"{np.median(high - low):.2f}", f"{np.mean(low > 0):.3f}", f"{np.mean(high < 0):.3f}",
        f"{np.mean(1 - each[:, 5]):.2f}", f"{each[:, 10].mean():.2f}", f"{each[:, -1].mean():.1f}",
    ]  # fmt: skip
