"""The one question of sales: any figures, over any periods, by none, one or two columns and by time."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analytics.buckets import bucket_starts
from analytics.measures.catalogue import catalogue, counts_lines, is_of_persons, refuse_unanswered
from analytics.measures.cut import WHOLE, Cut, NotAnswered
from analytics.measures.select import Shape, select
from analytics.reach import UNCUT, Compared
from data.store import Choice, Store, Told

RATED = ("orders", "orders_without_rate")  # say whether any amount is known


def figures(
    store: Store, choice: Choice, names: Iterable[str], spans: Mapping[str, Compared], cut: Cut = WHOLE
) -> pd.DataFrame:
    """Figures of the catalogue over periods, by columns and by time.

    Args:
        names: sums, differences and ratios.
        spans: periods by name, each as it is seen; equal ones are read once.

    Returns:
        One row per period, and where they are asked for per bucket (its first day) and value of each column: `period`,
        `bucket`, the columns, the figures and the sums they are made of as floats. A period without columns has a row
        of itself or of each of its buckets, sold or not. Nought where nothing was sold; empty where the denominator is
        not positive, where nothing sold has an exchange rate, and where the figure says that no rows mean not known.

    Raises:
        NotAnswered: a figure cannot be told so; nothing is answered in part.
    """
    names = tuple(names)
    table = sums_of(store, choice, [*RATED, *names], spans, cut)
    if cut.grain and not cut.by:
        table = table.merge(_every_bucket(spans, cut.grain), on=["period", "bucket"], how="right")
    keys = table.columns.intersection(["period", "bucket", *cut.by], sort=False)
    return pd.concat([table[keys], measured(table.drop(columns=keys), names)], axis=1)


def sums_of(
    store: Store,
    choice: Choice,
    names: Iterable[str],
    spans: Mapping[str, Compared],
    cut: Cut = WHOLE,
    blocks: int = 0,
    is_inner: bool = False,
) -> pd.DataFrame:
    """The sums that figures are made of, as the tables hold them: empty where there is no row. Else as in `figures`.

    Args:
        is_inner: as in `Told`.
        blocks: as in `Shape`; the table then has a column `block`, and rows only where there is something.

    Raises:
        NotAnswered: as in `figures`; in blocks also a sum that only the roll-up holds.
    """
    on_lines, names = counts_lines(choice, cut.by), tuple(names)
    refuse_unanswered(names, on_lines)
    parts = dict.fromkeys(part for name in names for part in catalogue().parts(name))
    wanted = tuple(catalogue().sums[part] for part in parts)
    rolled_up = [part for part in parts if not is_of_persons(part, on_lines)]
    if blocks and rolled_up:
        raise NotAnswered(f"{rolled_up[0]} cannot be split by persons: only the roll-up by day holds it")
    if choice.money and rolled_up:
        raise NotAnswered(f"{rolled_up[0]} cannot be told in {choice.money.currency}: only the roll-up by day holds it")
    distinct = list(dict.fromkeys(spans.values()))
    is_cut_off = any(span.as_of < UNCUT for span in distinct)
    is_whole_shop = not choice.chosen()
    shape = Shape(cut, on_lines, is_whole_shop, is_cut_off, len(distinct), blocks, choice.money is not None)
    told = Told(by=cut.by, grain=cut.grain, many=len(distinct), is_joint=True, is_inner=is_inner)
    answer = store.answer("measures", select(wanted, shape), choice, told=told, **_bound(distinct))
    rows = [answer[answer["period"] == distinct.index(span)].assign(period=name) for name, span in spans.items()]
    return pd.concat(rows, ignore_index=True)


def measured(table: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Sums as floats, unknown or nought where they are empty, and the differences and ratios asked for.

    Args:
        table: one column a sum; those of `RATED` among them.
    """
    values, wanted = _filled(table), set(names)
    ratios = [ratio for ratio in catalogue().ratios.values() if ratio.name in wanted]
    wanted |= {end for ratio in ratios for end in (ratio.first, ratio.second)}
    for difference in catalogue().differences.values():
        if difference.name in wanted:
            values[difference.name] = values[difference.first] - values[difference.second]
    for ratio in ratios:
        part, whole = values[ratio.first], values[ratio.second]
        values[ratio.name] = part / np.where(whole > 0, whole, np.nan)
    return pd.DataFrame(values, index=table.index)


def _filled(table: pd.DataFrame) -> dict[str, np.ndarray]:
    """Nought where nothing was sold; unknown where nothing sold could be converted, or no cost is known."""
    held = {str(name): values.to_numpy(dtype=float, na_value=np.nan) for name, values in table.items()}
    known = {
        name: values if catalogue().sums[name].empty == "unknown" else np.where(np.isnan(values), 0.0, values)
        for name, values in held.items()
    }
    orders, unrated = (known[name] for name in RATED)
    blind = (orders > 0) & (unrated >= orders)
    return {
        name: np.where(blind, np.nan, values) if catalogue().sums[name].is_amount else values
        for name, values in known.items()
    }


def _every_bucket(spans: Mapping[str, Compared], grain: str) -> pd.DataFrame:
    rows = [(name, start) for name, span in spans.items() for start in bucket_starts(span.period, grain)]
    every = pd.DataFrame(rows, columns=["period", "bucket"])
    return every.astype({"bucket": "datetime64[us]"})


def _bound(spans: list[Compared]) -> dict[str, object]:
    values: dict[str, object] = {
        "from_day": min(span.period.since for span in spans),
        "to_day": max(span.period.until for span in spans),
    }
    for number, span in enumerate(spans):
        bounds = {**span.bounds(), "matured_until": span.matured_until}
        values |= {f"{name}_{number}": value for name, value in bounds.items()}
    return values
