"""Whether two engines answered alike."""

import numpy as np
import pandas as pd

from data.store import Store
from data.store.spark.shape import answers_with


def same(here: Store, sql: str, params: dict[str, object], mine: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Columns, their types and rows in any order: whole numbers, decimals and words as they are, floats to a billionth."""
    kinds = answers_with(here._connection, sql, params)
    assert list(theirs.columns) == list(mine.columns) == list(kinds)
    assert theirs.dtypes.astype(str).tolist() == mine.dtypes.astype(str).tolist()
    assert len(theirs) == len(mine)
    floats = [column for column, kind in kinds.items() if kind == "DOUBLE"]
    mine, theirs = _sorted(mine, floats), _sorted(theirs, floats)
    for column in mine:
        a, b = mine[column], theirs[column]
        if column in floats:
            close = np.isclose(a.astype(float), b.astype(float), rtol=1e-9, atol=0, equal_nan=True)
        else:
            close = ((a == b) | (a.isna() & b.isna())).fillna(False).to_numpy(dtype=bool)
        assert close.all(), f"{column}: {list(zip(a[~close][:3], b[~close][:3], strict=True))}"


def _sorted(frame: pd.DataFrame, floats: list[str]) -> pd.DataFrame:
    last = [column for column in frame if column not in floats] + floats
    rounded = frame.assign(**{column: frame[column].astype(float).round(5) for column in floats})[last]
    keys = ["|".join(map(repr, row)) for row in rounded.itertuples(index=False)]
    return frame.iloc[np.argsort(np.array(keys, dtype=object), kind="stable")].reset_index(drop=True)
