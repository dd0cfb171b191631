"""Whether customers respond differently to a promotion: the average effect, and a ranking against chance."""

from analytics.promotions.audience.needs import OUTCOMES, Needs, discount_needs
from analytics.results import Reason
from sheets.choice import Chosen
from sheets.sensitivity import needs as sheet
from ui import cards, charts, export, levels, parts, url
from ui.faults import Fault
from ui.models import answered, unanswered
from ui.screen import st
from words.messages import _


def moved(needs: Needs | Reason | Fault, chosen: Chosen) -> None:
    """The average effect, and whether a ranking of customers beats chance.

    Args:
        needs: of purchases, or why there is none; another outcome is asked for when the reader wants it.
    """
    st.subheader(sheet.title(), anchor=False)
    if not isinstance(needs, Needs):
        unanswered(needs)
        return
    levels.badge("experiment")
    outcome = url.one(
        st.segmented_control,
        _("Outcome"),
        OUTCOMES,
        "sensitivity_outcome",
        "purchase",
        format_func=sheet.outcome_name,
    )
    if outcome != "purchase":
        with st.spinner(_("Comparing those sent a promotion with the control group …")):
            needs = answered(discount_needs, chosen.choice, outcome=outcome)
        if not isinstance(needs, Needs):
            unanswered(needs)
            return
    cards.row(sheet.figures(needs, outcome), 4, 165)
    verdict(needs)
    left, right = st.columns(2, gap="medium")
    with left:
        _curve(needs, outcome, chosen)
    with right:
        _deciles(needs, outcome, chosen)


def verdict(needs: Needs) -> None:
    """Whether customers can be ranked."""
    if needs.verdict == "signal":
        st.success(sheet.verdict(needs), icon=":material/check_circle:")
    else:
        st.warning(sheet.verdict(needs), icon=":material/block:")


def _curve(needs: Needs, outcome: str, chosen: Chosen) -> None:
    part = sheet.curve(needs, outcome)
    if not parts.titled(part):
        return
    export.part(part, chosen)
    names = {"estimate": _("At random"), "actual": _("By model"), "band": _("95% interval (model targeting)")}
    charts.band(part.drawn, "share", names, sheet.unit(outcome), part.name)
    parts.captions(part)


def _deciles(needs: Needs, outcome: str, chosen: Chosen) -> None:
    part = sheet.deciles(needs, outcome)
    if parts.headed(part, chosen):
        charts.intervals(part.drawn, "name", sheet.unit(outcome), part.name)
        parts.captions(part)
