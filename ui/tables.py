"""Tables whose headers and numbers are the reader's."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from streamlit.column_config import CheckboxColumn, Column, DateColumn, DatetimeColumn

from sheets.columns import NUMBERS, Columns, Kind
from ui import source
from ui.screen import st
from words import formats
from words.messages import _, locale

ROW = 35
SHOWN = 500  # what a person may scroll through; a browser that gets 50 000 rows takes 4 MB and seconds


def show(frame: pd.DataFrame, key: str, **columns: tuple[str, Kind]) -> None:
    """A table of the named columns; arguments as in `rows`."""
    rows(frame, key, columns)


def rows(frame: pd.DataFrame, key: str, columns: Columns, picked: Callable[[int], None] | None = None) -> None:
    """A table of the named columns, in that order; of a long one its first rows, which is said below it.

    Args:
        frame: at least those columns; others are not sent to the browser.
        key: names the table on its page.
        columns: column=(name on screen, kind), as `sheets.columns` has them.
        picked: what a click on a row does, given its place.
    """
    source.title("")  # a chart that follows has a title of its own
    titles = {name: title for name, (title, _kind) in columns.items() if name in frame}
    shown = frame[list(titles)].head(SHOWN)
    written = {name: NUMBERS[columns[name][1]] for name in titles if columns[name][1] in NUMBERS}
    # The browser would write numbers in its own language; the styler sends ours along and keeps the number to sort by.
    st.dataframe(
        shown.style.format(written, na_rep=formats.DASH),  # type: ignore[arg-type]
        key=f"table_{key}",
        hide_index=True,
        row_height=ROW,
        height=min(ROW * (len(shown) + 1) + 2, 11 * ROW + 2),
        placeholder=formats.DASH,
        column_config={name: _column(title, columns[name][1]) for name, title in titles.items()},
        **_selection(f"table_{key}", picked),
    )
    if len(frame) > SHOWN:
        st.caption(
            _(
                "The first {shown} of {all} rows; the export has all of them.",
                shown=formats.number(SHOWN),
                all=formats.number(len(frame)),
            )
        )


def _selection(key: str, picked: Callable[[int], None] | None) -> dict[str, Any]:
    """What makes a click on any cell of a row a choice of the row."""
    if picked is None:
        return {}

    def clicked() -> None:
        if cells := st.session_state[key]["selection"]["cells"]:
            picked(int(cells[0][0]))

    return {"on_select": clicked, "selection_mode": "single-cell"}


def _column(title: str, kind: Kind) -> Any:
    match kind:
        case "day":
            return DateColumn(title, format=day_format())
        case "month":
            return DateColumn(title, format="YYYY-MM")
        case "moment":
            return DatetimeColumn(title, format=f"{day_format()} HH:mm", timezone="UTC")
        case "yes":
            return CheckboxColumn(title)
        case _other:
            return Column(title)


def day_format() -> str:
    """A day in numbers, as Streamlit's own parts want it."""
    return {"zh": "YYYY-MM-DD"}.get(locale().language, "MM/DD/YYYY" if str(locale()) == "en_US" else "DD/MM/YYYY")
