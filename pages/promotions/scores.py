"""The scorecard of promotions: the whole at a glance, the league table, market beside market."""

from collections.abc import Callable

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.scores import PromotionScores
from sheets import breakdown
from sheets.choice import Chosen
from ui import charts, export, tables
from ui.models import SIDES
from ui.screen import st
from ui.text import markdown
from words import explanations, formats, labels
from words.messages import _

ROWS = 12  # promotions in a plot


def glance(scores: PromotionScores) -> None:
    """All promotions in four numbers."""
    table, total = scores.table, scores.together()
    count = table["verdict"].value_counts()
    judged = int(table["margin"].notna().sum())
    paid = {funder: float(table[f"paid_by_{funder}_eur"].sum()) for funder in ("merchant", "platform", "other")}
    given = sum(paid.values())
    with st.grid(4, min_column_width=165, gap="small"):
        card(
            _("All experiments together"),
            total,
            formats.signed_money,
            _("Incremental margin, the sum over all promotions with a control group."),
        )
        told = _(
            "{made} earned margin, {gave} lost it",
            made=count.get("made margin", 0),
            gave=count.get("gave margin away", 0),
        )
        _plain(_("Promotions evaluated"), _("{n} of {all}", n=judged, all=len(table)), told)
        noise = _("their interval includes zero")
        _plain(_("No clear effect"), formats.number(int(count.get("cannot be told from noise", 0))), noise)
        share = formats.percent(paid["merchant"] / given if given else None, 0)
        _plain(_("Discounts given"), formats.money_short(given), _("{share} paid by the shop", share=share))


def _plain(title: str, value: str, told: str) -> None:
    st.metric(title, value, delta_description=told, border=True, height="stretch")


def card(title: str, told: Interval, write: Callable[[float], str], meaning: str | None = None) -> None:
    """A number with its interval below; unknown is a dash."""
    known = not formats.missing(told.estimate)
    span = formats.interval(write(told.low), write(told.high)) if known else _("not known")
    st.metric(title, write(told.estimate), delta_description=span, border=True, height="stretch", help=meaning)


def _span(told: Interval, write: Callable[[float], str]) -> str:
    return _("95% interval {span}", span=formats.interval(write(told.low), write(told.high)))


def league(scores: PromotionScores, chosen: Chosen) -> None:
    """One row per promotion, best incremental margin first."""
    table = scores.table
    note = _("Evidence is stated per promotion. Amounts are in EUR; _low and _high bound the 95% interval.")
    why = ["" if reason is None else explanations.sentence(reason) for reason in table["reason"]]
    taken = table.assign(reason=why)  # in an export a sentence says more than a code
    export.heading(_("Promotions by incremental margin"), taken, "scorecard", chosen, note=note)
    money = formats.money_short
    shown = table.assign(
        title=[named(row) for row in table.itertuples()],
        where=[_("All") if pd.isna(code) else labels.market(code) for code in table["market"]],
        how=[labels.named("evidence", level) for level in table["evidence"]],
        said=[labels.named("verdict", code) for code in table["verdict"]],
        why=why,
        span=[
            formats.DASH if pd.isna(low) else formats.interval(money(low), money(high))
            for low, high in zip(table["margin_low"], table["margin_high"], strict=True)
        ],
    )
    tables.show(
        shown,
        "scorecard",
        title=(_("Promotion"), "text"),
        margin=(_("Incremental margin"), "money"),
        span=(_("95% interval"), "text"),
        said=(_("Verdict"), "text"),
        how=(_("Evidence"), "text"),
        where=(_("Market"), "text"),
        roi=(_("Margin per euro"), "ratio"),
        lift=(_("Extra sales"), "money"),
        pull_forward=(_("Pulled forward"), "percent"),
        subsidy_share=(_("Discount spent on people who would buy anyway"), "percent"),
        discount_eur=(_("Discount"), "money"),
        first_on=(_("From"), "day"),
        last_on=(_("To"), "day"),
        why=(_("Why no better evidence"), "text"),
    )
    st.caption(
        _(
            "Incremental margin: what is left after discounts, after sales missing later and after the cost of reaching people."
        )
    )


def named(row: object) -> str:
    """A promotion by its name, else by its id."""
    name = getattr(row, "name", None)
    return str(row.promotion_id if pd.isna(name) or not name else name)  # type: ignore[attr-defined]


def sides(markets: pd.Series, chosen: Chosen) -> list[str]:
    """The two markets to show side by side: those chosen, else China and Italy, else those with most."""
    present = markets.dropna().value_counts().index.tolist()
    wanted = chosen.choice.market or dict.fromkeys([*SIDES, *present])
    return [code for code in wanted if code in present][:2]


def beside(scores: PromotionScores, chosen: Chosen) -> None:
    """Incremental margins with their intervals, market beside market."""
    judged = scores.table[scores.table["margin"].notna()]
    markets = sides(judged["market"], chosen)
    if not markets:
        return
    st.subheader(_("Incremental margin, market by market"), anchor=False)
    for column, market in zip(st.columns(len(markets), gap="medium"), markets, strict=True):
        with column:
            _side(scores, judged[judged["market"] == market], market)


def _side(scores: PromotionScores, own: pd.DataFrame, market: str) -> None:
    st.markdown(markdown("**{name}**", name=labels.market(market)))
    latest = own.sort_values("first_on").tail(ROWS).sort_values("margin", ascending=False)
    rows = pd.DataFrame(
        {
            "name": [_labelled(row) for row in latest.itertuples()],
            "estimate": latest["margin"],
            "low": latest["margin_low"],
            "high": latest["margin_high"],
        }
    )
    charts.intervals(rows, "name", "money", f"margin_{market}")
    if told := breakdown.drawn(len(rows), len(own)):
        st.caption(told)
    total = PromotionScores(own, scores.funnel, scores.returns, scores.placebos).together()
    if not formats.missing(total.estimate):
        st.caption(
            _(
                "All experiments of this market together: {total}, {span}. Coloured: clear effect.",
                total=formats.signed_money(total.estimate),
                span=_span(total, formats.signed_money),
            )
        )


def _labelled(row: object) -> str:
    name = named(row)
    return name if row.evidence == "experiment" else f"{name} · {labels.named('evidence', row.evidence)}"  # type: ignore[attr-defined]
