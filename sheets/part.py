"""A part of a page, as it is drawn on the screen, printed in a report and exported as a table."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Part:
    """One part.

    Attributes:
        title: above it, in the reader's words.
        name: of its file; one a page.
        table: what is exported, with columns of codes.
        drawn: what is drawn, with names in the reader's words; its columns depend on the part.
        note: what a reader of the table must know besides.
    """

    title: str
    name: str
    table: pd.DataFrame
    drawn: pd.DataFrame
    note: str = ""
