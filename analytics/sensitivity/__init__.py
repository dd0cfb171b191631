"""Who needs a discount, how deep, and who buys anyway: every figure with the level of its evidence."""

from analytics.sensitivity.affinity import Affinity, affinity
from analytics.sensitivity.evidence import ASSOCIATION, EXPERIMENT, LEVELS, PANEL
from analytics.sensitivity.groups import Groups, groups
from analytics.sensitivity.planner import Plan, Wish, plan
from analytics.sensitivity.prices import price_response
from analytics.sensitivity.questions import discount_affinity, price_panel
from analytics.sensitivity.response import Response, response

__all__ = [
    "ASSOCIATION",
    "EXPERIMENT",
    "LEVELS",
    "PANEL",
    "Affinity",
    "Groups",
    "Plan",
    "Response",
    "Wish",
    "affinity",
    "discount_affinity",
    "groups",
    "plan",
    "price_panel",
    "price_response",
    "response",
]
