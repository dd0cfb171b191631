"""Pieces by week in season, by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.assortment import season_pace
from analytics.assortment.seasons import year_before
from analytics.period import Period
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

FIRST = {"FW23": date(2023, 9, 1), "FW24": date(2024, 9, 2)}
PIECES = {"FW23": {0: 2, 6: 1, 7: 3, 60: 4}, "FW24": {0: 5, 8: 1, 15: 1}}
PERIOD = Period(date(2024, 9, 1), date(2024, 9, 20))


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """FW23 sold 10 pieces in ten weeks, the last four at half price; FW24 has sold for two weeks; a carry-over sells from ever."""
    days = [
        (f"{season}-{after}", season, FIRST[season] + timedelta(days=after), qty)
        for season, sold in PIECES.items()
        for after, qty in sold.items()
    ]
    days += [("old", "carry-over", date(2023, 1, 1), 1), ("end", "carry-over", date(2024, 9, 25), 1)]
    orders = [
        order(
            name,
            str(day),
            total=100.0 * qty * (0.5 if name == "FW23-60" else 1),
            goods_gross=100.0 * qty,
            market="IT" if "FW24" in name else "CN",
        )
        for name, _season, day, qty in days
    ]
    lines = [
        line(
            name,
            gross=100.0 * qty,
            qty=qty,
            product_id=season,
            line_discount=50.0 * qty if name == "FW23-60" else 0.0,
        )
        for name, season, _day, qty in days
    ]
    products = [product(season, season=season) for season in (*PIECES, "carry-over")]
    return opened(tmp_path, products=products, orders=orders, order_lines=lines)


def test_weeks_are_counted_from_the_first_sale(shop: Store) -> None:
    found = season_pace(shop, period=Period(date(2023, 9, 1), date(2024, 9, 20)))
    weeks = found.weeks[found.weeks["season"] == "FW23"].set_index("week")
    assert weeks["units"].tolist() == [3, 3, 0, 0, 0, 0, 0, 0, 4]
    assert weeks["share_so_far"].tolist() == pytest.approx([0.3, 0.6] + [0.6] * 6 + [1.0])
    assert weeks["depth"].dropna().to_dict() == {1: 0.0, 2: 0.0, 9: 0.5}


def test_a_season_that_sells_has_no_share_and_only_whole_weeks(shop: Store) -> None:
    found = season_pace(shop, period=PERIOD)
    assert found.weeks["season"].unique().tolist() == ["FW24"]
    assert found.weeks["units"].tolist() == [5, 1] and found.weeks["share_so_far"].isna().all()
    row = found.seasons.iloc[0]
    assert (row["weeks"], row["units"], bool(row["is_over"])) == (2, 7, False)
    assert (row["units_before"], row["change"]) == (6, 0.0)  # after two weeks FW23 had sold six
    assert row[["share_4", "share_8"]].isna().all()


def test_a_season_that_is_over_says_how_soon_it_sold(shop: Store) -> None:
    found = season_pace(shop, period=Period(date(2023, 9, 1), date(2024, 9, 20)))
    row = found.seasons.set_index("season").loc["FW23"]
    assert bool(row["is_over"]) and (row["share_4"], row["share_8"]) == pytest.approx((0.6, 0.6))
    assert row["full_price_units_share"] == pytest.approx(0.6) and row["depth"] == pytest.approx(0.2)


def test_what_sold_from_the_first_day_is_left_out_and_named(shop: Store) -> None:
    assert season_pace(shop, period=Period(date(2023, 1, 1), date(2024, 9, 26))).undated == ("carry-over",)


def test_a_filter_leaves_a_season_its_first_day(shop: Store) -> None:
    found = season_pace(shop, Choice(market=("CN",)), period=Period(date(2023, 9, 1), date(2024, 9, 20)))
    assert found.seasons["season"].tolist() == ["FW23"]
    assert season_pace(shop, Choice(market=("FR",)), period=PERIOD).seasons.empty


def test_a_store_without_seasons_has_none(tmp_path: Path) -> None:
    shop = opened(tmp_path, products=[product()], orders=[order("a", "2024-03-01")], order_lines=[line("a")])
    found = season_pace(shop, period=Period.year(2024))
    assert found.seasons.empty and found.weeks.empty and found.undated == ()


@pytest.mark.parametrize(
    ("season", "earlier"),
    [
        ("FW26", "FW25"),
        ("SS00", ""),
        ("P/E 2025", "P/E 2024"),
        ("25FW", "24FW"),
        ("2025秋冬", "2024秋冬"),
        ("carry-over", ""),
    ],
)
def test_the_same_season_a_year_before(season: str, earlier: str) -> None:
    assert year_before(season) == earlier
