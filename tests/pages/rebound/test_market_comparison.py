"""Own sales beside trade as a whole, on screen."""

from datetime import date

from streamlit.testing.v1 import AppTest


def alone() -> None:
    import pandas as pd

    from analytics.closures import Closure
    from analytics.rebound.answer.rebound import Rebound
    from analytics.rebound.shop import MarketRebounds, Question
    from pages.rebound import market_comparison
    from sheets.rebound.shock import Shown
    from tests.pages.rebound.test_market_comparison import SPRING

    empty = pd.DataFrame()
    found = MarketRebounds(Rebound(empty, {}, empty, empty, 1.0, ()), empty, (), ())
    shown = Shown("IT", (Closure(*SPRING),), Question())
    market_comparison.comparison(found, shown, None)


SPRING = (date(2020, 3, 9), date(2020, 5, 18))


def test_without_a_series_one_line_says_how_to_load_one():
    app = AppTest.from_function(alone).run()
    assert not app.exception and not app.header
    (line,) = app.caption
    assert "`vetrina template market_series`" in line.value
