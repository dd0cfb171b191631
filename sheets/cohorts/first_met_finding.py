"""By how customers were first met: the difference that matters most, in a sentence, and what to try next."""

import math

import pandas as pd

from analytics.acquisition import GroupValue
from analytics.acquisition.groups import ALIKE, LESS, MORE, OTHERS
from analytics.acquisition.question import NO_PROMOTION
from analytics.design import Arms, size
from analytics.interval import Interval
from sheets import intervals
from words import formats, labels
from words.messages import _, plural

SURE = (
    1.960 + 0.842
) / 1.960  # a true difference as wide as half its interval shows every other time, this many times that four in five
RISES = (0.1, 0.2)  # of the share that comes back, which a test should not miss
USUAL = ("usual", NO_PROMOTION, "full")  # most customers are met so
MONTHS = 24  # a test that takes longer is none


def finding(value: GroupValue) -> str:
    """The clear difference that most money hangs on, in a sentence; else that none is clear."""
    row = _foremost(value)
    if row is None:
        return _("No group has enough others of the same market and year beside it.")
    measure = value.measure
    told = {
        "group": group_name(value.by, row),
        "amount": formats.money_short(abs(row[f"{measure}_more"])),
        "span": _span(row, f"{measure}_more"),
        "back": formats.percent(row["back"]),
    }
    if row["standing"] == ALIKE:
        return _unclear(value, row, told["group"])
    said = {
        ("margin", MORE): _(
            "{group}: a customer earns {amount} more margin in the first year than others first met in the same market and year (95%: {span}).",
            **told,
        ),
        ("margin", LESS): _(
            "{group}: a customer earns {amount} less margin in the first year than others first met in the same market and year (95%: {span}).",
            **told,
        ),
        ("net", MORE): _(
            "{group}: a customer brings {amount} more net sales in the first year than others first met in the same market and year (95%: {span}).",
            **told,
        ),
        ("net", LESS): _(
            "{group}: a customer brings {amount} less net sales in the first year than others first met in the same market and year (95%: {span}).",
            **told,
        ),
    }[measure, str(row["standing"])]
    return " ".join([said, _("Of this group {back} came back within that year.", **told)])


def _unclear(value: GroupValue, row: pd.Series, group: str) -> str:
    """That no group differs for sure, and what a difference would have to be to show."""
    said = _(
        "No group's customers are clearly worth more or less in their first year than others of the same market and year."
    )
    if value.leans:  # what would show of one that leans depends on all others
        return said
    half = (row[f"{value.measure}_more_high"] - row[f"{value.measure}_more_low"]) / 2
    shows = _(
        "{group}: a difference of {smallest} or more would show four times in five.",
        group=group,
        smallest=formats.money_short(half * SURE),
    )
    return f"{said} {shows}"


def _foremost(value: GroupValue) -> pd.Series | None:
    """The group by which most money differs: of those that differ for sure, where any do, and rather not of the usual case."""
    known = value.table[value.table["standing"].isin([MORE, LESS, ALIKE])]
    known = known[~known["label"].isin(USUAL)] if not known["label"].isin(USUAL).all() else known
    clear = known[known["standing"] != ALIKE]
    of_those = clear if len(clear) else known
    if of_those.empty:
        return None
    stakes = (of_those[f"{value.measure}_more"].abs() * of_those["compared"]).to_numpy()
    return of_those.iloc[int(stakes.argmax())]


def step(value: GroupValue) -> str:
    """What to try next, on whom, and when it would show; empty where nothing is known.

    Of the group that is worth less, the largest first, else of that in the finding; of all new customers where too few of the group still come.
    """
    less = value.table[value.table["standing"] == LESS]
    row = _foremost(value) if less.empty else less.iloc[int(less["customers"].to_numpy().argmax())]
    known = value.table[value.table["back"].notna()]
    if row is None:
        return ""
    many = float(known["customers"].sum())
    everybody = float((known["back"] * known["customers"]).sum()) / many
    tries = [
        (group_name(value.by, row), float(row["pace"]), float(row["back"])),
        ("", value.pace, everybody),
    ]
    for rise in RISES:
        for group, pace, share in tries:
            needed = _needed(share, rise)
            if needed is not None and needed <= pace * MONTHS:
                return _tried(group, needed, math.ceil(needed / pace), (share, share + rise))
    return _("Too few new customers come to try something on a random half of them within two years.")


def _needed(share: float, rise: float) -> int | None:
    """Customers in both halves to see such a rise four times in five."""
    if share + rise >= 1:
        return None
    return size(rise, share * (1 - share), Arms(), (share + rise) * (1 - share - rise))


def _tried(group: str, needed: int, months: int, shares: tuple[float, float]) -> str:
    n = formats.number(needed)
    if group:
        tried = _(
            "To try: a second-purchase invitation to a random half of the next {n} customers of this group: {group}.",
            n=n,
            group=group,
        )
    else:
        tried = _("To try: a second-purchase invitation to a random half of the next {n} new customers.", n=n)
    shows = plural(
        "At the recent pace they come within {n} month; a year later a rise in the share back within a year from {share} to {more} shows four times in five.",
        "At the recent pace they come within {n} months; a year later a rise in the share back within a year from {share} to {more} shows four times in five.",
        max(months, 1),
        share=formats.percent(shares[0], 0),
        more=formats.percent(shares[1], 0),
    )
    return f"{tried} {shows}"


def _span(row: pd.Series, name: str) -> str:
    ends = Interval(row[name], row[f"{name}_low"], row[f"{name}_high"])
    return intervals.span(ends, formats.signed_money)


def group_name(by: str, row: pd.Series) -> str:
    """A group in the reader's words."""
    code = str(row["label"])
    if by == "promotion":
        joined = {NO_PROMOTION: _("No promotion"), OTHERS: _("Promotions with few customers each")}
        return joined.get(code) or str(row["name"]) or code
    return labels.named({"channel": "channel", "depth": "first_discount", "phase": "closure_phase"}[by], code)
