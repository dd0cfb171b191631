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


def likely(answer: Answer) -> Part:
    """How likely each statement on the level and on what came back is; those of one matter add to one."""
    found = answer.probabilities
    names = {("level", name): text for name, text in _levels().items()}
    names |= {("regained", name): text for name, text in _regained().items()}
    shares = {"level": found.level, "regained": found.regained}
    rows = [
        {"about": about, "statement": statement, "probability": shares[about][statement], "name": name}
        for (about, statement), name in names.items()
        if shares[about]
    ]
    table = pd.DataFrame(rows, columns=["about", "statement", "probability", "name"])
    standing = () if found.standing is None else (found.standing,)
    reasons = tuple(explanations.sentence(reason) for reason in (*standing, *found.unknown))
    return Part(
        _("How likely is it?"),
        "rebound_probabilities",
        table.drop(columns="name"),
        table,
        columns={"name": (_("Statement"), "text"), "probability": (_("Probability"), "percent")},
        empty=" ".join(reasons),
        captions=reasons if len(table) else (),
    )


def _levels() -> dict[str, str]:
    return {
        "down": _("Lasting level down by a tenth or more"),
        "within": _("Lasting level within a tenth"),
        "up": _("Lasting level up by a tenth or more"),
    }


def _regained() -> dict[str, str]:
    return {
        "under": _("Under 90% of the loss recovered"),
        "about": _("90% to 110% of the loss recovered"),
        "over": _("Over 110% of the loss recovered"),
    }


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
