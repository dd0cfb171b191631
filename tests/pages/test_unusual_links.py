"""A link of the unusual list opens its page in the reader's language, on a boutique of any name."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.analytics.doubt.shops import Making, opened, orders
from tests.sheets.test_unusual import LAST
from ui.trail import back

SCRIPT = """
from pages.overview import unusual
from ui import filters, frame
HEEDS = ("store_id", "period", "compare")
def page():
    chosen = filters.bar(*HEEDS)
    unusual.crumb()
    unusual.render(chosen)
frame.around(page, HEEDS)
"""
NAME = "上海 [店](x) & #1, 100%"


def test_a_link_speaks_the_readers_language_and_holds_the_boutique(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = orders(Making(customers=250), 11).assign(store_id=NAME)
    made = made[(made["ordered_on"] < LAST) | (made.index.to_numpy() % 5 == 0)].reset_index(drop=True)
    opened(tmp_path, made)
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path))
    app = AppTest.from_string(SCRIPT, default_timeout=300)
    app.query_params["lang"] = "it"
    app.query_params["store_id"] = NAME.replace("%", "%25").replace(",", "%2C")
    app.run()
    assert not app.exception
    listed = next(each.value for each in app.main.markdown if "](?period=last_week" in each.value)
    address = listed.rpartition("](")[2].removesuffix(")")
    query, _back = address.split("&back=")
    assert query.endswith("&lang=it") and not set(address) & set(" ()[]#<>")
    assert "%E4%B8%8A%E6%B5%B7+%5B%E5%BA%97%5D%28x%29+%26+%231%252C+100%2525" in query
    arrived = opened_at(address)
    assert arrived.query_params["period"] == "last_week"
    arrived.button(key="trail").click().run()  # back where the list was
    assert arrived.query_params["store_id"] == app.query_params["store_id"]
    assert not {"period", "compare", "back"} & set(arrived.query_params)
    assert not [button for button in arrived.main.button if button.key == "trail"]


def opened_at(address: str) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=300)
    told = parse_qs(address.removeprefix("?"))
    for name, (value,) in (
        (name, value) for name, value in told.items() if name != "lang"
    ):  # AppTest clicks in English
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("told", ["https://example.org", "chip_all=1&lang=zh&back=x", "&".join(["market=CN"] * 99)])
def test_a_way_back_picks_filters_and_nothing_else(told: str) -> None:
    assert back(told) == {}
    assert back("market=CN&lang=zh") == {"market": "CN"}
