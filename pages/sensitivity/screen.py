"""Promotion sensitivity: who needs a discount, how deep, and who buys anyway."""

from analytics.promotions.audience.needs import Needs, discount_needs
from analytics.promotions.depth.shop_response import DiscountResponse, discount_response
from pages.sensitivity import audience, depths, groups, needs, planner, prices
from sheets import sensitivity, sides
from ui import cache, filters, header, states
from ui.models import answered
from ui.screen import st
from words.messages import _

HEEDS = sensitivity.HEEDS


def render() -> None:
    """Who needs a discount, how deep, who buys anyway, and does the answer matter?"""
    st.title(_("Promotion sensitivity"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen, paper="sensitivity")
    if not filters.known("market"):
        states.nothing(chosen)
        return
    learnt = _(
        "Estimated from all promotions with a random control group, at any date, and from the shop's own prices."
    )
    st.caption(" ".join(filter(None, [learnt, sides.others(cache.reading(), chosen)])))
    with st.spinner(_("Comparing those sent a promotion with the control group …")):
        response = answered(discount_response)
        moved = answered(discount_needs, chosen.choice)

    needs.moved(moved, chosen)
    if isinstance(moved, Needs) or isinstance(response, DiscountResponse):
        groups.groups(chosen)
        depths.response(response, chosen)
        planner.planner(response, chosen)
    left, right = st.columns(2, gap="medium")
    with left, states.guarded():
        prices.elasticity(chosen)
    with right, states.guarded():
        prices.seekers(chosen)
    with states.guarded():
        audience.audience(moved, chosen)
