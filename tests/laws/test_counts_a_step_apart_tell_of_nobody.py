"""Law: customers counted by a rule or a day of the asker's own are not told exactly: two answers a step apart pin nobody between them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analytics.period import Period
from analytics.promotions.depth.shop_plan import promotion_audience
from analytics.segments import AiplRule, RfmRule, aipl, rfm, segments_told
from data.errors import TooFew
from data.store import EVERYTHING, Rights, Store
from sheets.sensitivity import plan
from tests.sample_shops import sample_shop

FEWEST = 5
STEPS = range(9)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(sample_shop(tmp_path_factory, 5_000))


@pytest.fixture(scope="module")
def seen(whole: Store) -> Iterator[Store]:
    yield whole.seen_by(Rights(smallest=FEWEST))


@pytest.fixture(scope="module")
def last(seen: Store) -> Period:
    """The last twelve whole months."""
    anchor = seen.cube.grid.anchor
    return Period(anchor.replace(year=anchor.year - 1), anchor)


def loyal(store: Store, last: Period, step: int) -> pd.Series:
    """Customers by stage, by a rule whose days an address may hold."""
    found = aipl(store, EVERYTHING, period=last, rule=AiplRule(loyal=300 + step))
    return found.flow.set_index(["stage_before", "stage"])["customers"]


def by_week(store: Store, last: Period, step: int) -> pd.Series:
    """Customers by stage at the end of one week and of the next."""
    until = store.seen_by(Rights(smallest=FEWEST)).cube.grid.until - timedelta(weeks=step)
    found = aipl(store, EVERYTHING, period=Period(last.since, until))
    return found.flow.set_index(["stage_before", "stage"])["customers"]


def recent(store: Store, last: Period, step: int) -> pd.Series:
    """Customers by segment, by a rule whose days an address may hold."""
    rule, days = RfmRule(recency_days=(90, 180, 365 + step, 730)), {"until": last.until, "before": last.since}
    return segments_told(store, EVERYTHING, rule=rule, **days).set_index("segment")["customers"]


def members(store: Store, last: Period, step: int) -> pd.Series:
    """Members of the loyalty programme who bought, month by month."""
    since = (last.until - timedelta(days=28 * (step + 1))).replace(day=1)
    return store.ask("members", since=since, until=last.until).iloc[0]


def again(store: Store, last: Period, step: int) -> pd.Series:
    """Buyers and those who came again, month by month."""
    since = (last.until - timedelta(days=28 * (step + 1))).replace(day=1)
    table = store.ask("repeat_buyers", since=since, until=last.until)
    return table[table["is_all"].astype(bool)][["buyers", "repeat_buyers"]].iloc[0]


ATTACKS = (loyal, by_week, recent, members, again)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_step_between_two_counts_is_known(
    attack: Callable[[Store, Period, int], pd.Series], seen: Store, whole: Store, last: Period
) -> None:
    """Of all that is told of each count, the least and most that it and its step to the next may be; the truth lies within."""
    answers = []
    for step in STEPS:
        try:
            answers.append((step, attack(seen, last, step).astype(float)))
        except TooFew:
            continue
    assert len(answers) > 2, "the attack is on something that is told"
    few = 0
    for (one, told), (other, then) in pairwise(answers):
        true, was = (attack(whole, last, step).astype(float) for step in (one, other))
        for name in told.index.intersection(then.index):
            # a count that is told lies within half a ten of what is told: so a step lies within a whole one
            assert abs(told[name] - true[name]) <= FEWEST / 2 and abs(then[name] - was[name]) <= FEWEST / 2
            assert told[name] % FEWEST == 0 and then[name] % FEWEST == 0
            few += 0 < abs(true[name] - was[name]) < FEWEST
    assert few or attack in (members, again), "between some of these lie few customers, whom exact counts would tell"


def test_a_list_of_all_days_is_of_all_days_whatever_is_asked(seen: Store, whole: Store) -> None:
    """Two lists of promotions a day apart differ by single orders."""
    until = seen.cube.grid.until
    days = [until - timedelta(days=3 * step) for step in STEPS]
    lists = [seen.ask("promotion_list", until=day).set_index("promotion_id")["orders"] for day in days]
    exact = [whole.ask("promotion_list", until=day).set_index("promotion_id")["orders"] for day in days]
    assert any(((one - other).abs() > 0).any() for one, other in pairwise(exact))
    assert all(one.equals(other) for one, other in pairwise(lists))


def test_an_audience_is_told_at_one_reach(seen: Store, whole: Store) -> None:
    """Two reaches a day apart differ by single customers, with what they bought."""
    for days in (plan.days(plan.MONTHS) - 1, plan.days(12), 30):
        with pytest.raises(TooFew):
            promotion_audience(seen, days=days)
    near, far = (promotion_audience(whole, days=days)["customers"].sum() for days in (300, 301))
    told = promotion_audience(seen, days=plan.days(plan.MONTHS))
    assert len(told) and far - near < FEWEST


def test_segments_are_those_of_the_scores_where_all_is_seen(whole: Store, last: Period) -> None:
    days = {"until": last.until, "before": last.since}
    told = segments_told(whole, EVERYTHING, **days).set_index("segment")
    known = rfm(whole, EVERYTHING, **days).segments().set_index("segment")
    found = told.reindex(known.index).fillna(0)
    assert np.array_equal(found["customers"], known["customers"])
    assert np.array_equal(found["customers_before"], known["customers_before"])
