"""A click on a row narrows the page; what narrows it stands above it and is taken away by a click."""

from streamlit.testing.v1 import AppTest

from analytics.period import Period
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen
from ui.narrowing import into

CHIPS = """
from sheets import overview
from ui import filters, frame, header
HEEDS = overview.HEEDS
frame.around(lambda: header.line(filters.bar(*HEEDS)), HEEDS)
"""


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.main.button]


def opened(shop, monkeypatch, **address: str) -> AppTest:
    monkeypatch.setenv("VETRINA_STORE", str(shop))
    app = AppTest.from_string(CHIPS, default_timeout=300)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def test_without_a_filter_there_is_none(sample, monkeypatch):
    assert chips(opened(sample, monkeypatch)) == []


def test_each_filter_stands_above_the_page_and_a_click_takes_it_away(sample, monkeypatch):
    app = opened(sample, monkeypatch, market="CN,IT", channel="boutique")
    assert chips(app) == ["China", "Italy", "Boutique", "Clear all filters"]
    app.button(key="chip_market_CN").click().run()
    assert chips(app) == ["Italy", "Boutique", "Clear all filters"]
    assert app.query_params["market"] == "IT"
    app.button(key="chip_all").click().run()
    assert chips(app) == [] and "market" not in app.query_params


def test_a_row_that_stands_for_nothing_narrows_nothing(monkeypatch):
    state: dict[str, str] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    pick = into("market", ["CN", None, float("nan"), "a,b"], Chosen(EVERYTHING, Period.year(2024)))
    assert pick is not None
    for place, expected in ((1, {}), (2, {}), (9, {}), (0, {"market": "CN"}), (3, {"market": "a%2Cb"})):
        pick(place)
        assert state == expected


def test_a_page_of_one_value_has_nothing_to_narrow():
    assert into("market", ["CN"], Chosen(Choice(market=("CN",)), Period.year(2024))) is None
