"""Boutiques at a glance, as the overview has them: the largest, how far each moved and what it makes of its budget."""

from dataclasses import replace

import pandas as pd

from sheets import trading
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import figures, formats
from words.messages import _

SHOWN = 7  # rows that a telephone has room for
BY = "store_id"


def glance(reading: Reading, held: Past) -> Part:
    """The boutiques that sold most: sales, change and budget; drawn with `moved`, the change in words with a star where it is clear."""
    part = trading.cut(reading, held, BY)
    drawn = part.drawn.assign(moved=[_moved(row) for row in part.drawn.to_dict("records")]).head(SHOWN)
    kept = ("name", held.definition.sales, *(("moved",) if held.is_whole else ()), "reached_share")
    # the words and figures that a telephone has room for; what they are short for is said below
    columns: Columns = {
        **part.columns,
        held.definition.sales: (_("Sales"), "short"),
        "moved": (_("Chg."), "text"),
        "reached_share": (_("Target"), "percent"),
    }
    left = len(part.drawn) - len(drawn)
    told = {"figure": figures.name(held.definition.sales)}
    has_target = "reached_share" in part.columns
    captions = (
        _("Sales: {figure}. Target: share of it reached.", **told) if has_target else _("Sales: {figure}.", **told),
        _("Without a star no clear change.") if held.is_whole else "",
        _("{n} more on Channels & boutiques.", n=left) if left else "",
    )
    return replace(
        part,
        columns={name: columns[name] for name in kept if name == "moved" or name in part.columns},
        drawn=drawn,
        captions=tuple(filter(None, [" ".join(filter(None, captions))])),
    )


def _moved(row: dict[object, object]) -> str:
    change = row["change"]
    if pd.isna(change):  # type: ignore[call-overload]
        return formats.DASH
    told = formats.change(float(str(change)), 0)
    return f"{told} *" if row["is_clear"] else told
