"""Small cohorts are joined with their neighbours before anything is hidden."""

import pandas as pd

from analytics.cohorts.grain import Grain

KEYS = ["label", "cohort"]


def coarsened(cells: pd.DataFrame, grain: Grain, smallest: int) -> pd.DataFrame:
    """Joins cohorts of fewer than `smallest` customers into blocks of months, quarters, halves.

    A block is joined where one of its cohorts is too small; its periods are still counted from each customer's own
    first, so sums of cells stay right. What is too small even as the widest block is left out.

    Args:
        cells: one row per (label, cohort, k) with sums; the size of a cohort is `active` at k = 0.

    Returns:
        The cells, with `block` (grains joined) and `last_cohort` (the newest joined: it decides what is observed).
    """
    blocks = cells.assign(block=1, last_cohort=cells["cohort"])
    for _, width in grain.coarser:
        blocks = _joined(blocks, width, smallest)
    size = blocks["active"].where(blocks["k"] == 0, 0).groupby([blocks[key] for key in KEYS]).transform("sum")
    return blocks[size >= smallest].reset_index(drop=True)


def _joined(cells: pd.DataFrame, width: int, smallest: int) -> pd.DataFrame:
    sizes = cells[cells["k"] == 0].groupby(KEYS)["active"].sum()
    small = sizes[sizes < smallest].reset_index()
    blocks = set(zip(small["label"], small["cohort"] // width, strict=True))
    if not blocks:
        return cells
    block = cells["cohort"] // width
    inside = pd.Series(pd.MultiIndex.from_arrays([cells["label"], block]).isin(blocks), index=cells.index)
    joined = cells.assign(
        block=cells["block"].where(~inside, width), cohort=cells["cohort"].where(~inside, block * width)
    )
    sums = {name: "sum" for name in joined.columns if name not in {*KEYS, "k", "block", "last_cohort"}}
    return joined.groupby([*KEYS, "k"], as_index=False).agg({**sums, "block": "max", "last_cohort": "max"})
