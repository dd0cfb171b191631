"""What data health says of a shop with one of every trouble."""

from datetime import UTC, datetime

import pytest

from analytics.health import check_words, checks, choices, freshness, loads, rejects, row_counts
from analytics.metrics import LANGUAGES, metric, metrics, page
from data.store import Store
from tests.analytics.shop import fixing, line, opened, order, product, refund, txn


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    file = {
        "file_id": "f", "batch_id": 1, "file_name": "march.csv", "system": "till", "layout": "plain", "rows_seen": 5,
        "rows_loaded": 3, "rows_duplicate": 0, "rows_rejected": 2, "declared_matches": False, "message": "",
        "loaded_at": datetime(2020, 4, 1, tzinfo=UTC),
    }  # fmt: skip
    return opened(
        tmp_path_factory.mktemp("store"),
        orders=[
            order("fine", "2020-03-02", tax=18.0),
            order("header", "2020-03-02", None, tax=None, market=None),
            order("yen", "2020-03-03", currency="JPY"),
            order("off", "2020-03-03", total=90),
            order("undated", "2020-03-04", refunded=-10),
            order("over", "2020-03-05", refunded=-140),
            order("credit", "2020-03-05", total=-20),
            order("wallet order", "2020-03-06", payment_wallet="alipay"),
            order("uncovered", "2020-09-06", payment_wallet="alipay"),
            order("test", "2020-03-06", is_test=True),
            order("again", "2020-03-06", duplicate_of="fine"),
            order("unpaid", "2020-03-06", status="unpaid"),
            order("cancelled", "2020-03-06", status="cancelled", paid_at=None),
            order("kept money", "2020-03-06", cancelled_at=datetime(2020, 3, 7, tzinfo=UTC)),
        ],
        order_lines=[
            line("fine", unit_cost=30.0),
            *(line(name) for name in ("yen", "undated", "over", "wallet order", "uncovered", "kept money")),
            line("off", 1, 100),
            line("credit", 1, -20, -1),
            line("lost", 1),
        ],
        refunds=[refund("lost", "lost", -5, "2020-03-09"), refund("yuan", "fine", -5, "2020-03-09", currency="CNY")],
        products=[
            product(until="2030-01-01"),
            product(since="2021-01-01"),
            product("bag", "core", since="2022-01-01", until="2023-01-01"),
        ],
        wallet_transactions=[txn("1", "2020-03-01", 5, "stray"), txn("2", "2020-03-31", 5, "stray")],
        fx_rates=[fixing("2020-03-03", "CNY", 7.7)],
        source_files=[file],
        rejected_rows=[
            {"file_id": "f", "row_no": 4, "reason": 'Amount is "abc", not an amount'},
            {"file_id": "f", "row_no": 2, "reason": 'Amount is "x", not an amount'},
        ],
    )


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("missing_rate", 1),
        ("lines_off_header", 1),
        ("declared_mismatch", 1),
        ("rejected_rows", 2),
        ("lines_without_order", 1),
        ("orphan_refunds", 1),
        ("refund_currency", 1),
        ("over_refunded", 1),
        ("cancelled_and_paid", 1),
        ("overlapping_versions", 1),
        ("orders_without_lines", 1),
        ("unknown_market", 1),
        ("unknown_vat", 1),
        ("unknown_customer", 1),
        ("undated_refunds", 2),
        ("wallet_without_order", 1),
        ("order_without_payment", 1),
        ("wallet_uncovered", 1),
        ("credit_notes", 1),
        ("duplicate_orders", 1),
        ("test_orders", 1),
        ("unpaid_orders", 1),
        ("cancelled_orders", 1),
    ],
)
def test_each_trouble_is_counted(shop: Store, name: str, rows: int) -> None:
    found = checks(shop).set_index("name").loc[name]
    assert found["rows"] == rows
    assert not found["passed"]


def test_a_clean_shop_passes_everything_that_would_be_wrong(tmp_path) -> None:  # type: ignore[no-untyped-def]
    clean = opened(
        tmp_path, orders=[order("1", "2020-03-02")], order_lines=[line("1", unit_cost=9.0)], products=[product()]
    )
    assert checks(clean)["passed"].all()


def test_an_empty_store_passes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    empty = opened(tmp_path)
    assert checks(empty)["passed"].all()
    assert choices(empty).empty
    assert row_counts(empty)["rows"].sum() == 0


def test_likes_are_counted_together_and_show_no_cell(shop: Store) -> None:
    found = rejects(shop)
    assert found[["file_name", "reason", "rows", "first_row"]].values.tolist() == [
        ["march.csv", 'Amount is "…", not an amount', 2, 2]
    ]


def test_rows_seen_are_accounted_for(shop: Store) -> None:
    told = loads(shop)
    assert (told["rows_seen"] == told["rows_loaded"] + told["rows_duplicate"] + told["rows_rejected"]).all()


def test_freshness_is_by_system_and_kind(shop: Store) -> None:
    found = freshness(shop).set_index(["system", "what"])
    assert str(found.loc[("till", "orders"), "last_on"].date()) == "2020-09-06"
    assert found.loc[("till", "orders"), "files"] == 1


def test_choices_count_what_was_sold(shop: Store) -> None:
    found = choices(shop).set_index(["filter", "value"])
    assert found.loc[("market", "unknown"), "sold"] == 1
    assert found.loc[("channel", "boutique"), "sold"] == 9


def test_every_check_speaks_three_languages() -> None:
    for name, entry in check_words().items():
        assert entry["kind"] in {"wrong", "partial", "note"}, name
        assert all(entry[part][language] for part in ("title", "meaning") for language in LANGUAGES), name


def test_every_figure_speaks_three_languages() -> None:
    for found in metrics().values():
        assert all(found.name[language] and found.note[language] for language in LANGUAGES), found.key
        assert found.format in {"money", "share", "count", "ratio", "days"}
        assert found.better in {"up", "down", "none"}


def test_the_page_of_figures_names_every_one() -> None:
    text = page()
    assert all(f"`{key}`" in text for key in metrics())


def test_an_unknown_figure_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no figure is called profit"):
        metric("profit")
