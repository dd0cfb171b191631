"""Numbers, money and days as an English, an Italian and a Chinese reader write them."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from babel import Locale

from words import formats
from words.messages import speaking


@pytest.fixture
def reader(monkeypatch):
    """Makes the reader of another country."""

    def becomes(code: str) -> None:
        monkeypatch.setattr(formats, "locale", lambda: Locale.parse(code))

    return becomes


@pytest.mark.parametrize(
    ("code", "full", "short", "share", "day", "month"),
    [
        ("en_GB", "€1,234,567", "€1.23M", "12.3%", "31 Jan 2025", "Jan 2025"),
        ("it_IT", "1.234.567 €", "1,23 Mln €", "12,3%", "31 gen 2025", "gen 2025"),
        ("zh_Hans_CN", "€1,234,567", "€123万", "12.3%", "2025年1月31日", "2025年1月"),
    ],
)
def test_each_reader_sees_their_own_writing(reader, code, full, short, share, day, month):
    reader(code)
    plain = {ord("\xa0"): " ", ord("\u202f"): " "}
    assert formats.money(1_234_567).translate(plain) == full
    assert formats.money_short(1_234_567).translate(plain) == short
    assert formats.percent(0.1234).translate(plain) == share
    assert formats.day(date(2025, 1, 31)) == day
    assert formats.month(date(2025, 1, 1)) == month


def test_what_is_missing_is_a_dash_and_never_a_zero():
    for nothing in (None, float("nan"), np.nan, pd.NA, float("inf")):
        assert formats.money(nothing) == formats.percent(nothing) == formats.number(nothing) == "–"
        assert formats.change(nothing) == formats.points(nothing) == formats.signed_money(nothing) == "–"
    assert formats.day(None) == formats.day(pd.NaT) == "–"


@pytest.mark.parametrize(
    "write", [formats.money, formats.money_short, formats.number, formats.number_short, formats.percent]
)
def test_a_number_beyond_all_sense_is_a_dash_as_infinity_is(write):
    """Broken once: a page fell over an interval whose upper bound was 1e30 euro."""
    assert {write(bound) for bound in (1e15, -1e30, 1e300, float("inf"))} == {formats.DASH}


def test_what_rounds_to_nothing_has_no_sign():
    assert formats.change(0.0001) == formats.change(-0.0001) == "0.0%"
    assert formats.points(-0.00001) == "0.0 pp"
    assert formats.number(-0.0001, 2) == "0.00"


def test_a_change_says_which_way():
    assert formats.change(0.032) == "+3.2%"
    assert formats.change(-0.032) == "−3.2%"
    assert formats.points(0.004) == "+0.4 pp"
    assert formats.signed_money(-2_340_000) == "−€2.34M"


def test_a_period_names_its_last_day_not_the_day_after():
    assert "31 Dec 2025" in formats.period(date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("before", ["en", "it", "zh"])
@pytest.mark.parametrize(("lang", "written"), [("en", "Dec"), ("it", "dic"), ("zh", "12月")])
def test_a_month_is_in_the_reader_s_language_whoever_read_before(before: str, lang: str, written: str) -> None:
    with speaking(before):
        formats.short_month(date(2025, 12, 1))
    with speaking(lang):
        assert formats.short_month(date(2025, 12, 1)) == written
