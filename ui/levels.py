"""How good a claim about promotions is, on screen and in every export."""

import pandas as pd

from ui.screen import st
from words import labels
from words.messages import _

LOOKS = {
    "experiment": ("green", ":material/science:"),
    "panel": ("blue", ":material/sell:"),
    "association": ("gray", ":material/visibility:"),
    "observational": ("orange", ":material/timeline:"),
    "none": ("gray", ":material/help:"),
}


def badge(level: str) -> None:
    """The level of evidence, and what it means, under a section's title."""
    colour, icon = LOOKS[level]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(labels.named("evidence", level), icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(meaning(level), width="stretch")


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
