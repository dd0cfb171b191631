"""A link of the unusual list opens its page in the reader's language, on a boutique of any name."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.analytics.doubt.shops import Making, opened, orders
from tests.sheets.test_unusual import LAST

SCRIPT = """
from pages.overview import unusual
from ui import filters, frame
HEEDS = ("store_id", "period", "compare")
frame.around(lambda: unusual.render(filters.bar(*HEEDS)), HEEDS)
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
    assert address.endswith("&lang=it") and not set(address) & set(" ()[]#<>")
    assert "%E4%B8%8A%E6%B5%B7+%5B%E5%BA%97%5D%28x%29+%26+%231%252C+100%2525" in address
