"""What others published of the market: dated figures with their source, to read beside one's own. No model uses them."""

from pathlib import Path

import pandas as pd

FILE = Path(__file__).with_name("published.csv")
COLUMNS = ["what", "market", "period", "value", "unit", "source", "published"]


def published_figures(markets: tuple[str, ...] = ()) -> pd.DataFrame:
    """The figures of `published.csv`.

    Args:
        markets: two letters each; empty for all. A figure of no one market is always there.

    Returns:
        One row a figure: `what` (its code), `market` (empty: of no one market), `period`, `value` as its source has it, `unit` (share: 0 to 1, cny,
        users), `source`, `published` (year; missing where the source is not dated).

    Raises:
        ValueError: the file lacks a column, or holds a value that is no number.
    """
    table = pd.read_csv(
        FILE,
        dtype={"market": "str", "period": "str", "what": "str", "published": "Int64"},
        keep_default_na=False,
        na_values={"published": [""]},
    )
    if list(table.columns) != COLUMNS:
        raise ValueError(f"{FILE.name} has the columns {', '.join(table.columns)}; give {', '.join(COLUMNS)}")
    table = table.assign(value=pd.to_numeric(table["value"]))
    return table[table["market"].isin(["", *markets])].reset_index(drop=True) if markets else table
