"""Do the intervals of the lifetime forecast hold what came, on made-up shops and on real logs split at many days?

Made-up shops follow a model exactly but for purchases falling on whole days; 20 of each kind are drawn, the forecast sees the first part of each
and is held against the rest. Real logs are split at the ends of months, each split forecast to the end of the log and for eight weeks. Bias is the
mean log of forecast over what came, for the calibrated forecast and for the chosen model's raw total.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.lifetime import Purchases, lifetime, record
from benchmarks.measured import ROOT, rows
from tests.analytics.lifetime.logs import Shop, end_of_week

DRAWS = 20
SHOPS = {
    "Pareto/NBD": (Shop(3000, 52, 104), 52),
    "BG/NBD": (Shop(3000, 26, 78, "bg", (0.5, 6.0), (0.8, 2.5)), 52),
    "MBG/NBD, two years": (Shop(2000, 130, 156, "mbg", (0.9, 8.0), (0.6, 1.8)), 104),
    "Pareto/NBD, 400 customers": (Shop(400, 20, 78, "pareto", (0.8, 8.0), (0.5, 10.0)), 52),
    "Pareto/NBD, rare buyers, four years": (Shop(8000, 250, 260, "pareto", (0.5, 40.0), (0.5, 60.0)), 208),
    "gaps Erlang-3": (Shop(2000, 26, 104, "mbg", (1.2, 4.0), (0.7, 2.5), steps=3), 52),
}
CDNOW = ROOT.parent / "shared" / "data" / "cdnow"
RETAIL = ROOT.parent / "shared" / "data" / "online_retail" / "online_retail_i.parquet"


@dataclass(frozen=True)
class Outcome:
    """One forecast and what came."""

    held: bool
    value_held: bool
    off: float
    raw_off: float
    chosen: str
    misfit: str


def table() -> str:
    """One row per kind of shop and per real log."""
    body = [_row(name, _made_up(shop, weeks)) for name, (shop, weeks) in SHOPS.items()]
    body += [_row(name, list(_real(log))) for name, log in _logs()]
    header = [
        "log",
        "forecasts",
        "purchases held",
        "value held",
        "bias",
        "bias, raw",
        "typical error",
        "raw",
        "chosen",
        "misfit",
    ]
    return rows(header, body)


def _row(name: str, found: list[Outcome]) -> list[str]:
    off, raw = np.array([one.off for one in found]), np.array([one.raw_off for one in found])
    return [
        name,
        str(len(found)),
        f"{np.mean([one.held for one in found]):.0%}",
        f"{np.mean([one.value_held for one in found]):.0%}",
        f"{off.mean():+.3f}",
        f"{raw.mean():+.3f}",
        f"{np.sqrt((off**2).mean()):.3f}",
        f"{np.sqrt((raw**2).mean()):.3f}",
        _counted(one.chosen for one in found),
        _counted(one.misfit for one in found),
    ]


def _counted(names: Iterator[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())


def _made_up(shop: Shop, weeks: int) -> list[Outcome]:
    return [_outcome(shop.log(seed), end_of_week(weeks), float(shop.weeks - weeks)) for seed in range(DRAWS)]


def _real(log: Purchases) -> Iterator[Outcome]:
    first, end = (np.datetime64(day, "D") for day in log.span)
    months = np.unique(np.arange(first + 180, end - 28, dtype="datetime64[D]").astype("datetime64[M]"))
    for last in (months[1:].astype("datetime64[D]") - 1).astype(int).tolist():
        for weeks in {(log.span[1] - last) / 7, min(8.0, (log.span[1] - last) / 7)}:
            yield _outcome(log, last, weeks)


def _outcome(log: Purchases, last: int, weeks: float) -> Outcome:
    known = record(log, weeks, last)
    found = lifetime(known)
    came, spent = known.now.purchases, float(known.now.spent.sum())
    return Outcome(
        found.forecast.purchases.holds(came),
        found.forecast.value is not None and found.forecast.value.holds(spent),
        float(np.log(found.forecast.purchases.estimate / came)),
        float(np.log(found.holdout[found.chosen].predicted / came)),
        found.chosen,
        found.misfit[0].code if found.misfit else "none",
    )


def _logs() -> Iterator[tuple[str, Purchases]]:
    if CDNOW.is_dir():
        for name, file, columns in (
            ("CDNOW sample", "CDNOW_sample.txt", ["master", "customer", "on", "discs", "value"]),
            ("CDNOW", "CDNOW_master.txt", ["customer", "on", "discs", "value"]),
        ):
            skipped = 1 if file == "CDNOW_master.txt" else 0
            log = pd.read_csv(CDNOW / file, sep=r"\s+", skiprows=skipped, names=columns, dtype={"on": str})
            yield name, Purchases.of(log["customer"], pd.to_datetime(log["on"], format="%Y%m%d"), log["value"])
    if RETAIL.exists():
        lines = pd.read_parquet(RETAIL)
        lines = lines[lines["cid"].notna() & (lines["q"] > 0)]
        yield "Online Retail", Purchases.of(lines["cid"], lines["ts"], lines["q"] * lines["p"])


if __name__ == "__main__":
    print(table())
