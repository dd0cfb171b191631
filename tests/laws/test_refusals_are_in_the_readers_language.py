"""Law: whatever a model refuses, the reader of the Chinese app reads it in Chinese, and that of the Italian one in Italian.

Broken once: refusals were English sentences that the screen recognised by patterns; sixteen of twenty had none and stood there in
English.
"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

HAN, LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}")


def fortnights() -> object:
    from analytics.rebound.series.clock import clock

    return clock(pd.date_range("2019-01-01", periods=20, freq="14D"))


def three_dates() -> object:
    from analytics.rebound.series.clock import clock

    return clock(pd.date_range("2019-01-01", periods=3, freq="7D"))


def nothing_before() -> object:
    from analytics.rebound.series.units import modelled

    return modelled(np.zeros(40), 20)


def shock_after_the_data() -> object:
    from analytics.rebound.series.clock import CLOCKS
    from analytics.rebound.series.windows import Shock, Windows, spans

    weeks = pd.date_range("2019-01-07", periods=80, freq="7D")
    return spans(Windows((Shock(pd.Timestamp("2031-01-06")),)), weeks, CLOCKS["week"])


def without_values() -> object:
    from analytics.rebound.series.panel import panel

    return panel(pd.DataFrame({"销售": np.full(20, np.nan)}, index=pd.date_range("2019-01-07", periods=20, freq="7D")))


def two_rows_of_a_month() -> object:
    from analytics.rebound.series.panel import panel

    days = [*pd.date_range("2019-01-01", periods=20, freq="MS"), pd.Timestamp("2019-05-20")]
    return panel(pd.DataFrame({"销售": np.ones(21)}, index=days))


def one_arm() -> object:
    from analytics.uplift import Experiment

    return Experiment(np.zeros((3, 1)), np.array([True, False, False]), np.zeros(3), 0.5)


def nobody_twice() -> object:
    from analytics.lifetime.fit import fitted
    from analytics.lifetime.histories import Histories
    from analytics.lifetime.pareto_nbd import ParetoNBD

    return fitted(ParetoNBD, Histories(np.zeros(1), np.zeros(1), np.full(1, 9.0), np.full(1, 100.0)))


REFUSALS = {
    work.__name__: work
    for work in (
        fortnights, three_dates, nothing_before, shock_after_the_data, without_values, two_rows_of_a_month, one_arm,
        nobody_twice,
    )
}  # fmt: skip


def screen(language: str, name: str) -> None:
    from babel import Locale

    from tests.laws.test_refusals_are_in_the_readers_language import REFUSALS
    from ui.background import Jobs, waiting
    from words import messages
    from words.languages import REGIONS

    job = Jobs().of(name, lambda _job: REFUSALS[name]())
    job.done.wait(10)
    with messages.speaking(language, Locale.parse(REGIONS[language])):
        waiting(job, "", 1.0)


@pytest.mark.parametrize("work", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_in_the_chinese_app_is_chinese(work: Callable[[], object]) -> None:
    app = AppTest.from_function(screen, kwargs={"language": "zh", "name": work.__name__}, default_timeout=60).run()
    (shown,) = app.info
    assert not app.exception and not app.error
    assert HAN.search(shown.value) and not LATIN.search(shown.value)


@pytest.mark.parametrize("work", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_in_the_italian_app_is_not_the_english_one(work: Callable[[], object]) -> None:
    said = {}
    for language in ("en", "it"):
        given = {"language": language, "name": work.__name__}
        app = AppTest.from_function(screen, kwargs=given, default_timeout=60).run()
        said[language] = app.info[0].value
    assert said["en"] != said["it"]
