"""What a treatment did, in the words that the assignment of the arms allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.results import Reason
from analytics.uplift.balance import Balance, balance
from analytics.uplift.claims import conclusion, difference_claim, effect_claim, excluded, ranking_claim
from analytics.uplift.design import Design
from analytics.uplift.doubly_robust import FEWEST_SHARE, Adjusted, doubly_robust
from analytics.uplift.effect import ROWS_A_COEFFICIENT, adjusted_effect, average_effect, enough
from analytics.uplift.encoding import encoding
from analytics.uplift.experiment import Experiment, Numbers
from analytics.uplift.groups import Grouped, grouped
from analytics.uplift.judgement import Uplift, uplift
from analytics.uplift.strata import stratified_effect

ASSOCIATION = "association"
FEWEST_ALIKE = 0.99


@dataclass(frozen=True)
class Answer:
    """What a treatment did.

    Attributes:
        evidence: "experiment", "stratified", "chance known" or "clustered" where the arms are as alike as that assignment
            leaves them; "association" where they are not.
        balance: the verdict that decided it.
        rows: customers used.
        difference: the treated less the others, as they are.
        effect: treated less control as far as the evidence goes: by the assignment, or with what is known held constant.
        adjusted: the same net of what the features explain; unknown where an arm has too few rows for them.
        ranking: who is moved; None where the arms were not assigned at random.
        conclusion: see `claims.conclusion`.
        reasons: the answer in words, the first ones about the evidence.
    """

    evidence: str
    balance: Balance
    rows: int
    difference: Interval
    effect: Interval
    adjusted: Interval
    ranking: Uplift | None
    conclusion: str
    reasons: tuple[Reason, ...]

    @property
    def excluded(self) -> float:
        """The smallest size from which on an effect is excluded."""
        return excluded(self.effect)


def answer(
    frame: pd.DataFrame,
    columns: Sequence[str],
    design: Design,
    outcome: Numbers,
    *,
    name: str,
    seed: int = 0,
    others: Sequence[str] = (),
    identities: Sequence[str] = (),
) -> Answer:
    """Decides what kind of answer the file can give, and gives it.

    Args:
        columns: known before the assignment.
        outcome: what was measured afterwards, one number per row.
        name: what the outcome is called.
        seed: of the blocks on which a ranking is judged.
        others: columns that somebody left out; where the arms differ in them the answer says so.
        identities: columns that say whose row it is (a shop's number); the arms must be as mixed in their values as the design leaves them.

    Raises:
        CannotTell: an arm has fewer than two rows.
    """
    features = encoding(frame, columns).matrix(frame)
    verdict = balance(frame, columns, design, identities)
    trial = Experiment(features, design.treated, outcome, _chance(design), design.cluster)
    if not verdict.alike:
        return _association(trial, design, verdict, name, frame)
    found = _by_assignment(trial, design, verdict, name, seed)
    apart = balance(frame, others, design)
    if apart.alike:
        return found
    return replace(found, reasons=(Reason("left_out_differ", names=apart.columns, p=apart.p), *found.reasons))


def _chance(design: Design) -> float | Numbers:
    return float(design.treated.mean()) if design.chance is None and design.stratum is None else design.expected


def _by_assignment(trial: Experiment, design: Design, verdict: Balance, name: str, seed: int) -> Answer:
    ranking = uplift(trial, seed=seed)
    known = Experiment(_with_strata(trial, design), trial.treated, trial.outcome, trial.chance, trial.customer)
    effect = ranking.average if design.stratum is None else stratified_effect(trial, design.stratum)
    notes = () if enough(known) else (_too_few(known),)
    usual = _usual(trial)
    return Answer(
        evidence=design.name,
        balance=verdict,
        rows=len(trial),
        difference=_difference(trial),
        effect=effect,
        adjusted=adjusted_effect(known),
        ranking=ranking,
        conclusion=conclusion(effect, usual),
        reasons=(effect_claim(effect, usual, name), *notes, ranking_claim(ranking)),
    )


def _association(trial: Experiment, design: Design, verdict: Balance, name: str, frame: pd.DataFrame) -> Answer:
    known = Experiment(_with_chance(trial, design), trial.treated, trial.outcome, 0.5, trial.customer)
    found = _held_constant(known, [grouped(frame[column]) for column in verdict.by_value])
    notes: list[Reason] = []
    if not found.enough:
        notes.append(_too_few(known))
    elif found.compared < FEWEST_ALIKE:
        notes.append(Reason("arms_apart", share=1 - found.compared))
    usual = _usual(trial)
    return Answer(
        evidence=ASSOCIATION,
        balance=verdict,
        rows=len(trial),
        difference=_difference(trial),
        effect=found.effect,
        adjusted=found.effect,
        ranking=None,
        conclusion=conclusion(found.effect, usual),
        reasons=(
            Reason("arms_differ", names=verdict.columns, p=verdict.p),
            difference_claim(found.effect, usual, name),
            *notes,
            ranking_claim(None),
        ),
    )


def _held_constant(known: Experiment, groups: Sequence[Grouped]) -> Adjusted:
    """The difference with each value of `groups` held constant too, among rows whose values are in both arms."""
    mixed = np.ones(len(known), dtype=bool)
    for group in groups:
        mixed &= group.mixed(known.treated)
    share, fewest = float(mixed.mean()), min(int((mixed & (known.treated == arm)).sum()) for arm in (False, True))
    if share < FEWEST_SHARE:
        return Adjusted(UNKNOWN, share, True)
    if ROWS_A_COEFFICIENT * sum(len(np.unique(group.code[mixed])) for group in groups) > fewest:
        return Adjusted(UNKNOWN, share, False)
    levels = [(group.code == code).astype(np.float64) for group in groups for code in np.unique(group.code[mixed])[1:]]
    whole = Experiment(np.column_stack([known.features, *levels]), known.treated, known.outcome, 0.5, known.customer)
    found = doubly_robust(whole.rows(mixed))
    return replace(found, compared=found.compared * share)


def _difference(trial: Experiment) -> Interval:
    """As if all had had one chance."""
    return average_effect(Experiment(trial.features, trial.treated, trial.outcome, 0.5, trial.customer))


def _with_strata(trial: Experiment, design: Design) -> Numbers:
    """The features and a yes/no for each stratum but one."""
    if design.stratum is None:
        return trial.features
    codes = np.unique(design.stratum)[1:]
    return np.column_stack([trial.features, *((design.stratum == code).astype(np.float64) for code in codes)])


def _with_chance(trial: Experiment, design: Design) -> Numbers:
    known = _with_strata(trial, design)
    if design.chance is None:
        return known
    return np.column_stack([known, np.log(design.chance / (1 - design.chance))])


def _too_few(trial: Experiment) -> Reason:
    fewest = min(int(trial.treated.sum()), int((~trial.treated).sum()))
    needed = ROWS_A_COEFFICIENT * (trial.features.shape[1] + 1)
    return Reason("too_few_to_adjust", customers=fewest, needed=needed)


def _usual(trial: Experiment) -> float:
    """What the untreated do on average; where that is 0, how much outcomes scatter."""
    return float(trial.outcome[~trial.treated].mean()) or float(trial.outcome.std())
