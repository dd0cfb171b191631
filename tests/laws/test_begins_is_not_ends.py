"""Law: a retail series that begins too late is said to begin too late, in every language, and never to end too early.

Broken once: the model said an English sentence, the screen read it back with patterns, and one pattern took "the series begins
…, after the last day looked at" for a series that ends.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import writing
from tests.analytics.rebound.shop.test_benchmarks import monthly

WORDS = {"en": ("begins on", "end"), "it": ("inizia il", "fini"), "zh": ("才开始", "截至")}


def screen(language: str, since: str) -> None:
    import pandas as pd
    from babel import Locale

    from analytics.closures import Closure
    from analytics.period import Period
    from analytics.rebound.answer.rebound import Rebound
    from analytics.rebound.shop import MarketRebounds, Question
    from analytics.rebound.shop.benchmarks import benchmarks
    from data.store import EVERYTHING
    from pages.rebound import market_comparison
    from sheets.choice import Chosen
    from sheets.rebound.shock import Shown
    from tests.analytics.rebound.shop.test_benchmarks import REOPEN, SHOCK, WINDOWS, drawn, rebound
    from tests.laws.test_begins_is_not_ends import series
    from words import messages

    empty = pd.DataFrame()
    compared = benchmarks(series(since), {"IT": WINDOWS}, rebound(drawn()))
    found = MarketRebounds(Rebound(empty, {}, empty, empty, 1.0, ()), empty, (), (), compared)
    asked = Shown("IT", (Closure(SHOCK.date(), REOPEN.date()),), Question())
    with messages.speaking(language, Locale.parse(language)):
        market_comparison.comparison(found, asked, Chosen(EVERYTHING, Period.year(2021)))


def series(since: str) -> pd.DataFrame:
    whole = monthly(np.full(70, 100.0))
    return whole[whole["starts_on"] >= since]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(tmp_path / "store"):
        pass
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "store"))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("since", ["2021-04-20", "2019-06-01"])
def test_a_series_that_begins_too_late_is_said_to_begin(language: str, since: str, store: None) -> None:
    app = AppTest.from_function(screen, kwargs={"language": language, "since": since}, default_timeout=60).run()
    assert not app.exception
    (line,) = app.caption
    begins, ends = WORDS[language]
    assert begins in line.value.lower()
    assert ends not in line.value.lower()
