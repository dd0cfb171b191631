"""What surrounds every page: filters, language, look, and what stands in for a page that cannot be drawn."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.page import page

PAGE = """
from ui import filters, frame, url
from ui.screen import st

def render():
    st.title("Page")
    st.session_state["chosen"] = filters.bar("market", "period")
    BODY

frame.around(render, ("market", "period"))
"""


def framed(body: str = "pass", **address: str) -> AppTest:
    return page(PAGE.replace("BODY", body), **address)


def test_filters_language_and_look_stand_at_the_side_and_the_page_beside_them(shop):
    app = framed()
    assert [title.value for title in app.main.title] == ["Page"]
    assert [box.label for box in app.sidebar.selectbox] == ["Period", "Language", "Look", "Charts are saved as"]
    assert [box.label for box in app.sidebar.multiselect][:3] == ["Market", "Channel", "Price tier"]


def test_the_filters_a_page_does_not_apply_are_greyed(shop):
    boxes = {box.label: box.disabled for box in framed().sidebar.multiselect}
    assert not boxes["Market"] and boxes["Channel"] and boxes["Price tier"]


def test_everything_is_said_in_the_language_of_the_address(shop):
    app = framed(lang="it")
    assert [box.label for box in app.sidebar.selectbox] == ["Periodo", "Lingua", "Aspetto", "I grafici si salvano come"]
    assert "Mercato" in [box.label for box in app.sidebar.multiselect]


@pytest.mark.parametrize(("picked", "form"), [({}, "png"), ({"picture": "svg"}, "svg")])
def test_a_chart_is_saved_as_the_reader_picked(shop, picked, form):
    body = "charts.ranked(pd.DataFrame({'n': ['a'], 'v': [1.0]}), 'n', 'v', 'money', 'one')"
    (chart,) = framed(body, **picked).get("plotly_chart")
    assert json.loads(chart.proto.config)["toImageButtonOptions"]["format"] == form


def test_a_page_that_breaks_leaves_the_frame_standing(shop):
    app = framed("raise RuntimeError('secret path')")
    assert len(app.error) == 1 and "secret" not in app.error[0].value
    assert app.sidebar.selectbox[0].label == "Period"


def test_without_a_store_language_and_look_can_still_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "nothing"))
    app = framed(lang="zh")
    assert [title.value for title in app.title] == ["Vetrina"]
    assert len(app.sidebar.selectbox) == 2 and not app.sidebar.multiselect
    assert "vetrina sample" in app.code[0].value and not app.error


def test_a_damaged_store_is_an_error_and_no_empty_shop(shop):
    (shop / "current").write_text("store-99.duckdb")
    app = framed()
    assert app.error and not app.info
    assert "vetrina restore" in app.code[0].value


def test_what_the_filters_and_the_page_cannot_take_is_said_in_one_box(shop):
    app = framed('url.one(st.selectbox, "Rank", ["a"], "rank", "a")', market="XX", rank="z")
    (box,) = app.warning
    assert "Market: “XX”" in box.value and "Rank: “z”" in box.value


def test_a_click_on_something_that_is_there_takes_the_box_away(shop):
    app = framed(market="XX")
    assert app.warning
    app.sidebar.multiselect(key="pick_market_en").set_value(["CN"]).run()
    assert not app.warning
    assert app.session_state["chosen"].choice.market == ("CN",)


def test_the_browser_is_told_the_language_and_the_look(shop):
    app = framed(lang="zh", look="dark")
    (script,) = [part.proto.body for part in app.sidebar.get("html") if "look.js" in part.proto.body]
    assert 'data-language="zh-Hans"' in script and 'data-theme="Dark"' in script
