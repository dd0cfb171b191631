"""How the month will end: sales so far, what is still to come back, the days to come; and why it is not said."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.period import Period
from analytics.targets import current, outlook
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, refund
from tests.analytics.targets.test_targets import budget


def shop(folder: Path, *budgets: dict[str, object], last: date = date(2025, 11, 20), returned: int = 0) -> Store:
    """Two years of days of two orders of 100, one of ten of which comes back after `returned` days."""
    orders, lines, refunds = [], [], []
    for number in range(730):
        day = last - timedelta(days=number)
        for turn in range(2):
            name = f"o{number}-{turn}"
            back = day + timedelta(days=returned)
            comes_back = returned and (2 * number + turn) % 10 == 0 and back <= last
            orders.append(
                order(
                    name,
                    str(day),
                    None,
                    status="refunded" if comes_back else "paid",
                    refunded=-100.0 * bool(comes_back),
                )
            )
            lines.append(line(name))
            if comes_back:
                refunds.append(refund(f"r{name}", name, -100.0, str(back)))
    return opened(folder / "store", orders=orders, order_lines=lines, refunds=refunds, budgets=budgets)


def test_a_steady_shop_ends_as_it_goes(tmp_path: Path) -> None:
    said = outlook(shop(tmp_path, budget("2025-11", 5500)))
    assert said.reason is None and said.span == Period.month(2025, 11) and said.days_left == 10
    assert said.sold_eur == 4000 and said.expected_eur == pytest.approx(6000, rel=0.01)
    assert said.low_95_eur <= said.low_80_eur <= said.expected_eur <= said.high_80_eur <= said.high_95_eur
    assert said.probability > 0.99 and said.needed_eur == 150 and said.recent_eur == 200


def test_a_target_out_of_reach_is_said_to_be(tmp_path: Path) -> None:
    said = outlook(shop(tmp_path, budget("2025-11", 9000)))
    assert said.probability < 0.01 and said.needed_eur == 500


def test_returns_still_to_come_are_taken_off(tmp_path: Path) -> None:
    said = outlook(shop(tmp_path, budget("2025-11", 5500), returned=8))
    # of the twenty days gone by the last eight have their returns to come, a tenth of what they sold
    assert said.to_return_eur == pytest.approx(0.1 * 8 * 200, rel=0.15)
    assert said.expected_eur == pytest.approx(5400, rel=0.02)


def test_a_month_that_is_over_has_only_returns_to_come(tmp_path: Path) -> None:
    said = outlook(shop(tmp_path, budget("2025-11", 5500), last=date(2025, 11, 30), returned=8))
    assert said.days_left == 0 and said.expected_eur == pytest.approx(5400, rel=0.02)
    assert said.high_95_eur - said.low_95_eur < 1000 and 0 < said.probability < 0.5


@pytest.mark.parametrize(("target", "probability"), [(6000, 1.0), (5999.99, 1.0), (6000.01, 0.0)])
def test_a_month_that_is_over_with_nothing_to_come_back_made_its_target_or_did_not(
    tmp_path: Path, target: float, probability: float
) -> None:
    said = outlook(shop(tmp_path, budget("2025-11", target), last=date(2025, 11, 30)))
    assert said.expected_eur == said.low_95_eur == said.high_95_eur == 6000 and said.probability == probability


def test_the_quarter_needs_the_budget_of_its_months(tmp_path: Path) -> None:
    month = outlook(shop(tmp_path / "one", budget("2025-11", 5500)), span="quarter")
    assert month.reason is not None and month.reason.code == "budget_lacks_month"
    months = [budget(f"2025-{number}", 6000) for number in (10, 11, 12)]
    said = outlook(shop(tmp_path / "all", *months), span="quarter")
    assert said.target_eur == 18000 and said.expected_eur == pytest.approx(200 * 92, rel=0.01)
    assert current(shop(tmp_path / "none"), "quarter") == Period(date(2025, 10, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "no_budget"),
        ([budget("2025-11", 1, "CN")], "outlook_orders_too_few"),
        ([budget("2025-11", 1, "IT", "boutique", "Atlantis")], "budget_of_strangers"),
    ],
)
def test_what_cannot_be_told_says_why(tmp_path: Path, rows: list[dict[str, object]], code: str) -> None:
    said = outlook(shop(tmp_path, *rows))
    assert said.reason is not None and said.reason.code == code


def test_filters_narrow_the_outlook(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-11", 5500, "IT"))
    assert outlook(store, Choice(market=("IT",))).target_eur == 5500
    refused = outlook(store, Choice(brand=("Maison",))).reason
    assert refused is not None and refused.code == "budget_not_by_goods"
