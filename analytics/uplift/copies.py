"""Rows that stand in a file twice, so that it looks as if it knew more than it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.results import CannotTell, Reason
from analytics.uplift.balance import balance
from analytics.uplift.design import Design
from analytics.uplift.encoding import words
from analytics.uplift.experiment import Flags, Numbers
from analytics.uplift.suspects import IDENTITY
from data.late import late

stats = late("scipy.stats")

BY_CHANCE = 1e-6
LIKELY = 0.05
FEWEST_APART = 3
MOST_REPEATED = 0.5
FEWEST_WHOLE = 10


def refuse_copies(frame: pd.DataFrame, features: Sequence[str], design: Design, outcome: Numbers) -> None:
    """Refuses a file in which whole rows were pasted again.

    Equal rows alone prove nothing: a file of few different values is full of them. They are copies where

    1. a column that identifies by its name has no value twice once equal rows are dropped (a key): any equal row is one;
    2. another column is such a key, so that its values would have met only where arm and outcome agree as well, and
       that has a chance below one in a million;
    3. of rows with equal features, drawn into pairs, too many have the same arm for an assignment, at the same chance, and
       no longer once equal rows are dropped, when arms are alike in every column too: features that say nothing of the arm
       (a shop treated whole says all) cannot be why they agree.

    Args:
        features: columns known before the assignment.

    Raises:
        CannotTell: rows are copies; says how many.
    """
    text = pd.DataFrame({name: words(frame[name]) for name in frame.columns})
    again = text.duplicated().to_numpy()
    if not again.any():
        return
    is_copied = _keyed(text, again, design.treated, outcome)
    if not is_copied and features and _agreement(text[list(features)], design.treated).chance < BY_CHANCE:
        once, kept = frame[~again].reset_index(drop=True), design.rows(~again)
        left = _agreement(text.loc[~again, list(features)], kept.treated)
        is_copied = left.apart >= FEWEST_APART and left.chance >= LIKELY and balance(once, features, kept).alike
    if is_copied:
        raise CannotTell(Reason("rows_repeat", rows=int(again.sum())))


def _keyed(text: pd.DataFrame, again: Flags, treated: Flags, outcome: Numbers) -> bool:
    met = _meets(treated.astype(float)) * _meets(outcome)
    for name in text.columns:
        there = (text[name] != "(missing)").to_numpy()
        copies = int((again & there).sum())
        enough = 1 if IDENTITY.search(str(name).strip()) else np.log(BY_CHANCE) / np.log(max(met, 1e-9))
        if copies >= enough and text.loc[there & ~again, name].is_unique:
            return True
    return False


@dataclass(frozen=True)
class _Agreement:
    """Of pairs of rows with equal features: how many have different arms, and the chance of so few."""

    apart: int
    chance: float


def _agreement(features: pd.DataFrame, treated: Flags) -> _Agreement:
    draw = np.random.default_rng(0).permutation(len(features))
    alike = features.groupby(list(features.columns)).ngroup().to_numpy()[draw]
    order = np.argsort(alike, kind="stable")
    alike, arm = alike[order], treated[draw][order]
    place = np.arange(len(alike)) - np.searchsorted(alike, alike)
    first = np.flatnonzero((place[:-1] % 2 == 0) & (alike[:-1] == alike[1:]))
    apart = int((arm[first] != arm[first + 1]).sum())
    return _Agreement(apart, float(stats.binom.cdf(apart, len(first), 1 - _meets(treated.astype(float)))))


def _meets(values: Numbers) -> float:
    """The chance that two rows have the same value."""
    share = np.unique(values, return_counts=True)[1] / len(values)
    return float(min((share**2).sum(), 1 - 1e-9))


def repeated_customer(frame: pd.DataFrame, treated: Flags) -> str | None:
    """A column that identifies by its name and has a value on several rows, most of them on few, or each in one arm; None without one.

    Rows of one customer are no independent evidence; a column with many rows a value in both arms (a shop) is no customer. Of
    several the one with fewest values, which the others lie within.
    """
    found = {}
    for name in frame.columns:
        if IDENTITY.search(str(name).strip()):
            distinct, there = frame[name].nunique(), int(frame[name].notna().sum())
            if distinct < there and (distinct > MOST_REPEATED * len(frame) or _whole(frame[name], treated)):
                found[str(name)] = distinct
    return min(found, key=lambda name: found[name]) if found else None


def _whole(values: pd.Series, treated: Flags) -> bool:
    """Whether every value is in one arm, and each arm has enough of them to show how they differ."""
    share = pd.Series(treated).groupby(words(values).to_numpy()).mean()
    return bool(share.isin((0.0, 1.0)).all()) and min(int((share == arm).sum()) for arm in (0.0, 1.0)) >= FEWEST_WHOLE
