"""A month taken along: every page as a PDF and a workbook, and a manifest of what they are."""

import io
import json
import re
import zipfile
from datetime import date

from analytics.period import Period, months_later
from analytics.reach import reach
from analytics.results import refused as refused_as
from data.errors import BadRequest, OutOfReach
from data.store import EVERYTHING
from sheets.choice import COMPARED, DAY, Chosen, days_of
from sheets.paper import Sheet
from sheets.papers import PAPERS, Printed
from sheets.reading import Reading
from sheets.writers import WRITERS
from words import currency, explanations, formats, messages
from words.messages import _

WRITTEN = ("pdf", "xlsx")
BEGAN = (1980, 1, 1, 0, 0, 0)  # of every file: the same zip for the same data


def month_of(text: str) -> date:
    """The first day of a month.

    Raises:
        BadRequest: no month such as 2024-05.
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise BadRequest(_("{text} is no month; write it as 2024-05.", text=repr(text)))
    return date.fromisoformat(f"{text}-01")


def last_month(reading: Reading, until: date) -> date:
    """The first day of the last month that is over, both by a day (the first not counted) and in the data."""
    over = min(until, reading.fact(reach).complete_to + DAY)
    return months_later(over.replace(day=1), -1)


def month(reading: Reading, first: date) -> bytes:
    """The zip of a month, of the whole shop, against the month a year before; a page that has nothing to show is named with why.

    Args:
        first: its first day.

    Raises:
        BadRequest: the data hold no day of it.
    """
    within(reading, first)
    period = Period(first, months_later(first, 1))
    packed = io.BytesIO()
    pages: dict[str, dict[str, object]] = {}
    own = currency.stated_in(reading.store.currency)  # whatever the page states it is asked from
    with own, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for page, printed in PAPERS.items():
            try:
                sheet = printed.sheet(reading, _chosen(reading, printed, period))
            except BadRequest as refused:
                pages[page] = {"refused": str(refused)}
                continue
            except OutOfReach as refused:
                pages[page] = {"refused": explanations.sentence(refused_as(refused))}
                continue
            files = {ending: f"{name(reading, first, page)}.{ending}" for ending in WRITTEN}
            for ending, file in files.items():
                add(zipped, file, WRITERS[ending](sheet))
            pages[page] = _told(sheet, list(files.values()))
        told = {"month": f"{first:%Y-%m}", **about(reading), "pages": pages}
        add(zipped, "manifest.json", json.dumps(told, ensure_ascii=False, indent=2, default=str).encode())
    return packed.getvalue()


def within(reading: Reading, first: date) -> None:
    """Refuses a month of which the data hold no day.

    Raises:
        BadRequest: it is none of theirs.
    """
    period, known = Period(first, months_later(first, 1)), reading.fact(reach)
    if period.until <= known.first_on or period.since > known.data_to:
        raise BadRequest(
            _(
                "{month} is not in the data, which go from {first} to {last}.",
                month=formats.month(first),
                first=formats.day(known.first_on),
                last=formats.day(known.data_to),
            )
        )


def name(reading: Reading, first: date, page: str = "month") -> str:
    """A file's name without its ending."""
    return "_".join(["vetrina", *(["sample"] if reading.store.is_sample else []), page, f"{first:%Y-%m}"])


def _chosen(reading: Reading, printed: Printed, period: Period) -> Chosen:
    """The month; all days for a page that goes by no period."""
    days = period if "period" in printed.heeds else days_of(reading, "all", EVERYTHING)
    return Chosen(EVERYTHING, days or period, compare=COMPARED if "compare" in printed.heeds else "")


def _told(sheet: Sheet, files: list[str]) -> dict[str, object]:
    return {
        "title": sheet.title,
        "choice": sheet.choice,
        "findings": list(sheet.findings),
        "notes": list(sheet.lines),
        "tables": [part.title or part.name for part in (*sheet.data, *sheet.parts) if part.columns],
        "files": files,
    }


def about(reading: Reading) -> dict[str, object]:
    """Which shop and version a zip is of."""
    return {
        "language": messages.language(),
        "data_version": reading.store.version,
        "data_to": reading.fact(reach).data_to,
        "currency": reading.store.currency,
        "sample_shop": reading.store.is_sample,
        "filters": {},
    }


def add(zipped: zipfile.ZipFile, file: str, content: bytes) -> None:
    """Puts a file into a zip, the same bytes whenever it is made."""
    entry = zipfile.ZipInfo(file, BEGAN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    zipped.writestr(entry, content)
