"""Who needs the promotion, who buys anyway, who never does, and whom does it put off?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.funnel import wilson
from analytics.promotions.evidence import EXPERIMENT
from analytics.results import Reason
from analytics.uplift import Uplift, average_effect
from analytics.uplift.experiment import Numbers

NEEDS, ANYWAY, NEVER, PUT_OFF, ALIKE = "needs it", "buys anyway", "never", "put off by it", "cannot be told apart"
ORDER = (NEEDS, ANYWAY, NEVER, PUT_OFF)
COLUMNS = ("group", "customers", "share", "untreated", "untreated_low", "untreated_high", "effect", "effect_low",
           "effect_high", "moved", "moved_low", "moved_high", "confirmed")  # fmt: skip


@dataclass(frozen=True)
class Groups:
    """Customers by need.

    Attributes:
        table: one row per group:
            group        needs it, buys anyway, never, put off by it; or one group that cannot be told apart
            customers    int    of those judged
            share        float  of those judged
            untreated, untreated_low, untreated_high   share of the held-out that bought
            effect, effect_low, effect_high            what the treatment did to them, per customer
            moved, moved_low, moved_high               extra purchases if all of them were treated
            confirmed    bool   whether customers whom no model had seen bear the name out
        rule: how customers were divided.
        evidence: "experiment".
    """

    table: pd.DataFrame
    rule: Reason
    evidence: str = EXPERIMENT


def groups(model: Uplift, bought: Numbers, treated: np.ndarray, *, break_even: float = 0.1) -> Groups:
    """Customers by what the treatment is expected to do to them, each group checked on its own holdout.

    Those judged are used, with what was expected of them by learners that had not seen them. Whoever's purchase it
    makes likelier by more than `break_even` times the chance that they buy anyway needs it; whoever's it makes less
    likely by as much is put off; where these are too few to be compared, they are of the rest. Of the rest, those
    likelier to buy than the average holdout buy anyway. A name is confirmed when the group's own effect bears it out:
    above 0, below 0, or not clearly other than 0.

    Args:
        model: of a yes/no outcome; without a signal all customers are one group.
        bought: the outcome of all rows of the experiment.
        treated: their arm.
        break_even: discount per purchase over margin per extra purchase, above which the promotion pays.
    """
    if not model.signal or model.held is None:
        return Groups(
            pd.DataFrame([_whole(model, bought, treated)], columns=list(COLUMNS)), Reason("customers_not_ranked")
        )
    held = model.held
    effect = held.treated - held.untreated
    usual = float(bought[held.rows][~treated[held.rows]].mean())
    name = np.select(
        [effect > break_even * held.untreated, effect < -break_even * held.untreated, held.untreated > usual],
        [NEEDS, PUT_OFF, ANYWAY], NEVER,
    )  # fmt: skip
    few = [group for group in (NEEDS, PUT_OFF) if not _compares(treated[held.rows][name == group])]
    name = np.where(np.isin(name, few), np.where(held.untreated > usual, ANYWAY, NEVER), name)
    rows = []
    for group in ORDER:
        inside = name == group
        arm = treated[held.rows][inside]
        if _compares(arm):
            rows.append(
                _row(
                    group,
                    inside,
                    average_effect(held.net.rows(np.flatnonzero(inside))),
                    bought[held.rows],
                    treated[held.rows],
                )
            )
    rule = Reason("customers_ranked", times=break_even, usual=usual)
    return Groups(pd.DataFrame(rows, columns=list(COLUMNS)), rule)


def _compares(treated: np.ndarray) -> bool:
    """Whether both arms hold enough customers for a difference with an interval."""
    return bool(treated.sum() >= 2 and (~treated).sum() >= 2)


def _row(group: str, inside: np.ndarray, effect: Interval, bought: Numbers, treated: np.ndarray) -> tuple[object, ...]:
    count = int(inside.sum())
    controls = inside & ~treated
    without = wilson(int(bought[controls].sum()), int(controls.sum()))
    confirmed = {NEEDS: effect.low > 0, PUT_OFF: effect.high < 0}.get(group, effect.holds(0))
    return (group, count, count / len(inside), without.estimate, without.low, without.high, effect.estimate, effect.low,
            effect.high, effect.estimate * count, effect.low * count, effect.high * count, bool(confirmed))  # fmt: skip


def _whole(model: Uplift, bought: Numbers, treated: np.ndarray) -> tuple[object, ...]:
    everybody = np.ones(len(bought), dtype=bool)
    return (*_row(ALIKE, everybody, model.average, bought, treated)[:-1], False)
