"""Taking what is on screen along: CSV for the reader's spreadsheet, with a note of what it is."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd

from analytics.period import Period
from data.export import csv
from ui import cache, filters, notices
from ui.screen import st
from words import figures, messages
from words.messages import _

DAY = timedelta(days=1)
BY_LANGUAGE = {"en": "excel_en", "it": "excel_it", "zh": "excel_zh"}


def heading(
    title: str, frame: pd.DataFrame, name: str, chosen: filters.Chosen | None = None, *, note: str = ""
) -> None:
    """A section's title with the export of its table beside it; arguments as in `offer`."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"):
        st.header(title, anchor=False, width="content")
        offer(frame, name, chosen, note=note)


def paper(make: Callable[[], bytes], file: str) -> None:
    """A button that hands out a sheet of HTML to print or send, made when it is pressed."""
    spoken, written = messages.language(), messages.locale()

    def made() -> bytes:
        with messages.speaking(spoken, written):
            return make()

    label = _("Report to print")
    st.download_button(label, made, file, "text/html", icon=":material/print:", type="tertiary", on_click="ignore")


def offer(
    frame: pd.DataFrame, name: str, chosen: filters.Chosen | None = None, *, note: str = "", label: str = ""
) -> None:
    """A button that hands out the table, all rows of it, as a zip of CSV and manifest or as CSV alone.

    Args:
        frame: the table as shown, with its own column names (not translated, so that a macro keeps working).
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
        told = about(frame, chosen, note)
        zipped, plain = _("CSV with a note on its content (zip)"), _("CSV only")
        # The bytes are made when the button is pressed, not on every rerun.
        file = stem(name, chosen)
        _button(zipped, lambda: bundle(frame, name, dialect, told), f"{file}.zip", "application/zip", f"{name}.zip")
        _button(plain, lambda: csv(frame, dialect), f"{file}.csv", "text/csv", f"{name}.csv")
        if dialect == "data":
            st.caption(_("Raw text for programs: cells are not made safe for a spreadsheet."))


def bundle(frame: pd.DataFrame, name: str, dialect: str, manifest: Mapping[str, Any]) -> bytes:
    """A zip of `<name>.csv` and `manifest.json`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{name}.csv", csv(frame, dialect))
        told = {**manifest, "file": f"{name}.csv", "dialect": dialect, "escaped": dialect != "data"}
        zipped.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=2, default=_text))
    return packed.getvalue()


def about(frame: pd.DataFrame, chosen: filters.Chosen | None = None, note: str = "") -> dict[str, Any]:
    """What a table is: when and from which data it was made, what was chosen, what its columns mean."""
    opened = cache.store()
    _first, last = filters.bounds()
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_version": opened.version,
        "data_to": last,
        "sample_shop": cache.store().is_sample,
        "choice": filters.described(chosen) if chosen else _("Whole shop, all days"),
        "period": _days(chosen.period) if chosen else None,
        "filters": chosen.choice.chosen() if chosen else {},
        "not_applied": list(chosen.ignored) if chosen else [],
        "compared_with": _compared(chosen.period) if chosen else {},
        "without_exchange_rate": notices.missing(),
        "rows": len(frame),
        "columns": {str(column): figures.meaning(str(column)) for column in frame.columns},
        "note": note or None,
    }


def _compared(period: Period) -> dict[str, Any]:
    """The stretches that the period is held against: only those wholly in the data are."""
    first, last = filters.bounds()
    others = {name: each for name, each in period.compared().items() if name != "current"}
    return {name: _days(each) for name, each in others.items() if first <= each.since and each.until <= last + DAY}


def _days(period: Period) -> dict[str, Any]:
    return {"since": period.since, "until_excluded": period.until}


def stem(name: str, chosen: filters.Chosen | None) -> str:
    """A file's name without its ending: a CSV alone has no other place to say what it is of."""
    parts = ["vetrina", *(["sample"] if cache.store().is_sample else []), name]
    if chosen:
        parts += [f"{chosen.since}--{chosen.until - DAY}"]
        parts += [re.sub(r"\W+", "-", "-".join(values))[:30] for values in chosen.choice.chosen().values()]
    return "_".join(parts)


def _button(label: str, make: Callable[[], bytes], file: str, mime: str, key: str) -> None:
    st.download_button(label, make, file, mime, key=f"get_{key}", on_click="ignore", width="stretch")


def _dialects() -> dict[str, str]:
    return {
        "excel_en": _("Excel, English"),
        "excel_it": _("Excel, Italian (semicolon, decimal comma)"),
        "excel_zh": _("Excel, Chinese"),
        "data": _("Programs (raw)"),
    }


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
