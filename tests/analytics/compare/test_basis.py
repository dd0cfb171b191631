"""What to compare with, as addresses and commands write it."""

from datetime import date

import pytest

from analytics.compare import EVENTS, Basis
from data.errors import BadRequest

CODES = ["last_year", "weekday", "previous", "2019", "2024-02-29", *EVENTS, "qixi-2019", "11.11-2020"]


@pytest.mark.parametrize("code", CODES)
def test_a_text_is_read_and_written_alike(code: str) -> None:
    assert Basis.of(code).code == code


def test_a_year_a_day_and_an_event_are_told_apart() -> None:
    assert Basis.of("2019") == Basis("year", year=2019)
    assert Basis.of("2019-03-01") == Basis("custom", since=date(2019, 3, 1))
    assert Basis.of("520") == Basis("event", event="520")
    assert Basis.of("cny-2019") == Basis("event", event="cny", year=2019)


@pytest.mark.parametrize(
    "code", ["", "custom", "2024-02-30", "yesterday", "qixi-", "qixi-19", "1899", "20199", "halloween-2019", "' or 1=1"]
)
def test_anything_else_is_refused_with_what_there_is(code: str) -> None:
    with pytest.raises(BadRequest, match="is nothing to compare with; give last_year, weekday, previous"):
        Basis.of(code)


def test_a_text_without_end_is_quoted_by_its_beginning() -> None:
    with pytest.raises(BadRequest) as refused:
        Basis.of("x" * 100_000)
    assert len(str(refused.value)) < 500
