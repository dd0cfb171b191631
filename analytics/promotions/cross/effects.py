"""What a promotion of some goods did to the others, in pieces, net sales and margin, and all of it together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.cross.leaning import alone, leaning
from analytics.promotions.cross.pieces import Pieces, by_arms, by_course
from analytics.promotions.effect.chances import LIKELY, SMALLEST, shares
from analytics.promotions.effect.observed import Ran
from analytics.promotions.effect.score import Numbers
from analytics.results import CannotTell, Reason

PROMOTED, OTHER, OTHERS, TOTAL = "promoted", "other", "others", "total"
GAINED, LOST, NOTHING, OPEN = "gained", "lost", "no effect", "open"
MOST, REST = 8, "rest"  # parts told one by one, the rest together
NEAR = 182  # days before and after from which a piece's worth is taken
FEWEST_PIECES = 52  # of a part in those days; fewer belong to the rest
FEWEST_BOUGHT = 30  # of a part by both arms, while it ran and after; fewer belong to the rest
WORTH = (("net_eur", "units", "net_squares"), ("margin_eur", "units_with_margin", "margin_squares"))
COLUMNS = (
    "row", "category", "expected", "pieces", "pieces_low", "pieces_high", "net_eur", "net_low", "net_high", "margin_eur", "margin_low", "margin_high",
    "p_lost", "p_within", "p_gained", "verdict", "own_pieces", "own_pieces_low", "own_pieces_high",
)  # fmt: skip


@dataclass(frozen=True)
class Used:
    """What of a promotion its orders say.

    Attributes:
        net_eur: net sales of the orders that used it.
        given_eur: what the shop paid of its discount on what was kept, before VAT.
        discount_eur: all of its discount on what was kept, whoever paid.
        contact_cost: of reaching people, in all.
    """

    net_eur: float
    given_eur: float
    discount_eur: float
    contact_cost: float = 0.0


def effects(goods: pd.DataFrame, ran: Ran, used: Used, arms: tuple[pd.DataFrame, pd.DataFrame] | None) -> pd.DataFrame:
    """The promoted goods, each other category, all others together, and the total.

    A piece more or less is worth what a piece of its category usually is; the promoted pieces besides cost the discount that was given. So no
    dear piece that happened to be sold while it ran is taken for its doing, and a cheaper or dearer mix is not seen.

    Args:
        goods: rows of `category_sales` of the promotion's market and channel: `day`, `category`, `is_covered`, `units`, `net_eur`, `margin_eur`,
            `units_with_margin`, `net_squares`, `margin_squares`.
        ran: when it ran and what else did.
        used: what its orders say.
        arms: randomised exposures, and what was bought by `customer_id`, `category` and `is_covered` (`units_in`, `units_after`); None
            without a control group.

    Returns:
        `COLUMNS`, a row for the promoted goods ("promoted"), each other category ("other"), these together ("others") and all
        ("total"): expected pieces of both windows; extra pieces, net sales and margin in euro with 95 % bounds; probabilities of a margin
        lost, within the smallest that matters (1 % of the promoted sales) and gained, which add to one; the word they allow; pieces by
        the category's own data alone, without leaning on "nothing changed".

    Raises:
        CannotTell: no other goods are sold enough, or there is no usual course.
    """
    goods, names = _parts(goods, ran, None if arms is None else arms[1])
    covered = np.array([name == PROMOTED for name in names])
    if not (~covered).any() or not covered.any():
        needed = FEWEST_PIECES if arms is None else FEWEST_BOUGHT
        raise CannotTell(Reason("no_other_goods" if arms is None else "too_few_bought", needed=needed))
    if arms is None:
        table = goods.pivot_table(index="day", columns="part", values="units", aggfunc="sum", fill_value=0.0)
        found = by_course(table.reindex(columns=names, fill_value=0.0).astype(float).reset_index(), ran, names)
        if isinstance(found, Reason):
            raise CannotTell(found)
    else:
        exposures, bought = arms
        found = by_arms(exposures, bought.assign(part=_named(bought, set(names))), names)
    return _table(found, goods, names, covered, ran, used)


def _parts(goods: pd.DataFrame, ran: Ran, bought: pd.DataFrame | None) -> tuple[pd.DataFrame, list[str]]:
    """The rows with their part; parts with enough pieces, the largest first, the rest together.

    Of what is sold near the promotion; with arms, of what both bought: where nobody bought anything nothing can have changed, or all.
    """
    goods = goods.assign(day=pd.to_datetime(goods["day"]), part=_named(goods, None))
    near = (goods["day"] - ran.first_on).dt.days.between(-NEAR, NEAR)
    if bought is None:
        sold = goods[near].groupby("part")["units"].sum().astype(float)
    else:
        sold = (bought["units_in"] + bought["units_after"]).astype(float).groupby(_named(bought, None)).sum()
    least = FEWEST_PIECES if bought is None else FEWEST_BOUGHT
    sold = sold.sort_values(ascending=False)
    others = [str(name) for name, pieces in sold.items() if name != PROMOTED and pieces >= least][:MOST]
    goods["part"] = goods["part"].where(goods["part"].isin([PROMOTED, *others]), REST)
    rest = float(sold.drop([PROMOTED, *others], errors="ignore").sum())
    promoted = [PROMOTED] if PROMOTED in sold.index else []
    return goods, [*promoted, *others, *([REST] if rest >= least else [])]


def _named(rows: pd.DataFrame, known: set[str] | None) -> pd.Series:
    names = rows["category"].fillna("unknown").astype(str).where(~rows["is_covered"].astype(bool), PROMOTED)
    return names if known is None else names.where(names.isin(known), REST)


def _worth(
    goods: pd.DataFrame, names: list[str], ran: Ran, amount: str, units: str, squares: str
) -> tuple[Numbers, Numbers]:
    """Mean of a piece near the promotion but not while it ran, by part, and the mean's error."""
    since, until = ran.first_on, ran.last_on
    near = goods[(goods["day"] - since).dt.days.between(-NEAR, NEAR) & ~goods["day"].between(since, until)]
    sums = near.groupby("part")[[amount, units, squares]].sum().astype(float).reindex(names)
    count = sums[units].clip(lower=1.0)
    mean = sums[amount] / count
    spread = (sums[squares] / count - mean**2).clip(lower=0.0)
    return mean.to_numpy(dtype=float), np.sqrt((spread / count).to_numpy(dtype=float))


def _table(
    found: Pieces, goods: pd.DataFrame, names: list[str], covered: np.ndarray, ran: Ran, used: Used
) -> pd.DataFrame:
    leant = leaning(found, covered)
    own = alone(found, covered).sum(axis=1)
    noise = np.random.default_rng(2).normal(size=(2, len(own), len(names)))
    net, margin = (
        mean + each * error
        for each, (mean, error) in zip(noise, (_worth(goods, names, ran, *three) for three in WORTH), strict=True)
    )
    touched, likely = leant.touched.sum(axis=1), leant.likely.sum(axis=1)
    expected = found.expected * np.array([1.0, float(found.sees_after)])[:, None]
    draws = _Draws(
        expected, touched, touched * net - np.where(covered, used.discount_eur, 0.0), touched * margin - np.where(covered, used.given_eur, 0.0),
        likely * margin - np.where(covered, used.given_eur, 0.0), own,
    )  # fmt: skip
    smallest = SMALLEST * used.net_eur
    kinds = [
        (PROMOTED, "", covered),
        *((OTHER, name, np.array(names) == name) for name in names if name != PROMOTED),
        (OTHERS, "", ~covered),
        (TOTAL, "", np.ones(len(names), dtype=bool)),
    ]
    rows = [draws.row(kind, name, which, smallest, used.contact_cost * (kind == TOTAL)) for kind, name, which in kinds]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass(frozen=True)
class _Draws:
    """By part: expected pieces (2, parts); draws (draws, parts) of pieces, net sales and margin, of the margin for probabilities, of pieces alone."""

    expected: Numbers
    pieces: Numbers
    net: Numbers
    margin: Numbers
    likely: Numbers
    own: Numbers

    def row(self, kind: str, name: str, which: np.ndarray, smallest: float, cost: float) -> tuple[object, ...]:
        """Of some parts together, less what reaching people cost."""
        pieces, net, margin, likely, own = (
            each[:, which].sum(axis=1) for each in (self.pieces, self.net, self.margin, self.likely, self.own)
        )
        likely = margin if kind == TOTAL else likely  # a sum of the promoted goods and what may be nought is not nought
        known = bool(np.isfinite(likely).all())
        lost, within, gained = shares(likely - cost, smallest) if known else (np.nan,) * 3
        return (
            kind, name, float(self.expected[:, which].sum()), *_ends(pieces), *_ends(net), *_ends(margin - cost),
            lost, within, gained, _word(lost, within, gained), *_ends(own),
        )  # fmt: skip


def _word(lost: float, within: float, gained: float) -> str:
    if gained >= LIKELY:
        return GAINED
    if lost >= LIKELY:
        return LOST
    return NOTHING if within >= LIKELY else OPEN


def _ends(draws: Numbers) -> tuple[float, float, float]:
    if not np.isfinite(draws).all():
        return (np.nan,) * 3
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(draws.mean()), float(low), float(high)
