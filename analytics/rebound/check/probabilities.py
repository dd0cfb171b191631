"""How likely each statement that matters is: shares of the joint paths, adding up to one."""

from dataclasses import dataclass

import numpy as np

from analytics.rebound.check.verdict import BACK, GAIN, LOSS, MATERIAL, MOST_ALARMS
from analytics.rebound.fit.ledger import Ledger, excess, ratio
from analytics.rebound.series.arrays import Array
from analytics.results import Reason

LEVEL = ("down", "within", "up")
REGAINED = ("under", "about", "over")
# Every statement starts with half a path, so that no number of paths makes one certain or impossible (Krichevsky & Trofimov 1981).
HALF = 0.5
EXCLUDED = 0.95
# Of what came back, the share of answers that go by no path at all, each statement then being as likely as the next: so much more
# often than the paths say is one of them wrong that looked sure, on shops of another form than the model's.
DOUBT = 0.06


@dataclass(frozen=True)
class Probabilities:
    """What is likely of the level and of what came back.

    level: the lasting level stands a tenth or more below the no-shock scenario ("down"), less than a tenth away ("within"), a
        tenth or more above ("up");
    regained: under 90 % of what was lost came back ("under"), 90 to 110 % ("about"), over 110 % ("over");
        both add to one, and are empty where that cannot be told;
    unknown: why, one reason for each that is empty, the level's first;
    standing: where no lasting change is clear, whether there is none or the data are not enough, with the smallest change, up or
        down, that can be excluded.
    """

    level: dict[str, float]
    regained: dict[str, float]
    unknown: tuple[Reason, ...]
    standing: Reason | None

    @property
    def sentences(self) -> tuple[Reason, ...]:
        """All of it as reasons, in the order to be read."""
        level = (Reason("level_chances", **self.level),) if self.level else ()
        regained = (Reason("regained_chances", **self.regained),) if self.regained else ()
        standing = () if self.standing is None else (self.standing,)
        return (*level, *standing, *regained, *self.unknown)


def probabilities(lasting: Array | None, sums: Ledger | None, alarms: float, level: str) -> Probabilities:
    """The probabilities of one answer.

    Args:
        lasting: (paths,) lasting change as a share, the first path the point estimate; None where the data leave it open.
        sums: of the windows; None without a reopening.
        alarms: share of false alarms that verdicts go by; level: the verdict on the level.
    """
    if alarms > MOST_ALARMS:
        return Probabilities({}, {}, (Reason("too_many_alarms", share=alarms),), None)
    ratios = None if sums is None or ratio(sums) is None else sums.ratio[1:]
    unknown = [Reason("level_unknown")] if lasting is None else []
    if ratios is None:
        unknown.append(_not_regained(sums))
    return Probabilities(
        {} if lasting is None else shares(lasting[1:], (-MATERIAL, MATERIAL), LEVEL),
        {} if ratios is None else doubted(shares(ratios[np.isfinite(ratios)], (1 - MATERIAL, 1 + MATERIAL), REGAINED)),
        tuple(unknown),
        None if lasting is None else _standing(lasting[1:], level),
    )


def shares(draws: Array, bounds: tuple[float, float], names: tuple[str, str, str]) -> dict[str, float]:
    """Shares of the draws below, between and above the bounds."""
    counts = np.array([np.sum(draws <= bounds[0]), 0, np.sum(draws >= bounds[1])], dtype=float)
    counts[1] = len(draws) - counts.sum()
    found = (counts + HALF) / (len(draws) + HALF * len(names))
    return dict(zip(names, found.tolist(), strict=True))


def doubted(stated: dict[str, float], doubt: float = DOUBT) -> dict[str, float]:
    """The shares where `doubt` of the answers go by no path at all."""
    return {name: (1 - doubt) * share + doubt / len(stated) for name, share in stated.items()}


def _standing(draws: Array, level: str) -> Reason | None:
    if level in (GAIN, LOSS):
        return None
    excluded = float(np.quantile(np.abs(draws), EXCLUDED))
    return Reason("no_lasting_change", excluded=excluded) if level == BACK else Reason("change_open", excluded=excluded)


def _not_regained(sums: Ledger | None) -> Reason:
    if sums is None:
        return Reason("not_reopened")
    return Reason("regained_unseen") if excess(sums) is None else Reason("loss_in_doubt")
