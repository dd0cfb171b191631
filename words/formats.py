"""Numbers, money, shares and days as the reader writes them. What is missing is a dash, never a zero.

One rule for amounts on a screen: cards, charts and sentences say them short, to three figures in every language
(`money_short`); tables and hover boxes, where they are added up, say whole euro or pounds (`money`).
"""

from datetime import date, datetime
from typing import Literal

import pandas as pd
from babel import dates, numbers

from words import currency
from words.messages import _, locale, plural

DASH = "–"
COMPACT_FROM = 10_000  # below, every digit is written
LARGEST = 1e15  # no shop sells so much: a model's bound of that size is a bound without end
Number = float | int | None
Unit = Literal["money", "percent", "number", "days"]


def money(amount: Number, digits: int = 0) -> str:
    """An amount of the shop's currency in full, such as `€1,234` or `1.234 €`."""
    real = _real(amount)
    if real is None:
        return DASH
    pattern = locale().currency_formats["standard"].pattern.replace("0.00", "0" + _decimals(digits))
    return _minus(
        numbers.format_currency(_tidy(real, digits), currency.code(), pattern, locale=locale(), currency_digits=False)
    )


def money_short(amount: Number) -> str:
    """An amount to three or four figures, such as `€1.23M`, `1,23 Mln €` or `€123万`."""
    real = _real(amount)
    if real is None or abs(real) < COMPACT_FROM:
        return money(real)
    real = _three_figures(real)
    if thousands := _thousands(real):
        return _minus(f"{thousands}\u00a0{currency.sign()}")
    return _minus(
        numbers.format_compact_currency(real, currency.code(), locale=locale(), fraction_digits=_compact_digits(real))
    )


def number(value: Number, digits: int = 0) -> str:
    """A plain number with `digits` decimals."""
    real = _real(value)
    if real is None:
        return DASH
    return _minus(numbers.format_decimal(_tidy(real, digits), "#,##0" + _decimals(digits), locale=locale()))


def number_short(value: Number) -> str:
    """A count to three or four figures, such as `12.3K`."""
    real = _real(value)
    if real is None or abs(real) < COMPACT_FROM:
        return number(real)
    real = _three_figures(real)
    if thousands := _thousands(real):
        return _minus(thousands)
    return _minus(numbers.format_compact_decimal(real, locale=locale(), fraction_digits=_compact_digits(real)))


def percent(share: Number, digits: int = 1) -> str:
    """A share (0 to 1) as a percentage."""
    real = _real(share)
    if real is None:
        return DASH
    pattern = locale().percent_formats[None].pattern.replace("0%", "0" + _decimals(digits) + "%")
    return _minus(numbers.format_percent(_tidy(real, digits + 2), pattern, locale=locale()))


def change(share: Number, digits: int = 1) -> str:
    """A relative change with its sign, such as `+3.2%`; what rounds to nothing has no sign."""
    real = _real(share)
    return DASH if real is None else _signed(real, digits + 2, percent(abs(real), digits))


def points(difference: Number, digits: int = 1) -> str:
    """A difference of two shares in percentage points, such as `+0.4 pp`."""
    real = _real(difference)
    return DASH if real is None else _signed(real, digits + 2, _("{n} pp", n=number(abs(real) * 100, digits)))


def signed_money(amount: Number) -> str:
    """A change of money with its sign, short."""
    real = _real(amount)
    return DASH if real is None else _signed(real, 0, money_short(abs(real)))


def worded(value: object, unit: Unit) -> str:
    """A value in words of its unit, short."""
    if missing(value):
        return DASH
    real = float(value)  # type: ignore[arg-type]
    match unit:
        case "money":
            return money_short(real)
        case "percent":
            return percent(real)
        case "days":
            if real == int(real):
                return plural("{n} day", "{n} days", int(real), n=number(real))
            return _("{n} days", n=number(real, 1))
        case _rest:
            return number_short(real) if abs(real) >= 1000 or real == int(real) else number(real, 2)


def signed(value: float, unit: Unit) -> str:
    """A change in words of its unit, with its sign."""
    if missing(value):
        return DASH
    text = worded(abs(value), unit)
    return text if round(value, 4) == 0 else ("+" if value > 0 else "−") + text


def interval(low: str, high: str) -> str:
    """Two formatted bounds, such as `[1.2, 3.4]`, without a comma that could be a decimal mark."""
    return f"[{low} … {high}]"


def day(value: object, length: str = "medium") -> str:
    """A day, such as `1 Jan 2025`."""
    moment = _moment(value)
    return DASH if moment is None else dates.format_date(moment, format=length, locale=locale())


def month(value: object) -> str:
    """A month, such as `Jan 2025`."""
    moment = _moment(value)
    return DASH if moment is None else dates.format_skeleton("yMMM", moment, locale=locale())


def short_month(value: object) -> str:
    """A month without its year, such as `Jan`."""
    moment = _moment(value)
    # By pattern, not by skeleton: names that stand alone Babel lends from one language to another (Chinese months in Italian).
    return DASH if moment is None else dates.format_date(moment, "MMM", locale=locale())


def short_day(value: object) -> str:
    """A day without its year, such as `1 Jan`."""
    moment = _moment(value)
    return DASH if moment is None else dates.format_skeleton("MMMd", moment, locale=locale())


def weekday(number: int) -> str:
    """A day of the week, 1 being Monday, such as `Mon`."""
    return dates.format_date(date(2024, 1, number), "EEE", locale=locale())  # 1 January 2024 was a Monday


def moment(value: object) -> str:
    """A day and time; the caller says which clock."""
    instant = _moment(value)
    return DASH if instant is None else dates.format_datetime(instant, format="short", locale=locale())


def period(since: date, until: date) -> str:
    """A stretch of days, both ends named, one day by itself; `until` is the first day not counted."""
    if until - since == pd.Timedelta(days=1):
        return day(since)
    return dates.format_interval(since, until - pd.Timedelta(days=1), "yMMMd", locale=locale())


def missing(value: object) -> bool:
    """Whether there is no number here, or one without end."""
    return bool(pd.isna(value)) or (isinstance(value, float) and abs(value) >= LARGEST)  # type: ignore[call-overload]


def _real(value: Number) -> float | None:
    return None if missing(value) else float(value)  # type: ignore[arg-type]


def _minus(text: str) -> str:
    """One minus sign everywhere; a hyphen is shorter than a figure and lost beside one."""
    return text.replace("-", "−")


def _signed(value: float, digits: int, text: str) -> str:
    if round(value, digits) == 0:
        return text
    return ("+" if value > 0 else "−") + text


def _tidy(value: float, digits: int) -> float:
    """Rounded, and never minus zero."""
    return round(value, digits) + 0.0


def _decimals(digits: int) -> str:
    return "." + "0" * digits if digits else ""


def _compact_digits(value: float) -> int:
    leading = abs(value)
    power = 10_000 if locale().language == "zh" else 1_000
    while leading >= power:
        leading /= power
    return 0 if leading >= 100 else 1 if leading >= 10 else 2


def _three_figures(real: float) -> float:
    """Rounded before it is written: 999,600 is a million, not a thousand thousands."""
    return float(f"{real:.3g}")


def _thousands(real: float) -> str | None:
    """Thousands as Italian writes them short, `385 mila`: Babel has no short form for them, and amounts on one screen
    must be as exact as each other.
    """
    if locale().language != "it" or abs(real) >= 1_000_000:
        return None
    written = numbers.format_decimal(
        round(real / 1000, _compact_digits(real)), "#,##0.##", locale=locale(), decimal_quantization=False
    )
    return f"{written}\u00a0mila"


def _moment(value: object) -> date | datetime | None:
    stamp = pd.to_datetime(value, errors="coerce")  # type: ignore[call-overload]
    return None if stamp is pd.NaT or stamp is None else stamp.to_pydatetime()
