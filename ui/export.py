"""Taking what is on screen along: CSV for the reader's spreadsheet, with a note of what it is."""

from collections.abc import Callable

import pandas as pd

from data.export import csv
from sheets.choice import Chosen
from sheets.files import about, bundle, stated, stem
from sheets.part import Part
from ui import cache
from ui.screen import st
from words import currency, messages
from words.messages import _

BY_LANGUAGE = {"en": "excel_en", "it": "excel_it", "zh": "excel_zh"}


def heading(title: str, frame: pd.DataFrame, name: str, chosen: Chosen | None = None, *, note: str = "") -> None:
    """A section's title with the export of its table beside it; arguments as in `offer`."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"):
        st.header(title, anchor=False, width="content")
        offer(frame, name, chosen, note=note)


def part(shown: Part, chosen: Chosen | None = None) -> None:
    """The title of a part of the page with the export of its table beside it; of the whole shop where nothing is chosen."""
    heading(shown.title, shown.table, shown.name, chosen, note=shown.note)


def paper(make: Callable[[], bytes], file: str) -> None:
    """A button that hands out a sheet of HTML to print or send, made when it is pressed."""
    spoken, written, money = messages.language(), messages.locale(), currency.code()

    def made() -> bytes:
        with messages.speaking(spoken, written), currency.stated_in(money):
            return make()

    label = _("Report to print")
    st.download_button(label, made, file, "text/html", icon=":material/print:", type="tertiary", on_click="ignore")


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
    with st.popover(label or _("Export"), icon=":material/download:", type="tertiary", key=f"export_{name}"):
        names = _dialects()
        start = list(names).index(BY_LANGUAGE[messages.language()])
        key = f"dialect_{name}"
        dialect = st.selectbox(_("For"), list(names), index=start, format_func=names.__getitem__, key=key)
        table, manifest = stated(frame), about(cache.reading(), frame, chosen, note)
        zipped, plain = _("CSV with a note on its content (zip)"), _("CSV only")
        # The bytes are made when the button is pressed, not on every rerun.
        file = stem(cache.reading(), name, chosen)
        _button(zipped, lambda: bundle(table, name, dialect, manifest), f"{file}.zip", "application/zip", f"{name}.zip")
        _button(plain, lambda: csv(table, dialect), f"{file}.csv", "text/csv", f"{name}.csv")
        if dialect == "data":
            st.caption(_("Raw text for programs: cells are not made safe for a spreadsheet."))


def _button(label: str, make: Callable[[], bytes], file: str, mime: str, key: str) -> None:
    st.download_button(label, make, file, mime, key=f"get_{key}", on_click="ignore", width="stretch")


def _dialects() -> dict[str, str]:
    return {
        "excel_en": _("Excel, English"),
        "excel_it": _("Excel, Italian (semicolon, decimal comma)"),
        "excel_zh": _("Excel, Chinese"),
        "data": _("Programs (raw)"),
    }
