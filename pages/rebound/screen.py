"""Revenge spending."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import REAL, MarketRebounds, Question
from analytics.rebound.shop.tables import PHASES, course, decomposition, gap, of_row, phases, scenario
from analytics.weekly_sales import weekly_sales
from pages.rebound import evidence, market_comparison, markets, shocks, verdicts
from pages.rebound.shocks import Shown
from sheets.choice import Chosen
from ui import background, charts, export, filters, header, states
from ui.background import Job
from ui.cache import ask
from ui.charts import Mark
from ui.screen import st
from words import explanations, formats, labels
from words.messages import _

HEEDS = ("market", "channel", "tier")
USUAL = 20.0  # seconds on an idle machine
ALL = "all"
BEFORE = timedelta(weeks=52)


def render() -> None:
    """How much of the rebound is more than would have been sold anyway, and what of it stays?"""
    st.title(_("Revenge spending"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    if not filters.known("market"):
        states.nothing(chosen)
        return
    asked = shocks.shown(chosen)
    if asked is None:
        return
    found = background.rebound(asked.question)
    if isinstance(found, Job) or asked.market not in found.rebound.answers:
        _no_answer(found, asked, chosen)
        return

    answer = found.of(asked.market)
    verdicts.glance(answer, markets.together(found.rebound.cuts))
    _basis(asked.question)
    _course(found, asked, chosen)
    market_comparison.shown(found, asked, chosen, _note(asked))
    for column, section in zip(st.columns(2, gap="medium"), (_gap, _split), strict=True):
        with column:
            section(answer, asked, chosen)
    _markets(found, chosen)
    for column, part in zip(st.columns(2, gap="medium"), (_tiers, _channels), strict=True):
        with column:
            part(found, asked, chosen)
    _scenario(found, asked, chosen)
    for column, why in zip(st.columns(2, gap="medium"), (evidence.placebo, evidence.asked_otherwise), strict=True):
        with column:
            why(answer, chosen)
    evidence.donors(found, answer)


def _no_answer(found: MarketRebounds | Job, asked: Shown, chosen: Chosen) -> None:
    if not isinstance(found, Job):
        states.empty(_("Too little is sold in this market to say anything. Widen the selection."))
        return
    background.waiting(found, _("Estimating the no-shock scenario"), USUAL)
    if found.refused is not None or found.fault is not None:
        return
    st.header(_("Actual sales"), anchor=False)
    choice = replace(chosen.choice, market=(asked.market,))
    sales = ask(weekly_sales, choice, since=asked.closures[0].start - BEFORE, until=asked.closures[-1].reopen + BEFORE)
    weekly = sales.groupby("week")["net_constant_eur"].sum().reset_index()
    charts.lines(weekly, "week", {"net_constant_eur": _("Net sales")}, "money", "rebound_sold", marks=_marks(asked))
    for title in (_("Lost and recovered"), _("Market by market")):
        st.header(title, anchor=False)
        st.skeleton(height=220)


def _basis(asked: Question) -> None:
    real = _(
        "Constant prices: a unit counts what its market and price tier brought in the year before the shock, "
        "after discounts and usual returns."
    )
    net = _(
        "Net sales at constant exchange rates, after returns; prices are not deflated, so a price rise counts as growth."
    )
    season = _("Season, moving holidays and discounts are part of the no-shock scenario.")
    returns = _("Weeks whose return window is still open are left out. Brackets are 95% intervals.")
    st.caption(" ".join([real if asked.measure == REAL else net, season, returns]))


def _marks(asked: Shown) -> list[Mark]:
    return [Mark(_("closed"), str(one.start), str(one.reopen)) for one in asked.closures]


def _course(found: MarketRebounds, asked: Shown, chosen: Chosen) -> None:
    table = course(found, asked.market)
    title = _("{market}: actual vs expected without the shock", market=labels.market(asked.market))
    export.heading(title, table, "rebound_series", chosen, note=_note(asked))
    names = {"estimate": _("Expected without the shock"), "actual": _("Actual")}
    charts.band(table, "week", names, "money", "rebound_course", marks=_marks(asked))


def _gap(answer: Answer, asked: Shown, chosen: Chosen) -> None:
    table = gap(answer)
    export.heading(_("Lost and recovered"), table, "rebound_gap", chosen, note=_note(asked))
    names = {"estimate": _("Cumulative gap to the no-shock scenario")}
    charts.band(table, "week", names, "money", "rebound_gap", marks=_marks(asked))
    st.caption(_("Below zero: not yet recovered. Above zero: more than recovered.") + " " + _recovered(answer))


def _recovered(answer: Answer) -> str:
    if answer.recovery is None:
        return _("On the central estimate, it has not come back to zero.")
    return _("On the central estimate, all was recovered by {day}.", day=formats.day(answer.recovery))


def _split(answer: Answer, asked: Shown, chosen: Chosen) -> None:
    table = decomposition(answer)
    export.heading(_("What the rebound is made of"), table, "rebound_decomposition", chosen, note=_note(asked))
    names = {
        "suppressed": _("Lost while closed"),
        "excess": _("Recovered since"),
        "released": _("… pent-up demand released"),
        "beyond": _("… beyond: revenge spending"),
        "transient": _("… of which temporary"),
        "pulled_forward": _("Pulled forward: missing later"),
    }
    rows = table[table["part"].isin(names)].dropna(subset=["estimate"])
    if rows.empty:
        states.empty(_("Shops had not reopened by the end of the data."))
        return
    charts.intervals(rows.assign(name=rows["part"].map(names)), "name", "money", "rebound_split")
    if answer.lasting is not None:
        st.caption(
            _("Lasting level, once the temporary effect is gone: {share}.", share=verdicts.share(answer.lasting))
        )


def _markets(found: MarketRebounds, chosen: Chosen) -> None:
    cuts = found.rebound.cuts
    export.heading(_("Market by market"), cuts, "rebound_markets", chosen)
    markets.shown(cuts[cuts["channel"] == ALL])


def _tiers(found: MarketRebounds, asked: Shown, chosen: Chosen) -> None:
    mix = found.rebound.mix
    mix = mix[mix["market"] == asked.market]
    export.heading(_("Price tiers before, during and after"), mix, "rebound_mix", chosen, note=_note(asked))
    names = dict(zip(PHASES, (_("Before"), _("Closed"), _("Rebound"), _("Without shock")), strict=True))
    shares = phases(mix).pivot(index="phase", columns="tier", values="share")
    shares = shares.reindex([phase for phase in PHASES if phase in shares.index]).fillna(0.0).reset_index()
    tiers = {tier: labels.named("tier", tier) for tier in labels.TIERS if tier in shares}
    charts.bars(shares.assign(phase=shares["phase"].map(names)), "phase", tiers, "percent", "rebound_mix", stacked=True)
    st.caption(shifted(mix))


def shifted(mix: pd.DataFrame) -> str:
    """Which tiers gained or lost share after the shock, beyond doubt."""
    after = mix[mix["window"] == "after"]
    sure = after[(after["shift_low"] > 0) | (after["shift_high"] < 0)]
    if sure.empty:
        return _("Compared with the same weeks without the shock, no tier's share has clearly changed.")
    told = ", ".join(
        f"{labels.named('tier', row['tier'])} {formats.points(row['shift'])}" for _i, row in sure.iterrows()
    )
    return _("Compared with the same weeks without the shock, these shares have clearly changed: {tiers}.", tiers=told)


def _channels(found: MarketRebounds, asked: Shown, chosen: Chosen) -> None:
    cuts = found.rebound.cuts
    rows = cuts[(cuts["market"] == asked.market) & (cuts["tier"] == ALL) & (cuts["channel"] != ALL)]
    tiers = cuts[(cuts["market"] == asked.market) & (cuts["tier"] != ALL) & (cuts["channel"] == ALL)]
    tiers = tiers.sort_values("tier", key=lambda codes: codes.map({tier: i for i, tier in enumerate(labels.TIERS)}))
    named = [(labels.named("tier", row["tier"]), of_row(row, "lasting")) for row in tiers.to_dict("records")]
    named += [(explanations.channel(row["channel"]), of_row(row, "lasting")) for row in rows.to_dict("records")]
    known = [(name, told.estimate, told.low, told.high) for name, told in named if told is not None]
    table = pd.DataFrame(known, columns=["name", "estimate", "low", "high"])
    export.heading(
        _("Which tiers and channels changed permanently?"), table, "rebound_lasting", chosen, note=_note(asked)
    )
    if table.empty:
        states.empty(_("It is too early to say, or too little is sold."))
        return
    charts.intervals(table, "name", "percent", "rebound_lasting")
    st.caption(
        _(
            "Lasting level against the no-shock scenario; not coloured: no clear change. A channel may gain what "
            "another loses: only the sum of all channels is a verdict."
        )
    )


def _scenario(found: MarketRebounds, asked: Shown, chosen: Chosen) -> None:
    table = scenario(found, asked.market)
    if table.empty:
        st.header(_("Projection if it keeps fading at this rate"), anchor=False)
        states.empty(_("At least four weeks after the reopening are needed to estimate how the rebound fades."))
        return
    export.heading(
        _("Projection if it keeps fading at this rate"), table, "rebound_scenario", chosen, note=_note(asked)
    )
    charts.fan(table.drop(columns="expected"), "week", _("Scenario"), "money", "rebound_scenario")
    parts = [_("The weeks ahead if level and fading continue as before, without new discounts.")]
    if table.dropna(subset=["middle"])["actual"].notna().any():
        parts.append(_("Actual sales are drawn where the data have them; the model had not seen them."))
    if found.of(asked.market).half_life is None:
        parts.append(_("How fast it fades cannot be estimated, so the fan covers both slow and fast."))
    st.caption(" ".join(parts))


def _note(asked: Shown) -> str:
    told = ", ".join(f"{one.start} to {one.reopen}" for one in asked.closures)
    weeks = f"{asked.question.counted} weeks counted, {asked.question.watched} watched"
    return f"{asked.market}; measure {asked.question.measure}; closed {told}; {weeks}; 95 % intervals"
