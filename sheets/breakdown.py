"""Parts of a whole on a screen that holds a few: what is not named is summed up, never dropped."""

import pandas as pd

from words.messages import _

PLACES = 8  # bars that an eye can take in


def summed(rows: pd.DataFrame, amounts: tuple[str, ...], places: int = PLACES) -> pd.DataFrame:
    """The first rows, and one for all other, so that every amount still adds up to its whole.

    Args:
        rows: one row a part, the one to be named first on top, with `name`.
        amounts: columns that add up; an unknown one counts as nothing, and is unknown where all are.
        places: rows there is room for.
    """
    if len(rows) <= places:
        return rows
    rest = rows.iloc[places - 1 :]
    sums = {column: [rest[column].sum(min_count=1)] for column in amounts}
    joined = pd.DataFrame({"name": [_("All other ({n})", n=len(rest))], **sums})
    return pd.concat([rows.head(places - 1), joined], ignore_index=True)


def drawn(shown: int, everything: int) -> str:
    """That only so many of all are drawn; empty where all are."""
    return "" if shown >= everything else _("Drawn: {shown} of {all}; the export has all.", shown=shown, all=everything)
