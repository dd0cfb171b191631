"""Which goods a promotion covers: as a file states it, else as the lines it was used on show it."""

from dataclasses import dataclass

import pandas as pd

from analytics.results import CannotTell, Reason
from data.late import late

stats = late("scipy.stats")

STATED, SHOWN = "stated", "shown"
FEWEST_LINES = 20  # on which a promotion stands, to show what it covers
LEAST_SHARE = 0.05  # of these lines that a category has at least, to be covered
STRAY = 0.02  # of these lines that may lie outside, as mistakes do
SURE = 1e-4  # chance of so few lines outside, were all goods covered
COMMON, HALF = (
    0.05,
    0.25,
)  # share of usual lines from which on a category must be met, by this part of it, for all to be covered


@dataclass(frozen=True)
class Cover:
    """What a promotion covers; empty: any.

    Attributes:
        source: "stated" by a file or "shown" by the lines it was used on.
        categories, brands, tiers: names, in lower case.
    """

    source: str
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()

    def asked(self) -> dict[str, str]:
        """As the questions take it."""
        return {name: ";".join(getattr(self, name)) for name in ("categories", "brands", "tiers")}


def cover(stated: dict[str, object], lines: pd.DataFrame) -> Cover:
    """What a promotion covers.

    Where no file states it, the lines on which it stands tell: in orders of one line, or of which other lines do not have it. A category that
    has a twentieth of them is covered; the others are not where so few lines would lie there by chance once in ten thousand, were all
    goods covered.

    Args:
        stated: `category`, `brand` and `tier` of the promotion, empty where not stated; several are separated by semicolons.
        lines: `promotion_goods`.

    Raises:
        CannotTell: it covers everything, or neither a file nor the lines say what.
    """
    names = {name: _names(stated.get(name)) for name in ("category", "brand", "tier")}
    if any(names.values()):
        return Cover(STATED, names["category"], names["brand"], names["tier"])
    by = (
        lines.assign(category=lines["category"].fillna("").str.lower())
        .groupby("category")[["lines", "usual_lines"]]
        .sum()
    )
    met, usual = by["lines"].astype(int), by["usual_lines"].astype(float)
    count = int(met.sum())
    if count < FEWEST_LINES:
        raise CannotTell(Reason("cover_unknown", lines=count, needed=FEWEST_LINES))
    share = usual / max(float(usual.sum()), 1.0)
    inside = met >= LEAST_SHARE * count
    outside = int(met[~inside].sum())
    by_chance = float(stats.binom.cdf(outside, count, float(share[~inside].sum())))
    if outside <= STRAY * count and "" not in by.index[inside] and by_chance < SURE:
        return Cover(SHOWN, tuple(sorted(str(name) for name in by.index[inside])))
    if (met[share >= COMMON] >= HALF * share[share >= COMMON] * count).all():
        raise CannotTell(Reason("covers_all"))
    raise CannotTell(Reason("cover_unclear", lines=count))


def _names(stated: object) -> tuple[str, ...]:
    """Names that are stated; a missing cell of a table is no text."""
    return tuple(part.strip().lower() for part in stated.split(";") if part.strip()) if isinstance(stated, str) else ()
