"""Which customers come back and what they leave within a year, by how they were first met."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.acquisition.comparison import LEAST, NOTHING, Difference, difference, mean
from analytics.acquisition.costs import Costs, costs, paid_back
from analytics.acquisition.question import BY, CELL, NO_PROMOTION, YEAR, first_met, watched_until
from analytics.cohorts.intervals import wilson
from analytics.interval import UNKNOWN, Interval, cells
from analytics.promotions.effect.pooling import pooled
from analytics.reach import Reach, reach
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

MEASURES = ("back", "net", "margin")
OTHERS = "others"  # promotions with too few customers each, together
MOST = 60  # promotions that lean on each other; of more, those that brought most customers
FEWEST = 3  # promotions that can lean on each other at all
ORDER = [
    "full",
    "to_10",
    "to_20",
    "to_30",
    "over_30",
    "usual",
    "closed",
    "recovery",
]  # of bands and phases; other groups: the largest first
MORE, LESS, ALIKE, FEW = "more", "less", "alike", "few"


@dataclass(frozen=True)
class GroupValue:
    """Groups of customers in the year after their first order, all at the same age.

    Attributes:
        by: what they are grouped by, a key of `BY`.
        since, until: first met on these days.
        is_period: whether these are the days that were asked for, as far as their customers have been watched.
        measure: `margin` where the cost of everything sold is known, else `net`: what groups are judged by.
        table: one row per group, bands and phases in their order, others the largest first: `label`, `customers`, `compared` (those
            with others of their market and year beside them), `back` (share that bought on a later day), `net`,
            `margin` (per customer), each with `_low` and `_high`, and `back_more`, `net_more`, `margin_more`:
            less that of others first met in the same market and year, likewise; `standing`: `more` or `less` where the interval of the
            measure says so, else `alike`; `few` below thirty customers, who have no figure; `pace`: customers a month first met so in the last
            year of the data, 0 where nobody can be any more; `cost` of winning one, `payback`: months after
            which the margin of a customer covers it (0: with the first order), empty where it does not within the year or no cost is known.
        course: one row per (label, k): `net`, `margin` per customer up to twelfth `k` of the year.
        leans: whether differences are drawn towards the groups' mean.
        pace: customers a month first met in the last year of the data, in all.
        is_costed_elsewhere: whether costs of promotions are loaded, but not in the currency of the choice.
        unrated: customers left out, as an order of their first year has no exchange rate.
    """

    by: str
    since: date
    until: date
    is_period: bool
    measure: str
    table: pd.DataFrame
    course: pd.DataFrame
    leans: bool
    pace: float
    is_costed_elsewhere: bool
    unrated: int


def group_value(
    store: Store, choice: Choice = EVERYTHING, *, by: str, since: date | None = None, until: date | None = None
) -> GroupValue:
    """Customers by channel, promotion, band of discount or phase of their first order.

    Only those who have been watched for a year count, and nobody of the first year of the data, who may have bought before. Where no such
    customer was first met in the period, all of them are taken. A group is held against everybody else first met in the same market and
    year: an association, since customers who are met in another way differ in more than that. Differences of promotions are pooled
    (`analytics.promotions.effect.pooling`): each leans on the others, so that the best of twenty is not the luckiest.

    Args:
        by: a key of `BY`.
        since, until: first met on these days; all by default.

    Raises:
        CannotTell: nobody has been watched for a year.
        ValueError: nothing customers can be grouped by.
    """
    if by not in BY:
        raise ValueError(f"customers cannot be grouped by {by}; choose one of {', '.join(BY)}")
    known = reach(store)
    first, watched = known.new_from, watched_until(known)
    if first >= watched:
        raise CannotTell(Reason("watched_too_short", begins_on=known.first_on, last_on=known.complete_to))
    days = (max(since or first, first), min(until or known.until, known.until))
    is_period = days[0] < min(days[1], watched)
    if not is_period:
        days = (first, known.until)
    rows = first_met(store, choice, since=days[0], until=days[1], watched=watched)
    rows = _labelled(rows, by)
    years = rows[rows["k"].isna() & rows["is_watched"]]
    unrated = int(years["unrated"].sum())
    if unrated and years["customers"].sum() < LEAST:
        raise CannotTell(Reason("too_few_rated", customers=int(years["customers"].sum()), needed=LEAST))
    years = years[years["customers"] > 0]
    if years.empty or years["customers"].sum() < LEAST:
        raise CannotTell(Reason("too_few_watched", customers=int(years["customers"].sum()), needed=LEAST))
    spent = costs(store, choice, known.until) if by == "promotion" else Costs.none()
    if by == "promotion":
        rows, years = _thin_joined(rows, years)
    table = compared(by, years, spent.traits)
    course = _course(rows, years)
    measure = "margin" if years["without_margin"].sum() == 0 else "net"
    came = _paces(store, choice, by, known)
    pace = [0.0 if _is_over(by, str(label), spent) else came.get(label, 0.0) for label in table["label"]]
    table = table.assign(standing=[_standing(row, measure) for _, row in table.iterrows()], pace=pace)
    return GroupValue(
        by, days[0], min(days[1], watched), is_period, measure, paid_back(table, course, spent), course,
        _leans(by, table), float(came.sum()), spent.is_elsewhere, unrated,
    )  # fmt: skip


def _labelled(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """With the `label` of the group."""
    return rows.assign(label=rows[BY[by]].astype(object).fillna(NO_PROMOTION if by == "promotion" else "unknown"))


def _paces(store: Store, choice: Choice, by: str, known: Reach) -> pd.Series:
    """Customers a month first met in the last year of the data, by label."""
    since = known.until - timedelta(days=YEAR)
    rows = _labelled(first_met(store, choice, since=since, until=known.until, watched=since), by)
    return rows[rows["k"].isna()].groupby("label")[["customers", "unrated"]].sum().sum(axis=1) / 12


def _is_over(by: str, label: str, spent: Costs) -> bool:
    """Whether nobody can be first met so any more, or nobody can say when: closures come unasked."""
    return label in spent.over or (by == "phase" and label != "usual")


def _thin_joined(rows: pd.DataFrame, years: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Promotions of too few customers under one label."""
    sizes = years.groupby("label")["customers"].sum()
    thin = set(sizes.index[sizes < LEAST]) - {NO_PROMOTION}
    joined = rows.assign(label=rows["label"].where(~rows["label"].isin(thin), OTHERS))
    return joined, joined.loc[years.index]


def compared(by: str, years: pd.DataFrame, traits: dict[str, tuple[object, ...]]) -> pd.DataFrame:
    """Figures of each group and its differences, without the standing.

    Args:
        years: rows of `first_met` of the year as a whole, with the `label` of their group.
        traits: of promotions, what makes them alike.
    """
    sizes = years.groupby("label")["customers"].sum().sort_values(ascending=False, kind="stable")
    labels = sorted(sizes.index, key=ORDER.index) if set(sizes.index) <= set(ORDER) else list(sizes.index)
    found = [_measured(years, str(label)) for label in labels]
    if _leans(by, pd.DataFrame({"label": labels, "customers": [row["customers"] for row, _ in found]})):
        _pool(found, traits)
    return pd.DataFrame(
        [
            row
            | {"compared": apart["net"].compared}
            | {k: v for name in MEASURES for k, v in cells(f"{name}_more", apart[name].interval).items()}
            for row, apart in found
        ]
    )


def _measured(years: pd.DataFrame, label: str) -> tuple[dict[str, object], dict[str, Difference]]:
    """A group's own figures, and its differences by measure."""
    own, everybody = years[years["label"] == label], _summed(years)
    mine = _summed(own).reindex(everybody.index, fill_value=0.0)
    rest = everybody - mine
    many = int(mine["customers"].sum())
    row: dict[str, object] = {"label": label, "customers": many}
    if many < LEAST:
        return row | {k: v for name in MEASURES for k, v in cells(name, UNKNOWN).items()}, dict.fromkeys(
            MEASURES, NOTHING
        )
    low, high = wilson(mine["back"].sum(), many)
    back = Interval(float(mine["back"].sum()) / many, float(low), float(high))
    figures = {"back": back, "net": mean(_of(mine, "net")), "margin": mean(_of(mine, "margin"))}
    apart = {name: difference(_of(mine, name), _of(rest, name), is_share=name == "back") for name in MEASURES}
    if mine["without_margin"].sum() > 0:
        figures["margin"] = UNKNOWN
    if everybody["without_margin"].sum() > 0:
        apart["margin"] = NOTHING
    return row | {k: v for name in MEASURES for k, v in cells(name, figures[name]).items()}, apart


def _summed(years: pd.DataFrame) -> pd.DataFrame:
    """Sums by market and year."""
    sums = ["customers", "back", "net_eur", "net_squares", "margin_eur", "margin_squares", "without_margin"]
    placed = years.assign(market=years["market"].astype(object).fillna("unknown"))
    return placed.groupby(CELL)[sums].sum().astype(float)


def _of(sums: pd.DataFrame, name: str) -> pd.DataFrame:
    """Customers, total and squares of one measure."""
    total, squares = ("back", "back") if name == "back" else (f"{name}_eur", f"{name}_squares")
    return pd.DataFrame({"customers": sums["customers"], "total": sums[total], "squares": sums[squares]})


def _leans(by: str, table: pd.DataFrame) -> bool:
    return by == "promotion" and len(_pooled_labels(table)) >= FEWEST


def _pooled_labels(table: pd.DataFrame) -> list[str]:
    known = table[(table["customers"] >= LEAST) & ~table["label"].isin([NO_PROMOTION, OTHERS])]
    return [str(label) for label in known["label"]][:MOST]


def _pool(found: list[tuple[dict[str, object], dict[str, Difference]]], traits: dict[str, tuple[object, ...]]) -> None:
    """Draws the differences of promotions towards what promotions like each have in common."""
    heads = pd.DataFrame([{"label": row["label"], "customers": row["customers"]} for row, _ in found])
    chosen = set(_pooled_labels(heads))
    codes = [pd.factorize(pd.Series(column, dtype=object))[0] for column in zip(*traits.values(), strict=True)]
    of_label = dict(zip(traits, np.array(codes).T, strict=True)) if traits else {}
    for name in MEASURES:
        places = [i for i, (row, apart) in enumerate(found) if row["label"] in chosen and apart[name].error > 0]
        if len(places) < FEWEST:
            continue
        gaps = np.array([found[i][1][name].interval.estimate for i in places])
        errors = np.array([found[i][1][name].error for i in places])
        nothing = np.zeros(len(codes) or 1, dtype=int)
        own = pooled(gaps, errors, np.array([of_label.get(str(found[i][0]["label"]), nothing) for i in places])).own
        for column, i in enumerate(places):
            before = found[i][1][name]
            found[i][1][name] = Difference(Interval.of_draws(own[:, column]), before.error, before.compared)


def _course(rows: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Net sales and margin per customer up to each twelfth of the year; margin empty where a cost is not known."""
    sizes = years.groupby("label")["customers"].sum()
    months = rows[rows["k"].notna()]
    sums = months.groupby(["label", "k"])[["net_eur", "margin_eur", "without_margin"]].sum()
    every = pd.MultiIndex.from_product([sizes.index[sizes >= LEAST], range(13)], names=["label", "k"])
    so_far = sums.reindex(every, fill_value=0).astype(float).groupby("label").cumsum().reset_index()
    many = so_far["label"].map(sizes)
    margin = (so_far["margin_eur"] / many).where(so_far.groupby("label")["without_margin"].transform("max") == 0)
    return pd.DataFrame(
        {"label": so_far["label"], "k": so_far["k"].astype(int), "net": so_far["net_eur"] / many, "margin": margin}
    )


def _standing(row: pd.Series, measure: str) -> str:
    if pd.isna(row[f"{measure}_more_low"]):
        return FEW if row["customers"] < LEAST else ""
    if row[f"{measure}_more_low"] > 0:
        return MORE
    return LESS if row[f"{measure}_more_high"] < 0 else ALIKE
