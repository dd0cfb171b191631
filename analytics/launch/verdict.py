"""What is likely of a launch: shares of the joint paths that add to one."""

from dataclasses import dataclass

import numpy as np

from analytics.rebound.series.arrays import Array

SUM = ("moved", "both", "extra")
GAIN = ("lost", "even", "paid")
# Of the channel's sales: what only moved, and what is as good as all extra.
FEW, NEARLY_ALL = 0.1, 0.9
SURE = 0.95
# Every statement starts with half a path, so that no number of paths makes one certain.
HALF = 0.5


@dataclass(frozen=True)
class Verdict:
    """Probabilities of what a channel did; each set adds to one.

    total: under a tenth of its sales is extra (`moved`), up to nine tenths (`both`), more (`extra`).
    gain: the margin lost more than the threshold (`lost`), stayed within (`even`), gained more (`paid`); empty without margins.
    expected_gain, expected_loss: mean of the gain where it is one, and of the loss where it is one, over all paths: what having
        joined is worth against not having joined, and what it puts at risk.
    """

    total: dict[str, float]
    gain: dict[str, float]
    expected_gain: float
    expected_loss: float

    @property
    def word(self) -> str:
        """The statement on the gain that is beyond doubt; `open` where none is."""
        return next((name for name, share in self.gain.items() if share >= SURE), "open")


def verdict(extra: Array, channel: float, gain: Array | None, least: float) -> Verdict:
    """The verdict on one part.

    Args:
        extra, gain: (paths,), the first path the point estimate; channel: its sales; least: the smallest gain that matters.
    """
    total = shares(extra[1:], (FEW * channel, NEARLY_ALL * channel), SUM)
    if gain is None:
        return Verdict(total, {}, float("nan"), float("nan"))
    paths = gain[1:]
    up, down = float(np.maximum(paths, 0).mean()), float(np.maximum(-paths, 0).mean())
    return Verdict(total, shares(paths, (-least, least), GAIN), up, down)


def shares(paths: Array, bounds: tuple[float, float], names: tuple[str, str, str]) -> dict[str, float]:
    """Shares of the paths below, between and above the bounds."""
    below, above = float(np.sum(paths < bounds[0])), float(np.sum(paths > bounds[1]))
    counts = np.array([below, len(paths) - below - above, above])
    found = (counts + HALF) / (len(paths) + HALF * len(names))
    return dict(zip(names, found.tolist(), strict=True))
