"""Why the answer on a shock may be believed, or not: dates without an event, other ways of asking, comparison markets."""

import pandas as pd

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop import tables as answers
from sheets import intervals
from sheets.part import Part
from words import explanations, formats, labels
from words.messages import _

FELT = 0.01  # a weight under this moves nothing


def placebo(answer: Answer) -> Part:
    """What the model finds at dates when nothing happened; drawn as counts of dates by size of the effect."""
    tried = pd.DataFrame({"effect": answer.placebo.effects})
    spread = answers.spread(answer)
    drawn = spread.assign(effect=[formats.change(middle, 0) for middle in spread["effect"]])
    return Part(
        _("Placebo test: dates with no event"),
        "rebound_placebo",
        tried,
        drawn if len(tried) else drawn.iloc[:0],
        columns={
            "effect": (_("Total since the shock"), "text"),
            "quiet": (_("Dates with no event"), "number"),
            "shock": (_("This shock"), "number"),
        },
        empty=_("The history is too short for dates with no event, so the intervals come from the model alone."),
        captions=(_("Effects found on dates with no event, and the effect of this shock: it should stand apart."),),
    )


def compared() -> dict[str, str]:
    """What the ways of asking are compared by: parts of `checks` with their names."""
    return {
        "relative": _("Total since the shock"),
        "excess": _("Recovered since"),
        "lasting": _("Lasting level"),
    }


def checks(answer: Answer, part: str) -> Part:
    """One of `compared` with other dates, another history, another model; exported with all of them."""
    table = answers.checks(answer)
    rows = table[table["part"] == part]
    changes = {one.changed.code: explanations.sentence(one.changed) for one in answer.variants}
    write = formats.money_short if part == "excess" else formats.change
    return Part(
        _("Robustness checks"),
        "rebound_checks",
        table,
        rows.assign(
            name=[changes.get(code, _("Base case")) for code in rows["changed"]],
            written=[write(estimate) for estimate in rows["estimate"]],
            span=intervals.spans(rows["low"], rows["high"], write),
        ),
        columns={
            "name": (_("Compared"), "text"),
            "written": (compared()[part], "text"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("It is too early to say."),
        captions=(_("If these rows disagree, trust the result less."),),
    )


def donors(rebounds: MarketRebounds, answer: Answer) -> Part:
    """What stayed open, own markets and trade as a whole, and how far the model follows it; no rows where it follows none."""
    names = [explanations.series(code) for code in answer.donors]
    weights = pd.DataFrame({"market": names, "weight": list(answer.donors.values())})
    is_felt = bool((weights["weight"].abs() >= FELT).any())
    drawn = weights.sort_values("weight", ascending=False) if is_felt else weights.iloc[:0]
    shut = [labels.market(code) for code in rebounds.shut]
    not_used = _("Not used, because their own shops were closed: {names}.", names=", ".join(shut)) if shut else ""
    return Part(
        _("Comparison markets used"),
        "rebound_donors",
        weights,
        drawn,
        columns={"market": (_("Market"), "text"), "weight": (_("Weight"), "ratio")},
        empty=_helped(is_felt, names),
        captions=tuple(filter(None, [_helped(is_felt, names), not_used])),
    )


def _helped(is_felt: bool, names: list[str]) -> str:
    """What the weights mean, or why there are none."""
    if is_felt:
        return _("How closely sales follow markets that stayed open; near zero they do not help.")
    if names:
        return _("These stayed open, but do not help as a comparison here: {names}.", names=", ".join(names))
    return _("No market stayed open and sold steadily, so there is none to compare with.")
