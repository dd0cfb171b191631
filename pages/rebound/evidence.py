"""Why the answer on a shock may be believed, or not: quiet dates, other ways of asking, markets leaned on."""

import pandas as pd

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop.tables import checks, spread
from sheets.choice import Chosen
from ui import charts, export, states, url
from ui.screen import st
from words import explanations, formats, labels
from words.messages import _

FELT = 0.01  # a weight under this moves nothing


def placebo(answer: Answer, chosen: Chosen) -> None:
    """What the model finds at dates when nothing happened."""
    tried = pd.DataFrame({"effect": answer.placebo.effects})
    export.heading(_("Placebo test: dates with no event"), tried, "rebound_placebo", chosen)
    if tried.empty:
        states.empty(_("The history is too short for dates with no event, so the intervals come from the model alone."))
        return
    table = spread(answer)
    table = table.assign(effect=[formats.change(middle, 0) for middle in table["effect"]])
    names = {"quiet": _("Dates with no event"), "shock": _("This shock")}
    charts.bars(table, "effect", names, "number", "rebound_placebo", stacked=True)
    st.caption(_("Effects found on dates with no event, and the effect of this shock: it should stand apart."))


def asked_otherwise(answer: Answer, chosen: Chosen) -> None:
    """The answer with other dates, another history, another model."""
    table = checks(answer)
    export.heading(_("Robustness checks"), table, "rebound_checks", chosen)
    names = {
        "relative": _("Total since the shock"),
        "excess": _("Recovered since"),
        "lasting": _("Lasting level"),
    }
    part = url.one(
        st.segmented_control, _("Compared"), list(names), "rebound_check", "relative", format_func=names.__getitem__
    )
    rows = table[table["part"] == part]
    if rows.empty:
        states.empty(_("It is too early to say."))
        return
    changes = {one.changed.code: explanations.sentence(one.changed) for one in answer.variants}
    named = [changes.get(code, _("Base case")) for code in rows["changed"]]
    charts.intervals(rows.assign(name=named), "name", "money" if part == "excess" else "percent", "rebound_checks")
    st.caption(_("If these rows disagree, trust the result less."))


def donors(found: MarketRebounds, answer: Answer) -> None:
    """What stayed open, own markets and trade as a whole, and how far the model follows it."""
    st.header(_("Comparison markets used"), anchor=False)
    names = [explanations.series(code) for code in answer.donors]
    weights = pd.DataFrame({"market": names, "weight": list(answer.donors.values())})
    if (weights["weight"].abs() >= FELT).any():
        charts.ranked(weights.sort_values("weight", ascending=False), "market", "weight", "number", "rebound_donors")
        st.caption(
            _("How closely the slow movement of sales follows markets that stayed open; near zero they do not help.")
        )
    elif names:
        st.caption(_("These stayed open, but do not help as a comparison here: {names}.", names=", ".join(names)))
    else:
        st.caption(_("No market stayed open and sold steadily, so there is none to compare with."))
    if found.shut:
        names = [labels.market(code) for code in found.shut]
        st.caption(_("Not used, because their own shops were closed: {names}.", names=", ".join(names)))
