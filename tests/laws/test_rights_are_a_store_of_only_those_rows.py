"""Law: whoever may see one market, channel or boutique gets, of every question, what a store of only its rows says, or a refusal.

The store of only its rows is made here by deleting all others from every table, so that whatever the gate lets through by
another way (a table by customer, reference data, a canonical table) shows as a difference.
"""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.kept import keep, known
from analytics.measures import Cut, answered, figures
from analytics.period import Period
from analytics.reach import Compared
from data.errors import OutOfReach
from data.store import EVERYTHING, Choice, Rights, Store, marts
from data.store.engine import connect
from data.store.reader import QUESTIONS
from data.store.whole import number
from tests.laws.questions import entries
from tests.laws.twins.detail import AS_OF, MATURED, SINCE, UNTIL, Detail

NAMES = sorted(file.stem for file in QUESTIONS.glob("*.sql"))
# What is no business of one market: written out here once more, so that a table moved there by mistake is seen.
PUBLIC = {
    *(
        "batches",
        "benchmarks",
        "channels",
        "fx_bases",
        "fx_constant",
        "fx_daily",
        "fx_rates",
        "market_calendar",
        "meta",
    ),
    *("products", "shop_currency", "shop_span", "stores", "wallets", "marketplaces", "applied_rates"),
}
OF_ALL = {"campaigns", "day_notes", "promotions"}  # a row without a market there concerns every one
NOTED = [("IT", None), ("CN", None), ("IS", None), (None, None), (None, "marketplace"), (None, "boutique")]
COLUMNS = ("market", "channel", "store_id")
# Questions that rest on tables without these columns; all others are answered.
BY_FILE = {"checks", "freshness", "loads", "rejects", "row_counts"}
BY_PAYOUT = {
    "contract_costs",
    "gift_cards",
    "journal_parts",
    "undated_refunds",
    "payout_list",
    "payout_position",
}  # a payout is of all its shop's markets
SUMMED = {"cohorts_rollup"}  # sums of customers' later orders, wherever; `cohorts` has them order by order
# a piece on hand is for clients of every market
OF_GOODS = {"sell_through", "sell_through_days", "stock_left", "stock_places", "stock_return"}
REFUSED = {
    "market": BY_FILE | BY_PAYOUT | SUMMED | OF_GOODS,
    "channel": BY_FILE | BY_PAYOUT | SUMMED,
    "market and channel": BY_FILE | BY_PAYOUT | SUMMED | OF_GOODS,
    "store_id": BY_FILE | BY_PAYOUT | SUMMED | {"closed_days", "weekly_sales"},
}
SPANS = {"current": Compared(Period(SINCE, UNTIL), AS_OF, MATURED)}


@pytest.fixture(scope="module")
def rights(detail: Detail) -> dict[str, Rights]:
    common = {name: detail.lines[name].value_counts().index[0] for name in COLUMNS}
    market, channel = common["market"], common["channel"]
    return {
        "market": Rights(market=(market,)),
        "channel": Rights(channel=(channel,)),
        "store_id": Rights(store_id=(common["store_id"],)),
        "market and channel": Rights(market=(market,), channel=(channel,)),
    }


@pytest.fixture(scope="module")
def whole(detail: Detail, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The shop, with notes and a budget of two markets and of all."""
    file = shutil.copy(detail.store.path, tmp_path_factory.mktemp("whole") / detail.store.path.name)
    with connect(Path(file), read_only=False) as connection:
        for n, of in enumerate(NOTED):
            connection.execute(
                "insert into day_notes values (?, date '2025-03-01', ?, ?, 'New window', now())", [str(n), *of]
            )
        for market in ("IT", "CN", None):
            connection.execute(
                "insert into budget_cells select * replace (? as market) from budget_cells", [market or ""]
            )
    return Store(Path(file))


@pytest.fixture(scope="module")
def parts(whole: Store, rights: dict[str, Rights], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    return {name: _part(whole, bounds, tmp_path_factory.mktemp("part")) for name, bounds in rights.items()}


def _part(whole: Store, rights: Rights, folder: Path) -> Store:
    """A copy of the version from which every row was deleted that these rights do not cover."""
    file = Path(shutil.copy(whole.path, folder / whole.path.name))
    with connect(file, read_only=False) as connection:
        columns = connection.execute("select table_name, column_name from information_schema.columns").df()
        held = columns.groupby("table_name")["column_name"].agg(set).to_dict()
        kept = " and ".join(f"coalesce({name} in {_listed(values)}, false)" for name, values in rights.bounds().items())
        connection.execute(f"create temp table own as select order_id from orders_mart where {kept}")
        connection.execute(f"create temp table here as select distinct market, channel from daily where {kept}")
        # Exposures say what their customers bought: worked out anew from the orders that are left.
        connection.execute(f"delete from orders_mart where not ({kept})")
        connection.execute(f"create or replace table exposures_mart as {marts.selects()['exposures_mart']}")
        for table, has in held.items():
            if table in PUBLIC:
                continue
            if table == "orders":
                connection.execute("delete from orders where order_id not in (select order_id from own)")
            elif table in OF_ALL:
                for name in {"market", "channel"} & has:
                    of = rights.bounds().get(name)
                    values = _listed(of) if of else f"(select {name} from here where {name} is not null)"
                    if of or "store_id" in rights.bounds():  # a boutique is of the markets and channels that it sold in
                        connection.execute(f"delete from {table} where {name} is not null and {name} not in {values}")
            elif rights.bounds().keys() <= has and f"mart:{table}" in _marts(whole):
                connection.execute(f"delete from {table} where not ({kept})")
            else:
                connection.execute(f"delete from {table}")
        # What customers did later is what they did within the rights: worked out anew, from the orders that are left.
        connection.execute(
            "update customers_mart set last_on = lasts.on_day from (select customer_id, max(ordered_on) as on_day from orders_mart "
            "where order_number is not null group by customer_id) as lasts where lasts.customer_id = customers_mart.customer_id"
        )
        connection.execute(f"create or replace table journeys as {marts.selects()['journeys']}")
        connection.execute("checkpoint")
    return Store(file)


def _listed(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def _marts(store: Store) -> set[str]:
    return set(store.query("select key from meta where key like 'mart:%'")["key"])


@pytest.fixture(scope="module")
def asked(detail: Detail) -> dict[str, dict[str, Any]]:
    drawn = "select promotion_id from exposures_mart where assignment = 'randomised' group by 1 order by count(*) desc, 1 limit 1"
    return {name: entry.asked for name, entry in entries(detail.store.query(drawn)["promotion_id"].iloc[0]).items()}


def _same(mine: pd.DataFrame, theirs: pd.DataFrame, what: str) -> None:
    """Whether two answers are the same rows, in any order."""
    assert list(mine.columns) == list(theirs.columns)
    by = list(mine.columns)
    texts = [
        frame.map(lambda cell: f"{cell:.6f}" if isinstance(cell, float) else str(cell)) for frame in (mine, theirs)
    ]
    ours, others = (frame.sort_values(by, ignore_index=True) for frame in texts)
    assert len(ours) == len(others), f"{what}: {len(ours)} rows, a store of only those rows has {len(others)}"
    assert ours.equals(others), f"{what} differs: {ours.compare(others).head()}"


@pytest.mark.parametrize("bound", REFUSED)
def test_an_answer_within_rights_is_that_of_a_store_of_only_its_rows_or_a_refusal(
    bound: str, whole: Store, parts: dict[str, Store], rights: dict[str, Rights], asked: dict[str, dict[str, Any]]
) -> None:
    seen, refused, empty = whole.seen_by(rights[bound]), set(), set()
    for name in NAMES:
        try:
            answer = seen.ask(name, EVERYTHING, **asked[name])
        except OutOfReach as error:
            assert name in str(error)
            refused.add(name)
            continue
        _same(answer, parts[bound].ask(name, EVERYTHING, **asked[name]), f"{name} within {bound}")
        empty |= {name} if answer.empty else set()
    assert refused == REFUSED[bound]
    assert len(empty) < len(NAMES) / 3, f"too little of the shop is left to say anything: {empty}"


@pytest.mark.parametrize("bound", REFUSED)
def test_a_filter_within_rights_widens_nothing(
    bound: str, whole: Store, parts: dict[str, Store], rights: dict[str, Rights], asked: dict[str, dict[str, Any]]
) -> None:
    """Also where the filter names another market than the rights do."""
    seen = whole.seen_by(rights[bound])
    for choice in (Choice(market=("JP", "CN")), Choice(tier=("luxury",)), Choice(channel=("ecommerce",))):
        for name in ("choices", "rfm", "members", "promotion_exposures", "repeat_buyers", "span"):
            try:
                theirs = parts[bound].ask(name, choice, **asked[name])
            except ValueError:
                with pytest.raises((ValueError, OutOfReach)):
                    seen.ask(name, choice, **asked[name])
                continue
            _same(seen.ask(name, choice, **asked[name]), theirs, f"{name} under {choice.chosen()} within {bound}")


@pytest.mark.parametrize("bound", REFUSED)
def test_figures_within_rights_are_those_of_a_store_of_only_its_rows(
    bound: str, whole: Store, parts: dict[str, Store], rights: dict[str, Rights]
) -> None:
    for cut in (Cut(), Cut(("channel",)), Cut(("tier", "market")), Cut(grain="month")):
        asked = answered(EVERYTHING, cut.by)
        mine, theirs = (
            figures(store, EVERYTHING, asked, SPANS, cut) for store in (whole.seen_by(rights[bound]), parts[bound])
        )
        _same(mine, theirs, f"figures by {cut} within {bound}")


def test_a_note_of_where_a_boutique_never_sold_is_none_of_its_readers_business(
    whole: Store, rights: dict[str, Rights]
) -> None:
    seen = whole.seen_by(rights["store_id"]).ask("day_notes")
    assert "IS" not in set(seen["market"])
    sold_in = set(
        whole.query("select distinct channel from daily where store_id = ?", [*rights["store_id"].store_id])["channel"]
    )
    assert set(seen["channel"]) <= {"", *sold_in}
    assert ((seen["market"] == "") & (seen["channel"] == "")).any()


@pytest.mark.parametrize("bound", ["channel", "store_id"])
def test_what_a_customer_bought_elsewhere_is_in_no_cohort(bound: str, whole: Store, rights: dict[str, Rights]) -> None:
    (value,) = rights[bound].bounds()[bound]
    seen = whole.seen_by(rights[bound])
    sold = whole.query(f"select sum(net_eur) as eur from orders_mart where {bound} = ?", [value])["eur"][0]
    for months in (0, 1, 3):
        cells = seen.ask("cohorts", months=months, by="all")
        assert 0 < float(cells["net_eur"].sum()) <= float(sold)
    if bound == "channel":
        days = {"since": "2000-01-01", "until": "2100-01-01", "horizon": 365, "tourists": False}
        assert set(seen.ask("channel_crossing", **days)["later_channel"].dropna()) <= {value}


def test_a_kept_answer_is_of_its_rights_alone(whole: Store, rights: dict[str, Rights]) -> None:
    key, made = ("asked",), Interval(1.0, 0.5, 1.5)
    keep(whole.seen_by(rights["market"]), key, made)
    assert known(whole.seen_by(rights["market"]), Interval, key) is not None
    assert known(whole.seen_by(rights["channel"]), Interval, key) is None
    assert known(whole, Interval, key) is None


def test_who_sees_a_part_asks_no_select_of_their_own(whole: Store, rights: dict[str, Rights]) -> None:
    seen = whole.seen_by(rights["market"])
    with pytest.raises(OutOfReach):
        seen.query("select 1")
    with pytest.raises(OutOfReach):
        seen.limited("select 1", 1, 1)
    with pytest.raises(OutOfReach):
        seen.seen_by(rights["channel"])
    assert seen.edition != whole.edition and number(seen.path) == whole.version
