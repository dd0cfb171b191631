"""Law: every chart through time has its marks, and one switch, kept in the address, takes them from all."""

import pytest

from tests.pages.test_every_page import PAGES, charts_of

TIMED = {
    "overview": ("chart_trend",),
    "wallet": ("chart_recon_trend", "chart_wallet_costs"),
    "cohorts": ("chart_cohort_trend",),
    "customers": ("chart_tracking",),
    "promotions": ("chart_course",),
    "assortment": ("chart_full_price_amounts", "chart_full_price_share"),
    "market": ("chart_market_index",),
}
SWITCH = "Calendar marks on charts"


def marked(app) -> set[str]:
    """The charts with marks, by their keys."""
    keys = [chart.proto.id.split("-")[-1] for chart in app.get("plotly_chart")]
    return {key for key, spec in zip(keys, charts_of(app), strict=True) if "yaxis9" in spec["layout"]}


@pytest.mark.parametrize("page", TIMED)
def test_a_line_through_time_is_marked_unless_the_switch_is_off(screen, sample, page):
    on, off = (screen(page, sample, period="last_year", **address) for address in ({}, {"marks": "0"}))
    assert set(TIMED[page]) <= marked(on)
    assert marked(off) == set() and not off.exception
    assert next(toggle for toggle in on.sidebar.toggle if toggle.label == SWITCH).value is True


@pytest.mark.parametrize("page", PAGES)
def test_the_address_keeps_the_switch_on_every_page(screen, sample, page):
    app = screen(page, sample, marks="0")
    assert app.query_params["marks"] in ("0", ["0"])


def test_a_click_goes_to_the_address_and_takes_the_marks(opening, sample):
    app = opening("overview", sample)
    next(toggle for toggle in app.sidebar.toggle if toggle.label == SWITCH).set_value(False).run()
    assert app.query_params["marks"] in ("0", ["0"]) and marked(app) == set()


def test_what_is_no_switch_is_refused_by_name(screen, sample):
    app = screen("overview", sample, marks="maybe")
    assert "“maybe” is not available here" in app.warning[0].value and marked(app)
