import numpy as np
import pandas as pd
import pytest

from analytics.rebound.series.clock import CLOCKS, BadSeries
from analytics.rebound.series.windows import Shock, Span, Windows, reopening, spans
from analytics.results import CannotTell

WEEKS = pd.date_range("2019-01-07", periods=80, freq="7D")
MONTHS = pd.date_range("2015-01-01", periods=84, freq="MS")


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_the_week_that_holds_the_shock_belongs_to_it() -> None:
    wednesday = WEEKS[40] + pd.Timedelta(days=2)
    (found,) = spans(Windows((Shock(wednesday, WEEKS[50]),)), WEEKS, CLOCKS["week"])
    assert found == Span(40, 50, 80, 80)


def test_a_week_partly_closed_belongs_to_the_shock() -> None:
    thursday = WEEKS[50] + pd.Timedelta(days=3)
    (found,) = spans(Windows((Shock(WEEKS[40], thursday),), horizon=13), WEEKS, CLOCKS["week"])
    assert found == Span(40, 51, 64, 80)


def test_two_lockdowns_share_the_time_between_them() -> None:
    windows = Windows(
        (Shock(day("2020-03-09"), day("2020-06-01")), Shock(day("2020-11-05"), day("2021-04-01"))),
        until=day("2021-09-30"),
    )
    first, second = spans(windows, MONTHS, CLOCKS["month"])
    assert (first.start, first.reopen, first.end) == (62, 65, 70)
    assert (second.start, second.reopen, second.last) == (70, 75, 81)


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        ((Shock(WEEKS[50], WEEKS[40]),), "not in order"),
        ((Shock(WEEKS[40]), Shock(WEEKS[60])), "only the last shock"),
        ((), "no shock"),
    ],
)
def test_windows_out_of_order_are_refused(windows: tuple[Shock, ...], said: str) -> None:
    with pytest.raises(BadSeries, match=said):
        Windows(windows)


@pytest.mark.parametrize(
    ("shock", "reopen", "code"),
    [("2019-01-14", None, "short_before_shock"), ("2031-01-01", None, "ends_before_shock"),
     ("2020-06-01", "2030-01-01", "ends_before_reopening")],
)  # fmt: skip
def test_windows_outside_the_series_are_refused(shock: str, reopen: str | None, code: str) -> None:
    with pytest.raises(CannotTell, match=code):
        spans(Windows((Shock(day(shock), None if reopen is None else day(reopen)),)), WEEKS, CLOCKS["week"])


def test_without_a_policy_date_trade_is_free_at_the_first_of_two_periods_above() -> None:
    assert reopening([5, 12, 4, 11, 13, 12], np.full(6, 10.0)) == 3
    assert reopening([5, 12, 4], np.full(3, 10.0)) is None
