"""The figures of the cards as a table: one row a figure, with what it is compared with and the doubt of its change."""

from collections.abc import Sequence

import pandas as pd

from analytics.metrics import metrics
from sheets.changes import covered
from sheets.columns import Columns, Kind, kind_of
from sheets.part import Part
from sheets.past import Past
from words import comparisons, currency, figures
from words.columns import versus
from words.messages import _


def part(numbers: Part, doubts: pd.DataFrame, held: Past, names: Sequence[str]) -> Part:
    """One row a figure: now, before, change, its interval and whether it is clear.

    Args:
        numbers: one row per period, drawn as `kpis` gives them.
        doubts: rows of `analytics.doubt.changes`.
        held: what the period is compared with.
        names: the figures of the cards.
    """
    shown = covered(numbers.drawn)
    rows = [_row(shown, doubts, held, name) for name in names]
    columns: Columns = {
        "name": (_("Figure"), "text"),
        "value": (_("This period"), "own"),
        "unit": (_("Unit"), "text"),
        "compared_with": (_("Compared with"), "text"),
        "before": (_("Before"), "own"),
        "change": (_("Change"), "change"),
        "change_in": (_("Change in"), "text"),
        "change_low": (_("95% interval, low"), "change"),
        "change_high": (_("95% interval, high"), "change"),
        "is_clear": (_("Clear"), "yes"),
        **_columns_beside(held),
    }
    table = pd.DataFrame(rows)
    drawn = table.assign(kind=[kind_of(name) for name in names])
    return Part(numbers.title, numbers.name, table, drawn, numbers.note, columns)


def _columns_beside(held: Past) -> Columns:
    """The columns of further pasts, a set each."""
    told: dict[str, tuple[str, Kind]] = {}
    for each in held.others:
        name = comparisons.name(each)
        told |= {
            versus("before", each.code): (_("Before, {name}", name=name), "own"),
            versus("change", each.code): (_("Change on {name}", name=name), "change"),
            versus("change_low", each.code): (_("{name}: 95% interval, low", name=name), "change"),
            versus("change_high", each.code): (_("{name}: 95% interval, high", name=name), "change"),
            versus("is_clear", each.code): (_("{name}: clear", name=name), "yes"),
        }
    return told


def _row(shown: pd.DataFrame, doubts: pd.DataFrame, held: Past, name: str) -> dict[str, object]:
    values = shown[name] if name in shown else pd.Series(dtype=float)
    beside = [
        {versus(column, each.code): value for column, value in _moves(values, doubts, each.code, name).items()}
        for each in held.others
    ]
    moves = _moves(values, doubts, held.code, name)
    return {
        "figure": currency.column(name),
        "name": figures.name(name),
        "value": _number(values.get("current")),
        "unit": unit(name),
        "compared_with": held.name if held.code in shown.index else "",
        "before": moves.pop("before"),
        "change": moves.pop("change"),
        "change_in": _("points") if metrics()[name].format == "share" else _("share of before"),
        **moves,
        **{column: value for each in beside for column, value in each.items()},
    }


def _moves(values: pd.Series, doubts: pd.DataFrame, code: str, name: str) -> dict[str, object]:
    """How a figure moved on the days of a code, and how sure that is."""
    found = doubts[(doubts["against"] == code) & (doubts["figure"] == name)]
    doubt = found.iloc[0] if len(found) else pd.Series(dtype=object)
    is_known = bool(doubt.get("change_low") == doubt.get("change_low")) and len(doubt) > 0
    now, then = (_number(values.get(each)) for each in ("current", code))
    return {
        "before": then,
        "change": _number(doubt.get("change")) if len(doubt) else _moved(now, then, name),
        "change_low": _number(doubt.get("change_low")),
        "change_high": _number(doubt.get("change_high")),
        "is_clear": bool(doubt["is_clear"]) if is_known else None,
    }


def unit(name: str) -> str:
    """What a figure is counted in: the currency of the shop, else a word."""
    names = {"share": _("share (0 to 1)"), "count": _("count"), "ratio": _("ratio"), "days": _("days")}
    return currency.code() if metrics()[name].format == "money" else names[metrics()[name].format]


def _moved(now: float, then: float, name: str) -> float:
    """The change of a figure that nobody's shopping moves: in points of a share, else a share of before."""
    if metrics()[name].format == "share":
        return now - then
    return now / then - 1 if then > 0 else float("nan")


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
