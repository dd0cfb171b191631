"""What reports of advertising platforms say around their rows: the days they cover, and which rows are totals."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from data.sources.layout import About, Declared, Frame

# The first three letters tell the month in each of these languages, except where longer stems are given.
_MONTHS = {
    1: "jan|gen|ene|janv",
    2: "feb|fév|fev",
    3: "mar|mär|maerz|mrz",
    4: "apr|avr|abr",
    5: "may|mag|mai",
    6: "jun|giu|juin",
    7: "jul|lug|juil",
    8: "aug|ago|aoû|aou",
    9: "sep|set",
    10: "oct|ott|okt",
    11: "nov",
    12: "dec|dic|dez|déc",
}
_STEMS = {stem: month for month, stems in _MONTHS.items() for stem in stems.split("|")}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?([^\W\d_]{3,})\.?\s+(?:de\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})")
_TOTAL = re.compile(
    r"(grand total|totale?i?|gesamt(summe)?|summe|total général|总计|合计|小计)\s*([::].*)?", re.IGNORECASE
)


def aliases(spellings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Other spellings of each column, as a layout wants them: pattern -> column."""
    return {pattern: name for name, patterns in spellings.items() for pattern in patterns}


def days(text: str) -> list[date]:
    """The dates that a line names, in order, in English, Italian, German, French, Spanish or Chinese.

    3/4/2026 names none: it is March in one country and April in another.
    """
    places: list[tuple[int, date]] = []
    for pattern in (_ISO, _CHINESE):
        places += [
            (m.start(), date(int(m[1]), int(m[2]), int(m[3])))
            for m in pattern.finditer(text)
            if _exists(m[1], m[2], m[3])
        ]
    for m in _DAY_FIRST.finditer(text):
        places += _named(m.start(), m[3], m[2], m[1])
    for m in _MONTH_FIRST.finditer(text):
        places += _named(m.start(), m[3], m[1], m[2])
    return [day for _, day in sorted(set(places))]


def period(frame: Frame) -> About:
    """The first and last day that the title lines name; one day alone is both."""
    for line in frame.before:
        if named := days(line):
            return About(first_on=named[0], last_on=named[-1])
    return About()


def amount(text: str) -> Decimal | None:
    """An amount as a total row writes it; None where 1.234 may be thousands or decimals, or there is no number."""
    plain = re.sub(r"[^\d.,-]", "", text)
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        whole, fraction = re.sub(r"[.,]", "", plain[:last]), plain[last + 1 :]
        if len(fraction) == 3 and re.search(r"[.,]", plain[:last]) is None:
            return None
        repeated = plain.count(plain[last]) > 1
        plain = whole + fraction if repeated else f"{whole}.{fraction}"
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def spent(frame: Frame, column: str) -> tuple[Declared, ...]:
    """The cost that the report's own total row states; the one over campaigns where there are several."""
    rows = [row for row in frame.totals if amount(row.get(column, "")) is not None]
    over = [row for row in rows if re.search("campa|kampa|广告系列", next(iter(row.values())), re.IGNORECASE)]
    chosen = (over or rows)[:1]
    return tuple(Declared(column, total, "sum(spend)") for row in chosen if (total := amount(row[column])) is not None)


def is_total(cells: Sequence[str]) -> bool:
    """A row that adds up others: its first filled cell says so, alone or before a colon."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first) is not None


def _named(at: int, year: str, name: str, day: str) -> list[tuple[int, date]]:
    stems = [stem for stem in _STEMS if name.lower().startswith(stem)]
    month = str(_STEMS[max(stems, key=len)]) if stems else "0"
    return [(at, date(int(year), int(month), int(day)))] if _exists(year, month, day) else []


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
