"""What happened around one promotion, week by week: the lift while it ran, the dip after it."""

import numpy as np
import pandas as pd

from analytics.promotions.effect.baseline import design, expected, overlap, weeks
from analytics.promotions.effect.observed import FEWEST_WEEKS, MOST_DAYS
from analytics.promotions.questions import AFTER_DAYS, promotion_calendar, promotion_list, promotion_sales
from data.store import EVERYTHING, Choice, Store

BEFORE, AFTER = 10, 6
ARMS = ("week", "treated", "holdout", "estimate", "low", "high")
COURSE = ("week", "actual", "estimate", "low", "high")


def promotion_arms(
    store: Store, choice: Choice = EVERYTHING, *, promotion_id: str, before: int = 4, after: int = 12
) -> pd.DataFrame:
    """Orders of customers sent a promotion against those held out, by week since they were drawn.

    Returns:
        One row per week the data cover in full (0 begins with the draw; below 0 the arms should not differ):
        week
        treated, holdout     orders per 100 customers
        estimate, low, high  treated less holdout, with Neyman's 95 % interval
        No row without a random draw.
    """
    rows = store.ask("promotion_arms", choice, promotion_id=promotion_id, before=before, after=after)
    arms = {bool(name): part.set_index("week") for name, part in rows.groupby("treated")}
    if len(arms) < 2 or min(part["customers"].max() for part in arms.values()) < 2:
        return pd.DataFrame(columns=list(ARMS))
    (sent, sent_error), (held, held_error) = _mean(arms[True]), _mean(arms[False])
    gap, error = sent - held, np.sqrt(sent_error**2 + held_error**2) * 1.959963984540054
    table = pd.DataFrame({"treated": sent, "holdout": held, "estimate": gap, "low": gap - error, "high": gap + error})
    return (table * 100).rename_axis("week").reset_index()


def _mean(arm: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Orders per customer and their standard error."""
    count = arm["customers"].astype(float)
    mean = arm["orders"].astype(float) / count
    spread = (arm["orders_squared"].astype(float) / count - mean**2).clip(lower=0)
    return mean, (spread / (count - 1)) ** 0.5


def promotion_course(store: Store, choice: Choice = EVERYTHING, *, promotion_id: str) -> pd.DataFrame:
    """Net sales of a promotion's market, channel and tier around it, beside the usual course.

    The usual course is the baseline of the scorecard (trend, season, calendar, other promotions), learnt from the weeks
    outside the promotion and the six weeks after it. The band holds 95 % of the weeks when nothing ran, each judged by
    a course that has not seen it.

    Returns:
        One row per week from ten before the promotion to twelve after it: `week` (its first day, counted from the
        promotion's), `actual`, `estimate`, `low`, `high` in EUR. No row where there is no such course: it ran for
        months, or there are fewer than 18 months of sales.
    """
    listed = promotion_list(store, choice).set_index("promotion_id")
    sales = promotion_sales(store, choice)
    if promotion_id not in listed.index:
        return pd.DataFrame(columns=list(COURSE))
    own = listed.T[promotion_id]
    first, last = _days(own)
    for name in ("market", "channel", "tier"):
        sales = sales[sales[name] == own[name]] if pd.notna(own[name]) else sales
    if _too_short(sales, first, last):
        return pd.DataFrame(columns=list(COURSE))
    calendar = promotion_calendar(store)
    calendar = calendar[calendar["market"] == own["market"]] if pd.notna(own["market"]) else calendar.iloc[:0]
    return _around(sales, calendar, _other_promotions(listed, promotion_id), (first, last))


def _too_short(sales: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> bool:
    """Whether there is no usual course: days unknown, months long, or too few sales before and around it."""
    if sales.empty or pd.isna(first) or pd.isna(last) or (last - first).days >= MOST_DAYS:
        return True
    begun, ended = sales["day"].min(), sales["day"].max()
    return bool((ended - begun).days < 7 * FEWEST_WEEKS or not begun <= first <= ended)


def _days(promotion: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = promotion["starts_on"] if pd.notna(promotion["starts_on"]) else promotion["first_used_on"]
    last = promotion["ends_on"] if pd.notna(promotion["ends_on"]) else promotion["last_used_on"]
    return pd.Timestamp(first), pd.Timestamp(last)


def _other_promotions(listed: pd.DataFrame, promotion_id: str) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Days of other promotions that come and go and may meet this one's customers."""
    own = listed.T[promotion_id]
    spans = []
    for name, other in listed.iterrows():
        first, last = _days(other)
        meets = all(pd.isna(own[c]) or pd.isna(other[c]) or own[c] == other[c] for c in ("market", "channel", "tier"))
        if name != promotion_id and meets and pd.notna(first) and pd.notna(last) and (last - first).days < MOST_DAYS:
            spans.append((first, last))
    return spans


def _around(
    sales: pd.DataFrame,
    calendar: pd.DataFrame,
    others: list[tuple[pd.Timestamp, pd.Timestamp]],
    ran: tuple[pd.Timestamp, pd.Timestamp],
) -> pd.DataFrame:
    at = weeks(sales, ran[0])
    length = -(-((ran[1] - ran[0]).days + 1) // 7)
    place = np.arange(len(at))
    learn = (place < at.first) | (place >= at.first + length + AFTER_DAYS // 7)
    if at.first >= len(at) or learn.sum() < FEWEST_WEEKS // 2:
        return pd.DataFrame(columns=list(COURSE))
    sold = at.sums["net_eur"]
    usual = expected(sold, design(at, calendar, others), learn)
    quiet = learn & (sum((overlap(at, span) for span in others), np.zeros(len(at))) == 0)
    unseen = np.array([usual.without(slice(week, week + 1))[0] for week in place])
    misses = sold[quiet] / np.maximum(unseen[quiet], 1e-9)
    low, high = np.quantile(misses, [0.025, 0.975]) if quiet.sum() >= 20 else (np.nan, np.nan)
    table = pd.DataFrame(
        {"week": at.starts, "actual": sold, "estimate": unseen, "low": unseen * low, "high": unseen * high}
    )
    shown = (place >= at.first - BEFORE) & (place < at.first + length + AFTER_DAYS // 7 + AFTER)
    return table[shown].reset_index(drop=True)
