"""What happened to sales, in one sentence: how much, whether it is clear, and which step gave most of it."""

import pandas as pd

from sheets.changes import between
from sheets.part import Part
from sheets.past import Past
from words import figures, formats
from words.messages import _


def sentence(doubts: Part, change: Part | None, past: Past) -> str:
    """What happened to sales, whether it is clear, and which step of the bridge gave most of it; empty where nothing is told."""
    rows = doubts.drawn[(doubts.drawn["figure"] == past.definition.sales) & (doubts.drawn["against"] == past.code)]
    if rows.empty or pd.isna(rows["change"].iloc[0]):
        return ""
    row = rows.iloc[0]
    told = {
        "figure": figures.name(past.definition.sales),
        "change": formats.change(row["change"]),
        "interval": between(row["change_low"], row["change_high"], "money"),
        "beside": past.named[past.code],
    }
    if not row["is_clear"]:
        return _("{figure} {change} {beside}: no clear change (95%: {interval}).", **told)
    step = _foremost(change, row["change"] > 0) if change is not None and past.is_whole else None
    if step is None:
        return _("{figure} {change} {beside}: a clear change (95%: {interval}).", **told)
    return _(
        "{figure} {change} {beside}: a clear change (95%: {interval}). Most of it: {step}, {eur}.",
        **told,
        step=step["step"],
        eur=formats.signed(float(step["eur"]), "money"),
    )


def _foremost(change: Part, is_growth: bool) -> pd.Series | None:
    """The clear step that gave most of a change; None where no clear step went its way."""
    steps = change.drawn[(change.drawn["kind"] == "change") & change.drawn["is_clear"]]
    steps = steps[(steps["eur"] > 0) == is_growth]
    return None if steps.empty else steps.iloc[int(steps["eur"].abs().to_numpy().argmax())]
