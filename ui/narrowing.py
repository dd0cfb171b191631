"""A click narrows a page: what a row or a bar stands for becomes a filter, which stands above the page and can be taken away again."""

from collections.abc import Callable, Iterable

import pandas as pd

from sheets.address import listed
from sheets.choice import Chosen
from ui import filters
from ui.screen import st
from words.messages import _

Picked = Callable[[int], None]


def into(column: str, codes: Iterable[object], chosen: Chosen) -> Picked | None:
    """What a click on the row or bar at a place does: the filter of a column becomes its code alone.

    Args:
        codes: of the rows, in their order; a row without one (all others, nothing named) narrows nothing.

    Returns:
        None where the page shows one value of the column already.
    """
    held = [None if pd.isna(code) else str(code) for code in codes]  # type: ignore[call-overload]
    if len(chosen.choice.chosen().get(column, ())) == 1:
        return None

    def narrow(place: int) -> None:
        if 0 <= place < len(held) and held[place] is not None:
            st.session_state[column] = listed([held[place]])

    return narrow


def both(rows: pd.DataFrame, columns: tuple[str, str], chosen: Chosen) -> Callable[[object, object], None] | None:
    """What a click on a cell does: the filters of its row and of its column become theirs alone.

    Args:
        rows: a row a cell, with what each column's code is called under its name and the code under `<name>_code`.
        columns: of the rows and of the columns of the grid.

    Returns:
        None where the page shows one value of both already.
    """
    held = chosen.choice.chosen()
    if all(len(held.get(column, ())) == 1 for column in columns):
        return None
    codes = {tuple(row[name] for name in columns): row for row in rows.to_dict("records")}

    def narrow(*names: object) -> None:
        if (row := codes.get(names)) is not None:
            _set({column: (str(row[f"{column}_code"]),) for column in columns})

    return narrow


def chips(chosen: Chosen) -> None:
    """The filters that are set, each with a click that takes it away, and one for all."""
    filled = {column: values for column, values in chosen.choice.chosen().items() if filters.is_picked(column)}
    if not filled:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for column, values in filled.items():
            named = filters.naming(column)
            for value in values:
                rest = tuple(other for other in values if other != value)
                st.button(
                    named(value),
                    key=f"chip_{column}_{value}",
                    icon=":material/close:",
                    type="tertiary",
                    help=_("Take this filter away"),
                    on_click=_set,
                    args=({column: rest},),
                )
        if sum(map(len, filled.values())) > 1:
            everything: dict[str, tuple[str, ...]] = dict.fromkeys(filled, ())
            st.button(_("Clear all filters"), key="chip_all", type="tertiary", on_click=_set, args=(everything,))


def _set(wanted: dict[str, tuple[str, ...]]) -> None:
    for column, values in wanted.items():
        st.session_state[column] = listed(values)
