"""Taking what is on screen along: CSV for the reader's spreadsheet, with a note of what it is."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analytics.reach import reach
from analytics.results import refused as refused_as
from data.errors import BadRequest, OutOfReach
from data.export import csv
from sheets import bundle as bundles
from sheets import month_end as books
from sheets.choice import Chosen
from sheets.files import about, bundle, parquet, stated, stem
from sheets.health.done import from_china
from sheets.paper import Sheet, file_name, refusal
from sheets.papers import PAPERS
from sheets.part import Part
from sheets.writers import WRITERS
from ui import access, cache, source
from ui.apart import apart
from ui.screen import st
from words import currency, explanations, formats, messages
from words.messages import _

Made = tuple[bytes, int | None]  # a file, and the persons from China in it, where they were counted
MIMES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
MOST_ROWS = 1_000_000  # a sheet of Excel ends at 1,048,576
PARQUET = "application/vnd.apache.parquet"
BY_LANGUAGE = {"en": "excel_en", "it": "excel_it", "zh": "excel_zh"}


def heading(title: str, frame: pd.DataFrame, name: str, chosen: Chosen | None = None, *, note: str = "") -> None:
    """A section's title with the export of its table beside it; arguments as in `offer`."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"):
        st.header(title, anchor=False, width="content")
        source.title(title)
        offer(frame, name, chosen, note=note)


def part(shown: Part, chosen: Chosen | None = None) -> None:
    """The title of a part of the page with the export of its table beside it; of the whole shop where nothing is chosen."""
    heading(shown.title, shown.table, shown.name, chosen, note=shown.note)


def sheet(name: str, chosen: Chosen, make: Callable[[], Sheet] | None = None) -> None:
    """Buttons that hand out a whole screen as a PDF, a workbook or a page to print, made when one is pressed.

    Args:
        name: of the screen, one of `PAPERS`.
        make: the sheet, of a screen that is of more than a choice.
    """
    reading = cache.reading()
    made_by = make or partial(PAPERS[name].sheet, reading, chosen)

    def written_as(ending: str) -> Made:
        try:
            made_of = made_by()
        except BadRequest as refused:
            made_of = refusal(reading, chosen, str(refused))
        except OutOfReach as error:
            made_of = refusal(reading, chosen, explanations.sentence(refused_as(error)))
        return WRITERS[ending](made_of), from_china(part.table for part in (*made_of.data, *made_of.parts))

    def buttons() -> None:
        labels = {"pdf": _("PDF, A4"), "xlsx": _("Excel, all tables"), "html": _("Web page to print (HTML)")}
        for ending, label in labels.items():
            file = file_name(reading, name, chosen, ending)
            _button(label, partial(written_as, ending), file, MIMES[ending], f"{name}.{ending}")
        first = bundles.last_month(reading, chosen.until)
        if access.is_whole() and first >= reading.fact(reach).first_on.replace(day=1):
            label = _("{month}: all pages, whole shop (zip)", month=formats.month(first))
            file = f"{bundles.name(reading, first)}.zip"
            _button(label, lambda: (bundles.month(reading, first), None), file, "application/zip", f"{name}.month")

    _popover(_("Report"), ":material/print:", f"report_{name}", buttons)


def month_end(chosen: Chosen) -> None:
    """A button that hands out the last month that is over for the books, made when it is pressed."""
    reading = cache.reading()
    first = bundles.last_month(reading, chosen.until)
    if not access.is_whole() or first < reading.fact(reach).first_on.replace(day=1):
        return

    def button() -> None:
        file = f"{books.name(reading, first)}.zip"
        _button(books.label(first), lambda: (books.month(reading, first), 0), file, "application/zip", "month_end.zip")

    _popover(_("Month-end"), ":material/account_balance:", "month_end", button)


def offer(frame: pd.DataFrame, name: str, chosen: Chosen | None = None, *, note: str = "", label: str = "") -> None:
    """A button that hands out the table, all rows of it, as a zip of CSV and manifest or as CSV alone.

    Args:
        frame: the table as shown, with its own column names (not translated, so that a macro keeps working); those of
            amounts end in the currency that the shop states.
        name: of the file and of the button's key; one a page.
        chosen: what was chosen, for the manifest.
        note: what else a reader of the file must know (evidence level, model, interval).
        label: of the button, where a section has two.
    """
    reading = cache.reading()
    file = stem(reading, name, chosen)

    def manifest() -> dict[str, Any]:
        return about(reading, frame, chosen, note, name)

    def as_parquet() -> Made:
        return parquet(stated(frame), manifest()), from_china([frame])

    def buttons() -> None:
        if len(frame) > MOST_ROWS:
            st.caption(_("More than a million rows: a spreadsheet cannot hold them."))
            _button("Parquet", as_parquet, f"{file}.parquet", PARQUET, f"{name}.parquet")
            return
        names = _dialects()
        start = list(names).index(BY_LANGUAGE[messages.language()])
        key = f"dialect_{name}"
        dialect = st.selectbox(_("For"), list(names), index=start, format_func=names.__getitem__, key=key)

        def with_note() -> Made:
            return bundle(stated(frame), name, dialect, manifest()), from_china([frame])

        def alone() -> Made:
            return csv(stated(frame), dialect), from_china([frame])

        _button(_("CSV with a note on its content (zip)"), with_note, f"{file}.zip", "application/zip", f"{name}.zip")
        _button(_("CSV only"), alone, f"{file}.csv", "text/csv", f"{name}.csv")
        if dialect == "data":
            st.caption(_("Raw text for programs: cells are not made safe for a spreadsheet."))

    _popover(label or _("Export"), ":material/download:", f"export_{name}", buttons)


def _popover(label: str, icon: str, key: str, buttons: Callable[[], None]) -> None:
    """Buttons that are drawn when somebody opens them: a page of a dozen tables sends none of them before."""

    def drawn() -> None:
        opened = st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun")
        if opened.open:
            with opened:
                buttons()

    apart(drawn)


def _button(label: str, make: Callable[[], Made], file: str, mime: str, key: str) -> None:
    """A button whose bytes are made when it is pressed, not on every rerun, in the reader's words and currency all the same."""
    who, spoken, written, money = access.reader(), messages.language(), messages.locale(), currency.current()
    opened = cache.store()

    def made() -> bytes:
        # The button may be pressed long after it was drawn: what it hands out is of the version on screen all the same.
        with (
            access.acting(who),
            cache.one_draw(opened),
            messages.speaking(spoken, written),
            currency.stated_in(*money),
        ):
            content, persons = make()
        access.note_down(who, "exported", file, persons)
        return content

    st.download_button(label, made, file, mime, key=f"get_{key}", on_click="ignore", width="stretch")


def _dialects() -> dict[str, str]:
    return {
        "excel_en": _("Excel, English"),
        "excel_it": _("Excel, Italian (semicolon, decimal comma)"),
        "excel_zh": _("Excel, Chinese"),
        "data": _("Programs (raw)"),
    }
