"""Law: who may not see persons is told of no few customers: each question is answered so or refused, and totals stay what they are."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.measures import WHOLE, Cut, figures
from analytics.period import Period, months_later
from analytics.reach import UNCUT, Compared
from data.errors import OutOfReach, TooFew
from data.store import EVERYTHING, Choice, Rights, Store
from data.store.cells import DECLARED, HIDDEN, Cube, Keyed
from data.store.cells.grid import Grid
from data.store.reader import PERSONS, QUESTIONS
from tests.laws.bounds import pinned, ranges
from tests.laws.questions import entries
from tests.laws.twins.detail import Detail

NAMES = sorted(file.stem for file in QUESTIONS.glob("*.sql"))
FEWEST = 5
# Written out once more: a question that is answered by mistake is seen. They tell of single customers, orders, payouts or rows of files.
REFUSED = {
    *(
        "ban_sales",
        "category_exposures",
        "category_sales",
        "promotion_goods",
        "channel_crossing",
        "cohorts_rollup",
        "concentration",
        "contract_costs",
        "customers_now",
        "design_moments",
        "discount_affinity",
        "first_met",
        "met_histories",
        "launch_customers",
    ),
    *(
        "gift_cards",
        "journal_parts",
        "lower_prices",
        "markdown_ladder",
        "payout_list",
        "payout_position",
        "promotion_arms",
    ),
    "undated_refunds",
    *("purchase_histories", "reconciliation", "reconciliation_list", "reconciliation_trend", "refund_lag", "rejects"),
    *(
        "repeat_days",
        "repeat_values",
        "rfm",
        "season_days",
        "second_purchase",
        "sell_through",
        "sell_through_days",
        "stock_left",
        "stock_places",
        "stock_return",
    ),
    *("settlement_lag", "value_cuts", "wallet_blocks"),
}
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
CUTS = (("channel",), ("store_id",), ("category",), ("market", "channel"))


@pytest.fixture(scope="module")
def seen(detail: Detail) -> Iterator[Store]:
    yield detail.store.seen_by(Rights(smallest=FEWEST))


@pytest.fixture(scope="module")
def last(seen: Store) -> Period:
    """The last twelve whole months."""
    anchor = seen.cube.grid.anchor
    return Period(anchor.replace(year=anchor.year - 1), anchor)


def _figures(store: Store, period: Period, cut: Cut = WHOLE, choice: Choice = EVERYTHING) -> pd.DataFrame:
    return figures(store, choice, ("net_eur", "orders", "units"), {"of": Compared(period, UNCUT, period.until)}, cut)


def test_each_question_is_declared_or_refused(detail: Detail, seen: Store) -> None:
    drawn = "select promotion_id from exposures_mart where assignment = 'randomised' limit 1"
    asked = entries(detail.store.query(drawn)["promotion_id"].iloc[0])
    refused = set()
    for name in NAMES:
        try:
            seen.ask(name, EVERYTHING, **asked[name].asked)
        except TooFew as error:
            if error.why == "persons":
                refused.add(name)
    assert refused == REFUSED == set(NAMES) - set(DECLARED)


@pytest.mark.parametrize("by", CUTS, ids="-".join)
def test_what_is_shown_and_what_is_hidden_add_up_to_the_whole(
    by: tuple[str, ...], detail: Detail, seen: Store, last: Period
) -> None:
    try:
        table = _figures(seen, last, Cut(by))
    except TooFew as refused:
        assert refused.why == "few"
        return
    whole = _figures(seen, last)
    own = _figures(detail.store, last)
    assert whole.equals(own)
    assert table["net_eur"].sum() == pytest.approx(own["net_eur"][0])
    assert table["units"].sum() == own["units"][0]


@pytest.mark.parametrize("by", CUTS, ids="-".join)
@pytest.mark.parametrize("grain", ["", "month"])
def test_a_row_that_is_shown_is_of_enough_customers_and_what_it_always_was(
    by: tuple[str, ...], grain: str, detail: Detail, seen: Store, last: Period
) -> None:
    try:
        table = _figures(seen, last, Cut(by, grain))
    except TooFew as refused:
        assert refused.why == "few"
        return
    keys = [*(["bucket"] if grain else []), *by]
    days = pd.to_datetime(detail.lines["ordered_on"])
    lines = detail.lines[(days >= pd.Timestamp(last.since)) & (days < pd.Timestamp(last.until))]
    lines = lines.assign(bucket=pd.to_datetime(lines["ordered_on"]).dt.to_period("M").dt.start_time)
    customers = lines.assign(person=lines["customer_id"].fillna("")).groupby(keys)["person"].nunique()
    shown = table[table[by[0]] != HIDDEN].set_index(keys)
    assert (customers.reindex(shown.index).dropna() >= FEWEST).all()
    own = _figures(detail.store, last, Cut(by, grain)).set_index(keys)
    pd.testing.assert_frame_equal(shown.sort_index(), own.loc[shown.index].sort_index(), check_dtype=False)


@pytest.mark.parametrize(
    ("pair", "figure"),
    [
        (("market", "channel"), "orders"),
        (("market", "channel"), "net_eur"),
        (("store_id", "market"), "orders"),
        (("market", "brand"), "net_eur"),
    ],
    ids=lambda told: "-".join(told) if isinstance(told, tuple) else told,
)
def test_no_hidden_cell_can_be_worked_out(pair: tuple[str, str], figure: str, detail: Detail, seen: Store) -> None:
    found = ranges(seen, detail.store, pair, 1, 10, figure)
    assert len(found) == 10
    assert np.isfinite(found["high"]).all()  # where nothing is told, nothing can be worked out
    assert ((found["low"] <= found["sum"] + 0.5) & (found["sum"] <= found["high"] + 0.5)).all()
    assert pinned(found, figure).empty, pinned(found, figure).to_string()


KEYED = {
    "markdown_bands": (["band"], {"by": "all"}),
    "order_hours": (["weekday", "hour"], {}),
}


@pytest.mark.parametrize("name", KEYED)
def test_no_row_of_few_follows_from_the_difference_of_two_periods(name: str, detail: Detail) -> None:
    """A row that is told of twelve months and of eleven is told of the month between."""
    keys, asked = KEYED[name]
    seen = detail.store.seen_by(Rights(smallest=2))
    bought = detail.store.query((PERSONS / f"{name}.sql").read_text(encoding="utf-8"))
    days, anchor = pd.to_datetime(bought["ordered_on"]), seen.cube.grid.anchor
    told: dict[int, set[tuple[str, ...]]] = {}
    for months in (36, 24, 12, 11, 9, 6, 3, 1):
        since = months_later(anchor, -months)
        try:
            answer = seen.ask(name, EVERYTHING, since=since, until=anchor, **asked)
        except TooFew:
            continue
        told[months] = {tuple(map(str, row)) for row in answer.dropna(subset=keys)[keys].to_numpy(dtype=object)}
    assert len(told) > 1
    cells = bought[keys].apply(lambda row: tuple(map(str, row)), axis=1)
    for long, short in pairwise(told):
        first, last = (pd.Timestamp(months_later(anchor, -months)) for months in (long, short))
        between = bought[(days >= first) & (days < last)].assign(cell=cells)
        people = between.fillna({"customer_id": ""}).groupby("cell")["customer_id"].nunique()
        both = people.reindex(list(told[long] & told[short])).dropna()
        assert (both >= 2).all(), both[both < 2]


def test_what_is_hidden_of_a_ladder_is_one_row_and_the_rows_add_up() -> None:
    sold = [(f"202{year}-{month:02}-05", f"{band}{n}", band, 10.0)
            for year in (1, 2) for month in range(1, 13) for band, people in (("full", 9), ("to_10", 8), ("to_50", 2)) for n in range(people)]  # fmt: skip
    rows = pd.DataFrame(sold, columns=["ordered_on", "customer_id", "band", "money"])
    rows = rows.assign(market="IT", channel="boutique", store_id="", tier="core", brand=None, category="")
    grid = Grid(date(2021, 1, 1), date(2023, 1, 1))
    answer = rows[rows["ordered_on"] >= "2022"].groupby("band")["money"].sum().reset_index().assign(slice="all")
    keyed = Keyed("markdown_bands", rows, grid, FEWEST, ("band",))
    told = keyed.told(answer, {}, {}, {0: "year"}, Cube(rows, grid, FEWEST))
    assert told["band"].fillna("hidden").tolist() == ["full", "hidden"]  # the third would follow from the whole
    assert told["money"].tolist() == [12 * 9 * 10.0, 12 * (8 + 2) * 10.0]
    counted = keyed.told(answer, {}, {}, {0: "year"})
    assert counted["band"].tolist() == ["full"]


def test_keys_of_their_own_count_as_columns(seen: Store, last: Period) -> None:
    with pytest.raises(TooFew, match="two columns are told at once"):
        seen.ask("order_hours", Choice(market=("IT",)), **last.bounds())
    with pytest.raises(TooFew, match="not a column"):
        seen.ask("markdown_bands", EVERYTHING, **last.bounds(), by="season")
    with pytest.raises(TooFew, match="two columns are told at once"):
        seen.ask("discount_depths", Choice(channel=("boutique",)), **last.bounds())


@pytest.mark.parametrize(
    ("choice", "cut", "why"),
    [
        (Choice(market=("IT",), channel=("boutique",), tier=("core",)), Cut(), "filters"),
        (Choice(market=("IT",), channel=("boutique",)), Cut(("tier",)), "filters"),
        (EVERYTHING, Cut(grain="day"), "grid"),
        (EVERYTHING, Cut(("season",)), "filters"),
    ],
)
def test_more_than_two_columns_and_days_are_refused(
    choice: Choice, cut: Cut, why: str, seen: Store, last: Period
) -> None:
    with pytest.raises(TooFew) as refused:
        _figures(seen, last, cut, choice)
    assert refused.value.why == why


def test_a_period_off_the_grid_is_refused(seen: Store) -> None:
    with pytest.raises(TooFew, match="begins no week and no month"):
        _figures(seen, Period(date(2024, 3, 6), date(2024, 5, 1)))


def test_a_filter_of_few_customers_is_refused(seen: Store, last: Period) -> None:
    few = [cell for _year, *cell in seen.cube.hidden(("market", "channel"))["year"] if _year == 0]
    assert few
    with pytest.raises(TooFew):
        _figures(seen, last, choice=Choice(market=(few[0][0],), channel=(few[0][1],)))


def test_a_select_of_ones_own_or_without_a_declaration_is_refused(seen: Store) -> None:
    for ask in (seen.query, lambda sql: seen.limited(sql, 1, 1)):
        with pytest.raises(OutOfReach):
            ask("select 1")
    asked: dict[str, Any] = {}
    with pytest.raises(TooFew):
        seen.answer("own", "select * from orders_mart", EVERYTHING, **asked)
    with pytest.raises(OutOfReach):
        seen.seen_by(Rights())
