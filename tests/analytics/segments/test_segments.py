"""Segments counted by hand, and rules that can be edited."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from analytics.period import Period
from analytics.results import CannotTell
from analytics.segments import AiplRule, BadRule, RfmRule, aipl, concentration, rfm, rule_of_fifths
from analytics.segments.rfm import NAMES
from data.store import Store
from tests.analytics.made_up import drawn, made_up, worked_out
from tests.analytics.shop import line, opened, order

TABLES = drawn()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made_up(tmp_path_factory.mktemp("store"), TABLES)


def sold(tmp_path, *told: tuple[str, str, float], **tables) -> Store:  # type: ignore[no-untyped-def]
    """A shop of (customer, day, amount)."""
    orders = [order(str(n), day, who, total) for n, (who, day, total) in enumerate(told)]
    return opened(
        tmp_path, orders=orders, order_lines=[line(str(n), 1, row[2]) for n, row in enumerate(told)], **tables
    )


def test_one_of_each_kind_stands_where_the_rule_says(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = sold(
        tmp_path,
        *(("often and lately", f"2020-{month:02d}-05", 5000.0) for month in range(1, 13)),
        ("once lately", "2020-12-20", 100.0),
        *(("often once", f"2017-0{month}-05", 500.0) for month in range(1, 6)),
        ("once long ago", "2016-05-05", 100.0),
        ("twice a day", "2020-12-01", 100.0),
        ("twice a day", "2020-12-01", 100.0),
    )
    found = rfm(shop, until=date(2021, 1, 1)).segments().set_index("segment")
    assert found.loc[found["customers"] > 0, "customers"].to_dict() == {
        "champions": 1,
        "new": 2,
        "at_risk": 1,
        "lost": 1,
    }
    assert found.loc["champions", "net_eur"] == 60_000


def test_who_moved_and_who_had_not_bought_yet(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = sold(tmp_path, ("ann", "2019-12-20", 100.0), ("bob", "2020-12-20", 100.0))
    found = rfm(shop, until=date(2021, 1, 1)).migration.set_index(["segment_before", "segment"])["customers"]
    assert found.to_dict() == {("new", "asleep"): 1, ("not_yet", "new"): 1}


def test_every_pair_of_scores_has_one_name() -> None:
    named = [pair for pairs in NAMES.values() for pair in pairs]
    assert sorted(named) == [(r, f) for r in range(1, 6) for f in range(1, 6)]


def test_an_edited_rule_moves_customers(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = sold(tmp_path, ("ann", "2020-06-01", 100.0))
    strict = RfmRule(recency_days=(10, 20, 30, 40))
    assert rfm(shop, until=date(2021, 1, 1), rule=strict).cells["segment"].tolist() == ["lost"]


def test_a_rule_out_of_order_is_refused() -> None:
    with pytest.raises(BadRule, match=r"recency_days is .*; give four rising numbers, e\.g\. "):
        RfmRule(recency_days=(400, 180, 365, 730))
    with pytest.raises(BadRule, match="interested is 0 days; give 1 or more"):
        AiplRule(interested=0)


def test_pandas_scores_the_same_customers(shop: Store) -> None:
    told, rule = worked_out(TABLES), RfmRule()
    kept = told[(told["net"] > 0.001) & told["customer_id"].notna()]
    by_customer = kept.groupby("customer_id").agg(last=("day", "max"), days=("day", "nunique"), net=("net", "sum"))
    age = (pd.Timestamp("2021-01-01") - by_customer["last"]).dt.days
    r = 5 - sum((age > cut).astype(int) for cut in rule.recency_days)
    f = 1 + sum((by_customer["days"] >= cut).astype(int) for cut in rule.order_days)
    m = 1 + sum((by_customer["net"] >= cut).astype(int) for cut in rule.value_eur)
    theirs = pd.DataFrame({"r": r, "f": f, "m": m}).value_counts().sort_index()
    ours = rfm(shop, until=date(2021, 1, 1)).cells.set_index(["r", "f", "m"])["customers"].sort_index()
    assert ours.to_dict() == theirs.to_dict()


def test_fifths_hold_a_fifth_each(shop: Store) -> None:
    rule = rule_of_fifths(shop, until=date(2021, 1, 1))
    sizes = rfm(shop, until=date(2021, 1, 1), rule=rule).cells.groupby("m")["customers"].sum()
    assert sizes.max() - sizes.min() <= 1


def test_too_few_customers_are_not_cut_in_five(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotTell, match="too_few_to_cut customers=1"):
        rule_of_fifths(sold(tmp_path, ("ann", "2020-01-01", 5.0)), until=date(2021, 1, 1))


def test_one_big_spender_in_fifty_makes_the_top_two_percent(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = sold(tmp_path, ("big", "2020-05-05", 951.0), *((f"small {n}", "2020-05-05", 1.0) for n in range(49)))
    found = concentration(shop, period=Period.year(2020))
    assert found.top(0.02) == pytest.approx(0.951)
    assert found.top(1) == pytest.approx(1)
    assert found.top(0) == 0


def test_customers_alike_are_not_concentrated(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = sold(tmp_path, *((f"c{n}", "2020-05-05", 10.0) for n in range(40)))
    found = concentration(shop, period=Period.year(2020))
    assert found.gini == pytest.approx(0)
    assert found.top(0.02) == pytest.approx(0.02)


def test_pandas_finds_the_same_concentration(shop: Store) -> None:
    told = worked_out(TABLES)
    spent = told[told["day"].dt.year == 2020].groupby("customer_id")["net"].sum().loc[lambda net: net > 0.001]
    ranked = np.sort(spent)[::-1]
    found = concentration(shop, period=Period.year(2020))
    assert found.spenders == len(spent)
    assert found.top(10 / len(spent)) == pytest.approx(ranked[:10].sum() / ranked.sum())


def test_stages_before_and_now(tmp_path) -> None:  # type: ignore[no-untyped-def]
    def at(day: str) -> datetime:
        return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)

    def shown(who: str, day: str, arm: str = "treated", **told: object) -> dict[str, object]:
        return {
            "exposure_id": f"{who} {day}", "promotion_id": "p", "customer_id": who, "arm": arm, "assignment": "rule",
            "assigned_at": at(day), "delivered_at": at(day),
        } | told  # fmt: skip

    shop = sold(
        tmp_path,
        ("loyal", "2020-01-05", 10.0),
        ("loyal", "2020-05-05", 10.0),
        ("once", "2018-01-05", 10.0),
        ("once", "2018-01-05", 10.0),
        ("lapsed", "2019-07-05", 10.0),
        ("lapsed", "2019-08-05", 10.0),
        exposures=[
            shown("aware", "2020-06-25"),
            shown("forgotten", "2020-06-01"),
            shown("claimed", "2020-06-01", claimed_at=at("2020-06-02")),
            shown("held out", "2020-06-25", "holdout"),
        ],
        customers=[{"customer_id": "loyal", "loyalty_tier": "gold"}, {"customer_id": "x", "loyalty_tier": "gold"}],
    )
    found = aipl(shop, period=Period(date(2020, 1, 1), date(2020, 7, 1)))
    assert found.funnel["customers"].tolist() == [1, 1, 1, 2]
    assert found.funnel["customers_before"].tolist() == [0, 0, 1, 1]
    assert (found.fertility, found.members, found.thriving) == (5, 1, 1.0)
    assert found.advancing == 0
    later = aipl(shop, period=Period(date(2020, 7, 1), date(2020, 8, 1)))
    assert later.funnel["customers"].tolist() == [0, 1, 2, 1]


def test_without_exposures_nobody_is_called_aware(shop: Store) -> None:
    found = aipl(shop, period=Period.year(2020))
    assert not found.has_exposures
    assert found.funnel["customers"].tolist()[:2] == [0, 0]


def test_an_empty_store_has_no_segments(tmp_path) -> None:  # type: ignore[no-untyped-def]
    empty = opened(tmp_path)
    assert rfm(empty, until=date(2021, 1, 1)).segments()["customers"].sum() == 0
    assert np.isnan(concentration(empty, period=Period.year(2020)).top(0.02))
    assert np.isnan(aipl(empty, period=Period.year(2020)).advancing)
