"""Promotion sensitivity: who needs a discount, how deep, and who buys anyway."""

from analytics.promotions.audience.needs import Needs, discount_needs
from analytics.promotions.depth.shop_response import DiscountResponse, discount_response
from pages.sensitivity import depths, needs, planner
from ui import filters, header, states
from ui.models import answered, side_by_side
from ui.screen import st
from words.messages import _

HEEDS = ("market", "tier")


def render() -> None:
    """Who needs a discount, how deep, who buys anyway, and does the answer matter?"""
    st.title(_("Promotion sensitivity"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    if not filters.known("market"):
        states.nothing(chosen)
        return
    learnt = _(
        "Estimated from all promotions with a random control group, at any date, and from the shop's own prices."
    )
    st.caption(" ".join(filter(None, [learnt, side_by_side(chosen)])))
    with st.spinner(_("Comparing those sent a promotion with the control group …")):
        answer = answered(discount_response)
        found = answered(discount_needs, chosen.choice)

    needs.moved(found, chosen)
    if isinstance(found, Needs) or isinstance(answer, DiscountResponse):
        needs.groups(chosen)
        depths.response(answer, chosen)
        planner.planner(answer, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        depths.elasticity(chosen)
    with right:
        depths.seekers(chosen)
    needs.audience(found, chosen)
