"""The executive home."""

from functools import partial

import pandas as pd

from analytics.bridge import Bridge, bridge
from analytics.definitions import definitions
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.sales_by import sales_by
from ui import cards, charts, export, filters, frame, header, labels, report, states
from ui.cache import ask
from ui.filters import Chosen
from ui.screen import st
from ui.words import _

STRIP = (
    *("net_eur", "gmv_eur", "orders", "buyers", "aov_eur", "upt"),
    *("spend_per_buyer_eur", "asp_eur", "full_price_share", "refund_rate", "new_share", "wallet_share"),
)
SPARKS = STRIP[:6]
FEW = 10  # orders under which a change is noise


def render() -> None:
    """How are we trading against last year, and where does the change come from?"""
    st.title(_("Overview"))
    chosen = filters.bar(*filters.COLUMNS, "period")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="stretch"):
            header.line(chosen)
        paper = st.container(width="content")
    numbers = ask(kpis, chosen.choice, period=chosen.period)
    if not numbers.loc["current", "orders"]:
        states.empty()
        return

    export.heading(_("At a glance, against last year (LY)"), numbers.reset_index(), "kpis", chosen)
    cards.strip(numbers, STRIP, _sparks(chosen))

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
        export.paper(partial(_sheet, chosen, numbers), report.file_name())
    readings = st.expander(_("Three readings of the same sales"), on_change="rerun", key="readings")
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
    if has_last_year:
        change = ask(bridge, chosen.choice, period=chosen.period, against=chosen.period.last_year)
        drawings.append((_("What changed on last year"), report.bridge(_steps(change))))
    cuts = []
    for by, title in _titles().items():
        rows = beside(ask(sales_by, chosen.choice, period=chosen.period, by=by), by)
        cuts.append((title, rows if has_last_year else rows.assign(last_year=float("nan"))))
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
    if not has_last_year:
        st.header(_("What changed on last year"), anchor=False)
        st.info(_("Last year is not wholly in the data, so nothing is compared with it."))
        return
    change = ask(bridge, chosen.choice, period=chosen.period, against=chosen.period.last_year)
    export.heading(_("What changed on last year"), change.frame(), "bridge", chosen)
    charts.waterfall(_steps(change), "step", "eur", "money", "bridge")


def _steps(change: Bridge) -> pd.DataFrame:
    parts = [(_part(name), eur, "change") for name, eur in change.parts.items() if round(eur) != 0]
    rows = [(_("Last year"), change.before, "total"), *parts, (_("This period"), change.after, "total")]
    return pd.DataFrame(rows, columns=["step", "eur", "kind"])


def _part(name: str) -> str:
    names = {
        "buyers": _("Buyers"),
        "orders_per_buyer": _("Orders per buyer"),
        "units_per_order": _("Units per order"),
        "price_per_unit": _("Price per unit"),
        "exchange_rate": _("Exchange rate"),
        "guests": _("Guests"),
        "unsplit": _("Not split"),
    }
    return names[name]


def _by(chosen: Chosen, by: str, has_last_year: bool) -> None:
    cut = ask(sales_by, chosen.choice, period=chosen.period, by=by)
    export.heading(_titles()[by], cut, f"sales_by_{by}", chosen)
    against = "last_year" if has_last_year else None
    name = _("Last year")
    charts.ranked(beside(cut, by), "name", "net_eur", "money", f"by_{by}", against=against, against_label=name)


def beside(cut: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per slice of this period: its name on screen, net sales, last year's; the smallest of many joined."""
    last_year = cut[cut["period"] == "last_year"].set_index("slice")["net_eur"]
    rows = cut[cut["period"] == "current"]
    rows = rows.assign(last_year=rows["slice"].map(last_year), name=[labels.named(by, code) for code in rows["slice"]])
    return rows[["slice", "name", "net_eur", "last_year"]].head(8)


def _where(chosen: Chosen) -> None:
    cut = ask(sales_by, chosen.choice, period=chosen.period, by="market", across="channel")
    export.heading(_("Change on last year, market by channel"), cut, "sales_by_market_and_channel", chosen)
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


if __name__ == "__main__":
    frame.enter()
