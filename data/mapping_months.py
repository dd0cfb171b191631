"""Tables wider than they are long: a column for each month of a budget, or for each way a receipt was paid.

Each row of such a file is read once for each of these columns.
"""

import re
from collections.abc import Mapping

from data.errors import BadMapping
from data.files.header import normalised
from data.mapping_cell import Cell
from data.mapping_shape import MappingShape
from data.quoting import literal

EACH = "*"  # in `net_sales: {from: "*"}`: the column of each month in turn
MONTH = "month of the column"
NAME = "* name"  # in `wallet: "* name"`: what `spread` says of the column that is read in turn
PLACES = {EACH: "cell_of_column", MONTH: "name_of_column", NAME: "name_of_column"}


def months(file: str, shape: MappingShape) -> dict[str, str]:
    """The columns of a wide budget and the month each holds, as 2026-01; none where rows name their month.

    Raises:
        BadMapping: a month is none, or the mapping does not say that the amounts stand in these columns.
    """
    if shape.spread:
        return _spread(file, shape)
    if not shape.months:
        return {}
    if shape.grain != "budget":
        raise BadMapping(f"{file}: months has no effect on {shape.grain} rows; leave it out")
    for column, month in shape.months.items():
        if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", month):
            raise BadMapping(f"{file}: months says {month!r} of the column {column}; write a month such as 2026-03")
    if "month" in {**shape.columns, **shape.constants}:
        raise BadMapping(f"{file}: month stands under columns or constants and months say it too; keep one of them")
    written = shape.columns.get("net_sales")
    if (written.get("from") if isinstance(written, dict) else written) != EACH:
        raise BadMapping(f"{file}: with months, write `net_sales: {{from: '*'}}`: the amount of each of their columns")
    return {normalised(column): month for column, month in shape.months.items()}


def _spread(file: str, shape: MappingShape) -> dict[str, str]:
    """The columns that are rows of their own and what each means."""
    if shape.months:
        raise BadMapping(f"{file} has months and spread; keep one of them")
    if shape.grain in {"order", "line"}:
        raise BadMapping(
            f"{file}: spread has no effect on {shape.grain} rows, which would count once a column; leave it out"
        )
    written = [value.get("from") if isinstance(value, dict) else value for value in shape.columns.values()]
    if EACH not in written:
        raise BadMapping(f"{file}: with spread, write `gross: {{from: '*'}}`: the amount of each of its columns")
    keyed = shape.columns.get("natural_key")
    source = keyed.get("from") if isinstance(keyed, dict) else keyed
    if keyed is not None and NAME not in (source if isinstance(source, list) else [source]):
        raise BadMapping(
            f"{file}: with spread, a row is several: join '{NAME}' to natural_key, as in [Number, '{NAME}']"
        )
    return {normalised(column): name for column, name in shape.spread.items()}


def cells(shape: MappingShape) -> dict[str, Cell]:
    """How the month itself is read."""
    return {"month": Cell((MONTH,))} if shape.months else {}


def source(wide: Mapping[str, str], places: Mapping[str, str], is_spread: bool = False) -> str:
    """The staged rows, those of a wide table once for each column with an amount; a tender of nought was not used."""
    if not wide:
        return "staged"
    rows = ", ".join(f"({literal(month)}, {places[column]})" for column, month in wide.items())
    named = ", ".join((PLACES[MONTH], PLACES[EACH]))
    used = f"regexp_matches({PLACES[EACH]}, '[^0.,]')" if is_spread else "true"
    rows = f"select * from staged, lateral (values {rows}) as wide({named}) where {PLACES[EACH]} is not null and {used}"
    return f"({rows}) as staged"
