"""Aware, interested, purchased, loyal: how far each customer has come.

Alibaba's AIPL stages and FAST figures (fertility, advancing, superiority, thriving); its formulas are not published, so
how long each sign counts is stated here (`AiplRule`) and may be set.
"""

from dataclasses import asdict, dataclass

import pandas as pd

from analytics.period import Period
from analytics.segments.rule import BadRule
from data.store import EVERYTHING, Choice, Store

STAGES = ("aware", "interested", "purchased", "loyal")


@dataclass(frozen=True)
class AiplRule:
    """For how many days a sign counts.

    Attributes:
        aware: days an exposure (a message delivered) makes a customer aware.
        interested: days an opened message or a claimed voucher makes one interested.
        loyal: days within which two days with an order make one loyal.

    Raises:
        BadRule: not a number of days.
    """

    aware: int = 15
    interested: int = 90
    loyal: int = 365

    def __post_init__(self) -> None:
        for name, days in asdict(self).items():
            if days < 1:
                raise BadRule(name, f"{name} is {days} days; give 1 or more")


@dataclass(frozen=True)
class Aipl:
    """Stages now and at the start of the period; one stage a customer, the highest wins.

    Attributes:
        funnel: one row per stage: `stage`, `customers`, `customers_before`.
        flow: one row per (stage_before, stage): `customers`; `none` is no stage.
        fertility: customers in any stage.
        advancing: share of those below loyal at the start who moved up; NaN without any.
        members, thriving: members of the loyalty programme, and the share of them who bought in the period.
        has_exposures: without exposures nobody can be called aware or interested.
    """

    funnel: pd.DataFrame
    flow: pd.DataFrame
    fertility: int
    advancing: float
    members: int
    thriving: float
    has_exposures: bool
    rule: AiplRule


def aipl(store: Store, choice: Choice = EVERYTHING, *, period: Period, rule: AiplRule | None = None) -> Aipl:
    """Customers by stage at the end of a period and at its start, with the FAST figures.

    Args:
        period: its first day is the start, its last the end.
        rule: for how long each sign counts.
    """
    rule = rule or AiplRule()
    flow = store.ask("aipl", choice, before=period.since, until=period.until, **asdict(rule))
    members = store.ask("members", choice, **period.bounds()).iloc[0]
    now = flow.groupby("stage")["customers"].sum().reindex(pd.Index(STAGES, name="stage"), fill_value=0)
    then = flow.groupby("stage_before")["customers"].sum().reindex(STAGES, fill_value=0)
    funnel = now.reset_index().assign(customers_before=then.to_numpy())
    below = flow[flow["stage_before"].isin(STAGES[:3])]
    moved = below[below["stage"].map(_height) > below["stage_before"].map(_height)]["customers"].sum()
    return Aipl(
        funnel=funnel,
        flow=flow,
        fertility=int(now.sum()),
        advancing=_share(moved, below["customers"].sum()),
        members=int(members["members"]),
        thriving=_share(members["active"], members["members"]),
        has_exposures=bool(_exposures(store)),
        rule=rule,
    )


def _exposures(store: Store) -> int:
    counts = store.ask("row_counts").set_index("table_name")["rows"]
    return int(counts["exposures"])


def _height(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")
