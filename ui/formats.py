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
    real = _real(amount)
    if real is None:
        return DASH
    pattern = locale().currency_formats["standard"].pattern.replace("0.00", "0" + _decimals(digits))
    return _minus(
        numbers.format_currency(_tidy(real, digits), currency, pattern, locale=locale(), currency_digits=False)
    )


def money_short(amount: Number, currency: str = "EUR") -> str:
    """An amount to three or four figures, such as `€1.23M`, `1,23 Mln €` or `€123万`."""
    real = _real(amount)
    if real is None or abs(real) < _compact_from():
        return money(real, 0, currency)
    return _minus(
        numbers.format_compact_currency(real, currency, locale=locale(), fraction_digits=_compact_digits(real))
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
    if real is None or abs(real) < _compact_from():
        return number(real)
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
    return DASH if real is None else _signed(real, digits + 2, f"{number(abs(real) * 100, digits)} pp")


def signed_money(amount: Number) -> str:
    """A change of money with its sign, short."""
    real = _real(amount)
    return DASH if real is None else _signed(real, 0, money_short(abs(real)))


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


def _compact_from() -> int:
    """Italian has no short form of thousands."""
    return 1_000_000 if locale().language == "it" else 10_000


def _moment(value: object) -> date | datetime | None:
    stamp = pd.to_datetime(value, errors="coerce")  # type: ignore[call-overload]
    return None if stamp is pd.NaT or stamp is None else stamp.to_pydatetime()
