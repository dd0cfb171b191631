import pandas as pd
import pytest

from analytics.rebound.series.clock import BadSeries, clock, moment, regular
from analytics.results import CannotTell


@pytest.mark.parametrize(
    ("step", "word"), [("D", "day"), ("B", "day"), ("7D", "week"), ("W-SUN", "week"), ("MS", "month"), ("ME", "month"),
                       ("QS", "quarter"), ("YS", "year")]
)  # fmt: skip
def test_the_clock_is_read_off_the_dates(step: str, word: str) -> None:
    assert clock(pd.date_range("2019-01-01", periods=20, freq=step)).word == word


def test_a_missing_month_does_not_change_the_clock() -> None:
    dates = pd.date_range("2017-05-01", periods=24, freq="MS").delete([8, 9, 20])
    kind = clock(dates)
    assert kind.word == "month"
    assert len(regular(dates, kind)) == 24


def test_fortnights_are_refused_with_what_was_found() -> None:
    with pytest.raises(CannotTell, match="irregular_dates days=14"):
        clock(pd.date_range("2019-01-01", periods=20, freq="14D"))


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020-03-09", "2020-03-09"), ("20200309", "2020-03-09"), ("2020-03", "2020-03-01"), ("2020Q2", "2020-04-01"),
     ("2020-W11", "2020-03-09"), ("1955", "1955-01-01"), ("1955-01-01", "1955-01-01"), ("2020-03-09T00:00:00Z", "2020-03-09")],
)  # fmt: skip
def test_a_date_is_the_first_day_of_what_it_names(text: str, day: str) -> None:
    assert moment(text) == pd.Timestamp(day)


@pytest.mark.parametrize("text", ["yesterday", "2020-13-01", "09/03/20", ""])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(BadSeries, match="is not a date"):
        moment(text)
