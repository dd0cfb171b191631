"""The planner: how deep a discount for whom, within a budget, and whether it matters."""

from analytics.promotions.depth.planner import Wish
from analytics.promotions.depth.shop_plan import DiscountPlan, discount_plan, promotion_audience
from analytics.promotions.depth.shop_response import DiscountResponse
from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from analytics.results import Reason
from sheets.choice import Chosen
from sheets.sensitivity import plan as sheet
from sheets.sensitivity import scorecard
from sheets.sensitivity.depths import DEPTHS
from ui import cache, cards, export, levels, parts, tables, url
from ui.cache import ask
from ui.faults import Fault
from ui.models import answered, unanswered
from ui.screen import st
from words import currency, formats
from words.messages import _, plural

REACH = (6, 12, 24, 36, 120)


def planner(answer: DiscountResponse | Reason | Fault, chosen: Chosen) -> None:
    """Sliders at the left, the allocation they lead to at the right."""
    head = st.container()
    if not isinstance(answer, DiscountResponse):
        head.subheader(sheet.title(), anchor=False)
        unanswered(answer)
        return
    left, right = st.columns([1, 2], gap="medium")
    with left:
        days, wish = _reach(), _wish(answer)
    discounts = discount_plan(ask(promotion_audience, chosen.choice, days=days), answer, wish)
    if discounts is None:
        with head:
            parts.titled(sheet.no_plan())
        return
    scores = answered(promotion_scores, chosen.choice)
    card = scores if isinstance(scores, PromotionScores) else None
    part = sheet.plan(discounts, card)
    with head:
        export.part(part, chosen)
        levels.badge("experiment")
    with right:
        _plan(discounts, card)
        tables.show(part.drawn, part.name, **part.columns)
        parts.captions(part)


def _reach() -> int:
    """Days within which those reached have bought: who may not see persons is told of one such reach."""
    if cache.store().rights.smallest:
        return sheet.days(sheet.MONTHS)
    months = url.one(
        st.select_slider, _("Customers who bought within"), REACH, "plan_months", sheet.MONTHS, format_func=_months
    )
    return sheet.days(int(months))


def _wish(answer: DiscountResponse) -> Wish:
    budget = url.number(
        st.slider,
        _("Budget ({sign})", sign=currency.sign()),
        "plan_budget",
        sheet.BUDGET,
        min_value=0,
        max_value=500_000,
        step=5_000,
        format="localized",
    )
    floor = _percent(_("Least margin left, % of list price"), "plan_floor", round(sheet.FLOOR * 100), 80)
    borrowed = _percent(_("Share of extra orders missing later, %"), "plan_borrowed", sheet.usual_borrowed(answer), 100)
    return Wish(float(budget), floor, _ladder(), borrowed)


def _percent(label: str, key: str, default: int, most: int) -> float:
    """A share picked in steps of five percent."""
    return float(url.number(st.slider, label, key, default, min_value=0, max_value=most, step=5)) / 100


def _ladder() -> tuple[float, ...]:
    """The discounts to choose from."""
    ladder = url.many(
        st.multiselect,
        _("Discount levels to choose from"),
        [round(depth * 100) for depth in DEPTHS],
        "plan_ladder",
        format_func=lambda percent: formats.percent(percent / 100, 0),
        placeholder=", ".join(formats.percent(depth, 0) for depth in sheet.LADDER),
    )
    return tuple(sorted(percent / 100 for percent in ladder)) or sheet.LADDER


def _months(months: int) -> str:
    return _("any time") if months == REACH[-1] else plural("{n} month", "{n} months", months)


def _plan(discounts: DiscountPlan, card: PromotionScores | None) -> None:
    """What it gains and how likely, and what the scorecard says beside it."""
    cards.row(sheet.figures(discounts), 3, 165)
    if discounts.plan.hardly_matters:
        st.warning(sheet.verdict(discounts), icon=":material/balance:")
    else:
        st.success(sheet.verdict(discounts), icon=":material/check_circle:")
    said = "\n\n".join(scorecard.sentences(discounts, card))
    if scorecard.against(discounts, card):
        st.warning(said, icon=":material/compare_arrows:")
    elif said:
        st.markdown(said)
