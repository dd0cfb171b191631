"""How good a claim about promotions is, in words and in every export."""

import pandas as pd

from words import labels
from words.messages import _


def meaning(level: str) -> str:
    """What a level of evidence allows to say."""
    meanings = {
        "experiment": _("A random control group got nothing; the difference is the effect."),
        "panel": _("Prices moved independently of season and shop. An effect, unless demand itself moved the prices."),
        "association": _("What customers did, given the discounts they met. It is not an effect."),
        "observational": _("No control group. Sales are compared with their usual course, checked on placebo dates."),
        "none": _("There is nothing to compare with."),
    }
    return meanings[level]


def note(level: str, more: str = "") -> str:
    """The level for the note of an export."""
    return " ".join(part for part in (f"{labels.named('evidence', level)}: {meaning(level)}", more) if part)


def labelled(table: pd.DataFrame, level: str) -> pd.DataFrame:
    """The table with its level of evidence in each row, so that no export loses it."""
    return table if "evidence" in table else table.assign(evidence=level)
