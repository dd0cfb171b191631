"""Numbers, money, shares and days as the reader writes them. What is missing is a dash, never a zero."""

import math
from datetime import date, datetime

import pandas as pd
from babel import dates, numbers

from ui.words import locale

DASH = "–"
Number = float | int | None


def money(amount: Number, digits: int = 0, currency: str = "EUR") -> str:
    """An amount in full, such as `€1,234` or `1.234 €`."""
    if missing(amount):
        return DASH
    pattern = locale().currency_formats["standard"].pattern
    whole = pattern.replace("0.00", "0" if digits == 0 else "0." + "0" * digits)
    return numbers.format_currency(amount, currency, whole, locale=locale(), currency_digits=False)


def money_short(amount: Number, currency: str = "EUR") -> str:
    """An amount to three or four figures, such as `€1.23M`, `1,23 Mln €` or `123万 €`."""
    if missing(amount):
        return DASH
    if abs(float(amount or 0)) < _compact_from():
        return money(amount, 0, currency)
    return numbers.format_compact_currency(amount, currency, locale=locale(), fraction_digits=_compact_digits(amount))


def number(value: Number, digits: int = 0) -> str:
    """A plain number with `digits` decimals."""
    if missing(value):
        return DASH
    return numbers.format_decimal(
        _tidy(value, digits), "#,##0" + ("." + "0" * digits if digits else ""), locale=locale()
    )


def number_short(value: Number) -> str:
    """A count to three or four figures, such as `12.3K`."""
    if missing(value):
        return DASH
    if abs(float(value or 0)) < _compact_from():
        return number(value)
    return numbers.format_compact_decimal(value, locale=locale(), fraction_digits=_compact_digits(value))


def percent(share: Number, digits: int = 1) -> str:
    """A share (0 to 1) as a percentage."""
    if missing(share):
        return DASH
    return numbers.format_percent(_tidy(share, digits + 2), _percent_pattern(digits), locale=locale())


def change(share: Number, digits: int = 1) -> str:
    """A relative change with its sign, such as `+3.2%`; what rounds to nothing has no sign."""
    return _signed(share, digits + 2, percent(abs(share) if not missing(share) else None, digits))


def points(difference: Number, digits: int = 1) -> str:
    """A difference of two shares in percentage points, such as `+0.4 pp`."""
    if missing(difference):
        return DASH
    text = number(abs(float(difference or 0)) * 100, digits)
    return _signed(difference, digits + 2, f"{text} pp")


def signed_money(amount: Number) -> str:
    """A change of money with its sign, short."""
    return _signed(amount, 0, money_short(abs(amount) if not missing(amount) else None))


def interval(low: str, high: str) -> str:
    """Two formatted bounds, such as `[1.2, 3.4]`, without a comma that could be a decimal mark."""
    return f"[{low} … {high}]"


def day(value: object, length: str = "medium") -> str:
    """A day, such as `1 Jan 2025`."""
    found = _moment(value)
    return DASH if found is None else dates.format_date(found, format=length, locale=locale())


def month(value: object) -> str:
    """A month, such as `Jan 2025`."""
    found = _moment(value)
    return DASH if found is None else dates.format_skeleton("yMMM", found, locale=locale())


def short_day(value: object) -> str:
    """A day without its year, such as `1 Jan`."""
    found = _moment(value)
    return DASH if found is None else dates.format_skeleton("MMMd", found, locale=locale())


def moment(value: object) -> str:
    """A day and time; the caller says which clock."""
    found = _moment(value)
    return DASH if found is None else dates.format_datetime(found, format="short", locale=locale())


def period(since: date, until: date) -> str:
    """A stretch of days, both ends named; `until` is the first day not counted."""
    return dates.format_interval(since, until - pd.Timedelta(days=1), "yMMMd", locale=locale())


def missing(value: object) -> bool:
    """Whether there is no number here."""
    return bool(pd.isna(value)) or (isinstance(value, float) and not math.isfinite(value))  # type: ignore[call-overload]


def _signed(value: Number, digits: int, text: str) -> str:
    if missing(value) or round(float(value or 0), digits) == 0:
        return text
    return ("+" if float(value or 0) > 0 else "−") + text


def _tidy(value: Number, digits: int) -> float:
    """Rounded, and never minus zero."""
    return round(float(value or 0), digits) + 0.0


def _compact_digits(value: Number) -> int:
    leading = abs(float(value or 0))
    power = 10_000 if locale().language == "zh" else 1_000
    while leading >= power:
        leading /= power
    return 0 if leading >= 100 else 1 if leading >= 10 else 2


def _compact_from() -> int:
    """Italian has no short form of thousands."""
    return 1_000_000 if locale().language == "it" else 10_000


def _percent_pattern(digits: int) -> str:
    return locale().percent_formats[None].pattern.replace("0%", "0" + ("." + "0" * digits if digits else "") + "%")


def _moment(value: object) -> date | datetime | None:
    stamp = pd.to_datetime(value, errors="coerce")  # type: ignore[call-overload]
    return None if stamp is pd.NaT or stamp is None else stamp.to_pydatetime()
