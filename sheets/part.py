"""A part of a page, as it is drawn on the screen, printed in a report and exported as a table."""

from dataclasses import dataclass, field

import pandas as pd

from sheets.columns import Columns, Kind


@dataclass(frozen=True)
class Part:
    """One part.

    Attributes:
        title: above it, in the reader's words.
        name: of its file; one a page.
        table: what is exported, with columns of codes.
        drawn: what is drawn, with names in the reader's words; its columns depend on the part.
        note: what a reader of the table must know besides.
        columns: those of `drawn` that a table shows on the screen or on paper; none where it is not one.
        empty: what is said where nothing is drawn.
        captions: sentences below it.
        drawing: an SVG that stands for the table on paper.
        picture: an SVG above the table on paper.
    """

    title: str
    name: str
    table: pd.DataFrame
    drawn: pd.DataFrame
    note: str = ""
    columns: Columns = field(default_factory=dict)
    empty: str = ""
    captions: tuple[str, ...] = ()
    drawing: str = ""
    picture: str = ""

    def named(self, kind: Kind) -> dict[str, str]:
        """Columns written in one way with their names: the lines of a chart, the bars of a group."""
        return {column: name for column, (name, written) in self.columns.items() if written == kind}
