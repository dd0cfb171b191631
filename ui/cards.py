"""The strip of headline numbers: each against the earlier days, each with its formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sheets.changes import Change, change_of, covered
from sheets.figure import Figure
from ui import meanings, sparks
from ui.screen import st
from words import figures
from words.formats import Unit, worded

NONE = Change("")


@dataclass(frozen=True)
class Card:
    """One headline number; name, unit and which way is good come from the catalogue unless said here.

    Attributes:
        metric: its name in the catalogue, and in the table of numbers.
        name: on screen, for a number without an entry.
        unit: how it is written, for a number without an entry.
        better: `up`, `down` or `none`, for a number without an entry.
    """

    metric: str
    name: str = ""
    unit: Unit | None = None
    better: str = ""


def strip(
    numbers: pd.DataFrame,
    cards: Sequence[Card | str],
    named: Mapping[str, str],
    trend: Mapping[str, Sequence[float]] | None = None,
    doubts: pd.DataFrame | None = None,
) -> None:
    """A row of cards, as many as fit.

    Args:
        numbers: one row per period, indexed `current`, then by the codes of what it is held against, a column a metric;
            perhaps `is_covered`: no change is shown from a period that the data do not wholly cover.
        cards: metrics; four, six or a multiple, so that no row is ragged.
        named: code -> what stands beside a change on it; the first beside the value, others below.
        trend: metric -> its values through the period, for a spark line.
        doubts: of the changes, as in `sheets.changes.change_of`; only what is clear by them has a colour.
    """
    known = covered(numbers)
    sparks.draw({f"card_{metric}": values for metric, values in (trend or {}).items()})
    with st.grid(6 if len(cards) % 6 == 0 else 4, min_column_width=150, gap="small"):
        for given in cards:
            card = Card(given) if isinstance(given, str) else given
            # A figure that cannot be told under these filters (wallet share of a price tier) is a dash, not a hole.
            values = known[card.metric] if card.metric in known else pd.Series(dtype=float)
            unit = card.unit or figures.unit(card.metric)
            changes = {words: change_of(doubts, code, card.metric, values, unit) for code, words in named.items()}
            show(card, worded(values.get("current"), unit), changes)


def show(card: Card, value: str, changes: Mapping[str, Change | None]) -> None:
    """One card: the value and its change on earlier days, by what stands beside it: the first beside the value, others below."""
    words, first = next(iter(changes.items()), ("", None))
    change = first or NONE
    colour = {"up": "normal", "down": "inverse"}.get(card.better or figures.better(card.metric), "off")
    with st.container(border=True, gap="xsmall", height="stretch", key=f"card_{card.metric}"):
        st.metric(
            card.name or figures.name(card.metric),
            value,
            change.text or None,
            delta_color=colour if change.is_clear else "off",  # type: ignore[arg-type]
            delta_arrow="auto" if change.is_clear else "off",
            delta_description=words if change.text else None,
            help=meanings.explained(card.metric) or None,
        )
        if change.why or change.interval:
            st.caption(" ".join(filter(None, [change.why, change.interval])))
        for other, moved in list(changes.items())[1:]:
            if moved and (line := moved.beside(other)):
                st.caption(line)


def figure(shown: Figure, place: Any = st) -> None:
    """A card of a figure that is held against nothing.

    Args:
        place: where it stands.
    """
    place.metric(
        shown.name,
        shown.value,
        delta_description=shown.told or None,
        border=True,
        height="stretch",
        help=meanings.explained(shown.metric) or shown.meaning or None,
    )


def row(shown: Sequence[Figure], columns: int, min_width: int) -> None:
    """Cards of figures that are held against nothing, side by side.

    Args:
        columns: side by side, where there is room.
        min_width: pixels that a card takes.
    """
    with st.grid(columns, min_column_width=min_width, gap="small"):
        for each in shown:
            figure(each)
