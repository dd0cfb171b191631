"""The executive home."""

from functools import partial

import pandas as pd

from analytics.bridge import Bridge, bridge
from analytics.definitions import definitions
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import shared_period
from analytics.sales_by import sales_by
from sheets import breakdown
from ui import cache, cards, charts, export, filters, header, notices, report, states
from ui.cache import ask
from ui.filters import Chosen
from ui.screen import st
from words import formats, labels
from words.messages import _

HEEDS = (*filters.COLUMNS, "period")
STRIP = (
    *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
    *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
)
SPARKS = STRIP[:6]
FEW = 10  # orders under which a change is noise


def render() -> None:
    """How are we trading against last year, and where does the change come from?"""
    st.title(_("Overview"))
    chosen = filters.bar(*HEEDS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="stretch"):
            header.line(chosen)
        paper = st.container(width="content")
    numbers = ask(kpis, chosen.choice, period=chosen.period)
    if not numbers.loc["current", "orders"]:
        states.nothing(chosen)
        return

    export.heading(
        _("At a glance, against last year"), numbers.reset_index(), "kpis", chosen, note=notices.newness(chosen.period)
    )
    cards.strip(numbers, STRIP, _sparks(chosen))
    if untold := notices.newness(chosen.period):
        st.caption(untold)

    has_last_year = bool(numbers.loc["last_year", "is_covered"])
    left, right = st.columns(2, gap="medium")
    with left:
        _trend(chosen)
    with right:
        _change(chosen, has_last_year)
    for column, by in zip(st.columns(3, gap="medium"), ("channel", "market", "tier"), strict=True):
        with column:
            _by(chosen, by, has_last_year)
    if has_last_year:
        st.caption(_("Bars: net sales of this period. Ticks: last year."))
        _where(chosen)
    with paper:
        export.paper(partial(_sheet, chosen, numbers), report.file_name(chosen))
    readings = st.expander(_("Platform, shop and accounting view"), on_change="rerun", key="readings")
    if readings.open:
        with readings:
            _readings(chosen)


def _sheet(chosen: Chosen, numbers: pd.DataFrame) -> bytes:
    """All of this on one sheet of paper."""
    trend = ask(sales_trend, chosen.choice, period=chosen.period, grain=filters.grain(chosen))
    drawings = [
        (
            _("Net sales through the period"),
            report.trend(trend[trend["is_whole"]] if trend["is_whole"].any() else trend),
        )
    ]
    has_last_year = bool(numbers.loc["last_year", "is_covered"])
    if over := _both(chosen, has_last_year):
        change = ask(bridge, chosen.choice, period=over, against=over.last_year)
        drawn = report.bridge(_steps(change, has_last_year), _over(chosen, over))
        drawings.append((_("What changed on last year"), drawn))
    cuts = []
    for by, title in _titles().items():
        cut = ask(sales_by, chosen.choice, period=chosen.period, by=by)
        cuts.append((title, beside(cut, by, has_last_year)))
    return report.page(chosen, numbers, STRIP, drawings, cuts)


def _titles() -> dict[str, str]:
    return {"channel": _("By channel"), "market": _("By market"), "tier": _("By price tier")}


def _sparks(chosen: Chosen) -> dict[str, list[float]]:
    grain = "month" if chosen.period.days > 200 else filters.grain(chosen)
    series = ask(kpi_series, chosen.choice, period=chosen.period, grain=grain)
    whole = series[series["is_whole"]]
    return {name: whole[name].dropna().tolist() for name in SPARKS if name in whole}


def _trend(chosen: Chosen) -> None:
    trend = ask(sales_trend, chosen.choice, period=chosen.period, grain=filters.grain(chosen))
    export.heading(_("Net sales through the period"), trend, "net_sales_trend", chosen)
    shown = trend[trend["is_whole"]] if trend["is_whole"].any() else trend
    names = {"net_eur": _("This period"), "net_last_year_eur": _("Last year")}
    charts.lines(shown, "bucket", names, "money", "trend", against=["net_last_year_eur"])


def _change(chosen: Chosen, has_last_year: bool) -> None:
    title, over = _("What changed on last year"), _both(chosen, has_last_year)
    if over is None:
        st.header(title, anchor=False)
        st.info(_("Last year is not fully in the data, so nothing is compared with it."))
        return
    change, told = ask(bridge, chosen.choice, period=over, against=over.last_year), _over(chosen, over)
    export.heading(title, change.frame(), "bridge", chosen, note=told)
    charts.waterfall(_steps(change, over == chosen.period), "step", "eur", "money", "bridge")
    if told:
        st.caption(told)


def _both(chosen: Chosen, has_last_year: bool) -> Period | None:
    """The days that this year and last year can be compared over: the period, or as much of it as both have."""
    return chosen.period if has_last_year else cache.of_store(shared_period, period=chosen.period)


def _over(chosen: Chosen, over: Period) -> str:
    """Which part of the period is compared, where it is not the whole."""
    if over == chosen.period:
        return ""
    days = formats.period(over.since, over.until)
    return _("Last year is not fully in the data: only the days that both years have are compared, {days}.", days=days)


def _steps(change: Bridge, is_whole: bool) -> pd.DataFrame:
    parts = [(_part(name), eur, "change") for name, eur in change.parts.items() if round(eur, 2) != 0]
    names = (_("Last year"), _("This period")) if is_whole else (_("These days last year"), _("These days"))
    rows = [(names[0], change.before, "total"), *parts, (names[1], change.after, "total")]
    return pd.DataFrame(rows, columns=["step", "eur", "kind"])


def _part(name: str) -> str:
    names = {
        "buyers": _("Buyers"),
        "orders_per_buyer": _("Orders per buyer"),
        "units_per_order": _("Units per transaction"),
        "price_per_unit": _("Average unit price"),
        "exchange_rate": _("Exchange rate"),
        "guests": _("Guests"),
        "unsplit": _("Cannot be attributed"),
    }
    return names[name]


def _by(chosen: Chosen, by: str, has_last_year: bool) -> None:
    cut = ask(sales_by, chosen.choice, period=chosen.period, by=by)
    note = _(
        "Amounts add up to the total. Buyers and orders need not: a person may buy in several channels, an order may hold several tiers."
    )
    export.heading(_titles()[by], cut, f"sales_by_{by}", chosen, note=note)
    against = "last_year" if has_last_year else None
    name = _("Last year")
    rows = beside(cut, by, has_last_year)
    if rows["net_eur"].notna().any():
        charts.ranked(rows, "name", "net_eur", "money", f"by_{by}", against=against, against_label=name)
    if blind := rows.loc[rows["net_eur"].isna(), "name"].tolist():
        st.caption(_("No amount, because the exchange rate is missing: {names}.", names=", ".join(blind)))


def beside(cut: pd.DataFrame, by: str, has_last_year: bool) -> pd.DataFrame:
    """One row per slice of either year: its name on screen, net sales, last year's; the smallest of many are one row."""
    now, then = (cut[cut["period"] == name].set_index("slice")["net_eur"] for name in ("current", "last_year"))
    then = then if has_last_year else then.head(0)
    rows = pd.DataFrame({"net_eur": now, "last_year": then}).rename_axis("slice").reset_index()
    # Sold last year and not this: a bar of nothing, else last year's would not add up.
    rows.loc[~rows["slice"].isin(now.index), "net_eur"] = 0.0
    rows = rows.sort_values(["net_eur", "last_year"], ascending=False, ignore_index=True)
    rows = rows.assign(name=[labels.named(by, code) for code in rows["slice"]])
    return breakdown.summed(rows, ("net_eur", "last_year"))[["name", "net_eur", "last_year"]]


def _where(chosen: Chosen) -> None:
    cut = ask(sales_by, chosen.choice, period=chosen.period, by="market", across="channel")
    export.heading(_("Change on last year by market and channel"), cut, "sales_by_market_and_channel", chosen)
    both = compared(cut)
    if both.empty:
        states.empty(_("There are not enough orders a year before this period to compare with."))
        return
    charts.heatmap(both, "channel", "market", "change", "percent", "where", middle=0.0, cap=0.5)
    st.caption(_("Blank where either year has fewer than {n} orders.", n=FEW))


def compared(cut: pd.DataFrame) -> pd.DataFrame:
    """Net sales against last year by market and channel; only where both have enough orders."""
    columns = ["slice", "across", "net_eur", "orders"]
    now, then = (cut.loc[cut["period"] == name, columns] for name in ("current", "last_year"))
    both = now.merge(then, on=["slice", "across"], suffixes=("", "_then"))
    both = both[(both["orders"] >= FEW) & (both["orders_then"] >= FEW) & (both["net_eur_then"] > 0)]
    return both.assign(
        change=both["net_eur"] / both["net_eur_then"] - 1,
        market=[labels.market(code) for code in both["slice"]],
        channel=[labels.channel(code) for code in both["across"]],
    ).sort_values("net_eur", ascending=False)


def _readings(chosen: Chosen) -> None:
    steps = ask(definitions, chosen.choice, period=chosen.period)
    export.offer(steps, "definitions", chosen)
    shown = steps[steps["is_total"] | (steps["amount_eur"].abs() >= 0.5)]
    shown = shown.assign(
        name=[_step(step) for step in shown["step"]],
        kind=["total" if whole else "change" for whole in shown["is_total"]],
    )
    charts.waterfall(shown, "name", "amount_eur", "money", "definitions")
    st.caption(_("From what the platform reports to sales before VAT; the steps add up to the cent."))


def _step(name: str) -> str:
    names = {
        "platform": _("GMV paid (platform)"),
        "timing": _("Paid in another period"),
        "shipping": _("Shipping"),
        "returns": _("Returns"),
        "retail": _("Net sales (shop)"),
        "vat_unknown": _("VAT not stated"),
        "vat": _("VAT"),
        "platform_receipts": _("Paid by platforms"),
        "finance": _("Sales before VAT (books)"),
    }
    return names[name]
